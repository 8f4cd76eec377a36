#include "core/evaluate/metric_catalogue.h"

#include "core/evaluate/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace slipway::evaluate {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr auto score = NumberStyle::Score;
constexpr auto count = NumberStyle::Count;
constexpr auto higher = Better::Higher;
constexpr auto lower = Better::Lower;
constexpr auto neither = Better::Neither;

// One metric a row, read as a table.
// clang-format off
constexpr std::array catalogue {
    Metric {"n", Task::Binary, "Rows", neither, 0, infinite, "", count, 0, "Rows that have a label and a score."},
    Metric {"positives", Task::Binary, "Positives", neither, 0, infinite, "", count, 0, "Rows whose label is 1."},
    Metric {"auc", Task::Binary, "AUC", higher, 0, 1, "", score, 3,
            "Chance that a positive scores above a negative, ties half (Mann and Whitney 1947); interval by DeLong 1988."},
    Metric {"average_precision", Task::Binary, "Average precision", higher, 0, 1, "", score, 3,
            "Precision at each threshold, weighted by the step in recall, without interpolation (scikit-learn)."},
    Metric {"log_loss", Task::Binary, "Log loss", lower, 0, infinite, "", score, 3,
            "Mean negative logarithm of the probability given to what happened, in nats."},
    Metric {"brier", Task::Binary, "Brier score", lower, 0, 1, "", score, 3,
            "Mean squared difference between probability and outcome (Brier 1950)."},
    Metric {"threshold", Task::Binary, "Threshold", neither, -infinite, infinite, "", score, 3,
            "A row is predicted positive where its score is at least this."},
    Metric {"accuracy", Task::Binary, "Accuracy", higher, 0, 1, "", score, 3, "Share of rows predicted right."},
    Metric {"balanced_accuracy", Task::Binary, "Balanced accuracy", higher, 0, 1, "", score, 3,
            "Mean of the share right among positives and among negatives."},
    Metric {"precision", Task::Binary, "Precision", higher, 0, 1, "", score, 3,
            "Share of positives among the rows predicted positive."},
    Metric {"recall", Task::Binary, "Recall", higher, 0, 1, "", score, 3, "Share of the positives that were predicted positive."},
    Metric {"f1", Task::Binary, "F1", higher, 0, 1, "", score, 3, "Harmonic mean of precision and recall."},
    Metric {"mcc", Task::Binary, "Matthews correlation", higher, -1, 1, "", score, 3,
            "Correlation between prediction and label, both as 0 and 1 (Matthews 1975)."},
    Metric {"ks", Task::Binary, "KS", higher, 0, 1, "", score, 3,
            "Largest distance between the score distributions of positives and negatives (Kolmogorov and Smirnov)."},
    Metric {"ece", Task::Binary, "Calibration error", lower, 0, 1, "", score, 3,
            "Mean distance between score and share of positives over 10 bins of equal width, weighted by rows (Naeini 2015)."},
    Metric {"mae", Task::Regression, "Mean absolute error", lower, 0, infinite, "", score, 3, "Mean absolute difference."},
    Metric {"rmse", Task::Regression, "Root mean squared error", lower, 0, infinite, "", score, 3, "Root of the mean squared difference."},
    Metric {"r2", Task::Regression, "R²", higher, -infinite, 1, "", score, 3,
            "One minus squared error over the squared error of the mean."},
    Metric {"mape", Task::Regression, "MAPE", lower, 0, infinite, "", score, 3,
            "Mean of absolute difference over absolute value, as a fraction."},
    Metric {"wape", Task::Regression, "WAPE", lower, 0, infinite, "", score, 3,
            "Sum of absolute differences over the sum of absolute values, as a fraction."},
    Metric {"smape", Task::Regression, "sMAPE", lower, 0, 2, "", score, 3,
            "Mean of absolute difference over half the sum of both sizes, as a fraction from 0 to 2."},
    Metric {"ndcg@k", Task::Ranking, "NDCG", higher, 0, 1, "", score, 3,
            "Gain of the first K, discounted by the logarithm of the rank, over the best possible (Järvelin and Kekäläinen 2002)."},
    Metric {"precision@k", Task::Ranking, "Precision", higher, 0, 1, "", score, 3,
            "Positives among the first K, divided by K, mean over all queries."},
    Metric {"recall@k", Task::Ranking, "Recall", higher, 0, 1, "", score, 3,
            "Share of a query's positives among the first K, mean over queries with a positive."},
    Metric {"map", Task::Ranking, "Mean average precision", higher, 0, 1, "", score, 3,
            "Precision at the rank of each positive, mean over positives, then over queries with a positive."},
    Metric {"mrr", Task::Ranking, "Mean reciprocal rank", higher, 0, 1, "", score, 3,
            "One over the rank of the first positive, mean over queries with a positive."},
    Metric {"user_auc", Task::Ranking, "AUC per user", higher, 0, 1, "", score, 3,
            "AUC within each query, mean over queries that have positives and negatives."},
    Metric {"coverage", Task::Ranking, "Item coverage", higher, 0, 1, "", score, 3,
            "Share of the items that stand in the first K of at least one query."},
    Metric {"loss", Task::Training, "Loss", lower, 0, infinite, "", score, 3,
            "Mean loss that the training minimises, log loss for yes and no."},
    Metric {"latency_p50_ms", Task::System, "Latency, median", lower, 0, infinite, "ms", NumberStyle::Latency, 0,
            "Half of the requests were answered within this time."},
    Metric {"latency_p99_ms", Task::System, "Latency, p99", lower, 0, infinite, "ms", NumberStyle::Latency, 0,
            "99 of 100 requests were answered within this time."},
    Metric {"requests_per_second", Task::System, "Throughput", higher, 0, infinite, "requests/s", count, 0,
            "Requests answered, divided by the time that it took."},
    Metric {"drift_score", Task::Drift, "Drift score", lower, 0, 1, "", score, 3,
            "Sum over columns of weight times min(1, effect / (2 x practical limit)), 0 under the noise floor."},
    Metric {"psi", Task::Drift, "PSI", lower, 0, infinite, "", score, 3,
            "Population Stability Index on 10 quantiles of the reference, empty shares 0.0001."},
    Metric {"p_value", Task::Drift, "p-value", neither, 0, 1, "", NumberStyle::PValue, 3,
            "Chance of a result at least this far from no difference, were there none."},
};
// clang-format on

