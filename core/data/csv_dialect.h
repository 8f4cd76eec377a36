#pragma once

#include "core/data/read.h"

#include <cstddef>
#include <string_view>

namespace slipway::data {

/// How the lines of a text file are cut into fields.
struct CsvDialect {
    char delimiter = ','; ///< '\0': the whole line is one field
    char quote = '"'; ///< '\0': quotes mean nothing
    char escape = '"'; ///< what stands before a quote inside quotes: the quote itself, or a backslash
    bool trimBlanks = false; ///< blanks behind a delimiter belong to it ("39, Private")
    bool header = true; ///< the first line holds names
    bool trailingDelimiter = false; ///< every line ends with a delimiter that begins no column
    std::size_t fields = 1; ///< of a line
    double agreement = 1; ///< the share of the lines looked at that have so many fields
    bool clear = true; ///< false: lines have delimiters, but do not agree on any
};

/// Guesses from the first lines what the options do not say. Prefers what makes the lines agree, so that a
/// short line is an exception and not a reason to read everything as one column.
CsvDialect guessDialect(std::string_view sample, const ReadOptions &options);

} // namespace slipway::data
