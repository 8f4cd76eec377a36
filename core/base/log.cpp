#include "core/base/log.h"

#include "core/base/clock.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr std::array<std::string_view, 3> levelNames {"info", "warning", "error"};

spdlog::level::level_enum spdlogLevel(LogLevel level)
{
    constexpr std::array levels {spdlog::level::info, spdlog::level::warn, spdlog::level::err};
    return levels[static_cast<std::size_t>(level)];
}

/// A file that several processes add lines to. One write with O_APPEND a line keeps lines whole; a library's
/// file sink cuts lines longer than its buffer in two.
class SharedFile
{
public:
    explicit SharedFile(const std::filesystem::path &path)
    {
        std::error_code ignored;
        std::filesystem::create_directories(path.parent_path(), ignored);
        m_descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    }
    ~SharedFile()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    SharedFile(const SharedFile &) = delete;
    SharedFile &operator=(const SharedFile &) = delete;

    void add(const std::string &line) const
    {
        if (m_descriptor >= 0) [[maybe_unused]]
            const auto written = ::write(m_descriptor, line.data(), line.size());
    }

private:
    int m_descriptor;
};

} // namespace

struct Log::State {
    std::unique_ptr<const SharedFile> file;
    std::shared_ptr<spdlog::logger> terminal;
};

Log::Log()
    : m_state(std::make_unique<State>())
{
}

Log::~Log() = default;

void Log::writeTo(const std::filesystem::path &file)
{
    m_state->file = std::make_unique<const SharedFile>(file);
}

void Log::showOnTerminal(bool show)
{
    m_state->terminal.reset();
    if (!show)
        return;
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    m_state->terminal = std::make_shared<spdlog::logger>("terminal", std::move(sink));
    m_state->terminal->set_pattern("%l: %v");
    m_state->terminal->set_level(spdlog::level::warn);
}

void Log::write(LogLevel level, std::string_view message, const Json &fields)
{
    if (m_state->terminal)
        m_state->terminal->log(spdlogLevel(level), message);
    if (!m_state->file)
        return;
    Json line = fields;
    line["time"] = isoTime(utcNow());
    line["level"] = levelNames[static_cast<std::size_t>(level)];
    line["message"] = message;
    m_state->file->add(writeJson(line) + "\n");
}

} // namespace slipway
