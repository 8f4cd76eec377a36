#pragma once

#include "core/workspace/workspace.h"

#include <string>
#include <string_view>

namespace slipway::workspace {

/// The text of a file with another value for one setting. Comments and all other lines stay as they are. The
/// result is read back: where that does not give this value and every other one as before, it is an error and
/// not a guess.
Result<std::string> withSetting(const ConfigSchema &schema, std::string_view text, std::string_view file,
                                std::string_view key, std::string_view value);

/// What a change of a setting has done.
struct SettingChange {
    Json before;
    Json now;
    std::string inverse; ///< the command that takes it back; empty where nothing has changed
};

/// Changes one setting in the workspace's own file and remembers the change in the event log.
Result<SettingChange> changeSetting(const Workspace &workspace, std::string_view file, std::string_view key,
                                    std::string_view value);

} // namespace slipway::workspace
