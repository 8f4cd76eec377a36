#include "app/engine/feature_tables.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/features/definitions/set_records.h"
#include "core/features/join/offline.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct AsOfRequest {
    std::string set;
    std::string at;
    std::vector<std::string> entity;
    bool history = false;
    bool honourCreated = false;
};

/// "2026-03-01", "2026-03-01 10:41" and "2026-03-01T10:41:00Z".
Result<TimeMicros> momentFrom(const std::string &text)
{
    if (text.empty())
        return utcNow();
    auto whole = text;
    if (whole.size() > 10 && whole[10] == ' ')
        whole[10] = 'T';
    if (whole.size() == 10)
        whole += "T00:00:00";
    if (whole.size() == 16)
        whole += ":00";
    const auto time = parseIsoTime(whole);
    if (!time)
        return failure("feature_join.bad_time", {{"text", text}});
    return time;
}

Result<features::AsOf> questionFrom(const AsOfRequest &request)
{
    features::AsOf question {
        .entity = {}, .history = request.history, .honourCreated = request.honourCreated};
    SLIPWAY_ASSIGN(question.at, momentFrom(request.at));
    for (const auto &text : request.entity) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure("feature_join.bad_entity", {{"text", text}});
        question.entity[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return question;
}

std::string valueText(const Json &value)
{
    if (value.is_null())
        return "-";
    return value.is_string() ? value.get<std::string>() : fmt::format("{:.6g}", value.get<double>());
}

std::string ageText(const Json &seconds)
{
    if (!seconds.is_number())
        return "-";
    const double age = seconds.get<double>();
    if (age < 60)
        return fmt::format("{:.0f} s", age);
    if (age < 3600)
        return fmt::format("{:.0f} min", age / 60);
    return age < 86'400 ? fmt::format("{:.1f} h", age / 3600) : fmt::format("{:.1f} d", age / 86'400);
}

std::string textOf(const Json &known)
{
    std::vector<std::vector<std::string>> rows {{"feature", "value", "status", "known since", "age"}};
    std::string histories;
    for (const auto &feature : known.at("features")) {
        const auto name = feature.at("name").get<std::string>();
        const auto &time = feature.at("event_time");
        rows.push_back({name, valueText(feature.at("value")), feature.at("status").get<std::string>(),
                        time.is_null() || feature.at("age_seconds").is_null()
                            ? "-"
                            : time.get<std::string>().substr(0, 19),
                        ageText(feature.at("age_seconds"))});
        if (!feature.contains("history") || feature.at("history").empty())
            continue;
        histories += "\n" + name + "\n";
        for (const auto &point : feature.at("history"))
            histories += fmt::format("  {}  {}\n", point.at("time").get<std::string>().substr(0, 19),
                                     valueText(point.at("value")));
    }
    if (rows.size() == 1)
        return "No feature is about this entity alone. Name more keys with --entity KEY=VALUE.\n";
    return textTable(rows) + histories;
}

Result<Answer> asOf(Session &session, const AsOfRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto question, questionFrom(request));
    SLIPWAY_ASSIGN(const auto chosen, features::FeatureSets(workspace).choose(request.set));
    SLIPWAY_ASSIGN(const auto tables, featureTables(workspace, chosen.set));
    session.context.progress(0, "Reading the data");
    SLIPWAY_ASSIGN(
        auto offline,
        features::OfflineFeatures::open(
            chosen.set,
            {.tables = tables.files, .temporaryFolder = workspace.workFolder(session.job) / "spill"},
            session.context));
    SLIPWAY_ASSIGN(auto known, offline.asOf(question, session.context));
    known["version"] = chosen.record.version;
    return Answer {known, textOf(known)};
}

} // namespace

void addFeaturesAsofVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<AsOfRequest>();
    CLI::App *command = group->add_subcommand(
        "asof",
        "What was known about somebody at a moment: every feature with its value, its time and its age");
    command->add_option("--set", request->set,
                        "The feature set, like churn or churn@2; without it the one whose data is here");
    command->add_option("--at", request->at, "The moment in UTC, like 2026-03-01T10:41:00Z; without it, now");
    command
        ->add_option(
            "--entity", request->entity,
            "KEY=VALUE of whom it is about, like user_id=7. Can be repeated: the more keys, the more "
            "features. A feature of the request can be given the same way, like device=mobile")
        ->required();
    command->add_flag("--history", request->history,
                      "Also the values over time: the latest 200 changes of each");
    command->add_flag("--honour-created", request->honourCreated,
                      "Leave out what was written down only after the moment");
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [request](Session &session) { return asOf(session, *request); });
}

} // namespace slipway::engine
