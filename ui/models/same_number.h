#pragma once

#include <cmath>

namespace slipway::ui {

/// Equal, or both not known: nothing has changed then.
inline bool sameNumber(double left, double right)
{
    return left == right || (std::isnan(left) && std::isnan(right));
}

} // namespace slipway::ui
