#include "core/evaluate/binary_metrics.h"

#include "core/evaluate/scored_rows.h"
#include "core/stats/average_precision.h"
#include "core/stats/brier.h"
#include "core/stats/delong.h"
#include "core/stats/log_loss.h"
#include "core/stats/pooled_walk.h"
#include "core/stats/sorting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace slipway::evaluate {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double ratio(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? nothing : static_cast<double>(part) / static_cast<double>(whole);
}

/// The Kolmogorov-Smirnov distance of the two classes, without the p-value that nobody asked for.
double classDistance(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    std::array<std::vector<double>, 2> classes;
    for (std::size_t i = 0; i < labels.size(); ++i)
        classes[labels[i]].push_back(scores[i]);
    if (classes[0].empty() || classes[1].empty())
        return nothing;
    for (auto &values : classes)
        stats::sortValues(values);
    const double pairs = static_cast<double>(classes[0].size()) * static_cast<double>(classes[1].size());
    return static_cast<double>(stats::walkPooled(classes[0], classes[1]).largestStep) / pairs;
}

double matthews(const Confusion &c)
{
    const auto predicted = static_cast<double>(c.truePositives + c.falsePositives);
    const auto predictedNot = static_cast<double>(c.trueNegatives + c.falseNegatives);
    const auto positive = static_cast<double>(c.truePositives + c.falseNegatives);
    const auto negative = static_cast<double>(c.trueNegatives + c.falsePositives);
    const double product = predicted * predictedNot * positive * negative;
    if (product == 0)
        return nothing;
    const double agreement = static_cast<double>(c.truePositives) * static_cast<double>(c.trueNegatives)
        - static_cast<double>(c.falsePositives) * static_cast<double>(c.falseNegatives);
    return agreement / std::sqrt(product);
}

void addRanking(Json &json, std::span<const std::uint8_t> labels, std::span<const double> scores,
                double level, const std::string &oneClass)
{
    const auto interval = stats::aucInterval(labels, scores, level);
    setNumber(json, "auc", interval.auc, oneClass);
    json["auc_ci"] = nullptr;
    if (std::isfinite(interval.lower))
        json["auc_ci"] = Json::array({interval.lower, interval.upper});
    else
        json["undefined"]["auc_ci"] = oneClass.empty() ? "a class has only one row" : oneClass;
    setNumber(json, "average_precision", stats::averagePrecision(labels, scores), "no row is positive");
    setNumber(json, "ks", classDistance(labels, scores), oneClass);
}

void addProbabilities(Json &json, std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    const bool probabilities = areProbabilities(scores);
    const auto reason = "scores outside 0 to 1 are not probabilities";
    setNumber(json, "log_loss", probabilities ? stats::logLoss(labels, scores) : nothing, reason);
    setNumber(json, "brier", probabilities ? stats::brierScore(labels, scores) : nothing, reason);
    setNumber(json, "ece", probabilities ? calibrationError(labels, scores) : nothing, reason);
}

void addDecisions(Json &json, const Confusion &c, const std::string &oneClass)
{
    const auto n = c.truePositives + c.falsePositives + c.falseNegatives + c.trueNegatives;
    const auto predicted = c.truePositives + c.falsePositives;
    const double recall = ratio(c.truePositives, c.truePositives + c.falseNegatives);
    const double specificity = ratio(c.trueNegatives, c.trueNegatives + c.falsePositives);
    const auto onePrediction =
        predicted == 0 ? "no row was predicted positive" : "every row was predicted positive";
    setNumber(json, "accuracy", ratio(c.truePositives + c.trueNegatives, n), "there are no rows");
    setNumber(json, "balanced_accuracy", (recall + specificity) / 2, oneClass);
    setNumber(json, "precision", ratio(c.truePositives, predicted), "no row was predicted positive");
    setNumber(json, "recall", recall, "no row is positive");
    setNumber(json, "f1",
              ratio(2 * c.truePositives, 2 * c.truePositives + c.falsePositives + c.falseNegatives),
              "no row is positive, and none was predicted so");
    setNumber(json, "mcc", matthews(c), oneClass.empty() ? onePrediction : oneClass);
    json["confusion"] = {{"true_positives", c.truePositives},
                         {"false_positives", c.falsePositives},
                         {"false_negatives", c.falseNegatives},
                         {"true_negatives", c.trueNegatives}};
}

} // namespace

Confusion confusion(std::span<const std::uint8_t> labels, std::span<const double> scores, double threshold)
{
    Confusion c;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool said = scores[i] >= threshold;
        auto &count = labels[i] ? (said ? c.truePositives : c.falseNegatives)
                                : (said ? c.falsePositives : c.trueNegatives);
        ++count;
    }
    return c;
}

double calibrationError(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    // Rows cancel out of |mean score - share of positives| times share of rows: what is left is |sum of both|
    // / n.
    std::array<double, calibrationBins> surplus {};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto bin = std::min(calibrationBins - 1, static_cast<int>(scores[i] * calibrationBins));
        surplus[static_cast<std::size_t>(bin)] += scores[i] - labels[i];
    }
    double sum = 0;
    for (const double each : surplus)
        sum += std::abs(each);
    return labels.empty() ? nothing : sum / static_cast<double>(labels.size());
}

Result<Json> binaryMetrics(std::span<const std::uint8_t> labels, std::span<const double> scores,
                           const BinaryOptions &options)
{
    SLIPWAY_TRY(checkScores(labels.size(), scores));
    const auto positives = std::count(labels.begin(), labels.end(), std::uint8_t {1});
    const auto n = static_cast<std::ptrdiff_t>(labels.size());
    const std::string oneClass = positives == 0 ? "no row is positive"
        : positives == n                        ? "no row is negative"
                                                : "";

    Json json {{"n", n}, {"positives", positives}, {"threshold", options.threshold}};
    addRanking(json, labels, scores, options.level, oneClass);
    addProbabilities(json, labels, scores);
    addDecisions(json, confusion(labels, scores, options.threshold), oneClass);
    return json;
}

} // namespace slipway::evaluate
