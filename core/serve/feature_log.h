#pragma once

#include "core/features/store/online_reader.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace slipway::serve {

struct FeatureLogOptions {
    std::filesystem::path folder; ///< empty: nothing is logged
    double share = 1; ///< of the requests
    int rowsASecond = 200; ///< at most
    std::size_t fileBytes = std::size_t {64} << 20; ///< then a new file begins
    std::size_t files = 16; ///< that are kept
};

/// Keeps what was served, one line an entity, so that it can be compared with the offline tables later. A
/// thread of its own writes; a request pays for the text of its lines, and only up to so many a second. What
/// the disk does not take is dropped, and counted.
class FeatureLog
{
public:
    explicit FeatureLog(const FeatureLogOptions &options);
    ~FeatureLog(); ///< writes what is waiting

    /// Any thread.
    void offer(const features::OnlineReader &reader, const features::OnlineQuestions &asked,
               const features::OnlineAnswers &answers, std::int64_t version);

    std::uint64_t written() const { return m_written.load(std::memory_order_relaxed); }
    std::uint64_t dropped() const { return m_dropped.load(std::memory_order_relaxed); }

private:
    bool isChosen(std::size_t rows);
    void write(const std::stop_token &stop);
    void writeLines(const std::string &lines, std::uint64_t rows);
    bool openFile();
    void removeOldFiles() const;

    const FeatureLogOptions m_options;
    std::atomic<std::uint64_t> m_offered {0};
    std::atomic<std::int64_t> m_second {0};
    std::atomic<int> m_rowsThisSecond {0};
    std::atomic<std::uint64_t> m_written {0};
    std::atomic<std::uint64_t> m_dropped {0};
    std::mutex m_lock;
    std::condition_variable_any m_news;
    std::string m_waiting;
    std::uint64_t m_waitingRows = 0;
    int m_file = -1;
    std::size_t m_fileBytes = 0;
    int m_fileNumber = 0;
    std::jthread m_writer; ///< last: it uses the others
};

} // namespace slipway::serve
