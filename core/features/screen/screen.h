#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/table.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// From where on a column is not worth a model's while.
struct ScreenOptions {
    double mostMissing = 0.95; ///< share of the rows
    double mostFrequent = 0.999; ///< share of the rows that have one value
    double correlation = 0.95; ///< of two numbers, Pearson's or Spearman's, whichever is farther from 0
    double leak = 0.9; ///< share of the target's entropy that one column tells
    double chance = 1e-3; ///< that any column which tells nothing is taken for one that does
    std::uint64_t seed = 42; ///< of the shuffled targets where levels are too rare for a formula
};

/// Why a column was left out, or what should be known about it.
struct ScreenReason {
    std::string_view rule; ///< constant, variance, missing, missing_tells, duplicate, identifier,
                           ///< correlation, mutual_information or leak
    double value = 0;
    double limit = 0;
    std::string sentence;
};

struct ScreenedColumn {
    std::string name;
    std::string_view type; ///< number, time, category or text
    bool kept = true;
    std::vector<ScreenReason> reasons {};
    double missingShare = 0;
    double variance = 0; ///< NaN where it is no number
    /// With the target, in nats: of numbers in up to 32 bins of equal shares, missing values as a level of
    /// their own, without the bias of few rows (Miller and Madow); at least 0.
    double mutualInformation = 0;
    double correlation = 0; ///< the farthest from 0 with another number; NaN without one
    std::string correlatedWith {};
};

struct ScreenReport {
    std::size_t rows = 0;
    std::vector<ScreenedColumn> columns; ///< all but the target, in the order of the table
};

/// Looks at every column alone and in pairs, before any model. The table must hold training rows only. Of two
/// columns that move together the one that tells more of the target is kept. Correlations are of at most
/// 100,000 rows, every k-th of them.
Result<ScreenReport> screen(const data::Table &training, const std::string &target,
                            const ScreenOptions &options = {}, const RunContext &context = {});

/// {"rows","kept","columns":[{"name","type","kept","reasons","missing_share","variance","mutual_information",
/// "correlation","correlated_with"}]}
Json toJson(const ScreenReport &report);

} // namespace slipway::features
