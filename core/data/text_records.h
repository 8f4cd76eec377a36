#pragma once

#include "core/data/text_plan.h"

#include <string>

namespace slipway::data {

/// The records of one range of a part, in order: what makes a row and what does not.
class TextRecords
{
public:
    /// Reads the range into `raw`, which the fields of the records point into.
    static Result<TextRecords> open(const TextPart &part, const TextRange &range, std::string &raw);

    enum class Kind { Row, Reject, End };

    /// Passes over blank lines. After Row the record holds as many fields as the part has columns.
    Kind next();

    const CsvRecord &record() const { return m_record; }
    std::size_t position() const { return m_tokens.position(); } ///< in the range, of the next record
    std::uint64_t line() const { return m_tokens.line(); } ///< in the file, of the next record
    std::uint64_t blankLines() const { return m_blank; }
    bool beyondAscii() const { return m_beyondAscii; } ///< letters in well-formed UTF-8 occur

    /// The record as a reject: of Reject, or of a Row that `kind` and `reason` refuse.
    Reject rejected() const { return rejected(m_kind, m_reason); }
    Reject rejected(std::string kind, std::string reason) const;

private:
    TextRecords(const TextPart &part, const TextRange &range, const std::string &raw);

    bool isBlank() const;
    bool refused();
    bool refuse(const char *kind, std::string reason);

    const TextPart *m_part;
    TextRange m_range;
    std::string_view m_text;
    CsvTokens m_tokens;
    CsvRecord m_record;
    bool m_valid = true;
    bool m_noughts = false;
    bool m_beyondAscii = false;
    bool m_ended = false;
    std::uint64_t m_blank = 0;
    std::string m_kind;
    std::string m_reason;
};

} // namespace slipway::data
