#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>

namespace slipway::evaluate {

struct ComparisonOptions {
    double threshold = 0.5; ///< for McNemar's test: who is right about a row
    double level = 0.95; ///< of the interval of the difference
    double smallestDifference =
        0.005; ///< in AUC; what lies within is no difference that anybody would act on
};

enum class Verdict { ABetter, BBetter, NoDifference, Inconclusive };

/// The interval of A minus B against zero and against the smallest difference of interest:
/// above zero throughout, A is better; below zero throughout, B is better; holding zero and within the
/// smallest difference on both sides, there is no difference; holding zero and reaching further, the rows
/// cannot tell.
Verdict verdictOf(double low, double high, double smallestDifference);

/// "a_better", "b_better", "no_difference", "inconclusive".
const char *verdictName(Verdict verdict);

/// McNemar's test: b rows that only A gets right, c rows that only B gets right. Exact (two-sided binomial)
/// under 25 such rows, chi-square with continuity correction from there on. 1 where there are none.
double mcNemar(std::int64_t b, std::int64_t c);

/// Two models on the same rows:
/// {"n","auc_a","auc_b","difference","z","p_value","ci","mcnemar":{"b","c","p_value"},
/// "smallest_difference","verdict"}. The difference is A minus B, z, p_value and ci are DeLong's.
/// With one class only there is no AUC: null with its reason, and the verdict is "inconclusive".
Result<Json> compareScores(std::span<const std::uint8_t> labels, std::span<const double> scoresA,
                           std::span<const double> scoresB, const ComparisonOptions &options = {});

} // namespace slipway::evaluate
