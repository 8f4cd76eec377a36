#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/store.h"

#include <string>
#include <vector>

namespace slipway::workspace {

struct CurvePoint {
    std::int64_t step = 0;
    TimeMicros time = 0;
    double value = 0; ///< may be NaN or infinite
};

/// All points of one metric of a run by step.
struct MetricCurve {
    std::string key;
    std::vector<CurvePoint> points;
};

/// Every curve of a run in one query, in the order in which the workspace first met their keys.
Result<std::vector<MetricCurve>> readCurves(Store &store, const std::string &run);

} // namespace slipway::workspace
