#include "core/data/cell_date.h"

#include "core/base/clock.h"
#include "core/data/cell_text.h"
#include "core/data/cell_time_parts.h"

namespace slipway::data {

namespace {

/// " 10:15", "T10:15:00.5Z", " 10:15 PM": to the end of the text.
bool takeClock(std::string_view text, CellTime &time)
{
    if (text.empty()) {
        time.dayOnly = true;
        return true;
    }
    if (!takeChar(text, ' ') && !takeChar(text, 'T') && !takeChar(text, 't'))
        return false;
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!takeNumber(text, 1, 2, hours) || !takeChar(text, ':') || !takeNumber(text, 2, 2, minutes))
        return false;
    std::int64_t micros = 0;
    if (takeChar(text, ':')) {
        if (!takeNumber(text, 2, 2, seconds) || (takeChar(text, '.') && !takeFraction(text, micros)))
            return false;
    }
    const auto half = trimmed(text);
    if (sameWord(half, "am") || sameWord(half, "pm")) {
        if (hours < 1 || hours > 12)
            return false;
        hours = hours % 12 + (sameWord(half, "pm") ? 12 : 0);
        text = {};
    }
    if (hours > 23 || minutes > 59 || seconds > 59)
        return false;
    std::int64_t offset = 0;
    if (!text.empty()) {
        takeChar(text, ' ');
        time.zone = true;
        if (text == "UTC" || text == "GMT")
            text = {};
        else if (!takeZone(text, offset))
            return false;
    }
    time.micros += ((hours * 60 + minutes) * 60 + seconds) * microsPerSecond + micros - offset;
    return text.empty();
}

/// The three numbers of a day and what stands between them.
struct DayText {
    int a = 0;
    int b = 0;
    int c = 0;
    char separator = '\0';
    bool yearFirst = false;
    std::string_view rest;
};

std::optional<DayText> dayText(std::string_view text)
{
    DayText found;
    if (text.size() < 8 || !digit(text.front()))
        return std::nullopt;
    found.yearFirst = digit(text[1]) && digit(text[2]) && digit(text[3]);
    if (!takeNumber(text, found.yearFirst ? 4 : 1, found.yearFirst ? 4 : 2, found.a) || text.empty())
        return std::nullopt;
    found.separator = text.front();
    if (found.separator != '-' && found.separator != '/' && (found.separator != '.' || found.yearFirst))
        return std::nullopt;
    text.remove_prefix(1);
    if (!takeNumber(text, 1, 2, found.b) || !takeChar(text, found.separator)
        || !takeNumber(text, found.yearFirst ? 1 : 4, found.yearFirst ? 2 : 4, found.c))
        return std::nullopt;
    found.rest = text;
    return found;
}

std::optional<std::int64_t> daysIn(const DayText &text, std::uint32_t wanted)
{
    const auto fits = [&](char separator, bool yearFirst) {
        return text.separator == separator && text.yearFirst == yearFirst;
    };
    switch (wanted) {
    case form::iso:
        return fits('-', true) ? daysOf(text.a, text.b, text.c) : std::nullopt;
    case form::yearSlash:
        return fits('/', true) ? daysOf(text.a, text.b, text.c) : std::nullopt;
    case form::dayDot:
        return fits('.', false) ? daysOf(text.c, text.b, text.a) : std::nullopt;
    case form::dayDash:
        return fits('-', false) ? daysOf(text.c, text.b, text.a) : std::nullopt;
    case form::monthDash:
        return fits('-', false) ? daysOf(text.c, text.a, text.b) : std::nullopt;
    case form::daySlash:
        return fits('/', false) ? daysOf(text.c, text.b, text.a) : std::nullopt;
    case form::monthSlash:
        return fits('/', false) ? daysOf(text.c, text.a, text.b) : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace

void dateForms(std::string_view text, std::uint32_t asked, CellForms &found)
{
    const auto days = dayText(text);
    CellTime time;
    if (!days || !takeClock(days->rest, time))
        return;
    for (std::uint32_t bit = form::iso; bit <= form::monthSlash; bit <<= 1) {
        if ((asked & bit) && daysIn(*days, bit))
            found.forms |= bit;
    }
    found.dayOnly = time.dayOnly;
    found.zone = time.zone;
}

std::optional<CellTime> timeOf(std::string_view text, std::uint32_t wanted)
{
    const auto found = dayText(text);
    CellTime time;
    if (!found || !takeClock(found->rest, time))
        return std::nullopt;
    const auto days = daysIn(*found, wanted);
    if (!days)
        return std::nullopt;
    time.micros += *days * microsPerDay;
    return time;
}

} // namespace slipway::data