constexpr std::array<std::string_view, 3> splits {"train", "val", "test"};

const Metric *find(std::string_view id)
{
    const auto *found = std::find_if(catalogue.begin(), catalogue.end(),
                                     [&](const Metric &metric) { return metric.id == id; });
    return found == catalogue.end() ? nullptr : found;
}

/// An id with its K, without split and interval.
std::optional<MetricKey> findPlain(std::string_view text)
{
    const auto at = text.find('@');
    if (at == std::string_view::npos) {
        const Metric *metric = find(text);
        return metric ? std::optional(MetricKey {.metric = metric}) : std::nullopt;
    }
    const auto digits = text.substr(at + 1);
    int k = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), k);
    const Metric *metric = find(std::string(text.substr(0, at)) + "@k");
    if (!metric || error != std::errc() || end != digits.data() + digits.size() || k < 1)
        return std::nullopt;
    return MetricKey {.metric = metric, .k = k};
}

std::string_view taskName(Task task)
{
    switch (task) {
    case Task::Binary:
        return "binary";
    case Task::Regression:
        return "regression";
    case Task::Ranking:
        return "ranking";
    case Task::Training:
        return "training";
    case Task::System:
        return "system";
    case Task::Drift:
        return "drift";
    }
    return "";
}

std::string withUnit(const Metric &metric, std::string text)
{
    if (!metric.unit.empty()) {
        text += ' ';
        text += metric.unit;
    }
    return text;
}

} // namespace

std::span<const Metric> metricCatalogue()
{
    return catalogue;
}

std::string MetricKey::label() const
{
    std::string text(metric->label);
    if (k > 0)
        text += "@" + std::to_string(k);
    if (!split.empty()) {
        text += ", ";
        text += split == "val" ? "validation" : split == "train" ? "training" : split;
    }
    return text;
}

std::optional<MetricKey> findMetric(std::string_view key)
{
    // The id as it stands wins, so that an id may itself hold an underscore or end in what looks like a
    // suffix.
    if (auto plain = findPlain(key))
        return plain;
    if (key.ends_with("_ci")) {
        auto inner = findMetric(key.substr(0, key.size() - 3));
        if (!inner || inner->interval)
            return std::nullopt;
        inner->interval = true;
        return inner;
    }
    for (const auto split : splits) {
        if (key.size() > split.size() && key.starts_with(split) && key[split.size()] == '_') {
            auto plain = findPlain(key.substr(split.size() + 1));
            if (plain)
                plain->split = split;
            return plain;
        }
    }
    return std::nullopt;
}

std::string metricText(const Metric &metric, double value)
{
    if (!std::isfinite(value))
        return fixedText(value, 0);
    switch (metric.style) {
    case NumberStyle::Count:
        return withUnit(metric, countText(value));
    case NumberStyle::PValue:
        return pValueText(value);
    case NumberStyle::Latency:
        return withUnit(metric, twoDigitText(value));
    case NumberStyle::Score:
        break;
    }
    return withUnit(metric, fixedText(value, metric.decimals));
}

std::string metricChangeText(const Metric &metric, double change)
{
    if (metric.style == NumberStyle::Latency) {
        const auto sign = change > 0 ? "+" : "";
        return withUnit(metric, sign + twoDigitText(change));
    }
    return withUnit(metric, signedText(change, metric.decimals));
}

Json toJson(const Metric &metric)
{
    const auto end = [](double limit) { return std::isfinite(limit) ? Json(limit) : Json(nullptr); };
    return {
        {"id", metric.id},
        {"task", taskName(metric.task)},
        {"label", metric.label},
        {"higher_is_better", metric.better == neither ? Json(nullptr) : Json(metric.better == higher)},
        {"range", Json::array({end(metric.least), end(metric.most)})},
        {"unit", metric.unit},
        {"decimals", metric.decimals},
        {"source", metric.source},
    };
}

} // namespace slipway::evaluate
