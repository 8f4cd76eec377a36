#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/base/random.h"
#include "core/pipeline/job_process.h"
#include "core/registry/promotion.h"
#include "core/serve/client.h"
#include "core/stats/quantiles.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <unistd.h>

namespace slipway::engine {

namespace {

constexpr int warmUpRequests = 5; // the first answers pay for pages that nobody has touched yet

struct BenchRequest {
    int requests = 100;
    int items = 50;
};

Json requestBody(Random &random, int items, const workspace::Workspace &workspace)
{
    std::int64_t users = 10'000;
    std::int64_t itemCount = 5'000;
    if (const auto dataset = workspace.datasets().find("users"))
        users = dataset.value().rows;
    if (const auto dataset = workspace.datasets().find("items"))
        itemCount = dataset.value().rows;
    Json body = {{"user_id", random.below(static_cast<std::uint64_t>(std::max<std::int64_t>(users, 1)))},
                 {"item_ids", Json::array()},
                 {"context", {{"device", "mobile"}}}};
    for (int i = 0; i < items; ++i)
        body["item_ids"].push_back(
            random.below(static_cast<std::uint64_t>(std::max<std::int64_t>(itemCount, 1))));
    return body;
}

/// Milliseconds of each request, as a client sees them; the error names the first answer that was none.
Result<std::vector<double>> measure(int port, const BenchRequest &request, const Session &session,
                                    const workspace::Workspace &workspace)
{
    Random random(42);
    std::vector<double> milliseconds;
    for (int i = 0; i < warmUpRequests + request.requests; ++i) {
        if (session.context.cancelled())
            return cancelled();
        const auto body = writeJson(requestBody(random, request.items, workspace));
        const double start = steadySeconds();
        SLIPWAY_ASSIGN(const auto answer, serve::request("POST", port, "/predict", body));
        if (answer.status != 200)
            return failure("engine.bad_answer", {{"status", answer.status}, {"body", answer.body}});
        if (i >= warmUpRequests)
            milliseconds.push_back((steadySeconds() - start) * 1000);
        session.context.progress(static_cast<double>(i + 1) / (warmUpRequests + request.requests),
                                 "sending requests");
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    return milliseconds;
}

/// benchmark_results.json keeps the figures of other benchmarks.
Status keepFigures(const workspace::Workspace &workspace, const Json &figures)
{
    const auto file = workspace / "benchmark_results.json";
    const auto text = workspace::readFile(file);
    Json all = text ? Json::parse(text.value(), nullptr, false) : Json::object();
    if (!all.is_object())
        all = Json::object();
    all.update(figures);
    return workspace::writeFile(file, writeJson(all, 2) + "\n");
}

/// Starts the real server as a process of its own, as the window does, and asks it over the network.
Result<Answer> benchServing(Session &session, const BenchRequest &request)
{
    auto &workspace = session.workspace();
    const std::string model = registry::modelNameOf("feed");
    SLIPWAY_ASSIGN(const auto production, registry::Models(workspace.store()).production(model));
    if (!production)
        return failure("registry.nothing_to_serve", {{"name", model}});
    const pipeline::EngineCommand engine {pipeline::thisProgram(), workspace.folder(), "pipeline"};
    SLIPWAY_ASSIGN(const auto server,
                   pipeline::JobProcess::start(
                       engine, {"serve", "--port", "0", "--parent", std::to_string(::getpid())}));
    int port = 0;
    SLIPWAY_ASSIGN(const bool listening, server->follow(session.context, [&](const Json &event) {
        if (event.value("event", "") == "state" && event.value("state", "") == "listening")
            port = event.value("port", 0);
        return port != 0;
    }));
    if (!listening) {
        SLIPWAY_TRY(server->finish(session.context));
        return failure("pipeline.no_result");
    }
    SLIPWAY_ASSIGN(const auto sample,
                   serve::request("POST", port, "/predict",
                                  R"({"user_id":123,"item_ids":[101,102,103,104,105],)"
                                  R"("context":{"device":"mobile"}})"));
    SLIPWAY_ASSIGN(const auto health, serve::request("GET", port, "/health"));
    SLIPWAY_ASSIGN(const auto milliseconds, measure(port, request, session, workspace));
    server->interrupt();
    SLIPWAY_TRY(server->finish({}));

    const double total = std::accumulate(milliseconds.begin(), milliseconds.end(), 0.0);
    const double p50 = stats::quantileOfSorted(milliseconds, 0.5);
    const double p99 = stats::quantileOfSorted(milliseconds, 0.99);
    SLIPWAY_TRY(keepFigures(workspace, {{"serving_p50_ms", p50}, {"serving_p99_ms", p99}}));
    const Json json = {{"serving_p50_ms", p50},
                       {"serving_p99_ms", p99},
                       {"requests_per_second", 1000 * static_cast<double>(milliseconds.size()) / total},
                       {"requests", request.requests},
                       {"items", request.items},
                       {"health", Json::parse(health.body, nullptr, false)},
                       {"sample", Json::parse(sample.body, nullptr, false)}};
    return Answer {json,
                   fmt::format("{} requests of {} items: p50 {:.2f} ms, p99 {:.2f} ms\n", request.requests,
                               request.items, p50, p99)};
}

} // namespace

void addBenchVerb(VerbList &verbs)
{
    CLI::App *group = verbs.app().add_subcommand("bench", "Measure how fast this machine is at a stage");
    group->require_subcommand(1);
    auto request = std::make_shared<BenchRequest>();
    CLI::App *serving = group->add_subcommand("serving", "Latency of /predict through a real server");
    serving->add_option("--requests", request->requests, "How many")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    serving->add_option("--items", request->items, "Items a request")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    verbs.add(serving, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return benchServing(session, *request); });
}

} // namespace slipway::engine
