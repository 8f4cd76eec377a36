#include "core/data/worlds/scenario.h"

#include "core/base/messages.h"
#include "core/data/yaml_section.h"
#include "core/workspace/config.h"

#include <algorithm>
#include <cassert>

namespace slipway::data {

std::string_view feedScenarioText(); // embedded from resources/scenarios
std::string_view churnScenarioText();
std::string_view fraudScenarioText();
std::string_view demandScenarioText();
std::string_view reviewsScenarioText();

namespace {

using Form = WorldColumn::Form;

struct TypeName {
    std::string_view name;
    Form form;
    int digits;
};

/// How a column's type is written; `decimal` takes its digits from a key of its own.
constexpr std::array typeNames {
    TypeName {"whole", Form::Whole, 0},   TypeName {"decimal", Form::Decimal, 2},
    TypeName {"real", Form::Real, 0},     TypeName {"level", Form::Level, 0},
    TypeName {"text", Form::FreeText, 0}, TypeName {"time", Form::Time, -1},
    TypeName {"time_s", Form::Time, 0},   TypeName {"time_ms", Form::Time, 3},
    TypeName {"date", Form::Date, 0},
};

Result<WorldColumn> readColumn(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"name", "type", "digits", "levels", "optional", "meaning"}));
    WorldColumn column;
    SLIPWAY_ASSIGN(column.name, section.text("name"));
    SLIPWAY_ASSIGN(column.meaning, section.text("meaning"));
    std::vector<std::string_view> names;
    for (const auto &type : typeNames)
        names.push_back(type.name);
    SLIPWAY_ASSIGN(const std::size_t type, section.choice("type", names));
    column.form = typeNames[type].form;
    column.digits = typeNames[type].digits;
    if (column.form == Form::Decimal) {
        SLIPWAY_ASSIGN(const auto digits, section.whole("digits", column.digits, 1, 9));
        column.digits = static_cast<int>(digits);
    }
    if (column.form == Form::Level) {
        SLIPWAY_ASSIGN(column.levels, section.texts("levels"));
    }
    SLIPWAY_ASSIGN(column.optional, section.flag("optional", false));
    return column;
}

Result<WorldTable> readTable(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"name", "meaning", "columns", "time", "entity", "truth"}));
    WorldTable table;
    SLIPWAY_ASSIGN(table.name, section.text("name"));
    SLIPWAY_ASSIGN(table.meaning, section.text("meaning"));
    SLIPWAY_ASSIGN(table.truth, section.flag("truth", false));
    SLIPWAY_ASSIGN(const auto columns, section.sections("columns"));
    for (const auto &each : columns) {
        SLIPWAY_ASSIGN(auto column, readColumn(each));
        if (table.find(column.name) != WorldTable::none)
            return each.wrong("name", "stands there a second time", "Give each column a name of its own");
        table.columns.push_back(std::move(column));
    }
    for (const auto &[key, place] : {std::pair {"time", &table.time}, std::pair {"entity", &table.entity}}) {
        if (!section.has(key))
            continue;
        SLIPWAY_ASSIGN(const auto name, section.text(key));
        *place = table.find(name);
        if (*place == WorldTable::none)
            return section.wrong(key, "names no column of the table", "Name one of its columns");
    }
    return table;
}

Result<Parameter> readParameter(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"name", "standard", "least", "most", "meaning"}));
    Parameter parameter {.type = ParameterType::Number};
    SLIPWAY_ASSIGN(parameter.name, section.text("name"));
    SLIPWAY_ASSIGN(parameter.help, section.text("meaning"));
    SLIPWAY_ASSIGN(parameter.least, section.number("least"));
    SLIPWAY_ASSIGN(parameter.most, section.number("most"));
    SLIPWAY_ASSIGN(const double standard, section.number("standard"));
    if (!(standard >= parameter.least && standard <= parameter.most))
        return section.wrong("standard", "is not between least and most", "Choose a value between the two");
    parameter.standard = standard;
    return parameter;
}

/// "table.column" names a column of a table that a model may read.
bool isKnownColumn(const Scenario &scenario, const std::string &name)
{
    const auto dot = name.find('.');
    if (dot == std::string::npos)
        return false;
    const auto *table = scenario.table(name.substr(0, dot));
    return table && !table->truth && table->find(name.substr(dot + 1)) != WorldTable::none;
}

