#include "core/base/log.h"

#include "core/base/clock.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>

namespace slipway {

namespace {

constexpr std::array<std::string_view, 3> levelNames {"info", "warning", "error"};

spdlog::level::level_enum spdlogLevel(LogLevel level)
{
    constexpr std::array levels {spdlog::level::info, spdlog::level::warn, spdlog::level::err};
    return levels[static_cast<std::size_t>(level)];
}

} // namespace

struct Log::State {
    std::shared_ptr<spdlog::logger> file;
    std::shared_ptr<spdlog::logger> terminal;
};

Log::Log()
    : m_state(std::make_unique<State>())
{
}

Log::~Log() = default;

void Log::writeTo(const std::filesystem::path &file)
{
    try {
        auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
        m_state->file = std::make_shared<spdlog::logger>("file", std::move(sink));
        m_state->file->set_pattern("%v");
        m_state->file->flush_on(spdlog::level::info);
    } catch (const spdlog::spdlog_ex &) {
        m_state->file.reset();
    }
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
    m_state->file->log(spdlogLevel(level), writeJson(line));
}

} // namespace slipway
