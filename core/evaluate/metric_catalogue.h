#pragma once

#include "core/base/json.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace slipway::evaluate {

enum class Task { Binary, Regression, Ranking, Training, System, Drift };

enum class Better { Higher, Lower, Neither };

enum class NumberStyle {
    Score, ///< fixed decimals
    Count,
    PValue,
    Latency, ///< two significant digits
};

/// What a number is called, which way is good, and how it is written. Comparisons, gates, alerts, charts and
/// reports ask here instead of knowing.
struct Metric {
    std::string_view id; ///< "auc"; at K it ends in "@k" ("ndcg@k")
    Task task;
    std::string_view label; ///< "AUC"
    Better better;
    double least; ///< the range; infinite where there is no end
    double most;
    std::string_view unit; ///< "" where there is none, "ms"
    NumberStyle style;
    int decimals;
    std::string_view source; ///< a sentence: how it is defined, and by whom

    bool atK() const { return id.ends_with("@k"); }
};

/// The one list.
std::span<const Metric> metricCatalogue();

/// A key as it stands in JSON: `[<split>_]<id>[@<k>][_ci]`, for instance "test_auc", "ndcg@10" or
/// "val_auc_ci".
struct MetricKey {
    const Metric *metric = nullptr;
    std::string_view split; ///< "train", "val", "test" or ""
    int k = 0; ///< 0 where the metric has no K
    bool interval = false;

    std::string label() const; ///< "AUC, test", "NDCG@10"
};

std::optional<MetricKey> findMetric(std::string_view key);

/// The value as people read it: "0.884", "8.3 ms", "250,000", "< 0.001", "–" where it does not exist.
std::string metricText(const Metric &metric, double value);

/// A change of the metric: "+0.013".
std::string metricChangeText(const Metric &metric, double change);

/// {"id","task","label","higher_is_better","range","unit","decimals","source"}; null for no end and no good
/// side.
Json toJson(const Metric &metric);

} // namespace slipway::evaluate
