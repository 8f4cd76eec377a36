#include "core/base/messages.h"
#include "core/features/split/split_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::features {

namespace {

// Few enough to count in one small hash table, many enough that two passes reach a second of a year.
constexpr std::int64_t buckets = 8192;

// So few rows of one bucket are sorted without a thought.
constexpr double fewRows = 200'000;

/// The moment of the row with this number in the order of time. Rows are counted in ever narrower buckets and
/// only one bucket is sorted, so that memory does not grow with the rows.
Result<TimeMicros> momentOfRow(data::Duck &duck, const SplitPlan &plan, const std::string &key,
                               std::int64_t number, TimeMicros first, TimeMicros last,
                               const RunContext &context)
{
    auto before = static_cast<double>(number);
    for (;;) {
        const TimeMicros width = (last - first) / buckets + 1;
        const auto inRange = fmt::format("{} BETWEEN {} AND {}", key, first, last);
        SLIPWAY_ASSIGN(
            const data::Table counted,
            duck.query(fmt::format("SELECT ({} - {}) // {} AS bucket, count(*) FROM {} WHERE {} GROUP BY "
                                   "bucket ORDER BY bucket",
                                   key, first, width, plan.table, inRange),
                       context));
        std::size_t at = 0;
        while (at + 1 < counted.rows() && before >= counted.columns[1].numbers[at])
            before -= counted.columns[1].numbers[at++];
        const double rows = counted.columns[1].numbers.at(at);
        first += static_cast<TimeMicros>(counted.columns[0].numbers[at]) * width;
        last = std::min(last, first + width - 1);
        if (width == 1)
            return first;
        if (rows > fewRows)
            continue;
        SLIPWAY_ASSIGN(
            const double moment,
            duck.number(fmt::format("SELECT {0} AS moment FROM {1} WHERE {0} BETWEEN {2} AND {3} "
                                    "ORDER BY moment LIMIT 1 OFFSET {4}",
                                    key, plan.table, first, last, static_cast<std::int64_t>(before)),
                        context));
        return static_cast<TimeMicros>(moment);
    }
}

struct Extent {
    double rows = 0;
    TimeMicros first = 0;
    TimeMicros last = 0;
};

Result<Extent> extentOf(data::Duck &duck, const SplitPlan &plan, const std::string &key,
                        const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const data::Table found,
        duck.query(fmt::format("SELECT count(*), count(*) - count({0}), min({0}), max({0}) FROM {1}", key,
                               plan.table),
                   context));
    const auto at = [&](std::size_t column) { return found.columns[column].numbers.at(0); };
    if (at(1) > 0)
        return failure("features.split_no_time",
                       {{"column", plan.time}, {"rows", static_cast<std::int64_t>(at(1))}});
    if (at(0) == 0)
        return failure("features.split_empty", {{"part", "train"}, {"kind", "time"}});
    return Extent {at(0), static_cast<TimeMicros>(at(2)), static_cast<TimeMicros>(at(3))};
}

using Starts = std::array<TimeMicros, 4>; ///< of the parts, and the end of the last one

/// Whether the rows that are left out at the ends take more than half of a part.
bool horizonIsLong(const Starts &starts, TimeMicros horizon)
{
    return 2 * horizon > starts[1] - starts[0] || 2 * horizon > starts[2] - starts[1];
}

/// Where the parts begin so that the shares hold for the rows that are left once those whose labels look
/// into the next part are out. How many these are depends on where the parts begin: it is counted and
/// corrected until it stays the same. The starts are left alone where there is no room for that.
class LongHorizon
{
public:
    LongHorizon(data::Duck &duck, const SplitPlan &plan, const std::string &key, const Extent &extent,
                const RunContext &context)
        : m_duck(duck)
        , m_plan(plan)
        , m_key(key)
        , m_extent(extent)
        , m_context(context)
    {
    }

