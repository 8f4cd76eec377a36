#include "core/monitor/calibrated.h"

#include "core/stats/benjamini_hochberg.h"
#include "core/stats/jensen_shannon.h"
#include "core/stats/psi.h"
#include "core/stats/quantile_cuts.h"
#include "core/stats/quantiles.h"
#include "core/stats/tails.h"
#include "core/stats/two_proportion_z.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace slipway::monitor {

namespace {

constexpr int psiBins = 10;

/// 1/n + 1/m: the scale of every squared distance between two samples of one population.
double samplingScale(double n, double m)
{
    return 1 / n + 1 / m;
}

/// Where nothing drifts, PSI over B bins is distributed as (1/n + 1/m) chi2(B - 1) (Yurdakul 2018).
double psiNoiseFloor(double n, double m, std::size_t bins, double alpha)
{
    return samplingScale(n, m) * stats::chiSquareLimit(alpha, static_cast<double>(bins) - 1);
}

/// The divergence in nats is an eighth of the chi-square statistic to first order, so that without drift the
/// squared distance is distributed as (1/n + 1/m) chi2(K - 1) / 8, in base 2 divided by ln 2.
double jensenShannonNoiseFloor(double n, double m, double levels, double alpha)
{
    return std::sqrt(samplingScale(n, m) * stats::chiSquareLimit(alpha, levels - 1)
                     / (8 * std::numbers::ln2));
}

/// The mean of the distance without drift. sqrt(nm / (n + m)) (F - G) tends to a Brownian bridge B(F), and
/// E|B(u)| is sqrt(2 / pi) sqrt(u (1 - u)); its integral over the values is taken along the reference's
/// quantiles (del Barrio, Gine and Matran 1999).
double wassersteinNoiseFloor(const NumberSamples &samples)
{
    constexpr int steps = 256;
    double integral = 0;
    double previous = samples.reference.front();
    for (int k = 1; k <= steps; ++k) {
        const double value = stats::quantileOfSorted(samples.reference, static_cast<double>(k) / steps);
        const double u = (k - 0.5) / steps;
        integral += std::sqrt(u * (1 - u)) * (value - previous);
        previous = value;
    }
    const double scale = samplingScale(static_cast<double>(samples.reference.size()),
                                       static_cast<double>(samples.current.size()));
    return std::sqrt(2 / std::numbers::pi * scale) * integral / std::max(samples.deviation, 0.001);
}

double beyondLimit(const Effect &effect)
{
    return effect.value / effect.limit;
}

/// A column's share of the overall score before its weight.
double scoreOf(const std::optional<Effect> &effect, double alpha)
{
    return effect && effect->significant(alpha) ? std::min(1.0, beyondLimit(*effect) / 2) : 0;
}

double weightOf(const ColumnDrift &column, const DriftOptions &options)
{
    if (options.weights.empty())
        return 1;
    const auto weight = options.weights.find(column.name);
    return weight == options.weights.end() ? 0 : std::max(weight->second, 0.0);
}

} // namespace

Effect effectOfNumbers(const NumberSamples &samples, const ColumnDrift &column, const DriftOptions &options)
{
    // Deciles with frequent values apart: equal to the reported PSI without such values, and not blind with
    // them.
    const auto cuts = stats::quantileCuts(samples.reference, psiBins);
    const auto reference = stats::countsBetween(samples.reference, cuts);
    const auto current = stats::countsBetween(samples.current, cuts);
    const double n = column.reference.values();
    const double m = column.current.values();

    const Effect psi {"psi", stats::psiOfCounts(reference, current), options.psiLimit,
                      psiNoiseFloor(n, m, reference.size(), options.alpha)};
    const Effect wasserstein {"wasserstein_normed", column.wassersteinNormed, options.wassersteinLimit,
                              wassersteinNoiseFloor(samples)};
    Effect effect = beyondLimit(psi) >= beyondLimit(wasserstein) ? psi : wasserstein;
    // PSI's own distribution is an approximation that a single empty bin breaks in a small window. Two tests
    // that hold at any size judge instead: KS sees shifts, the counts in the bins see changes of shape.
    // Bonferroni for the two.
    const double inBins = stats::chiSquareRelabelled(reference, current).pValue;
    effect.pValue = std::min(1.0, 2 * std::min(column.ks.pValue, inBins));
    return effect;
}

Effect effectOfLevels(const LevelCounts &levels, const DriftOptions &options)
{
    const double n = std::accumulate(levels.reference.begin(), levels.reference.end(), 0.0);
    const double m = std::accumulate(levels.current.begin(), levels.current.end(), 0.0);
    const auto test = stats::chiSquareRelabelled(levels.reference, levels.current);
    Effect effect {"jensen_shannon", stats::jensenShannonDistance(levels.reference, levels.current),
                   options.jensenShannonLimit, jensenShannonNoiseFloor(n, m, test.dof + 1, options.alpha)};
    effect.pValue = test.pValue;
    return effect;
}

std::optional<Effect> effectOfNulls(const ColumnSide &reference, const ColumnSide &current,
                                    const DriftOptions &options)
{
    if (reference.missing + current.missing == 0)
        return std::nullopt;
    // With the correction for continuity: one missing value in a small window is not a jump.
    const auto test = stats::twoProportionZ(
        static_cast<double>(reference.missing), static_cast<double>(reference.rows),
        static_cast<double>(current.missing), static_cast<double>(current.rows), stats::Continuity::Yates);
    Effect effect {"null_share", std::abs(current.nullShare() - reference.nullShare()),
                   options.nullShareLimit, 0};
    effect.pValue = test.pValue;
    return effect;
}

void adjustTogether(std::span<ColumnDrift> columns)
{
    std::vector<Effect *> tests;
    for (ColumnDrift &column : columns) {
        if (column.effect)
            tests.push_back(&*column.effect);
        if (column.nullEffect)
            tests.push_back(&*column.nullEffect);
    }
    std::vector<double> pValues;
    for (const Effect *test : tests)
        pValues.push_back(test->pValue);
    const auto adjusted = stats::benjaminiHochberg(pValues);
    for (std::size_t i = 0; i < tests.size(); ++i)
        tests[i]->adjusted = adjusted[i];
}

Verdict calibratedVerdict(const ColumnDrift &column, const DriftOptions &options)
{
    Verdict verdict = column.verdict; // keeps the reason where the values could not be compared
    const bool nullsAlarm = column.nullEffect && column.nullEffect->alarms(options.alpha);
    const Effect *shown = nullsAlarm ? &*column.nullEffect : nullptr;
    if (column.effect && (!nullsAlarm || column.effect->alarms(options.alpha)))
        shown = &*column.effect;
    if (shown) {
        verdict.test = shown->measure;
        verdict.statistic = shown->value;
        verdict.pValue = shown->pValue;
        verdict.threshold = std::max(shown->limit, shown->noiseFloor);
        verdict.drifted = shown->alarms(options.alpha);
    }
    return verdict;
}

double overallScore(std::span<const ColumnDrift> columns, const DriftOptions &options)
{
    double score = 0;
    double weights = 0;
    double equalScore = 0;
    int tested = 0;
    for (const ColumnDrift &column : columns) {
        if (!column.effect && !column.nullEffect)
            continue;
        const double own =
            std::max(scoreOf(column.effect, options.alpha), scoreOf(column.nullEffect, options.alpha));
        const double weight = weightOf(column, options);
        score += weight * own;
        weights += weight;
        equalScore += own;
        ++tested;
    }
    if (tested == 0)
        return unknownNumber;
    return weights > 0 ? score / weights : equalScore / tested;
}

} // namespace slipway::monitor
