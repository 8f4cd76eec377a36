#include "core/base/clock.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <chrono>

namespace slipway {

namespace {

using Days = std::chrono::sys_days;
using std::chrono::microseconds;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Whether the text begins with a date and a time: a digit for each 0, everything else as it stands.
bool beginsLikeATime(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00";
    if (text.size() < form.size())
        return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '0' ? !isDigit(text[i]) : text[i] != form[i])
            return false;
    }
    return true;
}

/// The number that `count` digits from `at` on make.
int number(std::string_view text, std::size_t at, std::size_t count)
{
    int value = 0;
    for (const char c : text.substr(at, count))
        value = 10 * value + (c - '0');
    return value;
}

} // namespace

TimeMicros utcNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<microseconds>(now).count();
}

std::string isoTime(TimeMicros time)
{
    const std::chrono::sys_time<microseconds> point {microseconds(time)};
    const auto day = std::chrono::floor<std::chrono::days>(point);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(point - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

Result<TimeMicros> parseIsoTime(std::string_view text)
{
    const Error malformed = failure("time.malformed", {{"text", text}});
    if (!beginsLikeATime(text))
        return malformed;
    const std::chrono::year_month_day date {std::chrono::year(number(text, 0, 4)),
                                            std::chrono::month(static_cast<unsigned>(number(text, 5, 2))),
                                            std::chrono::day(static_cast<unsigned>(number(text, 8, 2)))};
    const int hour = number(text, 11, 2);
    const int minute = number(text, 14, 2);
    const int second = number(text, 17, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) // 60 is a leap second
        return malformed;

    std::int64_t fraction = 0;
    auto rest = text.substr(19);
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        if (rest.empty() || !isDigit(rest.front()))
            return malformed;
        for (std::int64_t unit = 100'000; !rest.empty() && isDigit(rest.front()); unit /= 10) {
            fraction += (rest.front() - '0') * unit;
            rest.remove_prefix(1);
        }
    }
    if (!rest.empty() && rest != "Z")
        return malformed;
    const auto days = std::chrono::duration_cast<std::chrono::seconds>(Days(date).time_since_epoch()).count();
    return (days + hour * 3600 + minute * 60 + second) * microsPerSecond + fraction;
}

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace slipway
