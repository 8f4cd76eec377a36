#include "core/evaluate/curves.h"

#include "core/base/messages.h"
#include "core/evaluate/binary_metrics.h"
#include "core/evaluate/scored_rows.h"
#include "core/stats/tails.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace slipway::evaluate {

namespace {

/// How many rows of each class have a score of at least a threshold; one entry a distinct score, from the
/// highest.
struct Step {
    double positives;
    double negatives;
};

std::vector<Step> stepsDown(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    std::vector<Step> steps;
    Step now {0, 0};
    for (std::size_t i = 0; i < order.size(); ++i) {
        (labels[order[i]] ? now.positives : now.negatives) += 1;
        if (i + 1 == order.size() || scores[order[i + 1]] != scores[order[i]])
            steps.push_back(now);
    }
    return steps;
}

/// Keeps the ends and, between them, a point only where the line has become longer by a fixed stretch since
/// the last one kept. `length` measures the stretch between two points; the whole line is `total` long.
template <typename Length>
Curve thinned(const Curve &curve, double total, Length length)
{
    if (curve.x.size() <= mostCurvePoints)
        return curve;
    const double stretch = total / static_cast<double>(mostCurvePoints - 2);
    Curve thin;
    double sinceKept = 0;
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
        if (i > 0)
            sinceKept += length(curve, i - 1, i);
        if (i > 0 && i + 1 < curve.x.size() && sinceKept < stretch)
            continue;
        sinceKept = 0;
        thin.x.push_back(curve.x[i]);
        thin.y.push_back(curve.y[i]);
    }
    return thin;
}

} // namespace

Result<Curve> rocCurve(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    SLIPWAY_TRY(checkScores(labels.size(), scores));
    const auto steps = stepsDown(labels, scores);
    const auto all = steps.back();
    if (all.positives == 0 || all.negatives == 0)
        return Curve {};
    Curve curve {{0}, {0}};
    for (const auto &step : steps) {
        curve.x.push_back(step.negatives / all.negatives);
        curve.y.push_back(step.positives / all.positives);
    }
    // Both shares only rise, from 0 to 1: the line along its steps is exactly 2 long.
    return thinned(curve, 2, [](const Curve &c, std::size_t a, std::size_t b) {
        return c.x[b] - c.x[a] + c.y[b] - c.y[a];
    });
}

Result<Curve> precisionRecallCurve(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    SLIPWAY_TRY(checkScores(labels.size(), scores));
    const auto steps = stepsDown(labels, scores);
    const double positives = steps.back().positives;
    if (positives == 0)
        return Curve {};
    Curve curve;
    for (const auto &step : steps) {
        curve.x.push_back(step.positives / positives);
        curve.y.push_back(step.positives / (step.positives + step.negatives));
        if (step.positives == positives)
            break; // below the last positive, precision only falls at recall 1
    }
    return thinned(curve, 1, [](const Curve &c, std::size_t a, std::size_t b) { return c.x[b] - c.x[a]; });
}

Result<ScoreHistogram> scoreHistogram(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    SLIPWAY_TRY(checkScores(labels.size(), scores));
    if (!areProbabilities(scores))
        return failure("evaluate.no_probabilities");
    const auto [least, greatest] = std::minmax_element(scores.begin(), scores.end());
    const double lower = *least;
    const double width = *greatest - lower;
    const auto bins = static_cast<std::size_t>(width > 0 ? scoreBins : 1);
    ScoreHistogram histogram {{}, std::vector<std::int64_t>(bins), std::vector<std::int64_t>(bins)};
    for (std::size_t edge = 0; edge < bins; ++edge)
        histogram.edges.push_back(lower + width * static_cast<double>(edge) / static_cast<double>(bins));
    histogram.edges.push_back(*greatest);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double place = width > 0 ? (scores[i] - lower) / width * static_cast<double>(bins) : 0;
        const auto bin = std::min(bins - 1, static_cast<std::size_t>(place));
        (labels[i] ? histogram.positives : histogram.negatives)[bin] += 1;
    }
    return histogram;
}

Json toJson(const ScoreHistogram &histogram)
{
    return {{"edges", histogram.edges}, {"positives", histogram.positives}, {"negatives", histogram.negatives}};
}

Result<std::vector<CalibrationPoint>> calibrationCurve(std::span<const std::uint8_t> labels,
                                                       std::span<const double> scores)
{
    SLIPWAY_TRY(checkScores(labels.size(), scores));
    if (!areProbabilities(scores))
        return failure("evaluate.no_probabilities");
    struct Bin {
        double score = 0;
        double positives = 0;
        double rows = 0;
    };
    std::array<Bin, calibrationBins> bins;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        auto &bin = bins[static_cast<std::size_t>(
            std::min(calibrationBins - 1, static_cast<int>(scores[i] * calibrationBins)))];
        bin.score += scores[i];
        bin.positives += labels[i];
        bin.rows += 1;
    }
    const double z = stats::normalQuantile(0.975);
    std::vector<CalibrationPoint> points;
    for (const auto &bin : bins) {
        if (bin.rows == 0)
            continue;
        const double share = bin.positives / bin.rows;
        const double centre = (share + z * z / (2 * bin.rows)) / (1 + z * z / bin.rows);
        const double reach = z / (1 + z * z / bin.rows)
            * std::sqrt(share * (1 - share) / bin.rows + z * z / (4 * bin.rows * bin.rows));
        points.push_back({bin.score / bin.rows, share, static_cast<std::int64_t>(bin.rows),
                          std::max(0.0, centre - reach), std::min(1.0, centre + reach)});
    }
    return points;
}

Json toJson(const std::vector<CalibrationPoint> &points)
{
    Json list = Json::array();
    for (const auto &point : points) {
        list.push_back({{"score", point.score},
                        {"share", point.share},
                        {"n", point.rows},
                        {"low", point.low},
                        {"high", point.high}});
    }
    return list;
}

} // namespace slipway::evaluate