Result<IncidentOffer> readOffer(const YamlSection &section, const Scenario &scenario)
{
    SLIPWAY_TRY(section.allowOnly({"kind", "columns", "strength", "meaning"}));
    IncidentOffer offer;
    SLIPWAY_ASSIGN(const std::size_t kind, section.choice("kind", incidentKindNames()));
    offer.kind = static_cast<IncidentKind>(kind);
    SLIPWAY_ASSIGN(offer.meaning, section.text("meaning"));
    SLIPWAY_ASSIGN(offer.strength, section.number("strength"));
    if (section.has("columns")) {
        SLIPWAY_ASSIGN(offer.columns, section.texts("columns"));
    }
    for (const auto &column : offer.columns) {
        if (!isKnownColumn(scenario, column))
            return section.wrong("columns", "names " + column + ", which is not there",
                                 "Write a table's name, a dot, and one of its columns");
    }
    if (scenario.offer(offer.kind))
        return section.wrong("kind", "stands there a second time", "Keep one of the two");
    return offer;
}

Result<ScenarioTask> readTask(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"kind", "table", "target", "positive", "drop"}));
    constexpr std::array<std::string_view, 3> kinds {"binary", "multiclass", "forecast"};
    ScenarioTask task;
    SLIPWAY_ASSIGN(const std::size_t kind, section.choice("kind", kinds));
    task.kind = kinds[kind];
    SLIPWAY_ASSIGN(task.table, section.text("table"));
    SLIPWAY_ASSIGN(task.target, section.text("target"));
    if (section.has("positive")) {
        SLIPWAY_ASSIGN(task.positive, section.text("positive"));
    }
    if (section.has("drop")) {
        SLIPWAY_ASSIGN(task.drop, section.texts("drop"));
    }
    return task;
}

Status readSizes(const YamlSection &file, Scenario &scenario)
{
    constexpr std::int64_t most = 10'000'000'000;
    SLIPWAY_ASSIGN(const YamlSection rows, file.section("rows"));
    SLIPWAY_TRY(rows.allowOnly({"table", "standard"}));
    SLIPWAY_ASSIGN(scenario.rowsOf, rows.text("table"));
    SLIPWAY_ASSIGN(scenario.rows, rows.whole("standard", {}, 1, most));
    if (file.has("entities")) {
        SLIPWAY_ASSIGN(const YamlSection entities, file.section("entities"));
        SLIPWAY_TRY(entities.allowOnly({"table", "rows_each"}));
        SLIPWAY_ASSIGN(scenario.entitiesOf, entities.text("table"));
        SLIPWAY_ASSIGN(scenario.rowsPerEntity, entities.whole("rows_each", {}, 1, most));
    }
    SLIPWAY_ASSIGN(const auto days, file.whole("days", {}, 1, 3650));
    scenario.days = static_cast<int>(days);
    return done();
}

Status readLists(const YamlSection &file, Scenario &scenario)
{
    SLIPWAY_ASSIGN(const auto tables, file.sections("tables"));
    for (const auto &each : tables) {
        SLIPWAY_ASSIGN(auto table, readTable(each));
        if (scenario.table(table.name))
            return each.wrong("name", "stands there a second time", "Give each table a name of its own");
        scenario.tables.push_back(std::move(table));
    }
    if (file.has("parameters")) {
        SLIPWAY_ASSIGN(const auto parameters, file.sections("parameters"));
        for (const auto &each : parameters) {
            SLIPWAY_ASSIGN(auto parameter, readParameter(each));
            scenario.parameters.push_back(std::move(parameter));
        }
    }
    SLIPWAY_ASSIGN(const auto incidents, file.sections("incidents"));
    for (const auto &each : incidents) {
        SLIPWAY_ASSIGN(auto offer, readOffer(each, scenario));
        scenario.incidents.push_back(std::move(offer));
    }
    return done();
}

/// What the parts of a scenario say about each other.
Status checkReferences(const YamlSection &file, const Scenario &scenario)
{
    const auto *table = scenario.table(scenario.task.table);
    if (!table || table->find(scenario.task.target) == WorldTable::none)
        return file.wrong("task", "names a table or a target that is not there",
                          "Name one of the tables below, and a column of it");
    if (!scenario.table(scenario.rowsOf))
        return file.wrong("rows", "names a table that is not there", "Name one of the tables below");
    if (!scenario.entitiesOf.empty() && !scenario.table(scenario.entitiesOf))
        return file.wrong("entities", "names a table that is not there", "Name one of the tables below");
    return done();
}

const char *typeOf(const WorldColumn &column)
{
    switch (column.form) {
    case Form::Whole:
        return "whole";
    case Form::Decimal:
    case Form::Real:
        return "number";
    case Form::Level:
        return "category";
    case Form::FreeText:
        return "text";
    case Form::Time:
        return "time";
    case Form::Date:
        return "date";
    }
    return "";
}

Json toJson(const WorldTable &table)
{
    Json columns = Json::array();
    for (const auto &column : table.columns) {
        Json each {{"name", column.name}, {"type", typeOf(column)}, {"meaning", column.meaning}};
        if (!column.levels.empty())
            each["levels"] = column.levels;
        columns.push_back(std::move(each));
    }
    return {{"name", table.name}, {"meaning", table.meaning}, {"truth", table.truth}, {"columns", columns}};
}

