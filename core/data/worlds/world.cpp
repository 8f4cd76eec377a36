#include "core/data/worlds/world.h"

#include "core/base/messages.h"
#include "core/data/worlds/churn_world.h"
#include "core/data/worlds/demand_world.h"
#include "core/data/worlds/feed_tables.h"
#include "core/data/worlds/fraud_world.h"
#include "core/data/worlds/reviews_world.h"
#include "core/workspace/config.h"

#include <algorithm>
#include <cassert>

namespace slipway::data {

namespace {

Result<Json> setting(const Json &settings, const std::string &name)
{
    const auto &config = workspace::configSchema("data_config.yaml");
    SLIPWAY_ASSIGN(const Parameter *parameter, findParameter(config.parameters, "generation." + name));
    return settings.contains(name) ? checkedValue(*parameter, settings.at(name))
                                   : Result<Json>(parameter->standard);
}

/// As the person says, or as many as suit the rows.
Status chooseEntities(const Scenario &scenario, std::int64_t wanted, WorldOptions &options)
{
    if (scenario.entitiesOf.empty()) {
        if (wanted > 0)
            return failure("worlds.no_entities", {{"scenario", scenario.name}, {"table", scenario.rowsOf}});
        options.entities = options.rows;
        return done();
    }
    const std::int64_t suitable = std::max<std::int64_t>(options.rows / scenario.rowsPerEntity, 1);
    options.entities = wanted > 0 ? wanted : suitable;
    if (scenario.name != "demand")
        return done();
    const std::int64_t most = DemandWorld::seriesFor(options.rows, options.days); // a series a shop at least
    if (wanted > most) {
        return failure(
            "worlds.entities_too_many",
            {{"entities", wanted}, {"table", scenario.entitiesOf}, {"rows", options.rows}, {"most", most}});
    }
    options.entities = std::min(options.entities, most);
    return done();
}

} // namespace

void World::settleBlock(std::size_t, WorldBlock &) { }

std::unique_ptr<World> makeWorld(const Scenario &scenario, const WorldOptions &options,
                                 const std::stop_token &stop)
{
    if (scenario.name == "churn")
        return std::make_unique<ChurnWorld>(scenario, options);
    if (scenario.name == "fraud")
        return std::make_unique<FraudWorld>(scenario, options, stop);
    if (scenario.name == "demand")
        return std::make_unique<DemandWorld>(scenario, options);
    if (scenario.name == "reviews")
        return std::make_unique<ReviewsWorld>(scenario, options);
    assert(scenario.name == "feed");
    return std::make_unique<FeedTables>(scenario, options, stop);
}

Result<WorldOptions> worldOptions(const Scenario &scenario, const Json &settings, const Json &parameters)
{
    WorldOptions options;
    SLIPWAY_ASSIGN(const Json seed, setting(settings, "seed"));
    SLIPWAY_ASSIGN(const Json rows, setting(settings, "rows"));
    SLIPWAY_ASSIGN(const Json days, setting(settings, "days"));
    SLIPWAY_ASSIGN(const Json start, setting(settings, "start"));
    SLIPWAY_ASSIGN(const Json missing, setting(settings, "missing"));
    SLIPWAY_ASSIGN(const Json entities, setting(settings, "entities"));
    SLIPWAY_ASSIGN(const Json users, setting(settings, "users"));
    SLIPWAY_ASSIGN(const Json items, setting(settings, "items"));
    SLIPWAY_ASSIGN(const Json incidents, setting(settings, "incidents"));
    options.seed = seed;
    options.rows = rows.get<std::int64_t>() > 0 ? rows.get<std::int64_t>() : scenario.rows;
    options.days = days.get<int>() > 0 ? days.get<int>() : scenario.days;
    options.missing = missing;
    const auto time = parseIsoTime(start.get<std::string>());
    if (!time)
        return failure("worlds.start_wrong", {{"start", start}});
    options.start = time.value();
    const bool isFeed = scenario.name == "feed";
    const auto own = isFeed ? users.get<std::int64_t>() : 0;
    SLIPWAY_TRY(chooseEntities(
        scenario, entities.get<std::int64_t>() > 0 ? entities.get<std::int64_t>() : own, options));
    if (isFeed) {
        if (own == 0 && entities.get<std::int64_t>() == 0)
            options.entities = std::max<std::int64_t>(options.entities, 50);
        options.items = items.get<std::int64_t>() > 0 ? items.get<std::int64_t>()
                                                      : std::max<std::int64_t>(options.rows / 200, 25);
    }
    for (const auto &parameter : scenario.parameters)
        options.parameters[parameter.name] = parameter.standard;
    for (const auto &[name, value] : parameters.items()) {
        SLIPWAY_ASSIGN(const Parameter *parameter, findParameter(scenario.parameters, name));
        SLIPWAY_ASSIGN(options.parameters[name], checkedValue(*parameter, value));
    }
    SLIPWAY_ASSIGN(options.incidents, resolveIncidents(scenario, incidents, options.start, options.days));
    return options;
}

} // namespace slipway::data
