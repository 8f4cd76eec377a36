#include "core/monitor/prediction_drift.h"

#include "core/base/messages.h"
#include "core/stats/ks.h"
#include "core/stats/sorting.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace slipway::monitor {

namespace {

/// One sample's finite scores, ascending.
struct Scores {
    std::vector<double> sorted;
    std::size_t missing = 0;

    /// Share of scores from `least` up to, and without, `most`.
    double shareBetween(double least, double most) const
    {
        const auto from = std::lower_bound(sorted.begin(), sorted.end(), least);
        const auto to = std::lower_bound(sorted.begin(), sorted.end(), most);
        return static_cast<double>(to - from)
            / static_cast<double>(sorted.size()); // 0 / 0 is NaN for no scores
    }
};

constexpr double infinity = std::numeric_limits<double>::infinity();

Scores sortedScores(std::span<const double> values)
{
    Scores scores;
    std::copy_if(values.begin(), values.end(), std::back_inserter(scores.sorted),
                 [](double value) { return std::isfinite(value); });
    scores.missing = values.size() - scores.sorted.size();
    stats::sortValues(scores.sorted);
    return scores;
}

Json riskShares(const Scores &scores, const PredictionDriftOptions &options, const std::string &reason)
{
    Json shares;
    setNumber(shares, "low", scores.shareBetween(-infinity, options.mediumRisk), reason);
    setNumber(shares, "medium", scores.shareBetween(options.mediumRisk, options.highRisk), reason);
    setNumber(shares, "high", scores.shareBetween(options.highRisk, infinity), reason);
    return shares;
}

} // namespace

Json predictionDrift(std::span<const double> reference, std::span<const double> current,
                     const PredictionDriftOptions &options)
{
    const Scores before = sortedScores(reference);
    const Scores after = sortedScores(current);
    const auto test = stats::ksTestOfSorted(before.sorted, after.sorted);
    const double oldRate = before.shareBetween(options.threshold, infinity);
    const double newRate = after.shareBetween(options.threshold, infinity);
    std::string reason;
    if (before.sorted.empty() || after.sorted.empty()) {
        reason = sentence("monitor.reason_empty_side",
                          {{"side", before.sorted.empty() ? "reference" : "current"}});
    }

    Json report;
    setNumber(report, "ks_statistic", test.statistic, reason);
    setNumber(report, "p_value", test.pValue, reason);
    if (reason.empty()) {
        report["drift_detected"] = test.pValue < options.alpha && test.statistic >= options.leastStatistic;
    } else {
        report["drift_detected"] = nullptr;
        report["undefined"]["drift_detected"] = reason;
    }
    setNumber(report, "reference_churn_rate", oldRate, reason);
    setNumber(report, "current_churn_rate", newRate, reason);
    // From nobody to somebody has no ratio; a 0 there would call the largest change none.
    const double change = oldRate == newRate ? 0 : std::abs(newRate - oldRate) / oldRate;
    setNumber(report, "churn_rate_change", change,
              reason.empty() ? sentence("monitor.reason_rate_was_zero", Json::object()) : reason);
    report["reference_risk_distribution"] = riskShares(before, options, reason);
    report["current_risk_distribution"] = riskShares(after, options, reason);
    report["missing_scores"] = {{"reference", before.missing}, {"current", after.missing}};
    return report;
}

} // namespace slipway::monitor
