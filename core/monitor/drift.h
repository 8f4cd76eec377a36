#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/table.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::monitor {

/// Whose rule decides that a column drifted. The statistics beside the decision are the same in all of them.
enum class DriftProfile {
    Calibrated, ///< the effect passes a practical limit and is more than noise, after Benjamini-Hochberg
    Evidently, ///< Evidently's default choice of test by type, distinct values and reference rows
    Documents, ///< KS for numbers and chi-square for categories, p < 0.05, overall score 1 - mean(p)
};

Result<DriftProfile> driftProfile(std::string_view name);
std::string_view driftProfileName(DriftProfile profile);

/// The limits belong to the calibrated profile; the other two have theirs fixed by what they reproduce.
struct DriftOptions {
    DriftProfile profile = DriftProfile::Calibrated;
    std::vector<std::string> columns; ///< to compare, these and no others; empty: all that are not ignored
    std::vector<std::string> ignored = {"customer_id", "prediction_id",  "user_id",
                                        "item_id",     "interaction_id", "timestamp"};
    std::string scoreColumn; ///< the model's probabilities: reported under "predictions", not as a feature
    std::map<std::string, double>
        weights; ///< importance of each column in the overall score; empty: all equal

    /// Share of reports that may alarm where nothing drifts. Below the 5% that a team accepts, so that the
    /// rates one measures stay below it too.
    double alpha = 0.02;
    double psiLimit = 0.1; ///< below it industry practice calls a population stable (Siddiqi 2006)
    double wassersteinLimit = 0.1; ///< in standard deviations of the reference; Evidently's limit
    double jensenShannonLimit = 0.1; ///< of the distance with base 2, for categories; Evidently's limit
    double nullShareLimit = 0.02; ///< change of the share of missing values that a pipeline should explain
    double driftShare = 0.5; ///< of drifted columns, from which on the whole data set counts as drifted

    int threads = 0; ///< 0: the machine's cores. The report does not depend on it
};

/// Compares two tables column by column and answers with the report of DESIGN.md's contract. Missing and
/// infinite values are left out of the statistics and counted under null_share. A column that one side lacks
/// is an error that names it; one without a single value on a side is reported as undefined, with the reason.
Result<Json> driftReport(const data::Table &reference, const data::Table &current,
                         const DriftOptions &options, const RunContext &context);

} // namespace slipway::monitor
