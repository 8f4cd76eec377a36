#include "core/data/text_records.h"

#include "core/base/messages.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace slipway::data {

namespace {

/// What is kept of a line that nobody reads.
constexpr std::size_t longLineBytes = 4096;

bool holdsBeyondAscii(std::string_view text)
{
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all >= 0x80;
}

} // namespace

Result<TextRecords> TextRecords::open(const TextPart &part, const TextRange &range, std::string &raw)
{
    const std::size_t size = range.tooLong ? std::min<std::size_t>(range.size, longLineBytes) : range.size;
    raw.resize(size + 1);
    SLIPWAY_ASSIGN(const std::size_t got, part.file.read(range.offset, raw.data(), size));
    if (got != size)
        return failure("import.file_changed", {{"file", part.file.path().string()}});
    raw[size] = '\n'; // stops the tokens
    return TextRecords(part, range, raw);
}

TextRecords::TextRecords(const TextPart &part, const TextRange &range, const std::string &raw)
    : m_part(&part)
    , m_range(range)
    , m_text(std::string_view(raw).substr(0, raw.size() - 1))
    , m_tokens(m_text, part.dialect, range.line)
    , m_valid(simdjson::validate_utf8(m_text.data(), m_text.size()))
    , m_noughts(m_text.find('\0') != std::string_view::npos)
    , m_beyondAscii(m_valid && holdsBeyondAscii(m_text))
{
}

TextRecords::Kind TextRecords::next()
{
    if (m_range.tooLong) {
        if (std::exchange(m_ended, true))
            return Kind::End;
        m_record.begin = 0;
        m_record.end = m_text.size();
        m_record.line = m_range.line;
        refuse("too_long", sentence("import.reason_too_long", {}));
        return Kind::Reject;
    }
    while (m_tokens.next(m_record)) {
        if (isBlank()) {
            ++m_blank;
            continue;
        }
        return refused() ? Kind::Reject : Kind::Row;
    }
    return Kind::End;
}

bool TextRecords::isBlank() const
{
    return m_part->dialect.fields > 1 && m_record.fields.size() == 1 && !m_record.fields.front().quoted
        && trimmed(m_record.fields.front().text).empty();
}

bool TextRecords::refuse(const char *kind, std::string reason)
{
    m_kind = kind;
    m_reason = std::move(reason);
    return true;
}

bool TextRecords::refused()
{
    const auto text = m_text.substr(m_record.begin, m_record.end - m_record.begin);
    if (m_noughts && !m_part->quotedIsText && text.find('\0') != std::string_view::npos)
        return refuse("nul", sentence("import.reason_nul", {}));
    if (!m_valid) {
        if (!simdjson::validate_utf8(text.data(), text.size()))
            return refuse("encoding", sentence("import.reason_encoding", {}));
        m_beyondAscii = m_beyondAscii || holdsBeyondAscii(text); // one broken line spoils no other
    }
    if (m_record.problem == CsvRecord::Problem::OpenQuote)
        return refuse("quote", sentence("import.reason_quote_open", {}));
    if (m_record.problem == CsvRecord::Problem::AfterQuote)
        return refuse("quote", sentence("import.reason_quote_closed", {}));
    std::size_t expected = m_part->dialect.fields;
    auto &fields = m_record.fields;
    if (m_part->dialect.trailingDelimiter) {
        --expected;
        if (fields.size() == expected + 1 && trimmed(fields.back().text).empty())
            fields.pop_back();
    }
    if (fields.size() == expected)
        return false;
    return refuse("fields",
                  sentence(fields.size() == 1 ? "import.reason_field" : "import.reason_fields",
                           {{"found", fields.size()}, {"expected", expected}}));
}

Reject TextRecords::rejected(std::string kind, std::string reason) const
{
    auto raw = m_text.substr(m_record.begin, m_record.end - m_record.begin);
    while (!raw.empty() && (raw.back() == '\n' || raw.back() == '\r'))
        raw.remove_suffix(1);
    return {m_part->file.path().string(), m_record.line, std::move(kind), std::move(reason),
            rejectedText(raw)};
}

} // namespace slipway::data
