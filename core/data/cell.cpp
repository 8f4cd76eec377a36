#include "core/data/cell.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace slipway::data {

namespace {

bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool sameWord(std::string_view text, std::string_view lower)
{
    if (text.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i])
            return false;
    }
    return true;
}

/// The bytes of one blank that may stand between thousands: a space, U+00A0, U+202F or an apostrophe.
std::size_t blankAt(std::string_view text)
{
    if (text.starts_with(' ') || text.starts_with('\''))
        return 1;
    if (text.starts_with("\xc2\xa0"))
        return 2;
    return text.starts_with("\xe2\x80\xaf") ? 3 : 0;
}

/// How a form writes a number: '\0' for no grouping, ' ' for any blank.
struct Style {
    std::uint32_t form;
    char decimal;
    char group;
};

constexpr std::array styles {
    Style {form::dot, '.', '\0'},
    Style {form::comma, ',', '\0'},
    Style {form::groupedByComma, '.', ','},
    Style {form::groupedByDot, ',', '.'},
    Style {form::groupedByBlankDot, '.', ' '},
    Style {form::groupedByBlankComma, ',', ' '},
};

std::size_t groupAt(std::string_view text, char group)
{
    if (group == ' ')
        return blankAt(text);
    return group != '\0' && text.starts_with(group) ? 1 : 0;
}

/// A number in one style, as plain digits with a dot; false where it is not written so.
class StyledNumber
{
public:
    bool read(std::string_view text, const Style &style)
    {
        if (text.size() > m_plain.size() - 1)
            return false;
        if (text.starts_with('-') || text.starts_with('+')) {
            if (text.front() == '-')
                put('-');
            text.remove_prefix(1);
        }
        return wholePart(text, style) && fractionPart(text, style) && exponentPart(text) && text.empty();
    }

    std::string_view plain() const { return {m_plain.data(), m_size}; }
    bool fraction() const { return m_fraction; }

private:
    void put(char c) { m_plain[m_size++] = c; }

    bool wholePart(std::string_view &text, const Style &style)
    {
        std::size_t digits = 0;
        std::size_t sinceGroup = 0;
        const char first = text.empty() ? '\0' : text.front();
        while (!text.empty()) {
            if (digit(text.front())) {
                put(text.front());
                text.remove_prefix(1);
                ++digits;
                ++sinceGroup;
                continue;
            }
            const std::size_t width = groupAt(text, style.group);
            if (width == 0 || text.size() <= width || !digit(text[width]))
                break;
            if (m_grouped ? sinceGroup != 3 : digits < 1 || digits > 3)
                return false;
            m_grouped = true;
            sinceGroup = 0;
            text.remove_prefix(width);
        }
        m_digits = digits;
        return !(m_grouped && sinceGroup != 3) && !(digits > 1 && first == '0');
    }

    bool fractionPart(std::string_view &text, const Style &style)
    {
        if (!text.starts_with(style.decimal))
            return m_digits > 0;
        put('.');
        text.remove_prefix(1);
        const std::size_t before = m_digits;
        while (!text.empty() && digit(text.front())) {
            put(text.front());
            text.remove_prefix(1);
            ++m_digits;
        }
        m_fraction = true;
        // "1," and ",5" are lists more often than numbers; "1." and ".5" are numbers everywhere.
        return style.decimal == '.' ? m_digits > 0 : before > 0 && m_digits > before;
    }

    bool exponentPart(std::string_view &text)
    {
        if (text.empty() || (text.front() != 'e' && text.front() != 'E') || m_grouped)
            return true;
        std::size_t i = 1;
        put('e');
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            put(text[i++]);
        const std::size_t from = i;
        while (i < text.size() && digit(text[i]))
            put(text[i++]);
        if (i == from)
            return false;
        text.remove_prefix(i);
        m_fraction = true;
        return true;
    }

    std::array<char, 128> m_plain {};
    std::size_t m_size = 0;
    std::size_t m_digits = 0;
    bool m_grouped = false;
    bool m_fraction = false;
};

const Style &styleOf(std::uint32_t wanted)
{
    for (const auto &style : styles) {
        if (style.form == wanted)
            return style;
    }
    return styles.front();
}

bool infinite(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    return sameWord(text, "inf") || sameWord(text, "infinity");
}

/// Plain digits, with or without a dot: by far the most numbers, and found without trying every style.
bool plainNumber(std::string_view text, CellForms &found)
{
    const std::size_t start = text.front() == '-' ? 1 : 0;
    std::size_t i = start;
    while (i < text.size() && digit(text[i]))
        ++i;
    const std::size_t wholes = i - start;
    if (wholes == 0 || wholes > 18 || (wholes > 1 && text[start] == '0'))
        return false;
    if (i == text.size()) {
        if (text == "-0")
            return false;
        found.forms = form::numbers;
        return true;
    }
    if (text[i] != '.')
        return false;
    const std::size_t dot = i++;
    while (i < text.size() && digit(text[i]))
        ++i;
    if (i != text.size() || i - dot > 60)
        return false;
    found.forms = found.fractions = form::dotNumbers;
    if (wholes <= 3 && i - dot == 4 && text[start] != '0')
        found.forms |= form::groupedByDot;
    return true;
}

