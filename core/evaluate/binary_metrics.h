#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>

namespace slipway::evaluate {

struct BinaryOptions {
    double threshold = 0.5; ///< a row is predicted positive where its score is at least this
    double level = 0.95; ///< of auc_ci
};

/// How labels and predictions meet.
struct Confusion {
    std::int64_t truePositives = 0;
    std::int64_t falsePositives = 0;
    std::int64_t falseNegatives = 0;
    std::int64_t trueNegatives = 0;
};

Confusion confusion(std::span<const std::uint8_t> labels, std::span<const double> scores, double threshold);

constexpr int calibrationBins = 10;

/// The mean distance between score and share of positives, weighted by rows, over 10 bins of equal width: [0,
/// 0.1), [0.1, 0.2), ..., [0.9, 1]. Scores lie in [0, 1].
double calibrationError(std::span<const std::uint8_t> labels, std::span<const double> scores);

/// {"n","positives","auc","auc_ci","average_precision","log_loss","brier","threshold","accuracy","balanced_accuracy",
/// "precision","recall","f1","mcc","ks","ece","confusion"}, as metric_catalogue.h defines them. What does not
/// exist is null, with its reason under "undefined": precision without a positive prediction, say, is no
/// number, and not 0. Log loss, Brier score and calibration error need scores between 0 and 1.
Result<Json> binaryMetrics(std::span<const std::uint8_t> labels, std::span<const double> scores,
                           const BinaryOptions &options = {});

} // namespace slipway::evaluate
