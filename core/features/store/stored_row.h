#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/features/definitions/feature_set.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What the rows of a view hold, in this order.
struct RowLayout {
    struct Column {
        std::string name;
        ValueType type = ValueType::Number;
        bool operator==(const Column &) const = default;
    };
    std::vector<std::string> keys;
    std::vector<Column> columns;

    bool operator==(const RowLayout &) const = default;
    std::uint32_t id() const; ///< of these names and types; every row carries it
};

Json toJson(const RowLayout &layout);
RowLayout layoutFromJson(const Json &json);

/// Makes the bytes of rows. Every value has a place of eight bytes, so a feature is found without looking at
/// those before it; texts stand behind.
class RowWriter
{
public:
    explicit RowWriter(const RowLayout &layout);

    /// A row without values. `pushed`: it came from outside, not from the offline tables.
    void begin(TimeMicros eventTime, TimeMicros createdTime, bool pushed = false);
    void setNumber(std::size_t column, double value); ///< NaN and infinity are no values
    void setTime(std::size_t column, TimeMicros value);
    void setText(std::size_t column, std::string_view value);
    std::string_view bytes() const { return m_bytes; }

private:
    void set(std::size_t column, const void *eight);

    std::uint32_t m_layout;
    std::size_t m_columns;
    std::string m_bytes;
};

/// Looks at the bytes of a row, which must live as long. Whatever they are, it reads nothing outside of them.
class RowView
{
public:
    RowView() = default;
    RowView(std::string_view bytes, std::size_t columns);

    /// Whether this is a whole row of a layout with that many columns.
    bool valid() const { return m_bytes.data() != nullptr; }
    std::uint32_t layout() const { return read<std::uint32_t>(layoutAt); }
    TimeMicros eventTime() const;
    TimeMicros createdTime() const { return read<TimeMicros>(createdAt); }
    bool pushed() const { return m_bytes[flagsAt] != 0; }

    bool has(std::size_t column) const
    {
        return (static_cast<unsigned char>(m_bytes[presenceAt + column / 8]) >> (column % 8) & 1) != 0;
    }
    double number(std::size_t column) const { return read<double>(place(column)); }
    TimeMicros time(std::size_t column) const { return read<TimeMicros>(place(column)); }
    std::string_view text(std::size_t column) const;

    /// The moment of a row, whatever its layout; the bytes are at least headerBytes long.
    static TimeMicros eventTimeOf(std::string_view bytes);

    // The event's time comes first, with the highest byte in front and the sign turned, so that the times of
    // two rows compare as their bytes do.
    static constexpr std::size_t createdAt = 8;
    static constexpr std::size_t layoutAt = 16;
    static constexpr std::size_t flagsAt = 20;
    static constexpr std::size_t presenceAt = 21;
    static constexpr std::size_t headerBytes = presenceAt;

private:
    template <typename T>
    T read(std::size_t at) const
    {
        T value;
        std::memcpy(&value, m_bytes.data() + at, sizeof value);
        return value;
    }
    std::size_t place(std::size_t column) const { return m_places + 8 * column; }

    std::string_view m_bytes;
    std::size_t m_places = 0;
};

} // namespace slipway::features
