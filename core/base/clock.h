#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway {

/// Microseconds since 1970 in UTC, the unit of every time that Slipway keeps.
using TimeMicros = std::int64_t;

constexpr TimeMicros microsPerSecond = 1'000'000;
constexpr TimeMicros microsPerDay = 86'400 * microsPerSecond;

TimeMicros utcNow();

/// "2026-11-20T10:41:00.000000Z", which sorts as text.
std::string isoTime(TimeMicros time);

/// Reads what isoTime writes; the fraction and the Z may be missing.
Result<TimeMicros> parseIsoTime(std::string_view text);

/// Seconds on a clock that never jumps, for measuring.
double steadySeconds();

} // namespace slipway
