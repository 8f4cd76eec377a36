#include "core/features/join/whole_pages.h"

#include "core/base/messages.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <unistd.h>

namespace slipway::features {

WholePages::WholePages(std::size_t columns, std::filesystem::path folder, std::int64_t memoryBytes)
    : m_columns(columns)
    , m_folder(std::move(folder))
    , m_memoryPages(m_folder.empty() ? std::numeric_limits<std::int64_t>::max()
                                     : memoryBytes
                            / static_cast<std::int64_t>(columns * pageRows * sizeof(std::int64_t)))
{
}

Error WholePages::failed() const
{
    return failure("feature_join.spool", {{"folder", m_folder.string()}, {"reason", std::strerror(errno)}});
}

Status WholePages::open()
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    const int handle = ::open(m_folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (handle < 0)
        return failed();
    m_file.reset(::fdopen(handle, "w+b"));
    return m_file ? done() : Status(failed());
}

/// In bytes; the columns of a page stand one behind the other.
std::int64_t WholePages::placeInFile(std::int64_t page, std::size_t column, std::int64_t row) const
{
    const auto before = (page - m_memoryPages) * static_cast<std::int64_t>(m_columns);
    return ((before + static_cast<std::int64_t>(column)) * pageRows + row)
        * static_cast<std::int64_t>(sizeof(std::int64_t));
}

/// Rows of one page, one behind the other.
Status WholePages::putRun(std::size_t column, std::int64_t first, std::span<const std::int64_t> values)
{
    const auto page = first / pageRows;
    if (page < m_memoryPages) {
        if (std::cmp_less_equal(m_memory.size(), page))
            m_memory.resize(static_cast<std::size_t>(page) + 1);
        auto &numbers = m_memory[static_cast<std::size_t>(page)];
        if (!numbers)
            numbers = std::make_unique<std::int64_t[]>(m_columns * pageRows);
        std::copy(values.begin(), values.end(), numbers.get() + column * pageRows + first % pageRows);
        return done();
    }
    if (!m_file)
        SLIPWAY_TRY(open());
    m_filePages = std::max(m_filePages, page - m_memoryPages + 1);
    const auto bytes = std::as_bytes(values);
    const auto written = ::pwrite(fileno(m_file.get()), bytes.data(), bytes.size(),
                                  placeInFile(page, column, first % pageRows));
    if (written < 0)
        return failed();
    if (std::cmp_equal(written, bytes.size()))
        return done();
    errno = ENOSPC; // a short write to a file means nothing else
    return failed();
}

Status WholePages::put(std::span<const std::int64_t> rows, const Columns &values)
{
    for (std::size_t at = 0; at < rows.size();) {
        std::size_t count = 1;
        while (at + count < rows.size() && rows[at + count] == rows[at] + static_cast<std::int64_t>(count)
               && rows[at + count] % pageRows != 0)
            ++count;
        for (std::size_t column = 0; column < m_columns; ++column)
            SLIPWAY_TRY(putRun(column, rows[at], std::span(values[column]).subspan(at, count)));
        at += count;
    }
    return done();
}

Status WholePages::get(std::size_t column, std::span<const std::int64_t> rows,
                       std::span<std::int64_t> values) const
{
    std::array<std::int64_t, pageRows> read;
    for (std::size_t at = 0; at < rows.size();) {
        const auto page = rows[at] / pageRows;
        std::size_t end = at;
        auto low = pageRows;
        auto high = std::int64_t {0};
        for (; end < rows.size() && rows[end] / pageRows == page; ++end) {
            low = std::min(low, rows[end] % pageRows);
            high = std::max(high, rows[end] % pageRows);
        }
        const std::int64_t *numbers = nullptr; // of row `low` of the page
        if (std::cmp_less(page, m_memory.size()) && m_memory[static_cast<std::size_t>(page)]) {
            numbers = m_memory[static_cast<std::size_t>(page)].get() + column * pageRows + low;
        } else {
            read.fill(0); // pages without a row, and what the file does not reach
            const auto bytes = static_cast<std::size_t>(high - low + 1) * sizeof(std::int64_t);
            if (page >= m_memoryPages && page - m_memoryPages < m_filePages
                && ::pread(fileno(m_file.get()), read.data(), bytes, placeInFile(page, column, low)) < 0)
                return failed();
            numbers = read.data();
        }
        for (; at < end; ++at)
            values[at] = numbers[rows[at] % pageRows - low];
    }
    return done();
}

} // namespace slipway::features
