#include "core/workspace/runs.h"

#include "core/base/ids.h"
#include "core/base/messages.h"

#include <cmath>

namespace slipway::workspace {

namespace {

Value metricValue(double value)
{
    return std::isnan(value) ? Value() : Value(value);
}

constexpr std::string_view runColumns =
    "runs.id, runs.run_id, experiments.name, runs.name, runs.status, runs.start_time, runs.end_time, "
    "runs.lifecycle_stage, runs.job FROM runs JOIN experiments USING (experiment_id)";

RunSummary readRun(const Row &row)
{
    RunSummary run;
    run.id = row.text(1);
    run.experiment = row.text(2);
    run.name = row.text(3);
    run.status = row.text(4);
    run.start = row.integer(5);
    run.end = row.integer(6);
    run.deleted = row.text(7) == "deleted";
    run.job = row.text(8);
    return run;
}

Status readDetails(Store &store, std::int64_t number, RunSummary &run)
{
    SLIPWAY_TRY(store.each("SELECT key, value FROM params WHERE run = ?", {number},
                           [&](const Row &row) { run.params[row.text(0)] = row.text(1); }));
    SLIPWAY_TRY(store.each("SELECT key, value FROM tags WHERE run = ?", {number},
                           [&](const Row &row) { run.tags[row.text(0)] = row.text(1); }));
    return store.each(
        "SELECT metric_keys.key, value FROM latest_metrics JOIN metric_keys ON metric_keys.id = "
        "latest_metrics.key WHERE run = ?",
        {number}, [&](const Row &row) { run.metrics[row.text(0)] = row.real(1); });
}

} // namespace

Json toJson(const RunSummary &run)
{
    Json metrics = Json::object();
    for (const auto &[key, value] : run.metrics)
        setNumber(metrics, key, value, std::isnan(value) ? "not a number" : "infinite");
    return {{"run_id", run.id},
            {"experiment", run.experiment},
            {"name", run.name},
            {"status", run.status},
            {"start_time", isoTime(run.start)},
            {"end_time", run.end == 0 ? Json() : Json(isoTime(run.end))},
            {"deleted", run.deleted},
            {"job", run.job},
            {"params", run.params},
            {"tags", run.tags},
            {"metrics", metrics}};
}

Runs::Runs(Store &store)
    : m_store(store)
{
}

Result<std::int64_t> Runs::number(const std::string &run) const
{
    std::int64_t number = -1;
    SLIPWAY_TRY(m_store.each("SELECT id FROM runs WHERE run_id = ?", {run},
                             [&](const Row &row) { number = row.integer(0); }));
    if (number < 0)
        return failure("run.missing", {{"run", run}});
    return number;
}

Result<std::int64_t> Runs::experimentNumber(const std::string &name)
{
    const auto now = utcNow();
    SLIPWAY_TRY(
        m_store.execute("INSERT INTO experiments (name, creation_time, last_update_time) VALUES (?, ?, ?) "
                        "ON CONFLICT (name) DO NOTHING",
                        {name, now, now}));
    std::int64_t number = 0;
    SLIPWAY_TRY(m_store.each("SELECT experiment_id FROM experiments WHERE name = ?", {name},
                             [&](const Row &row) { number = row.integer(0); }));
    return number;
}

Result<std::int64_t> Runs::keyNumber(const std::string &key)
{
    std::int64_t number = -1;
    const auto look = [&] {
        return m_store.each("SELECT id FROM metric_keys WHERE key = ?", {key},
                            [&](const Row &row) { number = row.integer(0); });
    };
    SLIPWAY_TRY(look());
    if (number >= 0)
        return number;
    SLIPWAY_TRY(m_store.execute("INSERT INTO metric_keys (key) VALUES (?)", {key}));
    SLIPWAY_TRY(look());
    return number;
}

Result<std::string> Runs::create(const NewRun &run)
{
    std::string id = newId();
    SLIPWAY_TRY(m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const std::int64_t experiment, experimentNumber(run.experiment));
        return m_store.execute(
            "INSERT INTO runs (run_id, experiment_id, name, user_id, status, start_time, job) "
            "VALUES (?, ?, ?, ?, 'RUNNING', ?, ?)",
            {id, experiment, run.name, run.user, utcNow(), run.job});
    }));
    return id;
}

Status Runs::setParam(const std::string &run, const std::string &key, const std::string &value)
{
    return m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const std::int64_t id, number(run));
        std::string old = value;
        SLIPWAY_TRY(m_store.each("SELECT value FROM params WHERE run = ? AND key = ?", {id, key},
                                 [&](const Row &row) { old = row.text(0); }));
        if (old != value)
            return failure("param.changed", {{"run", run}, {"key", key}, {"old", old}});
        return m_store.execute("INSERT INTO params (run, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                               {id, key, value});
    });
}

