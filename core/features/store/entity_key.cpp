#include "core/features/store/entity_key.h"

#include "core/base/hash.h"

#include <bit>

namespace slipway::features {

namespace {

// The first byte of a part tells its kind: whole numbers stand around `zero`, further away the more bytes they
// take, texts behind them, hashes last.
constexpr unsigned zero = 0x40;
constexpr char textMark = 0x60;
constexpr char hashMark = 0x70;

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
