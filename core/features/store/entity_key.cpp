#include "core/features/store/entity_key.h"

#include "core/base/hash.h"

#include <bit>
#include <charconv>
#include <optional>

namespace slipway::features {

namespace {

// The first byte of a part tells its kind: whole numbers stand around `zero`, further away the more bytes
// they take, texts behind them, hashes last.
constexpr unsigned zero = 0x40;
constexpr char textMark = 0x60;
constexpr char hashMark = 0x70;

/// Only as it is written: "7", and neither "07" nor "+7".
std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    const auto digits = text.substr(text.starts_with('-') ? 1 : 0);
    if (digits.empty() || digits.size() > 19 || (digits.front() == '0' && text != "0"))
        return std::nullopt;
    std::int64_t number = 0;
    const auto *end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

} // namespace

void EntityKey::add(std::int64_t value)
{
    // -1 - x maps the negative ones to magnitudes without overflow; their bytes are turned round to keep the
    // order.
    const bool negative = value < 0;
    const auto magnitude = static_cast<std::uint64_t>(negative ? -1 - value : value);
    const auto count = static_cast<unsigned>((std::bit_width(magnitude) + 7) / 8);
    m_bytes += static_cast<char>(negative ? zero - 1 - count : zero + count);
    for (unsigned i = count; i-- > 0;) {
        const auto byte = static_cast<unsigned char>(magnitude >> (8 * i));
        m_bytes += static_cast<char>(negative ? ~byte : byte);
    }
}

void EntityKey::add(std::string_view value)
{
    if (const auto number = wholeNumber(value))
        return add(*number);
    // A zero byte ends the text; one inside is followed by 0xFF, which sorts behind every end.
    m_bytes += textMark;
    for (const char c : value) {
        m_bytes += c;
        if (c == '\0')
            m_bytes += '\xFF';
    }
    m_bytes.append({'\0', '\1'});
}

std::string_view EntityKey::bytes()
{
    if (m_bytes.size() > mostBytes)
        m_bytes = hashMark + sha256(m_bytes);
    return m_bytes;
}

} // namespace slipway::features
