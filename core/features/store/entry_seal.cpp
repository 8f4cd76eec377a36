#include "core/features/store/entry_seal.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace slipway::features {

namespace {

constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;

/// With either argument as it is, another one in the other's place gives another number: no change in one
/// word is lost.
std::uint64_t mixed(std::uint64_t state, std::uint64_t word)
{
    state = (state ^ word) * odd;
    return state ^ (state >> 29);
}

/// Four sums side by side, which a processor adds at once.
std::uint64_t sealOf(std::string_view bytes, std::uint64_t begin)
{
    std::array<std::uint64_t, 4> sums {begin, begin + 1, begin + 2, begin + 3};
    std::array<std::uint64_t, 4> words {};
    const auto add = [&] {
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i] = mixed(sums[i], words[i]);
    };
    const auto size = bytes.size();
    for (; bytes.size() >= sizeof words; bytes.remove_prefix(sizeof words)) {
        std::memcpy(words.data(), bytes.data(), sizeof words);
        add();
    }
    words = {};
    if (!bytes.empty())
        std::memcpy(words.data(), bytes.data(), bytes.size());
    add();
    return mixed(mixed(mixed(mixed(sums[0], sums[1]), sums[2]), sums[3]), size);
}

std::uint64_t sealOf(std::string_view key, std::string_view content)
{
    return sealOf(content, sealOf(key, std::uint64_t {1}));
}

} // namespace

void sealInto(std::string &sealed, std::string_view key, std::string_view content)
{
    const auto seal = sealOf(key, content);
    sealed.assign(content).append(reinterpret_cast<const char *>(&seal), sizeof seal);
}

std::optional<std::string_view> unsealed(std::string_view key, std::string_view sealed)
{
    std::uint64_t seal = 0;
    if (sealed.size() < sizeof seal)
        return std::nullopt;
    const auto content = sealed.substr(0, sealed.size() - sizeof seal);
    std::memcpy(&seal, sealed.data() + content.size(), sizeof seal);
    return seal == sealOf(key, content) ? std::optional(content) : std::nullopt;
}

} // namespace slipway::features
