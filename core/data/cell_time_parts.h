#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// The parts that moments are written with, however they are put together.
namespace slipway::data {

/// Days from 1970-01-01; empty for a day that does not exist.
std::optional<std::int64_t> daysOf(int year, int month, int day);

/// Digits behind the second's dot; those beyond a microsecond are dropped, as there is no finer type.
bool takeFraction(std::string_view &text, std::int64_t &micros);

/// "Z", "+02:00": how far the clock is ahead of UTC.
bool takeZone(std::string_view &text, std::int64_t &offset);

} // namespace slipway::data
