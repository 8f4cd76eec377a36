#include "core/data/profile/warnings.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

constexpr double certainAuc = 0.95;
constexpr double strikingAuc = 0.8;
constexpr double strikingMissingAuc = 0.75;
constexpr double certainCorrelation = 0.99;
constexpr double strikingCorrelation = 0.95;
constexpr double rareOfTwo = 0.10;
constexpr double rareOfMore = 0.02;
constexpr std::int64_t manyLevels = 100;
constexpr double almostAll = 0.995;
constexpr double mostlyMissing = 0.5;
constexpr std::size_t mostRelations = 20; ///< that are told

enum class Severity { High, Medium, Low };

std::string rounded(double value)
{
    return fmt::format("{:.3g}", value);
}

double share(std::int64_t part, std::int64_t of)
{
    return of > 0 ? static_cast<double>(part) / static_cast<double>(of) : 0;
}

std::string percent(std::int64_t part, std::int64_t of)
{
    return fmt::format("{:.3g}%", 100 * share(part, of));
}

class Warnings
{
public:
    void add(Severity severity, const std::string &id, const std::string &column, Json numbers)
    {
        Json args = numbers;
        args["column"] = column;
        constexpr const char *names[] {"high", "medium", "low"};
        m_found.emplace_back(severity,
                             Json {{"id", id},
                                   {"column", column.empty() ? Json() : Json(column)},
                                   {"severity", names[static_cast<int>(severity)]},
                                   {"sentence", sentence("data.warn_" + id, args)},
                                   {"numbers", std::move(numbers)}});
    }

    Json sorted()
    {
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
        Json list = Json::array();
        for (auto &[severity, warning] : m_found)
            list.push_back(std::move(warning));
        return list;
    }

private:
    std::vector<std::pair<Severity, Json>> m_found;
};

void warnOfTarget(const ProfileFacts &facts, Warnings &warnings)
{
    const Target &target = facts.target;
    if (target.missing > 0)
        warnings.add(Severity::Medium, "target_missing", target.name,
                     {{"missing", target.missing}, {"percent", percent(target.missing, facts.rows)}});
    if (target.task == "regression")
        return;
    if (target.classes.size() <= 1)
        return warnings.add(Severity::High, "target_constant", target.name,
                            {{"classes", target.classes.size()}});
    const auto &rarest = target.classes.back();
    const auto known = facts.rows - target.missing;
    if (share(rarest.second, known) < (target.isBinary() ? rareOfTwo : rareOfMore))
        warnings.add(Severity::Medium, "target_imbalance", target.name,
                     {{"value", rarest.first},
                      {"count", rarest.second},
                      {"rows", known},
                      {"percent", percent(rarest.second, known)}});
}

void warnOfLeaks(const ProfileFacts &facts, Warnings &warnings)
{
    const auto &target = facts.target.name;
    for (const auto &column : facts.columns) {
        if (column.name == target || column.isIdLike())
            continue;
        if (column.auc && *column.auc >= strikingAuc) {
            const auto severity = *column.auc >= certainAuc ? Severity::High : Severity::Medium;
            warnings.add(severity, "leak_auc", column.name,
                         {{"auc", *column.auc}, {"shown", rounded(*column.auc)}, {"target", target}});
        }
        if (column.nulls > 0 && column.missingAuc && *column.missingAuc >= strikingMissingAuc)
            warnings.add(
                Severity::High, "leak_missing", column.name,
                {{"auc", *column.missingAuc}, {"shown", rounded(*column.missingAuc)}, {"target", target}});
    }
    for (const auto &each : facts.correlations) {
        const auto size = [](double value) { return std::isfinite(value) ? std::abs(value) : 0; };
        const double strongest = std::max(size(each.pearson), size(each.spearman));
        if (facts.target.task != "regression" || strongest < strikingCorrelation)
            continue;
        const auto severity = strongest >= certainCorrelation ? Severity::High : Severity::Medium;
        warnings.add(severity, "leak_correlation", each.column,
                     {{"correlation", strongest}, {"shown", rounded(strongest)}, {"target", target}});
    }
}

void warnOfRelations(const ProfileFacts &facts, Warnings &warnings)
{
    std::size_t told = 0;
    for (const auto &relation : facts.relations) {
        const bool touches = !facts.target.name.empty()
            && (relation.result == facts.target.name || relation.first == facts.target.name
                || relation.second == facts.target.name);
        if (!touches && ++told > mostRelations)
            continue;
        const Json numbers {{"result", relation.result},
                            {"first", relation.first},
                            {"second", relation.second},
                            {"rows", relation.rows}};
        const std::string id = relation.second.empty() ? touches ? "leak_copy" : "same_columns"
            : touches                                  ? "leak_sum"
                                                       : "redundant_sum";
        warnings.add(touches ? Severity::High : Severity::Low, id, relation.result, numbers);
    }
}

void warnOfColumn(const ColumnReport &column, const ProfileFacts &facts, Warnings &warnings)
{
    const auto missing = percent(column.nulls, column.rows);
    if (column.rows == 0 || column.name == facts.target.name)
        return;
    if (column.distinct == 0)
        return warnings.add(Severity::Medium, "empty_column", column.name, {{"rows", column.rows}});
    if (column.infinite > 0)
        warnings.add(Severity::Medium, "infinite", column.name, {{"count", column.infinite}});
    if (share(column.nulls, column.rows) > mostlyMissing)
        warnings.add(Severity::Medium, "mostly_missing", column.name,
                     {{"missing", column.nulls}, {"percent", missing}});
    if (column.isConstant())
        warnings.add(Severity::Low, "constant", column.name, {{"count", column.present()}});
    else if (share(column.mostFrequent, column.present()) >= almostAll)
        warnings.add(
            Severity::Low, "almost_constant", column.name,
            {{"count", column.mostFrequent}, {"percent", percent(column.mostFrequent, column.present())}});
    if (column.isIdLike())
        warnings.add(Severity::Medium, "id_like", column.name, {{"distinct", column.distinct}});
    else if (column.kind == ValueKind::Text && column.distinct > manyLevels)
        warnings.add(Severity::Medium, "many_levels", column.name,
                     {{"distinct", column.distinct}, {"rows", column.present()}});
}

void warnOfTime(const ProfileFacts &facts, Warnings &warnings)
{
    for (const auto &column : facts.columns) {
        if (column.name != facts.timeColumn || !column.order)
            continue;
        const RowOrder &order = *column.order;
        if (!order.rises())
            warnings.add(Severity::Low, "not_sorted", column.name,
                         {{"steps_back", order.back}, {"rows", column.present()}});
        if (order.future > 0)
            warnings.add(Severity::Medium, "future_rows", column.name,
                         {{"count", order.future}, {"percent", percent(order.future, column.present())}});
    }
}

} // namespace

Json warningsOf(const ProfileFacts &facts)
{
    Warnings warnings;
    if (!facts.target.name.empty() && facts.rows > 0) {
        warnOfTarget(facts, warnings);
        warnOfLeaks(facts, warnings);
    }
    warnOfRelations(facts, warnings);
    if (facts.duplicates > 0)
        warnings.add(Severity::Medium, "duplicates", "",
                     {{"count", facts.duplicates}, {"percent", percent(facts.duplicates, facts.rows)}});
    for (const auto &column : facts.columns)
        warnOfColumn(column, facts, warnings);
    warnOfTime(facts, warnings);
    return warnings.sorted();
}

} // namespace slipway::data