Status Runs::setTag(const std::string &run, const std::string &key, const std::string &value)
{
    return m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const std::int64_t id, number(run));
        return m_store.execute(
            "INSERT INTO tags (run, key, value) VALUES (?, ?, ?) ON CONFLICT (run, key) DO UPDATE "
            "SET value = excluded.value",
            {id, key, value});
    });
}

Status Runs::addMetrics(const std::string &run, const std::vector<MetricPoint> &points)
{
    return m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const std::int64_t id, number(run));
        for (const auto &point : points) {
            SLIPWAY_ASSIGN(const std::int64_t key, keyNumber(point.key));
            const Value value = metricValue(point.value);
            SLIPWAY_TRY(m_store.execute(
                "INSERT INTO metric_points (run, key, step, time, value) VALUES (?, ?, ?, ?, ?)",
                {id, key, point.step, point.time, value}));
            SLIPWAY_TRY(m_store.execute(
                "INSERT INTO latest_metrics (run, key, step, time, value) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (run, key) DO UPDATE SET step = excluded.step, time = excluded.time, value = "
                "excluded.value WHERE (excluded.step, excluded.time, COALESCE(excluded.value, 1e999)) >= "
                "(latest_metrics.step, latest_metrics.time, COALESCE(latest_metrics.value, 1e999))",
                {id, key, point.step, point.time, value}));
        }
        return done();
    });
}

Status Runs::addInput(const std::string &run, std::int64_t dataset, const std::string &context)
{
    return m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const std::int64_t id, number(run));
        return m_store.execute(
            "INSERT INTO dataset_inputs (run, dataset, context) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            {id, dataset, context});
    });
}

Status Runs::finish(const std::string &run, const std::string &status)
{
    return m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const std::int64_t id, number(run));
        return m_store.execute("UPDATE runs SET status = ?, end_time = ? WHERE id = ?",
                               {status, utcNow(), id});
    });
}

Result<std::vector<RunSummary>> Runs::list(const std::string &experiment, bool deleted,
                                           std::int64_t limit) const
{
    std::vector<RunSummary> runs;
    std::vector<std::int64_t> numbers;
    const std::string where = " WHERE runs.lifecycle_stage = ? AND (? = '' OR experiments.name = ?) "
                              "ORDER BY runs.start_time DESC, runs.id DESC LIMIT ?";
    SLIPWAY_TRY(m_store.each("SELECT " + std::string(runColumns) + where,
                             {std::string(deleted ? "deleted" : "active"), experiment, experiment, limit},
                             [&](const Row &row) {
                                 numbers.push_back(row.integer(0));
                                 runs.push_back(readRun(row));
                             }));
    for (std::size_t i = 0; i < runs.size(); ++i)
        SLIPWAY_TRY(readDetails(m_store, numbers[i], runs[i]));
    return runs;
}

Result<RunSummary> Runs::find(const std::string &idOrStart) const
{
    std::vector<RunSummary> found;
    std::int64_t number = 0;
    const auto length = static_cast<std::int64_t>(idOrStart.size());
    SLIPWAY_TRY(
        m_store.each("SELECT " + std::string(runColumns) + " WHERE substr(runs.run_id, 1, ?) = ? LIMIT 2",
                     {length, idOrStart}, [&](const Row &row) {
                         number = row.integer(0);
                         found.push_back(readRun(row));
                     }));
    if (found.empty() || idOrStart.empty())
        return failure("run.missing", {{"run", idOrStart}});
    if (found.size() > 1)
        return failure("run.ambiguous", {{"run", idOrStart}});
    SLIPWAY_TRY(readDetails(m_store, number, found.front()));
    return found.front();
}

Result<std::vector<MetricPoint>> Runs::history(const std::string &run, const std::string &key) const
{
    SLIPWAY_ASSIGN(const std::int64_t id, number(run));
    std::vector<MetricPoint> points;
    SLIPWAY_TRY(
        m_store.each("SELECT step, time, value FROM metric_points WHERE run = ? AND key = (SELECT id FROM "
                     "metric_keys WHERE key = ?) ORDER BY step, time",
                     {id, key}, [&](const Row &row) {
                         points.push_back({key, row.integer(0), row.integer(1), row.real(2)});
                     }));
    return points;
}

Status Runs::setDeleted(const std::string &run, bool deleted)
{
    return m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const RunSummary now, find(run));
        if (now.deleted == deleted)
            return failure(deleted ? "run.deleted_already" : "run.not_deleted", {{"run", run}});
        return m_store.execute("UPDATE runs SET lifecycle_stage = ? WHERE run_id = ?",
                               {std::string(deleted ? "deleted" : "active"), now.id});
    });
}

} // namespace slipway::workspace
