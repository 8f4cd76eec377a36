#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/data/worlds/scenario.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using data::Scenario;

std::string overview()
{
    std::vector<std::vector<std::string>> rows {{"scenario", "about", "rows", "days", "tables"}};
    for (const auto &scenario : data::scenarios()) {
        std::string tables;
        for (const auto &table : scenario.tables) {
            if (!table.truth)
                tables += (tables.empty() ? "" : ", ") + table.name;
        }
        rows.push_back(
            {scenario.name, scenario.title, grouped(scenario.rows), std::to_string(scenario.days), tables});
    }
    return textTable(rows)
        + "\nAll about one: slipway data scenarios NAME\n"
          "Make its data: slipway data generate --scenario NAME --out FOLDER\n";
}

std::string tableText(const data::WorldTable &table)
{
    std::string text = fmt::format("\n{}: {}\n", table.name, table.meaning);
    for (const auto &column : table.columns)
        text += fmt::format("  {:<24} {}\n", column.name, column.meaning);
    return text;
}

std::string describe(const Scenario &scenario)
{
    std::string text = fmt::format("{}: {}\n\n{}\n\nWhat causes what\n{}\n\nThe truth\n{}\n", scenario.name,
                                   scenario.title, scenario.story, scenario.mechanism, scenario.truth);
    for (const auto &table : scenario.tables)
        text += tableText(table);
    if (!scenario.parameters.empty())
        text += "\nParameters (--set NAME=VALUE)\n";
    for (const auto &parameter : scenario.parameters)
        text +=
            fmt::format("  {:<24} {} ({})\n", parameter.name, parameter.help, writeJson(parameter.standard));
    text += "\nIncidents (--incident KIND:COLUMN@TIME=STRENGTH)\n";
    for (const auto &offer : scenario.incidents) {
        text += fmt::format("  {:<24} {}\n", data::incidentKindNames()[static_cast<std::size_t>(offer.kind)],
                            offer.meaning);
        if (!offer.columns.empty())
            text += fmt::format("  {:<24} to {}; strength {}\n", "", fmt::join(offer.columns, ", "),
                                offer.strength);
    }
    return text;
}

Result<Answer> listScenarios(const std::string &name)
{
    if (name.empty()) {
        Json list = Json::array();
        for (const auto &scenario : data::scenarios())
            list.push_back(toJson(scenario));
        return Answer {{{"scenarios", list}}, overview()};
    }
    SLIPWAY_ASSIGN(const Scenario *scenario, data::findScenario(name));
    return Answer {toJson(*scenario), describe(*scenario)};
}

} // namespace

void addDataScenariosVerb(VerbList &verbs, CLI::App *group)
{
    auto name = std::make_shared<std::string>();
    CLI::App *scenarios = group->add_subcommand(
        "scenarios", "The worlds that can be generated: tables, columns, causes, incidents");
    scenarios->add_option("NAME", *name, "Only this one, with everything about it");
    verbs.add(scenarios, Needs::Nothing, Runs::AtOnce, [=](Session &) { return listScenarios(*name); });
}

} // namespace slipway::engine
