#include "app/engine/online_store.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace slipway::engine {

namespace {

struct StatusRequest {
    std::string set;
    std::string store;
};

Json seconds(TimeMicros duration)
{
    return static_cast<double>(duration) / static_cast<double>(microsPerSecond);
}

Json viewJson(const features::FeatureSet &set, const features::StoredView &stored, TimeMicros now)
{
    const auto *view = set.view(stored.view);
    const auto promised = view ? view->freshness : 0;
    const bool timed = view && !set.source(view->source)->eventTime.empty();
    const auto age = timed && stored.latestEvent ? std::optional(now - *stored.latestEvent) : std::nullopt;
    return {{"view", stored.view},
            {"rows", stored.rows},
            {"values", stored.values()},
            {"pushed", stored.pushed},
            {"from", stored.from == 0 ? Json() : Json(isoTime(stored.from))},
            {"to", isoTime(stored.to)},
            {"materialized", isoTime(stored.materialized)},
            {"latest_event", timed && stored.latestEvent ? Json(isoTime(*stored.latestEvent)) : Json()},
            {"freshness_seconds", age ? seconds(*age) : Json()},
            {"promised_seconds", promised != 0 ? seconds(promised) : Json()},
            {"fresh", promised == 0 || (age && *age <= promised)},
            // Rows that were made by other definitions than those in force.
            {"current", view && stored.definition == features::plannedView(set, *view, 0).definition},
            {"completeness", features::completeness(stored)}};
}

std::string agoText(const Json &age)
{
    if (age.is_null())
        return "-";
    const double value = age.get<double>();
    if (value >= 2 * 86'400)
        return fmt::format("{:.0f} days", value / 86'400);
    if (value >= 2 * 3600)
        return fmt::format("{:.0f} h", value / 3600);
    return value >= 2 * 60 ? fmt::format("{:.0f} min", value / 60) : fmt::format("{:.0f} s", value);
}

std::string statusText(const Json &status)
{
    std::vector<std::vector<std::string>> rows {
        {"view", "rows", "materialized", "latest event", "promised", "fresh", "least complete"}};
    for (const auto &view : status.at("views")) {
        std::string least;
        double share = 2;
        for (const auto &[feature, present] : view.at("completeness").items()) {
            if (present.is_number() && present.get<double>() < share) {
                share = present.get<double>();
                least = fmt::format("{} {:.1f}%", feature, 100 * share);
            }
        }
        rows.push_back({view.at("view"), grouped(view.at("rows").get<std::int64_t>()),
                        view.at("materialized").get<std::string>().substr(0, 19),
                        agoText(view.at("freshness_seconds")), agoText(view.at("promised_seconds")),
                        view.at("current") == false    ? "old definition"
                            : view.at("fresh") == true ? "yes"
                                                       : "no",
                        least});
    }
    auto text = textTable(rows);
    for (const auto &view : status.at("missing"))
        text += fmt::format("Nothing is stored of {}.\n", view.get<std::string>());
    return text;
}

Result<Answer> showStatus(Session &session, const StatusRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto recorded, features::FeatureSets(workspace).choose(request.set));
    SLIPWAY_ASSIGN(const auto store, openStore(workspace, request.store, false));
    SLIPWAY_ASSIGN(const auto stored, storedViews(*store, recorded.set.name));
    const auto now = utcNow();
    Json views = Json::array();
    Json missing = Json::array();
    for (const auto &view : stored)
        views.push_back(viewJson(recorded.set, view, now));
    for (const auto &view : recorded.set.views) {
        if (std::ranges::find(stored, view.name, &features::StoredView::view) == stored.end())
            missing.push_back(view.name);
    }
    Json json {{"set", recorded.set.name},
               {"version", recorded.record.version},
               {"store", store->address()},
               {"views", views},
               {"missing", missing}};
    auto text = statusText(json);
    return Answer {std::move(json), std::move(text)};
}

} // namespace

void addFeaturesStatusVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<StatusRequest>();
    CLI::App *command = group->add_subcommand(
        "status", "What is stored: how fresh it is against what is promised, and how complete");
    command->add_option("--set", request->set, "Feature set (standard: the one whose tables are here)");
    command->add_option("--store", request->store,
                        "lmdb, or redis://HOST:PORT/DATABASE (standard: as data_config.yaml says)");
    verbs.add(command, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return showStatus(session, *request); });
}

} // namespace slipway::engine
