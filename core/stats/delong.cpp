#include "core/stats/delong.h"

#include "core/stats/ranks.h"
#include "core/stats/tails.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace slipway::stats {

namespace {

/// How each row of one class ranks against the other class: the share of the other class that it beats.
struct Placements {
    std::vector<double> positive;
    std::vector<double> negative;
    double auc = 0;
};

Placements placementsOf(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    assert(labels.size() == scores.size());
    std::vector<double> pooled;
    pooled.reserve(scores.size());
    for (const bool wanted : {true, false}) {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            if ((labels[i] != 0) == wanted)
                pooled.push_back(scores[i]);
        }
    }
    const auto positives = static_cast<std::size_t>(
        std::count_if(labels.begin(), labels.end(), [](std::uint8_t label) { return label != 0; }));
    const std::span<const double> all(pooled);
    const auto among = midranks(all);
    const auto amongPositives = midranks(all.first(positives));
    const auto amongNegatives = midranks(all.subspan(positives));
    const auto m = static_cast<double>(positives);
    const auto n = static_cast<double>(pooled.size() - positives);

    Placements placements;
    for (std::size_t i = 0; i < positives; ++i) {
        placements.positive.push_back((among[i] - amongPositives[i]) / n);
        placements.auc += placements.positive.back() / m;
    }
    for (std::size_t i = 0; i < amongNegatives.size(); ++i)
        placements.negative.push_back(1 - (among[positives + i] - amongNegatives[i]) / m);
    return placements;
}

/// Sample covariance, divided by count - 1; NaN for fewer than two rows.
double covarianceOf(std::span<const double> a, std::span<const double> b)
{
    const auto count = static_cast<double>(a.size());
    double meanA = 0;
    double meanB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        meanA += a[i] / count;
        meanB += b[i] / count;
    }
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - meanA) * (b[i] - meanB);
    return a.size() < 2 ? std::numeric_limits<double>::quiet_NaN() : sum / (count - 1);
}

double covarianceOfAucs(const Placements &a, const Placements &b)
{
    return covarianceOf(a.positive, b.positive) / static_cast<double>(a.positive.size())
        + covarianceOf(a.negative, b.negative) / static_cast<double>(a.negative.size());
}

} // namespace

DelongTest delongTest(std::span<const std::uint8_t> labels, std::span<const double> scoresA,
                      std::span<const double> scoresB)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const Placements a = placementsOf(labels, scoresA);
    const Placements b = placementsOf(labels, scoresB);
    DelongTest test;
    if (a.positive.size() < 2 || a.negative.size() < 2) {
        test.auc = {unknown, unknown};
        test.covariance = {{{unknown, unknown}, {unknown, unknown}}};
        return test;
    }
    const double both = covarianceOfAucs(a, b);
    test.auc = {a.auc, b.auc};
    test.covariance = {{{covarianceOfAucs(a, a), both}, {both, covarianceOfAucs(b, b)}}};
    // The variance of the difference, from the differences themselves: scores that rank alike leave exactly
    // nothing.
    Placements difference = a;
    for (std::size_t i = 0; i < a.positive.size(); ++i)
        difference.positive[i] -= b.positive[i];
    for (std::size_t i = 0; i < a.negative.size(); ++i)
        difference.negative[i] -= b.negative[i];
    const double variance = covarianceOfAucs(difference, difference);
    const double gap = test.auc[0] - test.auc[1];
    // No variance and a gap: each model is constant in its placements (both perfect, or one reversed).
    test.z = variance > 0 ? gap / std::sqrt(variance)
        : gap == 0        ? 0
                          : std::copysign(std::numeric_limits<double>::infinity(), gap);
    test.pValue = twoSidedNormalTail(test.z);
    test.log10PValue = log10TwoSidedNormalTail(test.z);
    return test;
}

AucInterval aucInterval(std::span<const std::uint8_t> labels, std::span<const double> scores, double level)
{
    const Placements placements = placementsOf(labels, scores);
    AucInterval interval;
    if (placements.positive.empty() || placements.negative.empty())
        return interval;
    interval.auc = placements.auc;
    interval.variance = covarianceOfAucs(placements, placements);
    if (std::isnan(interval.variance))
        return interval;
    const double reach = normalQuantile(0.5 + level / 2) * std::sqrt(interval.variance);
    interval.lower = std::max(interval.auc - reach, 0.0);
    interval.upper = std::min(interval.auc + reach, 1.0);
    return interval;
}

} // namespace slipway::stats
