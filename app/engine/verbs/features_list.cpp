#include "app/engine/feature_definitions.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/features/definitions/scenario_sets.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::engine {

namespace {

std::size_t countOf(const features::FeatureSet &set)
{
    std::size_t count = set.request.size() + set.derived.size();
    for (const auto &view : set.views)
        count += view.features.size();
    return count;
}

Result<Json> entryOf(const workspace::Workspace &workspace, const features::RecordedSet &recorded)
{
    const auto &[record, set] = recorded;
    SLIPWAY_ASSIGN(const auto built, workspace.events().newest("features.built", record.name));
    std::vector<std::string> entities;
    for (const auto &entity : set.entities)
        entities.push_back(entity.name);
    return Json {{"set", record.name},
                 {"version", record.version},
                 {"digest", record.digest},
                 {"features", countOf(set)},
                 {"outputs", set.outputs().size()},
                 {"views", set.views.size()},
                 {"entities", entities},
                 {"description", set.description},
                 {"owner", set.owner},
                 {"applied", isoTime(record.applied)},
                 {"built", built ? Json(isoTime(built->time)) : Json()},
                 {"scenario", !record.scenario.empty()}};
}

/// The scenarios that were not applied, and whether their tables are here.
Result<Json> offersOf(const workspace::Workspace &workspace, const Json &sets)
{
    SLIPWAY_ASSIGN(const auto tables, features::FeatureSets(workspace).tables());
    Json offers = Json::array();
    for (const auto &each : features::scenarioSets()) {
        const bool applied = std::any_of(sets.begin(), sets.end(),
                                         [&](const Json &set) { return set.at("set") == each.set.name; });
        if (applied)
            continue;
        const auto needed = each.set.tables();
        const bool ready = std::all_of(needed.begin(), needed.end(),
                                       [&](const auto &table) { return tables.contains(table); });
        offers.push_back({{"scenario", each.scenario},
                          {"description", each.set.description},
                          {"features", countOf(each.set)},
                          {"tables_here", ready}});
    }
    return offers;
}

std::string listText(const Json &sets, const Json &offers)
{
    std::string text;
    if (sets.empty()) {
        text = "No features are defined yet.\n";
    } else {
        std::vector<std::vector<std::string>> rows {
            {"set", "features", "in the files", "views", "applied", "built", "owner"}};
        for (const auto &set : sets) {
            rows.push_back(
                {fmt::format("{}@{}", set.at("set").get<std::string>(), set.at("version").get<int>()),
                 std::to_string(set.at("features").get<int>()), std::to_string(set.at("outputs").get<int>()),
                 std::to_string(set.at("views").get<int>()),
                 set.at("applied").get<std::string>().substr(0, 19),
                 set.at("built").is_null() ? "never" : set.at("built").get<std::string>().substr(0, 19),
                 set.at("owner").get<std::string>()});
        }
        text = textTable(rows);
    }
    for (const auto &offer : offers) {
        if (offer.at("tables_here").get<bool>() || sets.empty())
            text += fmt::format("The scenario {} has {} features{}: slipway features apply --scenario {}\n",
                                offer.at("scenario").get<std::string>(), offer.at("features").get<int>(),
                                offer.at("tables_here").get<bool>() ? " over tables that are here" : "",
                                offer.at("scenario").get<std::string>());
    }
    return text;
}

Result<Answer> list(Session &session)
{
    const auto &workspace = session.workspace();
    const features::FeatureSets sets(workspace);
    SLIPWAY_ASSIGN(const auto records, sets.list());
    Json entries = Json::array();
    for (const auto &record : records) {
        SLIPWAY_ASSIGN(const auto recorded, sets.read(record));
        SLIPWAY_ASSIGN(auto entry, entryOf(workspace, recorded));
        entries.push_back(std::move(entry));
    }
    SLIPWAY_ASSIGN(auto offers, offersOf(workspace, entries));
    auto text = listText(entries, offers);
    return Answer {{{"sets", std::move(entries)}, {"offers", std::move(offers)}}, std::move(text)};
}

} // namespace

void addFeaturesListVerb(VerbList &verbs, CLI::App *group)
{
    CLI::App *command =
        group->add_subcommand("list", "The feature sets that are in force, and those of scenarios");
    verbs.add(command, Needs::Workspace, Runs::AtOnce, list);
}

} // namespace slipway::engine
