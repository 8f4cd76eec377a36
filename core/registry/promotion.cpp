#include "core/registry/promotion.h"

#include "core/base/messages.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace slipway::registry {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view nameSuffix = "-model";
constexpr std::string_view promotedKind = "model.promoted";
constexpr std::string_view rolledBackKind = "model.rolled_back";

std::string rollbackCommand(const std::string &name, const std::optional<ModelVersion> &to)
{
    return fmt::format("registry rollback {} --to {}", name, to ? std::to_string(to->version) : "none");
}

Json reference(const std::optional<ModelVersion> &version)
{
    return version ? Json(version->version) : Json();
}

/// The one way in which production changes: record and event together, then the files.
Result<Promotion> makeProduction(const workspace::Workspace &workspace, const std::string &name,
                                 const std::optional<ModelVersion> &target, std::string_view kind,
                                 Json payload)
{
    Models models(workspace.store());
    Promotion promotion;
    SLIPWAY_TRY(workspace.store().transaction([&]() -> Status {
        SLIPWAY_ASSIGN(promotion.before, models.production(name));
        promotion.inverse = rollbackCommand(name, promotion.before);
        payload["from"] = reference(promotion.before);
        payload["to"] = reference(target);
        SLIPWAY_TRY(models.setProduction(name, target ? std::optional(target->version) : std::nullopt));
        const auto subject = target ? target->reference() : name;
        return workspace.change({std::string(kind), subject, payload, promotion.inverse});
    }));
    SLIPWAY_ASSIGN(promotion.now, models.production(name));
    SLIPWAY_TRY(publishProduction(workspace, name));
    return promotion;
}

/// The version that served before the present one, as the event log remembers it. A version that was promoted
/// while it served already did not come after itself.
Result<std::optional<std::int64_t>> versionBefore(const workspace::Workspace &workspace,
                                                  const std::string &name, std::int64_t present)
{
    constexpr std::int64_t mostPromotionsLookedAt = 1000;
    SLIPWAY_ASSIGN(const auto promotions,
                   workspace.events().ofKind(std::string(promotedKind), fmt::format("{}/{}", name, present),
                                             mostPromotionsLookedAt));
    for (const auto &promotion : promotions) {
        const Json from = promotion.change.payload.value("from", Json());
        if (from != present)
            return from.is_number_integer() ? std::optional(from.get<std::int64_t>()) : std::nullopt;
    }
    return failure("registry.nothing_before", {{"name", name}});
}

/// Files that a version no longer has must not stay behind in the folder of the one that serves.
void removeOthers(const fs::path &folder, const Json &keep)
{
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        if (entry.is_regular_file(error) && !keep.contains(entry.path().filename().string()))
            fs::remove(entry.path(), error);
    }
}

} // namespace

std::string modelNameOf(const std::string &scenario)
{
    return scenario + std::string(nameSuffix);
}

std::string scenarioOf(const std::string &modelName)
{
    return modelName.ends_with(nameSuffix) ? modelName.substr(0, modelName.size() - nameSuffix.size())
                                           : modelName;
}

Json toJson(const Promotion &promotion)
{
    return {{"now", promotion.now ? toJson(*promotion.now) : Json()},
            {"before", promotion.before ? toJson(*promotion.before) : Json()},
            {"inverse", promotion.inverse}};
}

Result<Promotion> promote(const workspace::Workspace &workspace, const ModelVersion &version,
                          const std::string &reason, const Json &gates)
{
    return makeProduction(workspace, version.name, version, promotedKind,
                          {{"reason", reason}, {"gates", gates}});
}

Result<Promotion> rollBack(const workspace::Workspace &workspace, const std::string &name,
                           const std::string &target, const std::string &reason)
{
    Models models(workspace.store());
    SLIPWAY_ASSIGN(const auto present, models.production(name));
    std::optional<std::int64_t> number;
    if (target.empty()) {
        if (!present)
            return failure("registry.nothing_serves", {{"name", name}});
        SLIPWAY_ASSIGN(number, versionBefore(workspace, name, present->version));
        if (!number)
            return failure("registry.nothing_before", {{"name", name}});
    } else if (target != "none") {
        std::int64_t value = 0;
        const char *end = target.data() + target.size();
        if (const auto [at, error] = std::from_chars(target.data(), end, value);
            error != std::errc() || at != end)
            return failure("registry.version_missing", {{"version", name + "/" + target}});
        number = value;
    }
    std::optional<ModelVersion> version;
    if (number) {
        SLIPWAY_ASSIGN(version, models.find(fmt::format("{}/{}", name, *number)));
    }
    return makeProduction(workspace, name, version, rolledBackKind, {{"reason", reason}});
}

Status publishProduction(const workspace::Workspace &workspace, const std::string &name)
{
    Models models(workspace.store());
    SLIPWAY_ASSIGN(const auto production, models.production(name));
    std::vector<workspace::ViewFile> files;
    if (production) {
        for (const auto &item : production->files.items()) {
            SLIPWAY_ASSIGN(auto content, workspace.artifacts().find(item.value().get<std::string>()));
            files.push_back({"models/production/" + item.key(), std::move(content)});
        }
        SLIPWAY_TRY(workspace::publishViews(workspace.folder(), scenarioOf(name), files));
    }
    const Json kept = production ? production->files : Json::object();
    removeOthers(workspace / "models/production", kept);
    removeOthers(workspace / "views" / scenarioOf(name) / "models/production", kept);

    SLIPWAY_ASSIGN(const auto versions, models.list());
    Json list = Json::array();
    for (const auto &version : versions)
        list.push_back(toJson(version));
    const Json registry = {{"models", list},
                           {"production", production ? Json(production->reference()) : Json()}};
    return workspace::writeFile(workspace / "models/model_registry.json", writeJson(registry, 2) + "\n");
}

} // namespace slipway::registry
