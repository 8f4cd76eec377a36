#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/store.h"

#include <string>
#include <vector>

namespace slipway::workspace {

enum class RunOrder { Started, Name, Status, Duration, Metric };

/// Which part of the runs a table shows, and in which order. It stays quick with tens of thousands of runs
/// because nothing is read run by run, and no curve is touched.
struct RunQuery {
    std::string text; ///< part of the name, experiment, status or id, in capitals or not; empty: every run
    bool deleted = false; ///< the deleted ones instead
    std::vector<std::string> metrics; ///< keys whose latest values are wanted
    std::vector<std::string> params; ///< keys whose values are wanted
    RunOrder order = RunOrder::Started;
    std::string orderMetric; ///< for RunOrder::Metric; runs without it come last
    bool descending = true;
    std::int64_t offset = 0;
    std::int64_t limit = 200;
};

/// One run of the page.
struct RunRow {
    std::int64_t number = 0; ///< small and never used again: "run 44"
    std::string id; ///< 32 hex
    std::string experiment;
    std::string name;
    std::string status; ///< RUNNING, SCHEDULED, FINISHED, FAILED or KILLED
    TimeMicros start = 0;
    TimeMicros end = 0; ///< 0 while it runs
    bool deleted = false;
    std::string job;
    std::vector<double> metrics; ///< as asked for, NaN where the run has none
    std::vector<std::string> params; ///< as asked for, empty where the run has none

    bool operator==(const RunRow &other) const; ///< NaN equals NaN: nothing changed
};

struct RunPage {
    std::vector<RunRow> rows;
    std::int64_t total = 0; ///< runs that fit, on all pages
    std::int64_t all = 0; ///< runs in the workspace, deleted ones apart or alone as asked
};

Result<RunPage> readRunPage(Store &store, const RunQuery &query);

} // namespace slipway::workspace