Json toJson(const IncidentOffer &offer)
{
    return {{"kind", incidentKindNames()[static_cast<std::size_t>(offer.kind)]},
            {"columns", offer.columns},
            {"strength", offer.strength},
            {"meaning", offer.meaning}};
}

std::vector<Scenario> readAll()
{
    const std::array texts {
        std::pair {"feed.yaml", feedScenarioText()}, std::pair {"churn.yaml", churnScenarioText()},
        std::pair {"fraud.yaml", fraudScenarioText()}, std::pair {"demand.yaml", demandScenarioText()},
        std::pair {"reviews.yaml", reviewsScenarioText()}};
    std::vector<Scenario> all;
    for (const auto &[file, text] : texts) {
        auto scenario = readScenario(text, file);
        assert(scenario.ok() && "a file of ours is wrong; the test of the scenarios says where");
        if (scenario)
            all.push_back(std::move(scenario).value());
    }
    return all;
}

} // namespace

std::span<const std::string_view> incidentKindNames()
{
    static const auto names = [] {
        const auto &config = workspace::configSchema("data_config.yaml");
        const auto &fields = findParameter(config.parameters, "generation.incidents").value()->fields;
        const auto &choices = findParameter(fields, "kind").value()->choices;
        return std::vector<std::string_view>(choices.begin(), choices.end());
    }();
    return names;
}

const WorldTable *Scenario::table(std::string_view wanted) const
{
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const WorldTable &each) { return each.name == wanted; });
    return found == tables.end() ? nullptr : &*found;
}

const IncidentOffer *Scenario::offer(IncidentKind kind) const
{
    const auto found = std::find_if(incidents.begin(), incidents.end(),
                                    [&](const IncidentOffer &each) { return each.kind == kind; });
    return found == incidents.end() ? nullptr : &*found;
}

Result<Scenario> readScenario(std::string_view text, std::string_view file)
{
    SLIPWAY_ASSIGN(const YamlSection section, YamlSection::parse(text, {.file = std::string(file)}));
    SLIPWAY_TRY(section.allowOnly({"scenario", "title", "story", "mechanism", "truth", "task", "rows",
                                   "entities", "days", "parameters", "tables", "incidents"}));
    Scenario scenario;
    SLIPWAY_ASSIGN(scenario.name, section.text("scenario"));
    SLIPWAY_ASSIGN(scenario.title, section.text("title"));
    SLIPWAY_ASSIGN(scenario.story, section.text("story"));
    SLIPWAY_ASSIGN(scenario.mechanism, section.text("mechanism"));
    SLIPWAY_ASSIGN(scenario.truth, section.text("truth"));
    SLIPWAY_ASSIGN(const YamlSection task, section.section("task"));
    SLIPWAY_ASSIGN(scenario.task, readTask(task));
    SLIPWAY_TRY(readSizes(section, scenario));
    SLIPWAY_TRY(readLists(section, scenario));
    SLIPWAY_TRY(checkReferences(section, scenario));
    return scenario;
}

std::span<const Scenario> scenarios()
{
    static const auto all = readAll();
    return all;
}

Result<const Scenario *> findScenario(std::string_view name)
{
    std::string known;
    for (const auto &scenario : scenarios()) {
        if (scenario.name == name)
            return &scenario;
        known += (known.empty() ? "" : ", ") + scenario.name;
    }
    return failure("worlds.scenario_unknown", {{"scenario", name}, {"known", known}});
}

Json toJson(const Scenario &scenario)
{
    Json tables = Json::array();
    for (const auto &table : scenario.tables)
        tables.push_back(toJson(table));
    Json incidents = Json::array();
    for (const auto &offer : scenario.incidents)
        incidents.push_back(toJson(offer));
    Json parameters = Json::array();
    for (const auto &parameter : scenario.parameters) {
        parameters.push_back({{"name", parameter.name},
                              {"standard", parameter.standard},
                              {"least", parameter.least},
                              {"most", parameter.most},
                              {"meaning", parameter.help}});
    }
    const auto &task = scenario.task;
    Json entities = nullptr;
    if (!scenario.entitiesOf.empty())
        entities = {{"table", scenario.entitiesOf}, {"rows_each", scenario.rowsPerEntity}};
    return {{"scenario", scenario.name},
            {"title", scenario.title},
            {"story", scenario.story},
            {"mechanism", scenario.mechanism},
            {"truth", scenario.truth},
            {"task",
             {{"kind", task.kind},
              {"table", task.table},
              {"target", task.target},
              {"positive", task.positive.empty() ? Json() : Json(task.positive)},
              {"drop", task.drop}}},
            {"rows", {{"table", scenario.rowsOf}, {"standard", scenario.rows}}},
            {"entities", entities},
            {"days", scenario.days},
            {"parameters", parameters},
            {"tables", tables},
            {"incidents", incidents}};
}

} // namespace slipway::data
