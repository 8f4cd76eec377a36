#include "app/engine/serve_features.h"
#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/registry/promotion.h"
#include "core/serve/server.h"
#include "core/workspace/change_feed.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <unistd.h>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds pollInterval {250};
constexpr std::int64_t mostChecksLookedAt = 1000; // newest first

struct ServeRequest {
    std::string scenario = "feed";
    int port = -1; ///< -1: as monitoring_config.yaml says
    std::string address;
    int threads = 0;
    std::string store; ///< of features; empty: as data_config.yaml says
    double logShare = 1; ///< of the requests for features
    int logLimit = 200; ///< rows a second
    pid_t parent = 0; ///< the server ends with this process; 0: it is on its own
};

/// What the server shows, found anew whenever the workspace changes.
struct Target {
    std::string version; ///< empty: nothing is in production
    fs::path modelFolder;
    std::optional<ModelFeatures> features;
    double accuracy = std::numeric_limits<double>::quiet_NaN();
};

Result<Target> currentTarget(const workspace::Workspace &workspace, const std::string &scenario)
{
    Target target;
    const registry::Models models(workspace.store());
    SLIPWAY_ASSIGN(const auto production, models.production(registry::modelNameOf(scenario)));
    if (!production)
        return target;
    target.version = std::to_string(production->version);
    target.modelFolder = workspace / production->folder;
    SLIPWAY_ASSIGN(target.features, featuresOfModel(workspace, scenario, target.modelFolder));
    const Json test = production->metrics.value("metrics", Json::object());
    if (test.contains("accuracy") && test["accuracy"].is_number())
        target.accuracy = test["accuracy"].get<double>();
    return target;
}

/// The score of the last drift report, for the gauge; none where there is no report.
double lastDriftScore(const workspace::Workspace &workspace)
{
    const auto text = workspace::readFile(workspace / "data/monitoring/drift_report.json");
    const auto report = text ? Json::parse(text.value(), nullptr, false) : Json();
    const auto *none = "summary";
    if (!report.is_object() || !report.contains(none)
        || !report[none].value("overall_score", Json()).is_number())
        return std::numeric_limits<double>::quiet_NaN();
    return report[none]["overall_score"].get<double>();
}

/// The newest verdict on a content, null where there is none.
Json verdictOn(const workspace::Workspace &workspace, const std::string &digest)
{
    const auto checks = workspace.events().ofKind("data.validated", {}, mostChecksLookedAt);
    for (const auto &check : checks ? checks.value() : std::vector<workspace::LoggedEvent>()) {
        const Json &payload = check.change.payload;
        if (payload.value("digest", "") != digest)
            continue;
        const auto file = workspace.artifacts().find(payload.value("result", ""));
        const auto text = file ? workspace::readFile(file.value()) : file.error();
        return text ? Json::parse(text.value(), nullptr, false) : Json();
    }
    return {};
}

/// How the data that the features were built from did in its last checks, by kind of check.
std::map<std::string, double> lastDataQuality(const workspace::Workspace &workspace)
{
    std::map<std::string, double> scores;
    const auto built = workspace.events().newest("features.built", "feed");
    if (!built || !built.value())
        return scores;
    const Json verdict = verdictOn(workspace, built.value()->change.payload.value("interactions", ""));
    if (!verdict.is_object() || !verdict.contains("quality"))
        return scores;
    for (const auto &kind : verdict["quality"].items()) {
        if (kind.value().is_object() && kind.value().value("score", Json()).is_number())
            scores[kind.key()] = kind.value()["score"].get<double>();
    }
    return scores;
}

void showGauges(serve::Server &server, const workspace::Workspace &workspace, const Target &target)
{
    server.setModelAccuracy(target.accuracy);
    server.setDriftScore(lastDriftScore(workspace));
    server.setDataQuality(lastDataQuality(workspace));
}

/// A server that the window or a pipeline has started shall not outlive it, also where that was killed.
bool hasLostParent(const ServeRequest &request)
{
    return request.parent != 0 && ::getppid() != request.parent;
}

/// Stores what the model reads, where that is not there yet, and says so. Where that fails the server starts
/// all the same: what it cannot answer it refuses, and there may be features without a model.
Json fillStore(Session &session, const Target &target, FeatureService &features)
{
    if (!target.features)
        return {};
    auto filled = features.fill(*target.features);
    if (!filled) {
        session.context.log("error", filled.error().message);
        return {};
    }
    const Json &said = filled.value();
    if (said.is_object()) {
        const auto sentence =
            fmt::format("Stored the features of {}, which version {} reads, in {:.1f} s.",
                        said.at("set").get<std::string>(), target.version, said.at("seconds").get<double>());
        session.context.log("info", sentence);
        if (!session.options.events && !session.options.json)
            print(sentence + "\n");
    }
    return std::move(filled).value();
}

serve::FeatureOrigin originOf(const Target &target, FeatureService &features)
{
    return target.features ? features.origin(*target.features) : serve::FeatureOrigin();
}