void numberForms(std::string_view text, std::uint32_t asked, CellForms &found)
{
    const char first = text.front();
    if (!digit(first) && first != '-' && first != '+' && first != '.') {
        if (infinite(text))
            found.forms = found.fractions = form::dotNumbers | form::commaNumbers;
        return;
    }
    if (plainNumber(text, found))
        return;
    if ((asked & form::whole) && wholeOf(text, form::whole))
        found.forms |= form::whole;
    for (const auto &style : styles) {
        if ((asked & style.form) == 0)
            continue;
        StyledNumber number;
        if (!number.read(text, style))
            continue;
        found.forms |= style.form;
        // What is too large for 64 bits is no whole number either.
        std::int64_t value = 0;
        const auto plain = number.plain();
        const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        if (number.fraction() || problem != std::errc() || end != plain.data() + plain.size())
            found.fractions |= style.form;
    }
    if (infinite(text)) {
        found.forms |= form::dotNumbers | form::commaNumbers;
        found.fractions |= form::dotNumbers | form::commaNumbers;
    }
}

bool takeNumber(std::string_view &text, std::size_t least, std::size_t most, int &value)
{
    std::size_t i = 0;
    value = 0;
    while (i < text.size() && i < most && digit(text[i]))
        value = value * 10 + (text[i++] - '0');
    text.remove_prefix(i);
    return i >= least;
}

bool takeChar(std::string_view &text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

/// Days from 1970-01-01; empty for a day that does not exist.
std::optional<std::int64_t> daysOf(int year, int month, int day)
{
    const std::chrono::year_month_day date {std::chrono::year(year),
                                            std::chrono::month(static_cast<unsigned>(month)),
                                            std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count();
}

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day = 86400 * second;

/// Digits behind the second's dot; those beyond a microsecond are dropped, as there is no finer type.
bool takeFraction(std::string_view &text, std::int64_t &micros)
{
    std::int64_t unit = second / 10;
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
    offset = (hours * 60 + minutes) * 60 * second * (behind ? -1 : 1);
    return true;
}

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
    time.micros += ((hours * 60 + minutes) * 60 + seconds) * second + micros - offset;
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

} // namespace

std::string_view trimmed(std::string_view text)
{
    for (;;) {
        if (text.starts_with(' ') || text.starts_with('\t'))
            text.remove_prefix(1);
        else if (text.starts_with("\xc2\xa0"))
            text.remove_prefix(2);
        else
            break;
    }
    for (;;) {
        if (text.ends_with(' ') || text.ends_with('\t'))
            text.remove_suffix(1);
        else if (text.ends_with("\xc2\xa0"))
            text.remove_suffix(2);
        else
            return text;
    }
}

CellForms formsOf(std::string_view text, std::uint32_t asked)
{
    CellForms found;
    if (asked & form::numbers)
        numberForms(text, asked, found);
    if (found.forms == 0 && (asked & form::dates))
        dateForms(text, asked, found);
    if (found.forms == 0 && (asked & form::flag) && flagOf(text))
        found.forms = form::flag;
    return found;
}

std::optional<std::int64_t> wholeOf(std::string_view text, std::uint32_t wanted)
{
    std::int64_t value = 0;
    if (wanted == form::whole) {
        const std::size_t start = text.starts_with('-') ? 1 : 0;
        if (text.size() == start || (text[start] == '0' && text.size() > 1))
            return std::nullopt;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || end != text.data() + text.size())
            return std::nullopt;
        return value;
    }
    StyledNumber number;
    if (!number.read(text, styleOf(wanted)) || number.fraction())
        return std::nullopt;
    const auto plain = number.plain();
    const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (problem != std::errc() || end != plain.data() + plain.size())
        return std::nullopt;
    return value;
}

std::optional<double> realOf(std::string_view text, std::uint32_t wanted)
{
    double value = 0;
    const auto parse = [&value](std::string_view plain) {
        const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        if (end != plain.data() + plain.size())
            return false;
        if (problem == std::errc::result_out_of_range)
            value = std::strtod(std::string(plain).c_str(), nullptr); // to infinity, or to nought
        else if (problem != std::errc())
            return false;
        return true;
    };
    if (wanted == form::dot || wanted == form::whole) {
        // By hand first: a text that is all digits and one dot needs no second look.
        CellForms plain;
        if (!text.empty() && plainNumber(text, plain) && parse(text))
            return value;
    }
    StyledNumber number;
    if (number.read(text, styleOf(wanted)) && parse(number.plain()))
        return value;
    if (infinite(text)) {
        return text.starts_with('-') ? -std::numeric_limits<double>::infinity()
                                     : std::numeric_limits<double>::infinity();
    }
    return std::nullopt;
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
    time.micros += *days * day;
    return time;
}

std::optional<bool> flagOf(std::string_view text)
{
    if (sameWord(text, "true"))
        return true;
    return sameWord(text, "false") ? std::optional(false) : std::nullopt;
}

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
    return format == "epoch" ? second : format == "epoch_ms" ? 1000 : format == "epoch_us" ? 1 : 0;
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
    parts.time.micros = *days * day
        + (static_cast<std::int64_t>(parts.hour * 60 + parts.minute) * 60 + parts.second) * second
        + parts.micros - parts.offset;
    return parts.time;
}

} // namespace slipway::data
