#include "core/data/json_elements.h"

#include "core/base/messages.h"

#include <algorithm>

namespace slipway::data {

namespace {

constexpr std::size_t step = 1 << 20;
constexpr std::size_t longestElement = 16 << 20;

bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Whether brackets and quotes of a line are balanced: it is a value of its own.
bool balanced(std::string_view line)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (inString) {
            if (c == '\\')
                ++i;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return depth == 0 && !inString;
}

} // namespace

JsonElements::JsonElements(const TextFile &file)
    : m_file(&file)
    , m_offset(file.begin())
{
}

Result<JsonElements> JsonElements::open(const TextFile &file)
{
    JsonElements elements(file);
    if (!elements.skipBlanks())
        return failure("data.file_empty", {{"file", file.path().string()}});
    std::size_t end = elements.m_used;
    while (elements.have(end) && elements.m_buffer[end] != '\n' && end < longestElement)
        ++end;
    const auto first = std::string_view(elements.m_buffer).substr(elements.m_used, end - elements.m_used);
    const bool array = first.starts_with('[');
    const bool whole = (array || first.starts_with('{')) && balanced(first);
    // From here on more is read, and the line may be elsewhere.
    std::size_t more = end;
    while (elements.have(more) && blank(elements.m_buffer[more]))
        ++more;
    const bool followed = elements.have(more);
    // An array whose brackets close on its first line and are followed by more is broken unless that is
    // another array.
    const bool lines = whole && followed && (!array || elements.m_buffer[more] == '[');
    elements.m_form = lines ? Form::Lines : array ? Form::Array : Form::Document;
    elements.restart();
    return elements;
}

void JsonElements::restart()
{
    m_buffer.clear();
    m_used = 0;
    m_offset = m_file->begin();
    m_line = 1;
    m_inside = m_ended = false;
    m_first = true;
}

bool JsonElements::fill()
{
    const std::size_t before = m_buffer.size();
    m_buffer.resize(before + step);
    const auto got = m_file->read(m_offset, m_buffer.data() + before, step);
    m_buffer.resize(before + (got ? got.value() : 0));
    m_offset += got ? got.value() : 0;
    return m_buffer.size() > before;
}

bool JsonElements::have(std::size_t at)
{
    while (at >= m_buffer.size()) {
        if (!fill())
            return false;
    }
    return true;
}

void JsonElements::drop(std::size_t count)
{
    const auto from = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_used);
    m_line += static_cast<std::uint64_t>(std::count(from, from + static_cast<std::ptrdiff_t>(count), '\n'));
    m_used += count;
    if (m_used > step) {
        m_buffer.erase(0, m_used);
        m_used = 0;
    }
}

bool JsonElements::skipBlanks()
{
    while (have(m_used)) {
        if (!blank(m_buffer[m_used]))
            return true;
        drop(1);
    }
    return false;
}

Error JsonElements::broken(std::string_view reasonId) const
{
    return failure("import.json_broken",
                   {{"file", m_file->path().string()}, {"line", m_line}, {"reason", sentence(reasonId, {})}});
}

Status JsonElements::next(Element &element, bool &found)
{
    found = false;
    switch (m_form) {
    case Form::Lines:
        return nextLine(element, found);
    case Form::Array:
        return nextOfArray(element, found);
    case Form::Document:
        return document(element, found);
    }
    return done();
}

Status JsonElements::nextLine(Element &element, bool &found)
{
    if (!skipBlanks())
        return done();
    std::size_t end = m_used;
    while (have(end) && m_buffer[end] != '\n') {
        if (end - m_used > longestElement)
            return broken("import.reason_too_long");
        ++end;
    }
    // The text is copied out of the buffer's way only by drop(), which comes first the next time.
    element = {std::string_view(m_buffer).substr(m_used, end - m_used), m_line};
    found = true;
    m_used = end;
    if (m_used > 8 * step) {
        m_buffer.erase(0, m_used - element.text.size());
        m_used = element.text.size();
        element.text = std::string_view(m_buffer).substr(0, m_used);
    }
    return done();
}

Status JsonElements::elementEnd(std::size_t &end)
{
    int depth = 0;
    bool inString = false;
    for (end = m_used; have(end); ++end) {
        if (end - m_used > longestElement)
            return broken("import.reason_too_long");
        const char c = m_buffer[end];
        if (inString) {
            if (c == '\\')
                ++end;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (depth > 0 && (c == '}' || c == ']')) {
            --depth;
        } else if (depth == 0 && (c == ',' || c == ']')) {
            return done();
        }
    }
    return broken("import.reason_json_open");
}

Status JsonElements::nextOfArray(Element &element, bool &found)
{
    if (m_ended)
        return done();
    if (!m_inside) {
        skipBlanks();
        drop(1);
        m_inside = true;
    }
    if (!skipBlanks())
        return broken("import.reason_json_open");
    if (m_buffer[m_used] == ']' && m_first) {
        drop(1);
        m_ended = true;
        return skipBlanks() ? Status(broken("import.reason_json_behind")) : done();
    }
    if (!m_first) {
        if (m_buffer[m_used] == ']') {
            drop(1);
            m_ended = true;
            return skipBlanks() ? Status(broken("import.reason_json_behind")) : done();
        }
        drop(1); // elementEnd() has seen the comma
        if (!skipBlanks())
            return broken("import.reason_json_open");
    }
    m_first = false;
    std::size_t end = 0;
    SLIPWAY_TRY(elementEnd(end));
    const std::uint64_t line = m_line;
    const std::size_t size = end - m_used;
    m_line +=
        static_cast<std::uint64_t>(std::count(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_used),
                                              m_buffer.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    element = {std::string_view(m_buffer).substr(m_used, size), line};
    found = true;
    m_used = end;
    return done();
}

Status JsonElements::document(Element &element, bool &found)
{
    if (m_ended)
        return done();
    m_ended = true;
    if (!skipBlanks())
        return done();
    while (fill()) {
        if (m_buffer.size() > longestElement)
            return broken("import.reason_too_long");
    }
    element = {std::string_view(m_buffer).substr(m_used), m_line};
    found = true;
    return done();
}

} // namespace slipway::data