/// Takes up what was promoted or rolled back, and newer features, without losing a request.
Status followWorkspace(serve::Server &server, Session &session, const ServeRequest &request, Target current,
                       FeatureService &features)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(auto feed, workspace::ChangeFeed::start(workspace.store()));
    while (!session.context.cancelled() && !hasLostParent(request)) {
        std::this_thread::sleep_for(pollInterval);
        SLIPWAY_ASSIGN(const auto news, feed.poll());
        if (news.events.empty())
            continue;
        features.follow(server, news.events);
        auto target = currentTarget(workspace, request.scenario);
        if (!target) {
            session.context.log("error", target.error().message);
            continue;
        }
        showGauges(server, workspace, target.value());
        if (target.value().version == current.version && target.value().features == current.features)
            continue;
        current = std::move(target).value();
        const Json stored = fillStore(session, current, features);
        const auto reloaded =
            server.reload(current.modelFolder, originOf(current, features), current.version);
        if (reloaded)
            session.context.state("serving", {{"model_version", current.version}, {"materialized", stored}});
        else
            session.context.log("error", reloaded.error().message);
    }
    return done();
}

std::string listeningText(const serve::Server &server, const serve::ServeOptions &options)
{
    const Json stats = server.stats();
    const bool serves = stats.value("status", "") == "healthy";
    std::string text =
        fmt::format("{} on http://{}:{} (Ctrl+C stops it)\n",
                    serves ? "Serving version " + options.modelVersion : "No model is served yet",
                    options.address, server.port());
    if (!serves)
        text += stats.value("reason", "") + "\n";
    return text;
}

Result<Answer> serveModel(Session &session, const ServeRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto config, workspace.config("monitoring_config.yaml"));
    SLIPWAY_ASSIGN(const auto target, currentTarget(workspace, request.scenario));
    FeatureService features(session, request.store);
    const Json stored = fillStore(session, target, features);
    if (session.context.cancelled())
        return cancelled();
    const serve::ServeOptions options {
        .address = request.address.empty() ? config.text("serving.address") : request.address,
        .port = request.port >= 0 ? request.port : static_cast<int>(config.integer("serving.port")),
        .threads = request.threads,
        .scenario = request.scenario,
        .modelFolder = target.modelFolder,
        .features = originOf(target, features),
        .modelVersion = target.version,
        .featureLog = {.folder = workspace / "logs/served",
                       .share = request.logShare,
                       .rowsASecond = request.logLimit},
        .featureWork = features.work(),
    };
    SLIPWAY_ASSIGN(const auto server, serve::Server::start(options));
    showGauges(*server, workspace, target);
    session.context.state("listening",
                          {{"port", server->port()},
                           {"address", options.address},
                           {"model_version", target.version},
                           {"materialized", stored}});
    features.update(*server);
    if (!session.options.events && !session.options.json)
        print(listeningText(*server, options));
    SLIPWAY_TRY(followWorkspace(*server, session, request, target, features));
    auto stats = server->stats();
    stats["materialized"] = stored;
    server->stop();
    return Answer {
        stats,
        fmt::format("Stopped after {} requests.\n", grouped(stats.value("requests", std::int64_t {0})))};
}

} // namespace

void addServeVerb(VerbList &verbs)
{
    auto request = std::make_shared<ServeRequest>();
    CLI::App *command = verbs.app().add_subcommand(
        "serve", "Answer predictions over HTTP with the version in production, and questions about features");
    command
        ->add_option("-p,--port", request->port,
                     "Port; 0 lets the system choose (standard: as monitoring_config.yaml says)")
        ->check(CLI::Range(0, 65535));
    command->add_option("--address", request->address, "Address to listen on (standard: this machine only)");
    command->add_option("--threads", request->threads, "Threads that answer (standard: one a core)")
        ->check(CLI::Range(1, 256));
    command->add_option(
        "--store", request->store,
        "Store of the features that it answers with: lmdb, or redis://HOST:PORT/DATABASE (standard: "
        "as data_config.yaml says)");
    command
        ->add_option("--log-features", request->logShare,
                     "Share of the requests for predictions and features whose features are kept below "
                     "logs/served, for slipway features skew; 0 keeps none (standard: 1)")
        ->check(CLI::Range(0.0, 1.0));
    command
        ->add_option("--log-limit", request->logLimit, "Most entities a second that are kept (standard: 200)")
        ->check(CLI::Range(1, 1'000'000));
    command
        ->add_option("--parent", request->parent,
                     "Process id of the program that started this one, to end with it")
        ->group("");
    command->footer(
        "What the version reads about users and items comes from the online store. Where that does not have "
        "it\n"
        "yet, or only as it was before the features were built last, it is stored first.\n"
        "The log below logs/served holds the keys of entities and the values that were served in plain "
        "text, as does data/pushed\nwhat was pushed to offline. Where keys name persons, --log-features 0 "
        "keeps no log, and slipway gc removes old ones.");
    verbs.add(command, Needs::NewWorkspace, Runs::AsJob,
              [=](Session &session) { return serveModel(session, *request); });
}

} // namespace slipway::engine
