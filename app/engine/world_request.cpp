#include "app/engine/world_request.h"

namespace slipway::engine {

namespace {

using data::Scenario;

constexpr std::string_view section = "generation.";

/// "name=value" pairs as numbers; the scenario knows which there are.
Result<Json> scenarioParameters(const Scenario &scenario, const std::vector<std::string> &pairs)
{
    Json values = Json::object();
    for (const auto &pair : pairs) {
        const auto sign = pair.find('=');
        SLIPWAY_ASSIGN(const Parameter *parameter, findParameter(scenario.parameters, pair.substr(0, sign)));
        SLIPWAY_ASSIGN(values[parameter->name],
                       parsedValue(*parameter, sign == std::string::npos ? "" : pair.substr(sign + 1)));
    }
    return values;
}

} // namespace

void addWorldOptions(CLI::App *command, WorldRequest &request)
{
    command
        ->add_option("--rows", request.rows,
                     "Rows of the scenario's main table (standard: as data_config.yaml or the scenario says)")
        ->check(CLI::Range(std::int64_t {1}, std::int64_t {10'000'000'000}));
    command
        ->add_option("--entities", request.entities,
                     "Users, cards, stores or products; 0 makes as many as suit the rows")
        ->check(CLI::Range(std::int64_t {0}, std::int64_t {1'000'000'000}));
    command->add_option("--days", request.days, "Days that the rows spread over")->check(CLI::Range(1, 3650));
    command->add_option("--seed", request.seed, "The same seed gives the same bytes")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--missing", request.missing, "Share of values left out at random, like 0.02")
        ->check(CLI::Range(0.0, 0.9));
    command
        ->add_option("--incident", request.incidents,
                     "KIND[:COLUMN]@TIME[=STRENGTH], like unit_change:amount@0.6=100; TIME is a share of the "
                     "period or a date. Can be repeated")
        ->type_name("INCIDENT")
        ->allow_extra_args(false);
    command->add_flag("--only-these-incidents", request.onlyTheseIncidents,
                      "Leave out the incidents of data_config.yaml");
    command->add_option("--set", request.parameters, "A parameter of the scenario, like churn_rate=0.2")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
}

Result<data::WorldOptions> worldOptions(const Scenario &scenario, const workspace::Config &config,
                                        const WorldRequest &request)
{
    Json settings = Json::object();
    for (const auto &[key, value] : config.values().items()) {
        if (key.starts_with(section))
            settings[key.substr(section.size())] = value;
    }
    if (request.rows >= 0)
        settings["rows"] = request.rows;
    if (request.entities >= 0) {
        settings["entities"] = request.entities;
        settings["users"] = 0; // the older name of the feed's entities
    }
    if (request.days >= 0)
        settings["days"] = request.days;
    if (request.seed >= 0)
        settings["seed"] = request.seed;
    if (request.missing >= 0)
        settings["missing"] = request.missing;
    if (request.onlyTheseIncidents)
        settings["incidents"] = Json::array();
    for (const auto &text : request.incidents) {
        SLIPWAY_ASSIGN(auto incident, data::parseIncident(text));
        settings["incidents"].push_back(std::move(incident));
    }
    SLIPWAY_ASSIGN(const Json parameters, scenarioParameters(scenario, request.parameters));
    return data::worldOptions(scenario, settings, parameters);
}

} // namespace slipway::engine
