#include "core/data/cell_time_parts.h"

#include "core/base/clock.h"
#include "core/data/cell_text.h"

#include <chrono>

namespace slipway::data {

std::optional<std::int64_t> daysOf(int year, int month, int day)
{
    const std::chrono::year_month_day date {std::chrono::year(year),
                                            std::chrono::month(static_cast<unsigned>(month)),
                                            std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count();
}

bool takeFraction(std::string_view &text, std::int64_t &micros)
{
    std::int64_t unit = microsPerSecond / 10;
    std::size_t digits = 0;
    for (; !text.empty() && digit(text.front()) && digits < 9; text.remove_prefix(1), ++digits, unit /= 10)
        micros += (text.front() - '0') * unit;
    return digits > 0;
}

bool takeZone(std::string_view &text, std::int64_t &offset)
{
    if (takeChar(text, 'Z') || takeChar(text, 'z'))
        return true;
    const bool behind = text.starts_with('-');
    if (!takeChar(text, '-') && !takeChar(text, '+'))
        return false;
    int hours = 0;
    int minutes = 0;
    if (!takeNumber(text, 2, 2, hours) || hours > 18)
        return false;
    const bool colon = takeChar(text, ':');
    if (colon || !text.empty()) {
        if (!takeNumber(text, 2, 2, minutes) || minutes > 59)
            return false;
    }
    offset = (hours * 60 + minutes) * 60 * microsPerSecond * (behind ? -1 : 1);
    return true;
}

} // namespace slipway::data
