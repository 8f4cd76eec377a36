#pragma once

#include "core/data/csv_dialect.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

struct CsvField {
    std::string_view text; ///< without its quotes
    bool quoted = false;
    bool escaped = false; ///< holds escapes that unescaped() resolves
};

/// One line of a table, which may span several lines of the file.
struct CsvRecord {
    enum class Problem {
        None,
        OpenQuote, ///< never closed
        AfterQuote, ///< something other than a delimiter stands behind a closing quote
    };

    std::vector<CsvField> fields;
    std::size_t begin = 0; ///< in the text
    std::size_t end = 0; ///< without the line end
    std::uint64_t line = 0; ///< of the file, from 1
    Problem problem = Problem::None;
};

/// Cuts a text that begins at a line's start and has one byte '\n' behind its end into records. A line ends
/// with \n, \r\n or \r. A quote counts only where a field begins.
class CsvTokens
{
public:
    CsvTokens(std::string_view text, const CsvDialect &dialect, std::uint64_t firstLine);

    /// The next record; false at the end.
    bool next(CsvRecord &record);

    std::size_t position() const { return m_at; } ///< where the next record begins
    std::uint64_t line() const { return m_line; }

private:
    CsvField quotedField(CsvRecord &record);
    CsvField plainField();

    std::string_view m_text;
    CsvDialect m_dialect;
    std::size_t m_at = 0;
    std::uint64_t m_line;
    std::array<bool, 256> m_stops {};
};

/// How many line ends there are: \n, \r\n or \r.
std::uint64_t linesIn(std::string_view text);

/// The field's text with its escapes resolved, appended to `into`, which must have room.
std::string_view unescaped(const CsvField &field, const CsvDialect &dialect, std::string &into);

} // namespace slipway::data
