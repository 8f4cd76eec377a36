#include "app/engine/online_store.h"
#include "app/engine/pushed_data.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct MaterializeRequest {
    std::string set;
    std::vector<std::string> views;
    std::string from;
    std::string to;
    bool incremental = false;
    bool strict = false;
    std::string store;
};

Result<std::optional<TimeMicros>> moment(const std::string &text, const char *flag)
{
    if (text.empty())
        return std::optional<TimeMicros>();
    const auto time = parseIsoTime(text);
    if (!time)
        return failure("store.bad_time", {{"flag", flag}, {"value", text}});
    return std::optional(time.value());
}

std::string materializedText(const Json &result)
{
    std::vector<std::vector<std::string>> rows {{"view", "rows", "values", "from", "to", "seconds"}};
    for (const auto &view : result.at("views")) {
        const auto &from = view.at("from");
        rows.push_back({view.at("view"), grouped(view.at("rows").get<std::int64_t>()),
                        grouped(view.at("values").get<std::int64_t>()),
                        from.is_null() ? "everything" : from.get<std::string>().substr(0, 19),
                        view.at("to").get<std::string>().substr(0, 19),
                        fmt::format("{:.2f}", view.at("seconds").get<double>())});
    }
    std::string unexpected;
    for (const auto &sentence : result.at("expectations").at("failures"))
        unexpected += "Not as expected: " + sentence.get<std::string>() + "\n";
    return textTable(rows) + unexpected
        + fmt::format("In {} after {:.1f} s. Look one up with: slipway features get --entity KEY=VALUE\n",
                      result.at("store").get<std::string>(), result.at("seconds").get<double>());
}

Result<Answer> materialize(Session &session, const MaterializeRequest &request)
{
    auto &workspace = session.workspace();
    features::MaterializeOptions options {
        .views = request.views, .incremental = request.incremental, .strict = request.strict};
    SLIPWAY_ASSIGN(options.from, moment(request.from, "--from"));
    SLIPWAY_ASSIGN(options.to, moment(request.to, "--to"));
    SLIPWAY_ASSIGN(const auto recorded, features::FeatureSets(workspace).choose(request.set));
    options.setVersion = recorded.record.version;
    SLIPWAY_ASSIGN(const auto store, openStore(workspace, request.store, true));
    SLIPWAY_ASSIGN(auto result,
                   materializeSet(workspace, recorded, *store, options, workspace.workFolder(session.job),
                                  session.context));
    auto text = materializedText(result);
    if (const auto remark = pushedRemark(workspace, recorded.set.name, session.context); !remark.empty()) {
        session.context.log("warning", remark);
        result["notes"].push_back({{"id", "pushed.waiting"}, {"rows", nullptr}, {"sentence", remark}});
        text += remark + "\n";
    }
    return Answer {std::move(result), std::move(text)};
}

} // namespace

void addFeaturesMaterializeVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<MaterializeRequest>();
    CLI::App *command = group->add_subcommand(
        "materialize", "Store the latest features of every entity, where servers look them up");
    command->add_option("--set", request->set, "Feature set (standard: the one whose tables are here)");
    command->add_option("--view", request->views, "Only this view; may be given several times");
    command->add_option("--from", request->from,
                        "Only entities with events since then, like 2026-01-20T00:00:00Z; the others stay as "
                        "they are (standard: every entity)");
    command->add_option("--to", request->to, "Values as of then (standard: now)");
    command->add_flag("--incremental", request->incremental,
                      "Only entities with events since the last time; the first time, since now - ttl, or 52 "
                      "weeks where a view has no ttl");
    command->add_option("--store", request->store,
                        "lmdb, or redis://HOST:PORT/DATABASE with a copy in the workspace (standard: as "
                        "data_config.yaml says). A password comes from $SLIPWAY_REDIS_PASSWORD");
    command->add_flag("--strict", request->strict,
                      "Store nothing, and exit with 4, unless all values are as their features' expectations "
                      "say; without it they are stored, and what is not as expected is told");
    command->footer(
        "Each view appears when it is whole; one that is stopped half-way stays as it was. What the\n"
        "definitions expect of features is checked over the rows that are written.\n"
        "Example: slipway features materialize --incremental");
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return materialize(session, *request); });
}

} // namespace slipway::engine
