#include "core/features/join/whole_pages.h"

#include "core/base/messages.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <unistd.h>
#include <utility>

namespace slipway::features {

namespace {

std::uint64_t nextNumber()
{
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

std::int64_t rowsIn(std::int64_t bytes, std::size_t columns, std::int64_t pageRows)
{
    const auto page = pageRows * static_cast<std::int64_t>(columns * sizeof(std::int64_t));
    return bytes / std::max<std::int64_t>(page, 1) * pageRows;
}

class ColumnFunction : public data::BlockFunction
{
public:
    ColumnFunction(std::shared_ptr<const WholePages> pages, std::size_t column)
        : m_pages(std::move(pages))
        , m_column(column)
    {
    }

    std::vector<std::string> argumentTypes() const override { return {"BIGINT"}; }
    std::string type() const override { return "BIGINT"; }

    Status answer(const data::Block &arguments, data::BlockAnswer &answer) const override
    {
        answer.values.whole.resize(arguments.rows);
        return m_pages->get(m_column, arguments.columns[0].whole, answer.values.whole);
    }

private:
    const std::shared_ptr<const WholePages> m_pages;
    const std::size_t m_column;
};

} // namespace

WholePages::WholePages(std::size_t columns, std::filesystem::path folder, std::int64_t memoryBytes)
    : m_columns(columns)
    , m_folder(std::move(folder))
    , m_memoryRows(m_folder.empty() ? std::numeric_limits<std::int64_t>::max()
                                    : rowsIn(memoryBytes, columns, pageRows))
    , m_number(nextNumber())
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

/// In bytes.
std::int64_t WholePages::placeInFile(std::int64_t row) const
{
    return (row - m_memoryRows) * static_cast<std::int64_t>(m_columns * sizeof(std::int64_t));
}

std::int64_t *WholePages::inMemory(std::int64_t row)
{
    const auto page = static_cast<std::size_t>(row / pageRows);
    if (m_memory.size() <= page)
        m_memory.resize(page + 1);
    if (!m_memory[page])
        m_memory[page] = std::make_unique<std::int64_t[]>(m_columns * pageRows);
    return m_memory[page].get() + static_cast<std::size_t>(row % pageRows) * m_columns;
}

Status WholePages::write(std::int64_t first, std::span<const std::int64_t> numbers)
{
    if (!m_file)
        SLIPWAY_TRY(open());
    const auto bytes = std::as_bytes(numbers);
    const auto written = ::pwrite(fileno(m_file.get()), bytes.data(), bytes.size(), placeInFile(first));
    if (written < 0)
        return failed();
    if (std::cmp_equal(written, bytes.size()))
        return done();
    errno = ENOSPC; // a short write to a file means nothing else
    return failed();
}

Status WholePages::put(std::span<const std::int64_t> rows, const Columns &values)
{
    std::vector<std::int64_t> numbers;
    for (std::size_t at = 0; at < rows.size();) {
        const auto first = rows[at];
        if (first < m_memoryRows) {
            auto *to = inMemory(first);
            for (std::size_t column = 0; column < m_columns; ++column)
                to[column] = values[column][at];
            ++at;
            continue;
        }
        numbers.clear();
        auto next = first;
        for (; at < rows.size() && rows[at] == next; ++at, ++next) {
            for (std::size_t column = 0; column < m_columns; ++column)
                numbers.push_back(values[column][at]);
        }
        SLIPWAY_TRY(write(first, numbers));
        m_fileRows = std::max(m_fileRows, next - m_memoryRows);
    }
    return done();
}

/// Rows of the file. One column after the other is asked for the same rows, so each thread keeps what it has
/// read last.
Result<const std::int64_t *> WholePages::read(std::int64_t low, std::int64_t high) const
{
    struct Kept {
        std::uint64_t number = 0;
        std::int64_t low = 0;
        std::int64_t high = 0;
        std::vector<std::int64_t> numbers {};
    };
    thread_local Kept kept;
    if (kept.number == m_number && kept.low == low && kept.high == high)
        return kept.numbers.data();
    kept.number = 0;
    kept.numbers.assign(static_cast<std::size_t>(high - low + 1) * m_columns, 0);
    // What the file does not reach stays zero.
    if (low - m_memoryRows < m_fileRows
        && ::pread(fileno(m_file.get()), kept.numbers.data(), kept.numbers.size() * sizeof(std::int64_t),
                   placeInFile(low))
            < 0)
        return failed();
    kept.number = m_number;
    kept.low = low;
    kept.high = high;
    return kept.numbers.data();
}

Status WholePages::get(std::size_t column, std::span<const std::int64_t> rows,
                       std::span<std::int64_t> values) const
{
    for (std::size_t at = 0; at < rows.size();) {
        const auto page = rows[at] / pageRows;
        std::size_t end = at;
        auto low = rows[at];
        auto high = rows[at];
        for (; end < rows.size() && rows[end] / pageRows == page; ++end) {
            low = std::min(low, rows[end]);
            high = std::max(high, rows[end]);
        }
        const std::int64_t *numbers = nullptr; // of row `low`; null: all are zero
        if (low >= m_memoryRows) {
            SLIPWAY_ASSIGN(numbers, read(low, high));
        } else if (std::cmp_less(page, m_memory.size()) && m_memory[static_cast<std::size_t>(page)]) {
            numbers = m_memory[static_cast<std::size_t>(page)].get()
                + static_cast<std::size_t>(low % pageRows) * m_columns;
        }
        for (; at < end; ++at)
            values[at] = numbers ? numbers[static_cast<std::size_t>(rows[at] - low) * m_columns + column] : 0;
    }
    return done();
}

void WholePages::clear()
{
    m_memory.clear();
    m_fileRows = 0;
    m_file.reset();
}

std::shared_ptr<const data::BlockFunction> columnFunction(std::shared_ptr<const WholePages> pages,
                                                          std::size_t column)
{
    return std::make_shared<ColumnFunction>(std::move(pages), column);
}

} // namespace slipway::features
