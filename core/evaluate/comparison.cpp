#include "core/evaluate/comparison.h"

#include "core/evaluate/scored_rows.h"
#include "core/stats/auc.h"
#include "core/stats/delong.h"
#include "core/stats/tails.h"

#include <algorithm>
#include <cmath>

namespace slipway::evaluate {

namespace {

constexpr std::int64_t exactBelow = 25;

/// Two-sided binomial test with chance one half: twice the smaller tail, at most 1.
double exactTail(std::int64_t b, std::int64_t c)
{
    const auto n = b + c;
    double ways = 1; // n over k, exact: n stays under 25
    double sum = 0;
    for (std::int64_t k = 0; k <= std::min(b, c); ++k) {
        sum += ways;
        ways = ways * static_cast<double>(n - k) / static_cast<double>(k + 1);
    }
    return std::min(1.0, 2 * sum / std::pow(2, static_cast<double>(n)));
}

/// The standard deviation of the difference of the two AUCs, NaN where it is unknown. From z, whose variance
/// comes from the differences themselves; sums of covariances cancel where two models are nearly alike.
double deviationOf(const stats::DelongTest &test)
{
    const double gap = test.auc[0] - test.auc[1];
    if (gap != 0)
        return std::abs(gap / test.z);
    const double variance = test.covariance[0][0] + test.covariance[1][1] - 2 * test.covariance[0][1];
    return std::isnan(variance) ? variance : std::sqrt(std::max(0.0, variance));
}

Json mcNemarJson(std::span<const std::uint8_t> labels, std::span<const double> scoresA,
                 std::span<const double> scoresB, double threshold)
{
    std::int64_t b = 0;
    std::int64_t c = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool rightA = (scoresA[i] >= threshold) == (labels[i] == 1);
        const bool rightB = (scoresB[i] >= threshold) == (labels[i] == 1);
        b += rightA && !rightB ? 1 : 0;
        c += rightB && !rightA ? 1 : 0;
    }
    return {{"b", b}, {"c", c}, {"p_value", mcNemar(b, c)}};
}

} // namespace

Verdict verdictOf(double low, double high, double smallestDifference)
{
    if (low > 0)
        return Verdict::ABetter;
    if (high < 0)
        return Verdict::BBetter;
    // Written so that an interval that does not exist proves nothing.
    return low >= -smallestDifference && high <= smallestDifference ? Verdict::NoDifference
                                                                    : Verdict::Inconclusive;
}

const char *verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::ABetter:
        return "a_better";
    case Verdict::BBetter:
        return "b_better";
    case Verdict::NoDifference:
        return "no_difference";
    case Verdict::Inconclusive:
        break;
    }
    return "inconclusive";
}

double mcNemar(std::int64_t b, std::int64_t c)
{
    const auto n = b + c;
    if (n < exactBelow)
        return exactTail(b, c);
    const auto surplus = std::max(0.0, std::abs(static_cast<double>(b - c)) - 1);
    return stats::chiSquareTail(surplus * surplus / static_cast<double>(n), 1);
}

Result<Json> compareScores(std::span<const std::uint8_t> labels, std::span<const double> scoresA,
                           std::span<const double> scoresB, const ComparisonOptions &options)
{
    SLIPWAY_TRY(checkScores(labels.size(), scoresA, "scores of A"));
    SLIPWAY_TRY(checkScores(labels.size(), scoresB, "scores of B"));
    const auto test = stats::delongTest(labels, scoresA, scoresB);
    const double aucA = stats::areaUnderRoc(labels, scoresA);
    const double aucB = stats::areaUnderRoc(labels, scoresB);
    const double difference = aucA - aucB;
    const double reach = stats::normalQuantile(0.5 + options.level / 2) * deviationOf(test);
    const bool known = std::isfinite(reach);
    const auto noAuc = "all rows have the same label";
    const auto reason = std::isnan(difference) ? noAuc : "a class has only one row";

    Json json {{"n", labels.size()},
               {"smallest_difference", options.smallestDifference},
               {"mcnemar", mcNemarJson(labels, scoresA, scoresB, options.threshold)}};
    setNumber(json, "auc_a", aucA, noAuc);
    setNumber(json, "auc_b", aucB, noAuc);
    setNumber(json, "difference", difference, noAuc);
    setNumber(json, "z", test.z, known ? "the difference does not vary at all" : reason);
    setNumber(json, "p_value", test.pValue, reason);
    json["ci"] = nullptr;
    if (known)
        json["ci"] = Json::array({difference - reach, difference + reach});
    else
        json["undefined"]["ci"] = reason;
    const auto verdict = known ? verdictOf(difference - reach, difference + reach, options.smallestDifference)
                               : Verdict::Inconclusive;
    json["verdict"] = verdictName(verdict);
    return json;
}

} // namespace slipway::evaluate
