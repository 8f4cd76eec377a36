#include "core/data/csv_split.h"

#include "core/base/messages.h"
#include "core/data/csv_tokens.h"

#include <algorithm>
#include <cstring>
#include <future>
#include <limits>
#include <optional>
#include <string>

namespace slipway::data {

namespace {

constexpr std::size_t mostOpenQuotes = 1000;

/// The last place of a byte; like rfind(), which looks at one byte after the other.
std::size_t lastOf(std::string_view text, char byte)
{
    const void *found = ::memrchr(text.data(), byte, text.size());
    return found ? static_cast<std::size_t>(static_cast<const char *>(found) - text.data())
                 : std::string_view::npos;
}

class Splitter
{
public:
    /// `until`: where to stop, if a record ends exactly there.
    Splitter(const TextFile &file, const CsvDialect &dialect, const SplitOptions &options,
             std::uint64_t until = std::numeric_limits<std::uint64_t>::max())
        : m_file(file)
        , m_dialect(dialect)
        , m_options(options)
        , m_base(options.begin)
        , m_line(options.line)
        , m_end(file.end())
        , m_until(until)
    {
    }

    Result<std::vector<TextRange>> run(const RunContext &context)
    {
        SLIPWAY_TRY(dropLineEnds());
        while (m_base < m_end && m_base != m_until && m_base - m_options.begin < m_options.mostBytes) {
            if (context.cancelled())
                return cancelled();
            SLIPWAY_TRY(step());
        }
        return std::move(m_ranges);
    }

    bool stoppedAt(std::uint64_t position) const { return m_base == position; }
    std::uint64_t line() const { return m_line; } ///< of the first byte that is not in a range

private:
    bool atEnd() const { return m_base + m_buffer.size() >= m_end; }

    /// Line ends behind the last record are no records.
    Status dropLineEnds()
    {
        while (m_end > m_base) {
            const auto count = std::min<std::uint64_t>(m_end - m_base, 4096);
            SLIPWAY_ASSIGN(const std::string tail, m_file.read(m_end - count, count));
            const auto last = tail.find_last_not_of("\r\n");
            if (last != std::string::npos) {
                m_end = m_end - tail.size() + last + 1;
                break;
            }
            m_end -= count;
        }
        return done();
    }

    Status step()
    {
        SLIPWAY_TRY(fill());
        scan();
        if (atEnd() && !m_inQuotes) {
            emit(m_buffer.size());
            return done();
        }
        if (m_lastEnd > 0)
            emit(m_lastEnd);
        if (atEnd() || m_buffer.size() > m_options.longestRecord)
            return m_inQuotes ? openQuote() : longLine();
        return done();
    }

    Status fill()
    {
        // Behind an open quote what was read before is looked at again first.
        if (atEnd() || m_buffer.size() - m_scanned > m_options.blockBytes)
            return done();
        const std::size_t before = m_buffer.size();
        auto room = std::min<std::uint64_t>(m_options.blockBytes, m_end - m_base - before);
        if (m_base + before < m_until)
            room = std::min(room, m_until - m_base - before);
        m_buffer.resize(before + room);
        SLIPWAY_ASSIGN(const std::size_t got, m_file.read(m_base + before, m_buffer.data() + before, room));
        if (got != room)
            return failure("import.file_changed", {{"file", m_file.path().string()}});
        return done();
    }

    bool fieldBegins(std::size_t at) const
    {
        if (m_dialect.trimBlanks) {
            while (at > 0 && m_buffer[at - 1] == ' ')
                --at;
        }
        if (at == 0)
            return true;
        const char before = m_buffer[at - 1];
        return before == '\n' || before == '\r'
            || (m_dialect.delimiter != '\0' && before == m_dialect.delimiter);
    }

    void scan()
    {
        while (m_scanned < m_buffer.size()) {
            if (m_inQuotes ? !scanQuoted() : !scanPlain())
                return;
        }
    }

    /// False where the next byte has to be known first.
    bool scanQuoted()
    {
        const auto close = m_buffer.find(m_dialect.quote, m_scanned);
        if (close == std::string::npos) {
            m_scanned = m_buffer.size();
            return true;
        }
        if (m_dialect.escape != m_dialect.quote && m_dialect.escape != '\0') {
            std::size_t escapes = 0;
            while (close - escapes > m_opened && m_buffer[close - escapes - 1] == m_dialect.escape)
                ++escapes;
            m_inQuotes = escapes % 2 == 1;
            m_scanned = close + 1;
            return true;
        }
        if (close + 1 == m_buffer.size() && !atEnd()) {
            m_scanned = close;
            return false;
        }
        const bool doubled = close + 1 < m_buffer.size() && m_buffer[close + 1] == m_dialect.quote;
        m_inQuotes = doubled;
        m_scanned = close + (doubled ? 2 : 1);
        return true;
    }

