#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>

namespace slipway::stats {

/// Two models' AUCs on the same rows, and whether they differ (DeLong et al. 1988, fast form by Sun and Xu
/// 2014).
struct DelongTest {
    std::array<double, 2> auc {};
    std::array<std::array<double, 2>, 2> covariance {};
    double z =
        std::numeric_limits<double>::quiet_NaN(); ///< of auc[0] - auc[1]; 0 where the scores rank alike
    double pValue = std::numeric_limits<double>::quiet_NaN();
    double log10PValue =
        std::numeric_limits<double>::quiet_NaN(); ///< finite where pValue is too small for a double
};

/// Labels are 0 or 1, scores must not hold NaN. NaN throughout where a class has fewer than two rows: its
/// variance is then unknown.
DelongTest delongTest(std::span<const std::uint8_t> labels, std::span<const double> scoresA,
                      std::span<const double> scoresB);

struct AucInterval {
    double auc = std::numeric_limits<double>::quiet_NaN();
    double variance = std::numeric_limits<double>::quiet_NaN();
    double lower = std::numeric_limits<double>::quiet_NaN();
    double upper = std::numeric_limits<double>::quiet_NaN();
};

/// Normal interval from DeLong's variance, cut to [0, 1]. `level` is strictly between 0 and 1.
/// Variance and ends are NaN where a class has fewer than two rows.
AucInterval aucInterval(std::span<const std::uint8_t> labels, std::span<const double> scores,
                        double level = 0.95);

} // namespace slipway::stats
