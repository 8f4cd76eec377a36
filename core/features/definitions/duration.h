#pragma once

#include "core/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace slipway::features {

/// "30s", "10m", "1h", "7d" or "0"; nothing where it is none of them, or longer than a century.
std::optional<TimeMicros> parseDuration(std::string_view text);

/// In the largest unit that it is a whole number of; "0".
std::string durationText(TimeMicros duration);

} // namespace slipway::features
