#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// What a column of a generated table holds. All but Real are kept as whole numbers, which every form of file
/// can print exactly.
struct WorldColumn {
    enum class Form {
        Whole,
        Decimal, ///< a whole number of 10^-digits
        Real,
        Level, ///< the place of the text in `levels`
        FreeText,
        Time, ///< microseconds since 1970 in UTC
        Date, ///< days since 1970
    };

    std::string name;
    Form form = Form::Whole;
    int digits = 0; ///< of a Decimal; of a Time's seconds in CSV, where -1 is as many as it needs
    std::vector<std::string> levels;
    std::string meaning;
    bool optional = false; ///< whether `generation.missing` may leave it out
};

struct WorldTable {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::string name;
    std::string meaning;
    std::vector<WorldColumn> columns;
    std::size_t time = none; ///< the column that says when a row happened
    std::size_t entity = none; ///< where rows stand entity by entity, the column that names it
    bool truth = false; ///< known only because the world is made: never an input of a model

    std::size_t find(std::string_view column) const;
    TimeMicros timeOf(std::int64_t value) const
    {
        return columns[time].form == WorldColumn::Form::Date ? value * microsPerDay : value;
    }
};

/// The values of one column in a block of rows.
struct ColumnRows {
    std::vector<std::int64_t> whole; ///< of FreeText: where the text ends in `text`
    std::vector<double> reals;
    std::string text;
    std::vector<std::uint8_t> missing; ///< empty where every row has a value

    std::string_view freeText(std::size_t row) const
    {
        const auto from = row == 0 ? 0 : static_cast<std::size_t>(whole[row - 1]);
        return std::string_view(text).substr(from, static_cast<std::size_t>(whole[row]) - from);
    }
    bool isMissing(std::size_t row) const { return !missing.empty() && missing[row] != 0; }
};

/// Some thousand rows of one table, column by column. The memory is used again from block to block.
struct TableRows {
    std::size_t rows = 0;
    std::vector<ColumnRows> columns;
    std::string csv; ///< the rows as lines, where they are wanted so

    /// Room for `count` rows; values of kept rows stay.
    void setRows(const WorldTable &table, std::size_t count);
};

} // namespace slipway::data
