#include "app/engine/feature_definitions.h"

#include "app/engine/file_options.h"
#include "app/engine/terminal.h"

#include "core/features/definitions/dependents.h"
#include "core/features/definitions/read.h"
#include "core/features/definitions/scenario_sets.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

namespace slipway::engine {

namespace {

constexpr std::size_t mostShown = 40; ///< changes that are written out

/// The first words of a text that may be long.
std::string shortened(const std::string &text)
{
    constexpr std::size_t most = 48;
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end) + "...";
}

std::string listed(const Json &names)
{
    std::string text;
    std::size_t shown = 0;
    for (const auto &name : names) {
        if (shown++ == 12)
            return text + fmt::format(" and {} more", names.size() - 12);
        text += (text.empty() ? "" : ", ") + name.get<std::string>();
    }
    return text;
}

} // namespace

Result<NamedSet> namedSet(const workspace::Workspace *workspace, const std::string &argument)
{
    if (namesFile(argument)) {
        SLIPWAY_ASSIGN(auto set, features::readFeatureSetFile(argument));
        SLIPWAY_ASSIGN(auto yaml, workspace::readFile(argument));
        return NamedSet {.shown = argument, .yaml = std::move(yaml), .set = std::move(set), .record = {}};
    }
    const auto scenario = features::findScenarioSet(argument);
    if (workspace) {
        const features::FeatureSets sets(*workspace);
        const auto record = sets.find(argument);
        if (!record && !scenario)
            return record.error();
        if (record) {
            SLIPWAY_ASSIGN(auto recorded, sets.read(record.value()));
            SLIPWAY_ASSIGN(auto yaml, sets.yaml(record.value()));
            return NamedSet {.shown = record.value().reference(),
                             .yaml = std::move(yaml),
                             .set = std::move(recorded.set),
                             .record = record.value()};
        }
    }
    SLIPWAY_TRY(scenario);
    return NamedSet {.shown = argument + " (a scenario)",
                     .yaml = std::string(scenario.value()->text),
                     .set = scenario.value()->set,
                     .record = {}};
}

std::string changesText(const features::SetChanges &changes)
{
    std::string text;
    for (const auto &name : changes.added)
        text += "  added    " + name + "\n";
    for (const auto &name : changes.removed)
        text += "  removed  " + name + "\n";
    std::size_t shown = 0;
    for (const auto &change : changes.changed) {
        if (shown++ == mostShown)
            return text
                + fmt::format("  and {} more changes; see all with --json\n",
                              changes.changed.size() - mostShown);
        text += fmt::format("  changed  {}, {}: {} -> {}\n", change.feature, change.what,
                            change.from.empty() ? "nothing" : shortened(change.from),
                            change.to.empty() ? "nothing" : shortened(change.to));
    }
    if (changes.labels)
        text += "  changed  the labels: what is predicted, or for which rows\n";
    return text;
}

Result<Json> touchedJson(const workspace::Workspace *workspace, const features::FeatureSet *before,
                         const features::FeatureSet &after, const features::SetChanges &changes)
{
    Json json {{"features", Json::array()}, {"models", Json::array()}, {"reports", Json::array()}};
    if (!before)
        return json;
    const auto touched = features::touchedFeatures(changes, *before, after);
    json["features"] = touched;
    if (!workspace)
        return json;
    SLIPWAY_ASSIGN(auto dependents, features::dependentsOf(*workspace, *before));
    if (!changes.labels)
        dependents = features::lookingAt(dependents, touched);
    for (const auto &model : dependents.models)
        json["models"].push_back(model.reference);
    for (const auto &report : dependents.reports)
        json["reports"].push_back(report.file);
    return json;
}

std::string touchedText(const Json &touched)
{
    std::string text;
    for (const char *kind : {"features", "models", "reports"}) {
        if (!touched.at(kind).empty())
            text += fmt::format("  {:<9}{}\n", kind, listed(touched.at(kind)));
    }
    return text.empty() ? text : "touches\n" + text;
}

} // namespace slipway::engine
