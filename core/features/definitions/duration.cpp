#include "core/features/definitions/duration.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace slipway::features {

namespace {

constexpr TimeMicros longest = 36'525 * microsPerDay;

constexpr std::array units {
    std::pair {'d', microsPerDay},
    std::pair {'h', 3600 * microsPerSecond},
    std::pair {'m', 60 * microsPerSecond},
    std::pair {'s', microsPerSecond},
};

} // namespace

std::optional<TimeMicros> parseDuration(std::string_view text)
{
    if (text == "0")
        return 0;
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end + 1 != text.data() + text.size() || count < 0)
        return std::nullopt;
    for (const auto &[unit, micros] : units) {
        if (*end == unit)
            return count <= longest / micros ? std::optional(count * micros) : std::nullopt;
    }
    return std::nullopt;
}

std::string durationText(TimeMicros duration)
{
    for (const auto &[unit, micros] : units) {
        if (duration != 0 && duration % micros == 0)
            return fmt::format("{}{}", duration / micros, unit);
    }
    return duration == 0 ? "0" : fmt::format("{}us", duration);
}

} // namespace slipway::features
