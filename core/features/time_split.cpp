#include "core/features/time_split.h"

#include "core/base/messages.h"
#include "core/features/definitions.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace slipway::features {

namespace {

/// How many rows stand before a share of `rows`. A share like 0.7 + 0.15 may lie a rounding below what was
/// meant.
std::int64_t rowsBefore(double share, double rows)
{
    return static_cast<std::int64_t>(std::floor(share * rows + 1e-6));
}

/// The moment of the row with this number in the order of time. The rows are counted by the hour first and
/// only one hour is sorted, so that it costs the same for any number of rows.
Result<TimeMicros> momentOfRow(data::Duck &duck, std::int64_t number, const RunContext &context)
{
    const auto hours =
        fmt::format("SELECT hour, sum(rows) OVER (ORDER BY hour) - rows AS before, rows FROM (SELECT "
                    "time_us // {} AS hour, count(*) AS rows FROM interactions GROUP BY hour)",
                    microsPerHour);
    SLIPWAY_ASSIGN(
        const data::Table found,
        duck.query(fmt::format("SELECT hour, before FROM ({0}) WHERE before <= {1} AND {1} < before + rows",
                               hours, number),
                   context));
    const auto hour = static_cast<std::int64_t>(found.columns[0].numbers.at(0));
    const auto before = static_cast<std::int64_t>(found.columns[1].numbers.at(0));
    SLIPWAY_ASSIGN(
        const double moment,
        duck.number(fmt::format("SELECT time_us FROM interactions WHERE time_us // {} = {} ORDER BY time_us "
                                "LIMIT 1 OFFSET {}",
                                microsPerHour, hour, number - before),
                    context));
    return static_cast<TimeMicros>(moment);
}

} // namespace

std::string TimePart::condition() const
{
    return fmt::format("time_us >= {} AND time_us < {}", from, until);
}

Result<std::array<TimePart, 3>> splitByTime(data::Duck &duck, double trainShare, double valShare,
                                            const RunContext &context)
{
    if (!(trainShare > 0 && valShare > 0 && trainShare + valShare < 1))
        return failure("features.bad_shares", {{"train", trainShare}, {"val", valShare}});
    SLIPWAY_ASSIGN(const data::Table extent,
                   duck.query("SELECT count(*), min(time_us), max(time_us) FROM interactions", context));
    const double rows = extent.columns[0].numbers[0];
    const auto first = static_cast<TimeMicros>(extent.columns[1].numbers[0]);
    const auto last = static_cast<TimeMicros>(extent.columns[2].numbers[0]);
    SLIPWAY_ASSIGN(const TimeMicros val, momentOfRow(duck, rowsBefore(trainShare, rows), context));
    SLIPWAY_ASSIGN(const TimeMicros test,
                   momentOfRow(duck, rowsBefore(trainShare + valShare, rows), context));
    std::array<TimePart, 3> parts {
        TimePart {"train", first, val}, {"val", val, test}, {"test", test, last + 1}};
    for (const auto &part : parts) {
        if (part.from >= part.until)
            return failure("features.too_few_times", {{"part", part.name}});
    }
    return parts;
}

} // namespace slipway::features
