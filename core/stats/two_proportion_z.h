#pragma once

#include "core/stats/chi_square.h"

#include <limits>

namespace slipway::stats {

struct ProportionTest {
    double z = std::numeric_limits<double>::quiet_NaN();
    double pValue = std::numeric_limits<double>::quiet_NaN(); ///< two-sided
};

/// Are the shares successesA / countA and successesB / countB the same? Pooled variance. Where neither varies
/// and both agree, z is 0 and p is 1. With Continuity::Yates the difference is drawn towards 0 by half a row,
/// which keeps rare events from alarming. NaN where a side is empty.
ProportionTest twoProportionZ(double successesA, double countA, double successesB, double countB,
                              Continuity continuity = Continuity::None);

} // namespace slipway::stats
