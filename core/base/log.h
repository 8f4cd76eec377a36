#pragma once

#include "core/base/json.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace slipway {

enum class LogLevel { Info, Warning, Error };

/// Two readers, two forms: one line of JSON an entry in the workspace's log, readable text on a terminal.
/// Safe to call from any thread; two processes may write to one file.
class Log
{
public:
    Log();
    ~Log();

    /// Entries go to this file too from now on. A file that cannot be written is passed over in silence:
    /// a log must never be the reason why work fails.
    void writeTo(const std::filesystem::path &file);

    /// Warnings and errors are also written to standard error, as text.
    void showOnTerminal(bool show);

    /// `fields` are kept in the file only ("job", "detail").
    void write(LogLevel level, std::string_view message, const Json &fields = Json::object());

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace slipway