    Status improve(Starts &starts)
    {
        constexpr int mostTries = 12;
        double purged = 0;
        for (int i = 0; i < mostTries; ++i) {
            Starts tried = starts;
            SLIPWAY_ASSIGN(const double found, place(m_extent.rows - purged, tried));
            if (std::abs(found - purged) < 1 && tried[2] <= m_extent.last) {
                starts = tried;
                return done();
            }
            purged = std::min(found, m_extent.rows - 1);
        }
        return done();
    }

private:
    /// Sets the starts for so many rows in the parts together. Returns how many are then in none.
    Result<double> place(double kept, Starts &starts)
    {
        double before = 0;
        double purged = 0;
        for (const std::size_t part : {1U, 2U}) {
            const auto rows = rowsBefore(part == 1 ? m_plan.trainShare : m_plan.valShare, kept);
            const auto end = std::clamp(before + static_cast<double>(rows), 1.0, m_extent.rows);
            SLIPWAY_ASSIGN(const TimeMicros last,
                           momentOfRow(m_duck, m_plan, m_key, static_cast<std::int64_t>(end) - 1,
                                       m_extent.first, m_extent.last, m_context));
            starts[part] = last + m_plan.horizon;
            SLIPWAY_ASSIGN(before,
                           m_duck.number(fmt::format("SELECT count(*) FROM {} WHERE {} < {}", m_plan.table,
                                                     m_key, starts[part]),
                                         m_context));
            purged += before - end;
        }
        return purged;
    }

    data::Duck &m_duck;
    const SplitPlan &m_plan;
    const std::string &m_key;
    const Extent &m_extent;
    const RunContext &m_context;
};

} // namespace

Result<std::string> timeKey(data::Duck &duck, const SplitPlan &plan, const RunContext &context)
{
    if (plan.time.empty())
        return failure("features.split_needs", {{"kind", "time"}, {"what", "time"}});
    SLIPWAY_TRY(columnsOf(duck, plan, std::vector {plan.time}, context));
    const auto column = data::identifier(plan.time);
    SLIPWAY_ASSIGN(
        const data::Table described,
        duck.query(fmt::format("SELECT column_type FROM (DESCRIBE SELECT {} FROM {})", column, plan.table),
                   context));
    const auto &type = described.columns[0].levels.at(0);
    if (type == "DATE" || (type.starts_with("TIMESTAMP") && type != "TIMESTAMP WITH TIME ZONE"))
        return fmt::format("epoch_us(CAST({} AS TIMESTAMP))", column);
    if (type == "TIMESTAMP WITH TIME ZONE")
        return fmt::format("epoch_us({})", column);
    if (type.ends_with("INT") || type.ends_with("INTEGER"))
        return fmt::format("CAST({} AS BIGINT)", column);
    return failure("features.split_not_a_time", {{"column", plan.time}, {"type", type}});
}

Result<std::array<SplitPart, 3>> timeParts(data::Duck &duck, const SplitPlan &plan, const RunContext &context)
{
    SLIPWAY_ASSIGN(const std::string key, timeKey(duck, plan, context));
    SLIPWAY_ASSIGN(const Extent extent, extentOf(duck, plan, key, context));
    Starts starts {extent.first, 0, 0, extent.last + 1};
    for (const std::size_t part : {1U, 2U}) {
        const double share = part == 1 ? plan.trainShare : plan.trainShare + plan.valShare;
        SLIPWAY_ASSIGN(
            starts[part],
            momentOfRow(duck, plan, key, rowsBefore(share, extent.rows), extent.first, extent.last, context));
    }
    if (plan.horizon > 0 && horizonIsLong(starts, plan.horizon))
        SLIPWAY_TRY(LongHorizon(duck, plan, key, extent, context).improve(starts));
    std::array<SplitPart, 3> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (starts[i] >= starts[i + 1])
            return failure("features.too_few_times", {{"part", partNames[i]}});
        const bool looksAhead = plan.horizon > 0 && i + 1 < parts.size();
        parts[i] = {partNames[i],
                    looksAhead ? fmt::format("{0} >= {1} AND {0} <= {2} AND {0} < {3}", key, starts[i],
                                             starts[i + 1] - plan.horizon, starts[i + 1])
                               : fmt::format("{0} >= {1} AND {0} < {2}", key, starts[i], starts[i + 1]),
                    starts[i], starts[i + 1]};
    }
    return parts;
}

} // namespace slipway::features
