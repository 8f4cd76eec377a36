#include "core/features/join/whole_spool.h"

#include "core/base/messages.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace slipway::features {

namespace {

// What a build on a laptop can spare beside DuckDB's own budget.
constexpr std::size_t memoryLimitBytes = std::size_t {256} << 20;

} // namespace

WholeSpool::WholeSpool(std::size_t columns, std::filesystem::path folder)
    : m_columns(columns)
    , m_folder(std::move(folder))
{
}

Error WholeSpool::failed() const
{
    return failure("feature_join.spool", {{"folder", m_folder.string()}, {"reason", std::strerror(errno)}});
}

Status WholeSpool::open()
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    const int handle = ::open(m_folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (handle < 0)
        return failed();
    m_file.reset(::fdopen(handle, "w+b"));
    return m_file ? done() : Status(failed());
}

Status WholeSpool::add(const Columns &block)
{
    const std::size_t rows = block.empty() ? 0 : block.front().size();
    const std::size_t bytes = rows * m_columns * sizeof(std::int64_t);
    m_rows.push_back(rows);
    if (m_folder.empty() || (!m_file && m_memoryBytes + bytes <= memoryLimitBytes)) {
        m_memory.push_back(block);
        m_memoryBytes += bytes;
        return done();
    }
    if (!m_file)
        SLIPWAY_TRY(open());
    m_places.push_back(m_fileBytes);
    for (const auto &column : block) {
        if (std::fwrite(column.data(), sizeof(std::int64_t), rows, m_file.get()) != rows)
            return failed();
    }
    m_fileBytes += static_cast<std::int64_t>(bytes);
    return done();
}

Status WholeSpool::read(std::size_t number, Columns &block) const
{
    if (number < m_memory.size()) {
        block = m_memory[number];
        return done();
    }
    block.resize(m_columns);
    const std::size_t rows = m_rows[number];
    if (std::fseek(m_file.get(), static_cast<long>(m_places[number - m_memory.size()]), SEEK_SET) != 0)
        return failed();
    for (auto &column : block) {
        column.resize(rows);
        if (std::fread(column.data(), sizeof(std::int64_t), rows, m_file.get()) != rows)
            return failed();
    }
    return done();
}

} // namespace slipway::features
