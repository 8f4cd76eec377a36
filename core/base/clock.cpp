#include "core/base/clock.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace slipway {

namespace {

using Days = std::chrono::sys_days;
using std::chrono::microseconds;

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
    const std::string copy(text);
    int year = 0;
    unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
    int used = 0;
    const int fields = std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u%n", &year, &month, &day, &hour,
                                   &minute, &second, &used);
    const std::chrono::year_month_day date {std::chrono::year(year), std::chrono::month(month),
                                            std::chrono::day(day)};
    if (fields != 6 || !date.ok() || hour > 23 || minute > 59 || second > 60)
        return failure("time.malformed", {{"text", text}});

    std::int64_t fraction = 0;
    auto rest = std::string_view(copy).substr(static_cast<std::size_t>(used));
    if (!rest.empty() && rest.front() == '.') {
        rest.remove_prefix(1);
        std::int64_t unit = 100'000;
        while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
            fraction += (rest.front() - '0') * unit;
            unit /= 10;
            rest.remove_prefix(1);
        }
    }
    if (!rest.empty() && rest != "Z")
        return failure("time.malformed", {{"text", text}});
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(Days(date).time_since_epoch()).count() + hour * 3600
        + minute * 60 + second;
    return seconds * microsPerSecond + fraction;
}

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace slipway
