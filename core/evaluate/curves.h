#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace slipway::evaluate {

/// Points for a chart: no eye tells more apart, and a page with a million rows' curve stays small.
constexpr std::size_t mostCurvePoints = 200;

struct Curve {
    std::vector<double> x;
    std::vector<double> y;
};

/// False alarms (x) and found positives (y) as shares, from (0, 0) at the highest threshold to (1, 1). Equal
/// scores are one step. Empty where a class is absent.
Result<Curve> rocCurve(std::span<const std::uint8_t> labels, std::span<const double> scores);

/// Recall (x) and precision (y), from the highest threshold down to recall 1. Empty where no row is positive.
Result<Curve> precisionRecallCurve(std::span<const std::uint8_t> labels, std::span<const double> scores);

constexpr int scoreBins = 40;

/// How many rows of each class have a score within each bin: a bin holds its lower edge, the last one both.
struct ScoreHistogram {
    std::vector<double> edges; ///< one more than bins, in equal steps from the least score to the greatest
    std::vector<std::int64_t> positives;
    std::vector<std::int64_t> negatives;
};

/// One bin where all scores are the same. Fails unless all scores lie in [0, 1].
Result<ScoreHistogram> scoreHistogram(std::span<const std::uint8_t> labels, std::span<const double> scores);

/// {"edges","positives","negatives"}
Json toJson(const ScoreHistogram &histogram);

/// One bin of a reliability diagram.
struct CalibrationPoint {
    double score; ///< mean score of the bin's rows
    double share; ///< of positives among them
    std::int64_t rows;
    double low; ///< 95% interval of the share (Wilson 1927)
    double high;
};

/// The bins of calibrationError that hold rows. Fails unless all scores lie in [0, 1].
Result<std::vector<CalibrationPoint>> calibrationCurve(std::span<const std::uint8_t> labels,
                                                       std::span<const double> scores);

/// [{"score","share","n","low","high"}]
Json toJson(const std::vector<CalibrationPoint> &points);

} // namespace slipway::evaluate
