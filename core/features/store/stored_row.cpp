#include "core/features/store/stored_row.h"

#include "core/base/hash.h"

#include <cmath>

namespace slipway::features {

namespace {

constexpr std::uint64_t signBit = 1ULL << 63;

std::size_t placesAt(std::size_t columns)
{
    return RowView::presenceAt + (columns + 7) / 8;
}

ValueType valueTypeNamed(const std::string &name)
{
    return name == "text" ? ValueType::Text : name == "time" ? ValueType::Time : ValueType::Number;
}

} // namespace

std::uint32_t RowLayout::id() const
{
    return static_cast<std::uint32_t>(
        std::stoul(sha256(canonicalJson(toJson(*this))).substr(0, 8), nullptr, 16));
}

Json toJson(const RowLayout &layout)
{
    Json columns = Json::array();
    for (const auto &column : layout.columns)
        columns.push_back({{"name", column.name}, {"type", valueTypeName(column.type)}});
    return {{"keys", layout.keys}, {"columns", columns}};
}

RowLayout layoutFromJson(const Json &json)
{
    RowLayout layout;
    layout.keys = json.at("keys").get<std::vector<std::string>>();
    for (const auto &column : json.at("columns"))
        layout.columns.push_back({column.at("name"), valueTypeNamed(column.at("type"))});
    return layout;
}

RowWriter::RowWriter(const RowLayout &layout)
    : m_layout(layout.id())
    , m_columns(layout.columns.size())
{
}

void RowWriter::begin(TimeMicros eventTime, TimeMicros createdTime, bool pushed)
{
    m_bytes.assign(placesAt(m_columns) + 8 * m_columns, '\0');
    auto ordered = static_cast<std::uint64_t>(eventTime) ^ signBit;
    for (std::size_t i = 8; i-- > 0; ordered >>= 8)
        m_bytes[i] = static_cast<char>(ordered);
    std::memcpy(m_bytes.data() + RowView::createdAt, &createdTime, sizeof createdTime);
    std::memcpy(m_bytes.data() + RowView::layoutAt, &m_layout, sizeof m_layout);
    m_bytes[RowView::flagsAt] = pushed ? 1 : 0;
}

void RowWriter::set(std::size_t column, const void *eight)
{
    auto &presence = m_bytes[RowView::presenceAt + column / 8];
    presence = static_cast<char>(static_cast<unsigned char>(presence) | (1U << (column % 8)));
    std::memcpy(m_bytes.data() + placesAt(m_columns) + 8 * column, eight, 8);
}

void RowWriter::setNumber(std::size_t column, double value)
{
    if (std::isfinite(value))
        set(column, &value);
}

void RowWriter::setTime(std::size_t column, TimeMicros value)
{
    set(column, &value);
}

void RowWriter::setText(std::size_t column, std::string_view value)
{
    const std::uint32_t where[2] {static_cast<std::uint32_t>(m_bytes.size()),
                                  static_cast<std::uint32_t>(value.size())};
    set(column, where);
    m_bytes += value;
}

RowView::RowView(std::string_view bytes, std::size_t columns)
    : m_places(placesAt(columns))
{
    if (bytes.size() >= m_places + 8 * columns)
        m_bytes = bytes;
}

TimeMicros RowView::eventTimeOf(std::string_view bytes)
{
    std::uint64_t ordered = 0;
    for (std::size_t i = 0; i < 8; ++i)
        ordered = ordered << 8 | static_cast<unsigned char>(bytes[i]);
    return static_cast<TimeMicros>(ordered ^ signBit);
}

TimeMicros RowView::eventTime() const
{
    return eventTimeOf(m_bytes);
}

std::string_view RowView::text(std::size_t column) const
{
    const auto at = read<std::uint32_t>(place(column));
    const auto size = read<std::uint32_t>(place(column) + 4);
    if (at > m_bytes.size() || size > m_bytes.size() - at)
        return {};
    return m_bytes.substr(at, size);
}

} // namespace slipway::features
