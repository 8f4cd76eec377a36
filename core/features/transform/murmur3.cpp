#include "core/features/transform/murmur3.h"

#include <bit>
#include <limits>

namespace slipway::features {

namespace {

std::uint32_t mixed(std::uint32_t k)
{
    return std::rotl(k * 0xcc9e2d51U, 15) * 0x1b873593U;
}

std::uint32_t byteAt(std::string_view bytes, std::size_t i)
{
    return static_cast<unsigned char>(bytes[i]);
}

} // namespace

std::uint32_t murmur3(std::string_view bytes, std::uint32_t seed)
{
    std::uint32_t hash = seed;
    const std::size_t whole = bytes.size() / 4 * 4;
    for (std::size_t i = 0; i < whole; i += 4) {
        const auto word = byteAt(bytes, i) | byteAt(bytes, i + 1) << 8 | byteAt(bytes, i + 2) << 16
            | byteAt(bytes, i + 3) << 24;
        hash = std::rotl(hash ^ mixed(word), 13) * 5 + 0xe6546b64U;
    }
    std::uint32_t tail = 0;
    for (std::size_t i = bytes.size(); i-- > whole;)
        tail = tail << 8 | byteAt(bytes, i);
    if (whole < bytes.size())
        hash ^= mixed(tail);
    hash ^= static_cast<std::uint32_t>(bytes.size());
    hash = (hash ^ hash >> 16) * 0x85ebca6bU;
    hash = (hash ^ hash >> 13) * 0xc2b2ae35U;
    return hash ^ hash >> 16;
}

HashedPlace hashedPlace(std::string_view token, std::size_t slots)
{
    const auto hash = static_cast<std::int32_t>(murmur3(token));
    // The least 32-bit number has no absolute value; scikit-learn goes around it in this way.
    const auto slot = hash == std::numeric_limits<std::int32_t>::min()
        ? (std::size_t {std::numeric_limits<std::int32_t>::max()} - (slots - 1)) % slots
        : static_cast<std::size_t>(hash < 0 ? -hash : hash) % slots;
    return {slot, hash >= 0 ? 1.0F : -1.0F};
}

} // namespace slipway::features
