#include "core/registry/model_files.h"

#include "core/base/messages.h"
#include "core/registry/models.h"

#include <fmt/format.h>

namespace slipway::registry {

namespace {

namespace fs = std::filesystem;

bool isModelFolder(const fs::path &folder)
{
    std::error_code error;
    return fs::is_regular_file(folder / "model.json", error);
}

} // namespace

fs::path runModelFolder(const workspace::Workspace &workspace, const std::string &runId)
{
    return workspace / "models/runs" / runId;
}

Result<ModelFiles> findModel(const workspace::Workspace &workspace, const std::string &name)
{
    if (isModelFolder(name))
        return ModelFiles {name, {}, name};
    if (const auto version = Models(workspace.store()).find(name)) {
        const auto &found = version.value();
        return ModelFiles {workspace / found.folder, found.runId, found.reference()};
    } else if (name.find_first_of("/@") != std::string::npos) {
        return version.error();
    }
    const auto run = workspace.runs().find(name);
    if (!run)
        return run.error().id == "run.missing" ? failure("registry.model_missing", {{"model", name}})
                                               : run.error();
    const auto folder = runModelFolder(workspace, run.value().id);
    if (!isModelFolder(folder))
        return failure("registry.not_trained", {{"run", run.value().id}});
    return ModelFiles {folder, run.value().id, fmt::format("run {}", run.value().id.substr(0, 13))};
}

} // namespace slipway::registry
