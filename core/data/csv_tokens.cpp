#include "core/data/csv_tokens.h"

#include <algorithm>
#include <cstring>

namespace slipway::data {

std::uint64_t linesIn(std::string_view text)
{
    auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    for (auto at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
        if (at + 1 == text.size() || text[at + 1] != '\n')
            ++lines;
    }
    return lines;
}

CsvTokens::CsvTokens(std::string_view text, const CsvDialect &dialect, std::uint64_t firstLine)
    : m_text(text)
    , m_dialect(dialect)
    , m_line(firstLine)
{
    m_stops[static_cast<unsigned char>('\n')] = true;
    m_stops[static_cast<unsigned char>('\r')] = true;
    if (dialect.delimiter != '\0')
        m_stops[static_cast<unsigned char>(dialect.delimiter)] = true;
}

bool CsvTokens::next(CsvRecord &record)
{
    if (m_at >= m_text.size())
        return false;
    record.fields.clear();
    record.begin = m_at;
    record.line = m_line;
    record.problem = CsvRecord::Problem::None;
    for (;;) {
        if (m_dialect.trimBlanks) {
            while (m_at < m_text.size() && m_text[m_at] == ' ')
                ++m_at;
        }
        const bool quoted =
            m_dialect.quote != '\0' && m_at < m_text.size() && m_text[m_at] == m_dialect.quote;
        record.fields.push_back(quoted ? quotedField(record) : plainField());
        if (m_at < m_text.size() && m_dialect.delimiter != '\0' && m_text[m_at] == m_dialect.delimiter) {
            ++m_at;
            continue;
        }
        break;
    }
    record.end = m_at;
    if (m_at < m_text.size()) {
        const bool pair = m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
        m_at += pair ? 2 : 1;
        ++m_line;
    }
    return true;
}

CsvField CsvTokens::plainField()
{
    const char *at = m_text.data() + m_at;
    while (!m_stops[static_cast<unsigned char>(*at)]) // the byte behind the text stops it
        ++at;
    const auto end = std::min(static_cast<std::size_t>(at - m_text.data()), m_text.size());
    const CsvField field {m_text.substr(m_at, end - m_at), false, false};
    m_at = end;
    return field;
}

CsvField CsvTokens::quotedField(CsvRecord &record)
{
    const std::size_t start = ++m_at;
    CsvField field {{}, true, false};
    const bool doubled = m_dialect.escape == m_dialect.quote;
    for (;;) {
        const auto close = m_text.find(m_dialect.quote, m_at);
        if (close == std::string_view::npos) {
            record.problem = CsvRecord::Problem::OpenQuote;
            field.text = m_text.substr(start);
            m_line += linesIn(field.text);
            m_at = m_text.size();
            return field;
        }
        if (!doubled && m_dialect.escape != '\0') {
            std::size_t escapes = 0;
            while (close - escapes > start && m_text[close - escapes - 1] == m_dialect.escape)
                ++escapes;
            if (escapes > 0)
                field.escaped = true;
            if (escapes % 2 == 1) {
                m_at = close + 1;
                continue;
            }
        } else if (doubled && close + 1 < m_text.size() && m_text[close + 1] == m_dialect.quote) {
            field.escaped = true;
            m_at = close + 2;
            continue;
        }
        field.text = m_text.substr(start, close - start);
        m_at = close + 1;
        break;
    }
    if (!doubled && field.text.find(m_dialect.escape) != std::string_view::npos)
        field.escaped = true;
    if (std::memchr(field.text.data(), '\n', field.text.size())
        || std::memchr(field.text.data(), '\r', field.text.size()))
        m_line += linesIn(field.text);
    const auto behind = plainField().text;
    if (behind.find_first_not_of(' ') != std::string_view::npos)
        record.problem = CsvRecord::Problem::AfterQuote;
    return field;
}

std::string_view unescaped(const CsvField &field, const CsvDialect &dialect, std::string &into)
{
    const std::size_t start = into.size();
    for (std::size_t i = 0; i < field.text.size(); ++i) {
        const bool escape = field.text[i] == dialect.escape && i + 1 < field.text.size()
            && (field.text[i + 1] == dialect.quote || field.text[i + 1] == dialect.escape);
        if (escape)
            ++i;
        into += field.text[i];
    }
    return std::string_view(into).substr(start);
}

} // namespace slipway::data
