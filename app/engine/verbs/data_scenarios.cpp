#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"
#include "app/engine/world_request.h"

#include "core/data/worlds/incident_picture.h"
#include "core/data/worlds/sample.h"

#include <fmt/format.h>

#include <cmath>
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

std::string number(double value)
{
    return std::isfinite(value) ? fmt::format("{:.4g}", value) : "";
}

/// "mean of amount", "share of mobile in device", ...
std::string measured(const data::IncidentPicture &picture)
{
    using enum data::IncidentPicture::Measure;
    switch (picture.measure) {
    case Mean:
        return "mean of " + picture.column;
    case Level:
        return fmt::format("share of {} in {}", picture.level, picture.column);
    case Label:
        return picture.level.empty() ? "mean of " + picture.column
                                     : fmt::format("share of {} {}", picture.column, picture.level);
    case Filled:
        return "share of rows with a value of " + picture.column;
    }
    return {};
}

std::string pictureText(const data::IncidentPicture &picture)
{
    std::string text =
        fmt::format("\n{}, from day {} on: {} without the incident, {} with it\n", measured(picture),
                    number(picture.fromDay), number(picture.meanWithout), number(picture.meanWith));
    std::vector<std::vector<std::string>> rows {{"day", "without", "with"}};
    for (std::size_t i = 0; i < picture.days.size(); ++i)
        rows.push_back(
            {fmt::format("{:.1f}", picture.days[i]), number(picture.without[i]), number(picture.with[i])});
    return text + textTable(rows);
}

std::string estimateText(const data::WorldEstimate &estimate)
{
    std::vector<std::vector<std::string>> rows {{"table", "rows", "CSV, MB", "Parquet, MB"}};
    for (const auto &table : estimate.tables) {
        rows.push_back({table.name, grouped(static_cast<std::int64_t>(table.rows)),
                        fmt::format("{:.1f}", table.csvBytes / 1e6),
                        fmt::format("{:.1f}", table.parquetBytes / 1e6)});
    }
    return fmt::format("\nAbout, from a sample of {} rows\n", grouped(estimate.sampled)) + textTable(rows);
}

/// What generating would come to, without files: sizes, the best score, and what each incident does.
Result<Answer> preview(Session &session, const std::string &name, const WorldRequest &request)
{
    SLIPWAY_ASSIGN(const Scenario *scenario, data::findScenario(name));
    SLIPWAY_ASSIGN(const auto config,
                   workspace::Config::parse(workspace::configSchema("data_config.yaml"), "", ""));
    SLIPWAY_ASSIGN(const auto options, worldOptions(*scenario, config, request));
    SLIPWAY_ASSIGN(const auto estimate, data::estimateWorld(*scenario, options, session.context.stop));
    Json pictures = Json::array();
    std::string text = scenario->title + "\n" + estimateText(estimate);
    for (std::size_t i = 0; i < options.incidents.size(); ++i) {
        SLIPWAY_ASSIGN(const auto picture, data::pictureOf(*scenario, options, i, session.context.stop));
        Json each = toJson(options.incidents[i]);
        each["picture"] = toJson(picture);
        pictures.push_back(std::move(each));
        text += pictureText(picture);
    }
    return Answer {{{"scenario", scenario->name}, {"sample", toJson(estimate)}, {"incidents", pictures}},
                   text};
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
    auto world = std::make_shared<WorldRequest>();
    auto wanted = std::make_shared<bool>(false);
    CLI::App *scenarios = group->add_subcommand(
        "scenarios", "The worlds that can be generated: tables, columns, causes, incidents");
    CLI::Option *one = scenarios->add_option("NAME", *name, "Only this one, with everything about it");
    scenarios
        ->add_flag("--preview", *wanted,
                   "From a sample: how large it would be, and what each --incident does to it")
        ->needs(one);
    addWorldOptions(scenarios, *world);
    verbs.add(scenarios, Needs::Nothing, Runs::AtOnce, [=](Session &session) {
        return *wanted || !world->incidents.empty() ? preview(session, *name, *world) : listScenarios(*name);
    });
}

} // namespace slipway::engine
