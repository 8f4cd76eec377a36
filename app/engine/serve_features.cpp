#include "app/engine/serve_features.h"

#include "app/engine/online_store.h"

#include "core/base/messages.h"
#include "core/pipeline/job_process.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <unistd.h>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

/// A store that does not answer within this is slow: requests wait no longer.
constexpr int patienceMs = 50;

std::vector<std::string> arguments(const serve::FeatureWork::Order &order, const std::string &store)
{
    std::vector<std::string> words {"features", "materialize", "--set", order.set, "--to", isoTime(order.to)};
    for (const auto &view : order.views)
        words.insert(words.end(), {"--view", view});
    if (order.from)
        words.insert(words.end(), {"--from", isoTime(*order.from)});
    if (order.incremental)
        words.emplace_back("--incremental");
    if (!store.empty())
        words.insert(words.end(), {"--store", store});
    return words;
}

} // namespace

FeatureService::FeatureService(Session &session, std::string store)
    : m_session(session)
    , m_store(std::move(store))
{
}

FeatureService::~FeatureService() = default;

serve::FeatureWork FeatureService::work()
{
    return {.materialize = [this](const auto &order) { return materialize(order); },
            .keepOffline = [this](const auto &set, const auto &view,
                                  const auto &lines) { return keepOffline(set, view, lines); }};
}

Result<std::shared_ptr<features::OnlineStore>> FeatureService::store()
{
    if (!m_open) {
        SLIPWAY_ASSIGN(auto options, storeOptions(m_session.workspace(), m_store));
        options.patienceMs = patienceMs;
        SLIPWAY_ASSIGN(m_open, features::openStore(options));
    }
    return m_open;
}

serve::FeatureOrigin FeatureService::origin(const ModelFeatures &needed)
{
    serve::FeatureOrigin origin {
        {std::make_shared<const features::FeatureSet>(needed.recorded.set), needed.recorded.record.version},
        nullptr};
    if (auto opened = store())
        origin.store = std::move(opened).value();
    return origin;
}

/// In a process of its own, whose memory is gone when the server begins to answer.
Result<Json> FeatureService::fill(const ModelFeatures &needed)
{
    std::vector<features::StoredView> views;
    if (const auto opened = store()) {
        SLIPWAY_ASSIGN(views, opened.value()->views());
    } else if (opened.error().id != "store.missing") {
        return opened.error();
    }
    if (needed.areIn(views))
        return Json();
    const auto &context = m_session.context;
    auto to = needed.to;
    for (const auto &view : views)
        to = view.set == needed.recorded.set.name ? std::max(to, view.to) : to;
    const pipeline::EngineCommand engine {
        .program = pipeline::thisProgram(), .workspace = m_session.workspace().folder(), .origin = "server"};
    const auto begin = steadySeconds();
    SLIPWAY_ASSIGN(const auto job,
                   pipeline::JobProcess::start(
                       engine, arguments({.set = needed.recorded.record.reference(), .to = to}, m_store)));
    SLIPWAY_TRY(job->finish(context, [&](const Json &event) {
        if (event.value("event", "") == "progress")
            context.progress(event.value("fraction", 0.0), event.value("stage", ""));
    }));
    return Json {{"set", needed.recorded.record.reference()},
                 {"to", isoTime(to)},
                 {"seconds", steadySeconds() - begin}};
}

Result<serve::FeatureSource> FeatureService::source()
{
    const auto &workspace = m_session.workspace();
    SLIPWAY_TRY(store());
    SLIPWAY_ASSIGN(const auto stored, m_open->views());
    std::set<std::string> names;
    for (const auto &view : stored)
        names.insert(view.set);
    serve::FeatureSource source {.store = m_open};
    const features::FeatureSets sets(workspace);
    for (const auto &name : names) {
        SLIPWAY_ASSIGN(const auto record, sets.find(name));
        SLIPWAY_ASSIGN(auto recorded, sets.read(record));
        source.sets.push_back(
            {std::make_shared<const features::FeatureSet>(std::move(recorded.set)), record.version});
    }
    if (source.sets.empty())
        return failure("serve.no_features");
    return source;
}

void FeatureService::update(serve::Server &server)
{
    auto found = source();
    if (!found) {
        server.refuseFeatures(found.error());
        return;
    }
    std::string names;
    for (const auto &set : found.value().sets)
        names += set.definitions->name + "@" + std::to_string(set.version) + " ";
    if (names == m_served)
        return;
    m_served = names;
    server.serveFeatures(std::make_shared<const serve::FeatureSource>(std::move(found).value()));
    m_session.context.state("serving_features", {{"sets", names}});
}

void FeatureService::follow(serve::Server &server, const std::vector<workspace::LoggedEvent> &news)
{
    bool ours = false;
    for (const auto &event : news) {
        ours = ours || event.change.kind.starts_with("features.");
        if (event.change.kind != "features.materialized")
            continue;
        const Json views = event.change.payload.value("views", Json::object());
        for (const auto &view : views.items())
            server.setMaterialized(view.key(), view.value().value("seconds", 0.0));
    }
    if (ours)
        update(server);
}

/// As a job of its own, which people see in the list and can stop; the server's memory and threads stay its.
Status FeatureService::materialize(const serve::FeatureWork::Order &order)
{
    const std::lock_guard lock(m_lock);
    if (m_running[order.set])
        return failure("serve.materialize_running", {{"set", order.set}});
    const pipeline::EngineCommand engine {
        .program = pipeline::thisProgram(), .workspace = m_session.workspace().folder(), .origin = "server"};
    SLIPWAY_ASSIGN(auto process, pipeline::JobProcess::start(engine, arguments(order, m_store)));
    m_running[order.set] = true;
    m_jobs[order.set] = std::jthread([this, set = order.set, job = std::move(process)] {
        const auto result = job->finish({.stop = m_session.context.stop});
        if (!result)
            m_session.context.log("error", result.error().message);
        const std::lock_guard ended(m_lock);
        m_running[set] = false;
    });
    return done();
}

Status FeatureService::keepOffline(const std::string &set, const std::string &view, const std::string &lines)
{
    const auto file = m_session.workspace() / "data/pushed" / (set + "." + view + ".jsonl");
    const std::lock_guard lock(m_lock);
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    // One call: lines of two requests do not mix, and a full disk leaves whole lines but for the last.
    const bool whole = descriptor >= 0
        && ::write(descriptor, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size())
        && ::fsync(descriptor) == 0;
    const int problem = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (whole)
        return done();
    return failure("file.unwritable", {{"file", file.string()}, {"reason", std::strerror(problem)}});
}

} // namespace slipway::engine
