#include "app/engine/recorded_target.h"

namespace slipway::engine {

Result<std::string> recordedTarget(const workspace::Workspace &workspace,
                                   const workspace::DatasetVersion &version)
{
    constexpr std::int64_t newest = 100;
    SLIPWAY_ASSIGN(const auto imports, workspace.events().ofKind("data.imported", version.name, newest));
    for (const auto &event : imports) {
        const Json &payload = event.change.payload;
        const auto target = payload.find("target");
        if (payload.value("digest", "") == version.digest && target != payload.end() && target->is_string())
            return target->get<std::string>();
    }
    return std::string();
}

} // namespace slipway::engine
