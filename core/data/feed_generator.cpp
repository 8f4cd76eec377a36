#include "core/data/feed_generator.h"

#include "core/base/messages.h"
#include "core/data/worlds/generate.h"
#include "core/workspace/config.h"

#include <algorithm>
#include <array>

namespace slipway::data {

namespace {

constexpr std::array<std::string_view, 6> names {"rows", "seed", "users", "items", "days", "start"};

Result<FeedOptions> completed(FeedOptions options)
{
    if (options.users == 0)
        options.users = std::max<std::int64_t>(options.interactions / 100, 50);
    if (options.items == 0)
        options.items = std::max<std::int64_t>(options.interactions / 200, 25);
    const Json settings {{"rows", options.interactions},
                         {"users", options.users},
                         {"items", options.items},
                         {"days", options.days}};
    for (const auto &[name, value] : settings.items()) {
        SLIPWAY_ASSIGN(const Parameter *declared, findParameter(feedParameters(), name));
        Parameter parameter = *declared;
        parameter.least = 1; // 0 has been replaced by now
        SLIPWAY_TRY(checkedValue(parameter, value));
    }
    return options;
}

} // namespace

std::span<const Parameter> feedParameters()
{
    static const auto parameters = [] {
        const auto &config = workspace::configSchema("data_config.yaml");
        std::vector<Parameter> own;
        for (const auto name : names) {
            auto parameter = *findParameter(config.parameters, "generation." + std::string(name)).value();
            parameter.name = name;
            own.push_back(std::move(parameter));
        }
        return own;
    }();
    return parameters;
}

Result<FeedOptions> feedOptions(const Json &settings)
{
    FeedOptions options;
    for (const auto &[name, value] : settings.items()) {
        SLIPWAY_ASSIGN(const Parameter *parameter, findParameter(feedParameters(), name));
        SLIPWAY_ASSIGN(const Json checked, checkedValue(*parameter, value));
        if (name == "rows" && checked != 0)
            options.interactions = checked;
        else if (name == "seed")
            options.seed = checked;
        else if (name == "users")
            options.users = checked;
        else if (name == "items")
            options.items = checked;
        else if (name == "days" && checked != 0)
            options.days = checked;
        else if (name == "start") {
            SLIPWAY_ASSIGN(options.start, parseIsoTime(checked.get<std::string>()));
        }
    }
    return options;
}

Result<Json> generateFeed(const FeedOptions &wanted, const std::filesystem::path &folder,
                          const std::string &format, const std::filesystem::path &truthFile,
                          const RunContext &context)
{
    SLIPWAY_ASSIGN(const FeedOptions options, completed(wanted));
    SLIPWAY_ASSIGN(const Scenario *scenario, findScenario("feed"));
    return generateScenario(*scenario,
                            {.seed = options.seed,
                             .rows = options.interactions,
                             .entities = options.users,
                             .items = options.items,
                             .days = options.days,
                             .start = options.start},
                            {.folder = folder, .format = format, .truthFile = truthFile}, context);
}

} // namespace slipway::data
