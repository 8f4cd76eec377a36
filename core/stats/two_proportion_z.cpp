#include "core/stats/two_proportion_z.h"

#include "core/stats/tails.h"

#include <algorithm>
#include <cmath>

namespace slipway::stats {

ProportionTest twoProportionZ(double successesA, double countA, double successesB, double countB,
                              Continuity continuity)
{
    if (!(countA > 0) || !(countB > 0))
        return {};
    const double pooled = (successesA + successesB) / (countA + countB);
    const double rows = 1 / countA + 1 / countB;
    const double deviation = std::sqrt(pooled * (1 - pooled) * rows);
    if (deviation == 0)
        return {0, 1};
    const double difference = successesA / countA - successesB / countB;
    const double step = continuity == Continuity::Yates ? 0.5 * rows : 0;
    const double z = std::copysign(std::max(std::abs(difference) - step, 0.0) / deviation, difference);
    return {z, twoSidedNormalTail(z)};
}

} // namespace slipway::stats