    bool scanPlain()
    {
        const auto quote =
            m_dialect.quote == '\0' ? std::string::npos : m_buffer.find(m_dialect.quote, m_scanned);
        const std::size_t end = quote == std::string::npos ? m_buffer.size() : quote;
        const auto part = std::string_view(m_buffer).substr(m_scanned, end - m_scanned);
        if (const auto line = lastOf(part, '\n'); line != std::string_view::npos)
            m_lastEnd = std::max(m_lastEnd, m_scanned + line + 1);
        if (const auto line = lastOf(part, '\r'); line != std::string_view::npos) {
            const std::size_t next = m_scanned + line + 1;
            if (next < m_buffer.size() && m_buffer[next] != '\n')
                m_lastEnd = std::max(m_lastEnd, next);
        }
        if (quote == std::string::npos) {
            // A \r at the very end may be half of a line end.
            const bool half = m_buffer.back() == '\r' && !atEnd();
            m_scanned = half ? m_buffer.size() - 1 : m_buffer.size();
            return !half;
        }
        if (fieldBegins(quote)) {
            m_inQuotes = true;
            m_opened = quote + 1;
        }
        m_scanned = quote + 1;
        return true;
    }

    void emit(std::size_t size, bool tooLong = false)
    {
        const auto text = std::string_view(m_buffer).substr(0, size);
        m_ranges.push_back({m_base, size, m_line, tooLong});
        m_line += linesIn(text);
        m_base += size;
        m_buffer.erase(0, size);
        m_scanned -= std::min(m_scanned, size);
        m_opened -= std::min(m_opened, size);
        m_lastEnd = 0;
    }

    /// The first line of what is left opens a quote that nothing closes: it stands alone, and reading goes on
    /// behind it.
    Status openQuote()
    {
        if (++m_openQuotes > mostOpenQuotes)
            return failure("import.quotes_open", {{"file", m_file.path().string()}, {"line", m_line}});
        auto line = m_buffer.find_first_of("\r\n");
        if (line == std::string::npos) {
            if (!atEnd())
                return longLine();
            line = m_buffer.size();
        } else {
            line += m_buffer.compare(line, 2, "\r\n") == 0 ? 2 : 1;
        }
        emit(line);
        m_inQuotes = false;
        m_scanned = 0;
        return done();
    }

    /// Passes over a line beyond the limit without keeping it.
    Status longLine()
    {
        const std::uint64_t from = m_base;
        std::uint64_t at = m_base + m_buffer.size();
        std::string piece = std::move(m_buffer);
        std::size_t line = piece.find_first_of("\r\n");
        at -= piece.size();
        while (line == std::string::npos && at + piece.size() < m_end) {
            at += piece.size();
            SLIPWAY_ASSIGN(piece, m_file.read(at, std::min<std::uint64_t>(1 << 20, m_end - at)));
            if (piece.empty())
                return failure("import.file_changed", {{"file", m_file.path().string()}});
            line = piece.find_first_of("\r\n");
        }
        m_base = line == std::string::npos ? m_end : at + line + 1;
        if (line != std::string::npos && piece[line] == '\r' && m_base < m_end) {
            SLIPWAY_ASSIGN(const std::string next, m_file.read(m_base, 1));
            m_base += next == "\n" ? 1 : 0;
        }
        m_ranges.push_back({from, m_base - from, m_line++, true});
        m_buffer.clear();
        m_scanned = m_lastEnd = m_opened = 0;
        m_inQuotes = false;
        return done();
    }

    const TextFile &m_file;
    const CsvDialect &m_dialect;
    const SplitOptions &m_options;
    std::uint64_t m_base; ///< in the file, of the buffer's first byte, where a record begins
    std::uint64_t m_line;
    std::uint64_t m_end;
    std::uint64_t m_until;
    std::string m_buffer;
    std::size_t m_scanned = 0;
    std::size_t m_lastEnd = 0; ///< behind the last line end outside quotes
    std::size_t m_opened = 0;
    std::size_t m_openQuotes = 0;
    bool m_inQuotes = false;
    std::vector<TextRange> m_ranges;
};

/// Behind the line end that follows the middle of the file; nothing where it is too small to be halved.
std::optional<std::uint64_t> lineNearMiddle(const TextFile &file, const SplitOptions &options)
{
    const std::uint64_t size = file.end() - std::min(file.end(), options.begin);
    if (size < 8 * options.blockBytes || size > options.mostBytes)
        return std::nullopt;
    const std::uint64_t middle = options.begin + size / 2;
    const auto text = file.read(middle, std::min<std::uint64_t>(options.blockBytes, file.end() - middle));
    const auto line = text ? text.value().find('\n') : std::string::npos;
    return line == std::string::npos ? std::nullopt : std::optional(middle + line + 1);
}

} // namespace

// A line end in the middle of the file nearly always ends a record. So both halves are split at once on that
// assumption; where the first half does not end there, in a quoted text, what the second found is dropped.
Result<std::vector<TextRange>> splitRecords(const TextFile &file, const CsvDialect &dialect,
                                            const SplitOptions &options, const RunContext &context)
{
    const auto middle = lineNearMiddle(file, options);
    if (!middle)
        return Splitter(file, dialect, options).run(context);
    auto behind = options;
    behind.begin = *middle;
    behind.line = 0;
    auto second = std::async(std::launch::async, [&] {
        return Splitter(file, dialect, behind).run(RunContext {.stop = context.stop});
    });
    Splitter first(file, dialect, options, *middle);
    auto ranges = first.run(context);
    auto more = second.get();
    if (!ranges || !first.stoppedAt(*middle))
        return ranges;
    if (!more) // its line is counted from the middle
        return context.cancelled() ? more : Splitter(file, dialect, options).run(context);
    for (auto &range : more.value()) {
        range.line += first.line();
        ranges.value().push_back(range);
    }
    return ranges;
}

} // namespace slipway::data
