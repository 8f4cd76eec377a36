#include "core/registry/data_requirement.h"

#include "core/workspace/vault.h"

namespace slipway::registry {

namespace {

constexpr std::int64_t mostChecksLookedAt = 1000; // newest first; an older verdict is stale anyway
constexpr std::string_view anySuite = "any";

} // namespace

Result<data::Suite> namedSuite(const std::string &name, const std::filesystem::path &folder)
{
    if (name == "feed")
        return data::feedSuite();
    const auto file = folder / name;
    SLIPWAY_ASSIGN(const auto text, workspace::readFile(file));
    return data::readSuite(text, file.string());
}

Result<DataRequirement> dataRequirement(const workspace::Workspace &workspace)
{
    SLIPWAY_ASSIGN(const auto config, workspace.config("data_config.yaml"));
    const auto when = config.text("validation.required");
    DataRequirement requirement {.forTraining = when == "training" || when == "both",
                                 .forPromotion = when == "promotion" || when == "both"};
    const auto name = config.text("validation.suite");
    if (name == anySuite || when == "none")
        return requirement;
    SLIPWAY_ASSIGN(const auto suite, namedSuite(name, workspace.folder()));
    requirement.suite = suite.name.empty() ? name : suite.name;
    requirement.suiteDigest = data::suiteDigest(suite);
    return requirement;
}

Result<std::optional<bool>> dataVerdict(const workspace::Workspace &workspace, const std::string &digest,
                                        const DataRequirement &requirement)
{
    SLIPWAY_ASSIGN(const auto checks, workspace.events().ofKind("data.validated", {}, mostChecksLookedAt));
    for (const auto &check : checks) {
        const Json &payload = check.change.payload;
        const bool isMeant =
            requirement.suiteDigest.empty() || payload.value("suite_digest", "") == requirement.suiteDigest;
        if (isMeant && payload.value("digest", "") == digest)
            return std::optional(payload.value("passed", false));
    }
    return std::optional<bool>();
}

std::string checkedDigest(const workspace::DatasetVersion &version)
{
    return version.sourceType == "features" ? version.source : version.digest;
}

} // namespace slipway::registry
