#include "core/data/profile/text_summary.h"

#include "core/data/profile/column_kind.h"

#include <fmt/format.h>

namespace slipway::data {

namespace {

constexpr int mostShown = 10;
constexpr double mostLevels = 100; ///< more would look good by chance
constexpr double rowsPerLevel = 10;

std::int64_t whole(const Table &table, std::size_t column, std::size_t row = 0)
{
    return static_cast<std::int64_t>(table.columns[column].numbers.at(row));
}

std::optional<std::string> text(const Column &column, std::size_t row)
{
    if (column.kind != ColumnKind::Category || column.codes.at(row) < 0)
        return std::nullopt;
    return column.levels[static_cast<std::size_t>(column.codes[row])];
}

/// Levels in the order of their share of positives: the best that a model could do with the column alone.
Status addAuc(Source &source, TextSummary &summary, const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const Table levels,
        source.duck.query(
            "SELECT p, q FROM slipway_levels WHERE v IS NOT NULL AND p + q > 0 ORDER BY p / (p + q), v",
            context));
    for (std::size_t i = 0; i < levels.rows(); ++i)
        summary.auc.add(whole(levels, 0, i), whole(levels, 1, i));
    summary.levelsRanked = true;
    return done();
}

} // namespace

Result<TextSummary> describeTexts(Source &source, const SourceColumn &column, const std::string &label,
                                  const RunContext &context)
{
    const auto value = shapeOf(column).value;
    const std::string positives = label.empty() ? "0" : fmt::format("count(*) FILTER ({} = 1)", label);
    const std::string negatives = label.empty() ? "0" : fmt::format("count(*) FILTER ({} = 0)", label);
    SLIPWAY_TRY(source.duck.execute(
        fmt::format(
            "CREATE OR REPLACE TEMP TABLE slipway_levels AS SELECT {0} AS v, count(*) AS n, {1} AS p, "
            "{2} AS q FROM {3} GROUP BY {0}",
            value, positives, negatives, source.expression),
        context));
    SLIPWAY_ASSIGN(
        const Table facts,
        source.duck.query(
            "SELECT count(v), min(v), max(v), coalesce(min(length(v)), 0), "
            "coalesce(max(length(v)), 0), coalesce(sum(length(v) * n) / sum(n) FILTER (v IS NOT NULL), 0)"
            "::DOUBLE, coalesce(sum(n) FILTER (v IS NULL), 0), "
            "coalesce(sum(n) FILTER (trim(v) = ''), 0), coalesce(sum(p) FILTER (v IS NOT NULL), 0), "
            "coalesce(sum(q) FILTER (v IS NOT NULL), 0) FROM slipway_levels",
            context));
    TextSummary summary;
    summary.distinct = whole(facts, 0);
    summary.first = text(facts.columns[1], 0);
    summary.last = text(facts.columns[2], 0);
    summary.shortest = whole(facts, 3);
    summary.longest = whole(facts, 4);
    summary.meanLength = facts.columns[5].numbers.at(0);
    summary.nulls = whole(facts, 6);
    summary.blank = whole(facts, 7);
    SLIPWAY_ASSIGN(const Table top,
                   source.duck.query(fmt::format("SELECT v, n FROM slipway_levels WHERE v IS NOT NULL "
                                                 "ORDER BY n DESC, v LIMIT {}",
                                                 mostShown),
                                     context));
    for (std::size_t i = 0; i < top.rows(); ++i)
        summary.top.emplace_back(text(top.columns[0], i).value_or(""), whole(top, 1, i));
    summary.present.add(whole(facts, 8), whole(facts, 9));
    const double levels = static_cast<double>(summary.distinct);
    const double labelled = facts.columns[8].numbers.at(0) + facts.columns[9].numbers.at(0);
    if (!label.empty() && levels <= mostLevels && levels * rowsPerLevel <= labelled)
        SLIPWAY_TRY(addAuc(source, summary, context));
    return summary;
}

} // namespace slipway::data
