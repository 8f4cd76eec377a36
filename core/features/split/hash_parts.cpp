#include "core/base/messages.h"
#include "core/features/split/split_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace slipway::features {

namespace {

// A table is cut between two of these buckets of hashes: exact for small tables, and a millionth of the rows
// beside the share for large ones.
constexpr std::int64_t buckets = 1 << 20;

// A target with more values than this is a quantity, and a part cannot have each of them in its share.
constexpr std::size_t mostStrata = 200;

/// The bucket of a row, from its values alone. MD5 because it gives the same everywhere and for ever.
std::string bucketOf(const std::vector<std::string> &columns, std::uint64_t seed)
{
    std::string text = data::quoted(std::to_string(seed));
    for (const auto &column : columns) {
        // A missing value is told from an empty text, and the end of one value from the beginning of the
        // next.
        text += fmt::format(", chr(31), coalesce('=' || CAST({} AS VARCHAR), '')", data::identifier(column));
    }
    return fmt::format("CAST(md5_number_lower(concat({})) % {} AS BIGINT)", text, buckets);
}

/// Where train ends and where val ends, in buckets, and how many rows that makes in each part.
struct Cuts {
    std::int64_t train = 0;
    std::int64_t val = 0;
    std::array<std::int64_t, 3> rows {};
};

/// Counts of one stratum's buckets in ascending order.
struct Counted {
    std::vector<std::int64_t> bucket;
    std::vector<double> rows;
};

/// The first bucket from which on at least `wanted` rows lie before, or the one before it where that is
/// nearer.
std::int64_t cutAt(const Counted &counted, double wanted)
{
    double before = 0;
    for (std::size_t i = 0; i < counted.bucket.size(); ++i) {
        const double after = before + counted.rows[i];
        if (after > wanted && after - wanted >= wanted - before)
            return counted.bucket[i];
        before = after;
    }
    return buckets;
}

Cuts cutsOf(const Counted &counted, const SplitPlan &plan)
{
    double rows = 0;
    for (const double each : counted.rows)
        rows += each;
    Cuts cuts {cutAt(counted, std::round(plan.trainShare * rows)),
               cutAt(counted, std::round((plan.trainShare + plan.valShare) * rows))};
    for (std::size_t i = 0; i < counted.bucket.size(); ++i) {
        const std::size_t part = counted.bucket[i] < cuts.train ? 0 : counted.bucket[i] < cuts.val ? 1 : 2;
        cuts.rows[part] += static_cast<std::int64_t>(counted.rows[i]);
    }
    return cuts;
}

/// The parts of buckets below `train`, from there to below `val`, and from there on; both are SQL.
std::array<SplitPart, 3> partsOf(const std::string &bucket, const std::string &train, const std::string &val,
                                 const std::array<std::int64_t, 3> &rows)
{
    return {
        SplitPart {.name = partNames[0], .condition = fmt::format("{} < {}", bucket, train), .rows = rows[0]},
        SplitPart {.name = partNames[1],
                   .condition = fmt::format("{0} >= {1} AND {0} < {2}", bucket, train, val),
                   .rows = rows[1]},
        SplitPart {.name = partNames[2], .condition = fmt::format("{} >= {}", bucket, val), .rows = rows[2]}};
}

/// The rows of each bucket, by stratum; `stratum` is SQL that makes a text.
Result<std::map<std::string, Counted>> countBuckets(data::Duck &duck, const SplitPlan &plan,
                                                    const std::string &bucket, const std::string &stratum,
                                                    const RunContext &context)
{
    SLIPWAY_ASSIGN(const data::Table table,
                   duck.query(fmt::format("SELECT {} AS stratum, {} AS bucket, count(*) FROM {} GROUP BY "
                                          "ALL ORDER BY ALL",
                                          stratum, bucket, plan.table),
                              context));
    std::map<std::string, Counted> strata;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto &counted =
            strata[table.columns[0].levels[static_cast<std::size_t>(table.columns[0].codes[row])]];
        counted.bucket.push_back(static_cast<std::int64_t>(table.columns[1].numbers[row]));
        counted.rows.push_back(table.columns[2].numbers[row]);
    }
    return strata;
}

} // namespace

Result<std::array<SplitPart, 3>> stratifiedParts(data::Duck &duck, const SplitPlan &plan,
                                                 const RunContext &context)
{
    if (plan.target.empty())
        return failure("features.split_needs", {{"kind", "stratified"}, {"what", "target"}});
    SLIPWAY_ASSIGN(const auto all, columnsOf(duck, plan, std::vector {plan.target}, context));
    SLIPWAY_TRY(columnsOf(duck, plan, plan.id, context));
    const auto target = data::identifier(plan.target);
    SLIPWAY_ASSIGN(
        const double values,
        duck.number(fmt::format("SELECT count(DISTINCT {}) FROM {}", target, plan.table), context));
    if (values > static_cast<double>(mostStrata))
        return failure(
            "features.split_many_strata",
            {{"column", plan.target}, {"values", static_cast<std::int64_t>(values)}, {"most", mostStrata}});
    const auto bucket = bucketOf(plan.id.empty() ? all : plan.id, plan.seed);
    const auto stratum = fmt::format("coalesce('=' || CAST({} AS VARCHAR), '')", target);
    SLIPWAY_ASSIGN(const auto strata, countBuckets(duck, plan, bucket, stratum, context));
    std::string train = "CASE " + stratum;
    std::string val = train;
    std::array<std::int64_t, 3> rows {};
    for (const auto &[value, counted] : strata) {
        const auto cuts = cutsOf(counted, plan);
        std::transform(rows.begin(), rows.end(), cuts.rows.begin(), rows.begin(), std::plus<>());
        train += fmt::format(" WHEN {} THEN {}", data::quoted(value), cuts.train);
        val += fmt::format(" WHEN {} THEN {}", data::quoted(value), cuts.val);
    }
    // A table without rows has no strata, and a CASE needs a branch.
    train += " WHEN NULL THEN 0 END";
    val += " WHEN NULL THEN 0 END";
    return partsOf(bucket, train, val, rows);
}

Result<std::array<SplitPart, 3>> groupParts(data::Duck &duck, const SplitPlan &plan,
                                            const RunContext &context)
{
    if (plan.group.empty())
        return failure("features.split_no_group");
    SLIPWAY_TRY(columnsOf(duck, plan, plan.group, context));
    const auto bucket = bucketOf(plan.group, plan.seed);
    SLIPWAY_ASSIGN(const auto strata, countBuckets(duck, plan, bucket, "''", context));
    const auto cuts = strata.empty() ? Cuts {} : cutsOf(strata.begin()->second, plan);
    return partsOf(bucket, std::to_string(cuts.train), std::to_string(cuts.val), cuts.rows);
}

} // namespace slipway::features
