#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// How rows are parted into those to learn from, those to choose with and those to measure on.
enum class SplitKind {
    Time, ///< the parts follow one another in time; the standard where there is a time
    Stratified, ///< every part has each value of the target in the same share
    Group, ///< all rows of an entity are in one part
};

std::string_view splitKindName(SplitKind kind); ///< "stratified"

/// The kind of that name, or an error that lists the known ones.
Result<SplitKind> splitKind(std::string_view name);

/// What is to be parted, and by what.
struct SplitPlan {
    SplitKind kind = SplitKind::Time;
    std::string table; ///< what stands after FROM
    double trainShare = 0.7; ///< of the rows
    double valShare = 0.15; ///< the rest is the test part
    std::string time {}; ///< Time: column of dates, times, or whole numbers (microseconds)
    /// Time: how far a label looks ahead. A row at t whose label knows of what happens in (t, t + horizon]
    /// is left out of a part where t + horizon lies beyond the first moment of the next one. Where that
    /// would take more than half of a part, the shares are those of the rows that are left.
    TimeMicros horizon = 0;
    std::string target {}; ///< Stratified: column; a missing value counts as one value more
    std::vector<std::string> group {}; ///< Group: columns of the entity's key
    std::vector<std::string> id {}; ///< Stratified: columns that name a row; empty: all columns
    std::uint64_t seed = 42; ///< of Stratified and Group
};

struct SplitPart {
    std::string_view name; ///< train, val or test
    std::string condition; ///< SQL over the table's columns
    TimeMicros from = 0; ///< Time: its first moment
    TimeMicros until = 0; ///< Time: the first moment that is too late
    std::int64_t rows = 0;
};

struct Split {
    SplitKind kind = SplitKind::Time;
    std::array<SplitPart, 3> parts;
    std::int64_t purged = 0; ///< rows in no part, because their label looks into the next one
};

/// Parts a table. Which part a row is in depends on its own values, the seed and the counts, never on the
/// order of rows or the number of threads. Moments and entities are never split, so that parts are as near to
/// their shares as whole ones allow. An empty part is an error.
Result<Split> split(data::Duck &duck, const SplitPlan &plan, const RunContext &context = {});

/// {"kind","parts":{"train":{"rows"},...},"purged"}
Json toJson(const Split &split);

} // namespace slipway::features
