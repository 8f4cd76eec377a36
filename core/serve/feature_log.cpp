#include "core/serve/feature_log.h"

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/features/store/served_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace slipway::serve {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostWaiting = 16 << 20; ///< bytes; what comes on top while the disk is busy is dropped

} // namespace

FeatureLog::FeatureLog(const FeatureLogOptions &options)
    : m_options(options)
{
    if (!options.folder.empty() && options.share > 0)
        m_writer = std::jthread([this](const std::stop_token &stop) { write(stop); });
}

FeatureLog::~FeatureLog()
{
    m_writer.request_stop();
    if (m_writer.joinable())
        m_writer.join();
    if (m_file >= 0)
        ::close(m_file);
}

/// Every so many-th request, and so many rows a second.
bool FeatureLog::isChosen(std::size_t rows)
{
    if (!m_writer.joinable())
        return false;
    const auto number = static_cast<double>(m_offered.fetch_add(1, std::memory_order_relaxed));
    const auto upTo = [&](double n) { return static_cast<std::uint64_t>(n * m_options.share); };
    if (m_options.share < 1 && upTo(number + 1) == upTo(number))
        return false;
    const auto second = static_cast<std::int64_t>(steadySeconds());
    if (m_second.exchange(second, std::memory_order_relaxed) != second)
        m_rowsThisSecond.store(0, std::memory_order_relaxed);
    // A request with more rows than the limit is still kept once a second.
    const auto before = m_rowsThisSecond.fetch_add(static_cast<int>(rows), std::memory_order_relaxed);
    return before == 0 || before + static_cast<int>(rows) <= m_options.rowsASecond;
}

void FeatureLog::offer(const features::OnlineReader &reader, const features::OnlineQuestions &asked,
                       const features::OnlineAnswers &answers, std::int64_t version)
{
    if (!isChosen(asked.entities))
        return;
    thread_local std::string lines;
    lines.clear();
    const auto request = newId();
    for (std::size_t entity = 0; entity < asked.entities; ++entity) {
        features::writeServedRow(reader, asked, answers, entity, request, version, lines);
        lines += '\n';
    }
    const std::lock_guard lock(m_lock);
    if (m_waiting.size() + lines.size() > mostWaiting) {
        m_dropped.fetch_add(asked.entities, std::memory_order_relaxed);
        return;
    }
    m_waiting += lines;
    m_waitingRows += asked.entities;
    m_news.notify_one();
}

void FeatureLog::write(const std::stop_token &stop)
{
    std::unique_lock lock(m_lock);
    while (!stop.stop_requested() || !m_waiting.empty()) {
        m_news.wait(lock, stop, [this] { return !m_waiting.empty(); });
        const auto lines = std::exchange(m_waiting, {});
        const auto rows = std::exchange(m_waitingRows, 0);
        lock.unlock();
        if (!lines.empty())
            writeLines(lines, rows);
        lock.lock();
    }
}

void FeatureLog::writeLines(const std::string &lines, std::uint64_t rows)
{
    bool good = (m_file >= 0 && m_fileBytes < m_options.fileBytes) || openFile();
    for (std::string_view rest = lines; good && !rest.empty();) {
        const auto count = ::write(m_file, rest.data(), rest.size());
        good = count > 0 || (count < 0 && errno == EINTR);
        rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    m_fileBytes += lines.size();
    (good ? m_written : m_dropped).fetch_add(rows, std::memory_order_relaxed);
    if (!good && m_file >= 0) {
        ::close(std::exchange(m_file, -1)); // so that half a line is the last one of its file
    }
}

bool FeatureLog::openFile()
{
    if (m_file >= 0)
        ::close(m_file);
    std::error_code error;
    fs::create_directories(m_options.folder, error);
    removeOldFiles();
    const auto now = isoTime(utcNow());
    const auto name = fmt::format("served-{}T{}{}{}-{}-{:03}.jsonl", now.substr(0, 10), now.substr(11, 2),
                                  now.substr(14, 2), now.substr(17, 2), ::getpid(), m_fileNumber++);
    m_file = ::open((m_options.folder / name).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    m_fileBytes = 0;
    return m_file >= 0;
}

/// The names begin with their moments, so the oldest come first.
void FeatureLog::removeOldFiles() const
{
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto &entry : fs::directory_iterator(m_options.folder, error)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("served-") && name.ends_with(".jsonl"))
            files.push_back(entry.path());
    }
    std::ranges::sort(files);
    for (std::size_t i = 0; i + m_options.files <= files.size(); ++i)
        fs::remove(files[i], error);
}

} // namespace slipway::serve
