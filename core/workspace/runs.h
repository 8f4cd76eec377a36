#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/store.h"

#include <map>
#include <string>
#include <vector>

namespace slipway::workspace {

struct MetricPoint {
    std::string key;
    std::int64_t step = 0;
    TimeMicros time = 0;
    double value = 0; ///< may be NaN or infinite
};

struct NewRun {
    std::string experiment; ///< by name; made where it is new
    std::string name;
    std::string user;
    std::string job;
};

/// What a table of runs shows. `metrics` are the latest of each key: of the greatest step, then time, then
/// value.
struct RunSummary {
    std::string id; ///< 32 hex
    std::string experiment;
    std::string name;
    std::string status; ///< RUNNING, SCHEDULED, FINISHED, FAILED or KILLED
    TimeMicros start = 0;
    TimeMicros end = 0; ///< 0 while it runs
    bool deleted = false;
    std::string job;
    std::map<std::string, std::string> params;
    std::map<std::string, std::string> tags;
    std::map<std::string, double> metrics;
};

Json toJson(const RunSummary &run);

/// The runs of a workspace, in MLflow's nouns. Every change is one transaction; several can be joined by
/// Store::transaction.
class Runs
{
public:
    explicit Runs(Store &store);

    Result<std::string> create(const NewRun &run);
    Status setParam(const std::string &run, const std::string &key, const std::string &value);
    Status setTag(const std::string &run, const std::string &key, const std::string &value);
    Status addMetrics(const std::string &run, const std::vector<MetricPoint> &points);
    Status addInput(const std::string &run, std::int64_t dataset, const std::string &context);
    Status finish(const std::string &run, const std::string &status);

    /// Newest first. `filter` "" for all; otherwise an experiment's name.
    Result<std::vector<RunSummary>> list(const std::string &experiment, bool deleted,
                                         std::int64_t limit) const;

    /// By id, or by a start of it that only one run has.
    Result<RunSummary> find(const std::string &idOrStart) const;

    /// All points of one curve by step.
    Result<std::vector<MetricPoint>> history(const std::string &run, const std::string &key) const;

    /// Deletion is a mark; restore takes it away.
    Status setDeleted(const std::string &run, bool deleted);

private:
    Result<std::int64_t> number(const std::string &run) const;
    Result<std::int64_t> experimentNumber(const std::string &name);
    Result<std::int64_t> keyNumber(const std::string &key);

    Store &m_store;
};

} // namespace slipway::workspace
