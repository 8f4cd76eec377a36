#include "core/stats/tails.h"

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <numbers>

namespace slipway::stats {

namespace {

using namespace boost::math::policies;

/// A tail too small for a double is 0, never an exception.
using Quiet = policy<domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
                     underflow_error<ignore_error>, evaluation_error<ignore_error>, promote_double<false>>;

} // namespace

double normalCumulative(double z)
{
    return normalTail(-z);
}

double normalTail(double z)
{
    return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

double twoSidedNormalTail(double z)
{
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

double log10TwoSidedNormalTail(double z)
{
    const double distance = std::abs(z);
    if (distance < 30)
        return std::log10(twoSidedNormalTail(z));
    // Mills ratio: P(Z > z) = phi(z) / z (1 - 1/z^2 + 3/z^4 - 15/z^6 ...), 12 digits from z = 30 on.
    const double s = 1 / (distance * distance);
    const double series = 1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s)));
    const double logarithm = std::log(2.0) - 0.5 * distance * distance
        - std::log(distance * std::sqrt(2 * std::numbers::pi)) + std::log(series);
    return logarithm / std::numbers::ln10;
}

double normalQuantile(double probability)
{
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * probability, Quiet());
}

double chiSquareTail(double statistic, double degreesOfFreedom)
{
    if (std::isnan(statistic) || std::isnan(degreesOfFreedom))
        return std::numeric_limits<double>::quiet_NaN();
    if (degreesOfFreedom <= 0 || statistic <= 0)
        return 1;
    if (std::isinf(statistic))
        return 0;
    return boost::math::gamma_q(degreesOfFreedom / 2, statistic / 2, Quiet());
}

double chiSquareLimit(double tail, double degreesOfFreedom)
{
    if (degreesOfFreedom <= 0)
        return 0;
    return 2 * boost::math::gamma_q_inv(degreesOfFreedom / 2, tail, Quiet());
}

} // namespace slipway::stats
