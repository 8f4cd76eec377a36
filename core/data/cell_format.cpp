#include "core/base/clock.h"
#include "core/data/cell.h"
#include "core/data/cell_text.h"
#include "core/data/cell_time_parts.h"

#include <array>
#include <cmath>
#include <cstring>

// Moments by a format that somebody gave.
namespace slipway::data {

namespace {

bool takeMonthName(std::string_view &text, int &month)
{
    constexpr std::array<std::string_view, 12> names {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!sameWord(text.substr(0, 3), names[i]))
            continue;
        month = static_cast<int>(i + 1);
        std::size_t letters = 3;
        while (letters < text.size() && ((text[letters] | 32) >= 'a') && ((text[letters] | 32) <= 'z'))
            ++letters;
        text.remove_prefix(letters);
        return true;
    }
    return false;
}

/// What a format has read so far.
struct Parts {
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::int64_t micros = 0;
    std::int64_t offset = 0;
    int afternoon = -1;
    CellTime time {0, true, false};
};

bool takeDayPart(std::string_view &text, char letter, Parts &parts)
{
    switch (letter) {
    case 'Y':
        return takeNumber(text, 4, 4, parts.year);
    case 'y':
        if (!takeNumber(text, 2, 2, parts.year))
            return false;
        parts.year += parts.year < 69 ? 2000 : 1900; // as POSIX has it
        return true;
    case 'm':
        return takeNumber(text, 1, 2, parts.month);
    case 'd':
        return takeNumber(text, 1, 2, parts.day);
    default:
        return takeMonthName(text, parts.month);
    }
}

bool takeClockPart(std::string_view &text, char letter, Parts &parts)
{
    parts.time.dayOnly = false;
    switch (letter) {
    case 'H':
    case 'I':
        return takeNumber(text, 1, 2, parts.hour) && parts.hour < 24;
    case 'M':
        return takeNumber(text, 2, 2, parts.minute) && parts.minute < 60;
    case 'S':
        return takeNumber(text, 2, 2, parts.second) && parts.second < 60;
    case 'f':
        return takeFraction(text, parts.micros);
    case 'p':
        parts.afternoon = sameWord(text.substr(0, 2), "pm") ? 1 : 0;
        if (parts.afternoon == 0 && !sameWord(text.substr(0, 2), "am"))
            return false;
        text.remove_prefix(2);
        return true;
    default:
        parts.time.zone = true;
        return takeZone(text, parts.offset);
    }
}

std::int64_t epochUnit(std::string_view format)
{
    return format == "epoch" ? microsPerSecond : format == "epoch_ms" ? 1000 : format == "epoch_us" ? 1 : 0;
}

std::optional<CellTime> epochTime(std::string_view text, std::int64_t unit)
{
    const auto value = realOf(text, form::dot);
    if (!value || !std::isfinite(*value) || std::abs(*value) * static_cast<double>(unit) > 9e18)
        return std::nullopt;
    if (const auto whole = wholeOf(text, form::whole))
        return CellTime {*whole * unit, false, false};
    return CellTime {static_cast<std::int64_t>(std::llround(*value * static_cast<double>(unit))), false,
                     false};
}

} // namespace

bool knownFormat(std::string_view format)
{
    if (epochUnit(format) != 0)
        return true;
    bool any = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%')
            continue;
        ++i;
        if (i == format.size() || !std::strchr("YymdbBHIMSfpz%", format[i]))
            return false;
        any = true;
    }
    return any;
}

std::optional<CellTime> timeByFormat(std::string_view text, std::string_view format)
{
    if (const auto unit = epochUnit(format))
        return epochTime(text, unit);
    Parts parts;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            if (!takeChar(text, format[i]))
                return std::nullopt;
            continue;
        }
        const char letter = format[++i];
        const bool taken = letter == '%'    ? takeChar(text, '%')
            : std::strchr("YymdbB", letter) ? takeDayPart(text, letter, parts)
                                            : takeClockPart(text, letter, parts);
        if (!taken)
            return std::nullopt;
    }
    if (parts.afternoon >= 0) {
        if (parts.hour < 1 || parts.hour > 12)
            return std::nullopt;
        parts.hour = parts.hour % 12 + 12 * parts.afternoon;
    }
    const auto days = daysOf(parts.year, parts.month, parts.day);
    if (!days || !text.empty())
        return std::nullopt;
    parts.time.micros = *days * microsPerDay
        + (static_cast<std::int64_t>(parts.hour * 60 + parts.minute) * 60 + parts.second) * microsPerSecond
        + parts.micros - parts.offset;
    return parts.time;
}

} // namespace slipway::data
