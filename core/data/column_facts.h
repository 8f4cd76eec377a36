#pragma once

#include "core/data/cell.h"
#include "core/data/read.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// What all texts of a column have in common. Gathered block by block and merged; the order does not matter.
struct ColumnFacts {
    std::uint32_t alive = form::any; ///< ways in which every value so far can be read
    std::uint32_t fractions = 0; ///< ways in which some value is not whole
    std::uint32_t tokens = 0; ///< which usual words for "missing" occurred
    std::uint64_t values = 0; ///< neither blank nor such a word
    std::uint64_t tokenCount = 0;
    bool dayOnly = false; ///< some date has no time of day
    bool clock = false; ///< some date has one
    bool zone = false; ///< some date has an offset
    bool forced = false; ///< the type is given: a value that cannot be read rules nothing out

    /// A trimmed text. `isText`: what it holds is a text even where it looks like a number.
    void see(std::string_view text, bool isText, bool guessTokens);
    void merge(const ColumnFacts &other);
};

/// A column of a text file: its type for the whole file, and how its texts are written.
struct TextColumn {
    std::string name;
    std::string type = "VARCHAR"; ///< as DuckDB spells it
    std::uint32_t form = 0;
    std::string dateFormat; ///< instead of form, where it was given
    bool forced = false; ///< by the options: values that do not fit are rejected
    std::vector<std::string> guessedNulls;
    std::uint64_t missing = 0;
    std::string notice; ///< a sentence, where the guess should be looked at
    std::string noticeId; ///< of that sentence, so that the window can say it in its own words
};

/// Decides types from facts. A column is a whole number, a number, a flag, a date or a time only where all of
/// its values are; where two readings are left that differ ("01/02/2026", "1,234") it stays a text and says
/// so.
Result<std::vector<TextColumn>> resolveColumns(const std::vector<std::string> &names,
                                               const std::vector<ColumnFacts> &facts,
                                               const ReadOptions &options, const std::string &file);

/// How values of a form are written ("%d.%m.%Y", "1.234,5"); empty where they are written as usual.
std::string_view formText(std::uint32_t form);

/// Whether the options say what type a column has.
bool typeGiven(const ReadOptions &options, const std::string &column);

} // namespace slipway::data
