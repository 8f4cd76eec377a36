#include "core/data/profile/target.h"

#include "core/base/messages.h"
#include "core/data/profile/column_kind.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::data {

namespace {

constexpr std::size_t mostClasses = 20; ///< whole numbers with more values are amounts
constexpr std::size_t mostShown = 100;

Error unknownColumn(const Source &source, const std::string &name, const std::string &place)
{
    std::vector<std::string_view> known;
    for (const auto &column : source.columns)
        known.push_back(column.name);
    return failure(
        "data.column_missing",
        {{"place", place}, {"column", name}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
}

std::string taskOf(ValueKind kind, std::size_t classes)
{
    if (classes <= 2 && classes > 0)
        return classes == 2 ? "binary" : "multiclass";
    const bool few = classes > 0 && classes <= mostClasses;
    const bool named =
        kind == ValueKind::Text || kind == ValueKind::Flag || (kind == ValueKind::Whole && few);
    return named ? "multiclass" : "regression";
}

} // namespace

Result<Target> readTarget(Source &source, const std::string &name, const std::string &place,
                          const RunContext &context)
{
    Target target;
    if (name.empty())
        return target;
    const SourceColumn *column = source.find(name);
    if (!column)
        return unknownColumn(source, name, place);
    const auto shape = shapeOf(*column);
    SLIPWAY_ASSIGN(
        const Table counts,
        source.duck.query(fmt::format("SELECT CAST({0} AS VARCHAR) AS value, count(*) AS n FROM {1} "
                                      "GROUP BY {0} ORDER BY n DESC, {0} DESC LIMIT {2}",
                                      shape.value, source.expression, mostShown + 1),
                          context));
    for (std::size_t i = 0; i < counts.rows(); ++i) {
        const auto rows = static_cast<std::int64_t>(counts.columns[1].numbers[i]);
        const auto code = counts.columns[0].codes[i];
        if (code < 0)
            target.missing = rows;
        else
            target.classes.emplace_back(counts.columns[0].levels[static_cast<std::size_t>(code)], rows);
    }
    target.name = name;
    target.task = taskOf(shape.kind, target.classes.size());
    if (counts.rows() > mostShown) { // the missing rows may lie beyond
        SLIPWAY_ASSIGN(const double missing,
                       source.duck.number(fmt::format("SELECT count(*) FILTER ({} IS NULL) FROM {}",
                                                      shape.value, source.expression),
                                          context));
        target.missing = static_cast<std::int64_t>(missing);
    }
    if (target.isBinary()) {
        target.positive = target.classes.back().first;
        target.label = fmt::format("CAST(CASE WHEN {0} IS NULL THEN 2 WHEN {0} = CAST({1} AS {2}) THEN 1 "
                                   "ELSE 0 END AS TINYINT)",
                                   shape.value, data::quoted(target.positive),
                                   shape.kind == ValueKind::Text ? std::string("VARCHAR") : column->type);
    }
    if (target.task == "regression")
        target.classes.clear();
    return target;
}

Json toJson(const Target &target)
{
    Json json {{"column", target.name}, {"task", target.task}, {"missing", target.missing}};
    if (target.task == "regression")
        return json;
    json["classes"] = Json::array();
    for (const auto &[value, count] : target.classes)
        json["classes"].push_back({{"value", value}, {"count", count}});
    if (target.isBinary())
        json["positive"] = target.positive;
    return json;
}

} // namespace slipway::data
