#include "core/features/split/split.h"

#include "core/base/messages.h"
#include "core/features/split/split_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::features {

namespace {

constexpr std::array<std::string_view, 3> kindNames {"time", "stratified", "group"};

Status checkShares(const SplitPlan &plan)
{
    if (!(plan.trainShare > 0 && plan.valShare > 0 && plan.trainShare + plan.valShare < 1))
        return failure("features.bad_shares", {{"train", plan.trainShare}, {"val", plan.valShare}});
    return done();
}

Result<std::array<SplitPart, 3>> partsOf(data::Duck &duck, const SplitPlan &plan, const RunContext &context)
{
    switch (plan.kind) {
    case SplitKind::Time:
        return timeParts(duck, plan, context);
    case SplitKind::Stratified:
        return stratifiedParts(duck, plan, context);
    case SplitKind::Group:
        break;
    }
    return groupParts(duck, plan, context);
}

/// The rows of each part, and those of none.
Status countRows(data::Duck &duck, const SplitPlan &plan, Split &split, const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const data::Table counts,
        duck.query(fmt::format("SELECT count(*) FILTER ({}), count(*) FILTER ({}), count(*) FILTER "
                               "({}), count(*) FROM {}",
                               split.parts[0].condition, split.parts[1].condition, split.parts[2].condition,
                               plan.table),
                   context));
    const auto count = [&](std::size_t i) {
        return static_cast<std::int64_t>(counts.columns[i].numbers.at(0));
    };
    split.purged = count(3);
    for (std::size_t i = 0; i < split.parts.size(); ++i) {
        split.parts[i].rows = count(i);
        split.purged -= split.parts[i].rows;
    }
    return done();
}

} // namespace

std::string_view splitKindName(SplitKind kind)
{
    return kindNames[static_cast<std::size_t>(kind)];
}

Result<SplitKind> splitKind(std::string_view name)
{
    const auto found = std::find(kindNames.begin(), kindNames.end(), name);
    if (found == kindNames.end())
        return failure("features.split_unknown",
                       {{"name", name}, {"known", fmt::format("{}", fmt::join(kindNames, ", "))}});
    return static_cast<SplitKind>(found - kindNames.begin());
}

std::int64_t rowsBefore(double share, double rows)
{
    return static_cast<std::int64_t>(std::floor(share * rows + 1e-6));
}

Result<std::vector<std::string>> columnsOf(data::Duck &duck, const SplitPlan &plan,
                                           std::span<const std::string> wanted, const RunContext &context)
{
    SLIPWAY_ASSIGN(const data::Table none,
                   duck.query(fmt::format("SELECT * FROM {} LIMIT 0", plan.table), context));
    for (const auto &name : wanted)
        SLIPWAY_TRY(data::requireColumn(none, name, "The table to be split"));
    std::vector<std::string> names;
    for (const auto &column : none.columns)
        names.push_back(column.name);
    return names;
}

Result<Split> split(data::Duck &duck, const SplitPlan &plan, const RunContext &context)
{
    SLIPWAY_TRY(checkShares(plan));
    Split made {.kind = plan.kind, .parts = {}};
    SLIPWAY_ASSIGN(made.parts, partsOf(duck, plan, context));
    if (plan.kind == SplitKind::Time)
        SLIPWAY_TRY(countRows(duck, plan, made, context));
    for (const auto &part : made.parts) {
        if (part.rows == 0)
            return failure(made.purged > 0 ? "features.split_all_purged" : "features.split_empty",
                           {{"part", part.name}, {"kind", splitKindName(plan.kind)}});
    }
    return made;
}

Json toJson(const Split &split)
{
    Json parts = Json::object();
    for (const auto &part : split.parts)
        parts[std::string(part.name)] = {{"rows", part.rows}};
    return {{"kind", splitKindName(split.kind)}, {"parts", std::move(parts)}, {"purged", split.purged}};
}

} // namespace slipway::features
