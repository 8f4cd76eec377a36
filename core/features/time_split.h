#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"

#include <array>
#include <string>
#include <string_view>

namespace slipway::features {

/// One part of the interactions: those with from <= time_us < until.
struct TimePart {
    std::string_view name; ///< train, val or test
    TimeMicros from = 0;
    TimeMicros until = 0;

    std::string condition() const; ///< as SQL over time_us
};

/// Parts the table `interactions` in time. The row at `trainShare` of the rows in order of time is the first
/// moment of val, the row at `trainShare` + `valShare` that of test; moments are never split. An empty part
/// is an error.
Result<std::array<TimePart, 3>> splitByTime(data::Duck &duck, double trainShare, double valShare,
                                            const RunContext &context = {});

} // namespace slipway::features
