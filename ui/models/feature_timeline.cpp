#include "ui/models/feature_timeline.h"

#include "core/base/messages.h"
#include "ui/models/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace slipway::ui {

namespace {

using data::Source;
using data::SourceColumn;

constexpr std::size_t mostLevels = 7;
constexpr double hour = 3600;
constexpr double day = 24 * hour;
constexpr double week = 7 * day;
constexpr double firstMonday = 4 * day; ///< after 1970 began, on a Thursday
constexpr double mostSteps = 90;

struct TimedPart {
    Source *source;
    const SourceColumn *column;
    std::string moment; ///< SQL, in seconds since 1970
};

/// The shortest step that leaves a picture which can be read.
double widthFor(double seconds)
{
    for (const double width : {hour, day, week}) {
        if (seconds / width <= mostSteps)
            return width;
    }
    return 4 * week;
}

std::string stepOf(const TimedPart &part, double width)
{
    return fmt::format("floor(({} - {}) / {})", part.moment, width >= week ? firstMonday : 0, width);
}

Result<TimedPart> timedPart(Source &source, const QString &feature, const QString &time)
{
    TimedPart part {&source, source.find(feature.toStdString()), {}};
    if (!part.column)
        return failure("data.check_column_missing", {{"column", feature.toStdString()}});
    const auto isMoment = [](const SourceColumn &column) {
        const auto kind = valueKind(text(column.type));
        return kind == ValueKind::Moment || kind == ValueKind::Date;
    };
    const auto *moment = time.isEmpty() ? nullptr : source.find(time.toStdString());
    if (!moment) {
        const auto found = std::find_if(source.columns.begin(), source.columns.end(), isMoment);
        moment = found == source.columns.end() ? nullptr : &*found;
    }
    if (!moment || !isMoment(*moment))
        return failure("data.check_column_missing",
                       {{"column", time.isEmpty() ? "timestamp" : time.toStdString()}});
    part.moment = fmt::format("epoch({})", data::identifier(moment->name));
    return part;
}

double cell(const data::Table &table, std::size_t column, std::size_t row)
{
    const auto &numbers = table.columns.at(column).numbers;
    return row < numbers.size() ? numbers[row] : std::nan("");
}

Status addNumbers(FeatureTimeline &timeline, int place, const TimedPart &part, const RunContext &context)
{
    std::vector<std::string> quantiles;
    for (std::size_t i = 0; i < timelineShares.size(); ++i)
        quantiles.push_back(fmt::format("quantiles[{}]", i + 1)); // SQL counts from 1
    const auto value = presentValue(*part.column);
    SLIPWAY_ASSIGN(
        const auto answer,
        part.source->duck.query(
            fmt::format("SELECT moment, all_rows, present, {4} FROM (SELECT {0} AS step, avg({1}) AS moment, "
                        "count(*) AS all_rows, count({2}) AS present, quantile_cont(CAST({2} AS DOUBLE), "
                        "[{5}]) AS quantiles FROM {3} WHERE {1} IS NOT NULL GROUP BY step ORDER BY step)",
                        stepOf(part, timeline.width), part.moment, value, part.source->expression,
                        fmt::join(quantiles, ", "), fmt::join(timelineShares, ", ")),
            context));
    for (std::size_t row = 0; row < answer.rows(); ++row) {
        FeatureTimeline::Step step {.time = cell(answer, 0, row),
                                    .part = place,
                                    .rows = cell(answer, 1, row),
                                    .present = cell(answer, 2, row)};
        for (std::size_t i = 0; i < step.quantiles.size(); ++i)
            step.quantiles[i] = cell(answer, 3 + i, row);
        timeline.steps.push_back(std::move(step));
    }
    return done();
}

Status findLevels(FeatureTimeline &timeline, const TimedPart &part, const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const auto counted,
        part.source->duck.query(
            fmt::format("SELECT {0}::VARCHAR AS level, count(*) AS n FROM {1} WHERE {0} IS NOT NULL "
                        "GROUP BY level ORDER BY n DESC, level LIMIT {2}",
                        presentValue(*part.column), part.source->expression, mostLevels + 1),
            context));
    const auto &names = counted.columns.at(0);
    for (std::size_t i = 0; i < std::min(counted.rows(), mostLevels) && !names.levels.empty(); ++i)
        timeline.levels << text(names.levels[static_cast<std::size_t>(names.codes[i])]);
    return done();
}

Status addLevels(FeatureTimeline &timeline, int place, const TimedPart &part, const RunContext &context)
{
    const auto value = presentValue(*part.column);
    std::string level = fmt::format("CASE {}::VARCHAR", value);
    for (qsizetype i = 0; i < timeline.levels.size(); ++i)
        level += fmt::format(" WHEN {} THEN {}", data::quoted(timeline.levels[i].toStdString()), i);
    level += fmt::format(" ELSE {} END", timeline.levels.size());
    SLIPWAY_ASSIGN(
        const auto answer,
        part.source->duck.query(
            fmt::format("SELECT {0} AS step, CASE WHEN {1} IS NULL THEN -1 ELSE {2} END AS level, "
                        "count(*) AS n, sum({3}) AS moments FROM {4} WHERE {3} IS NOT NULL GROUP BY "
                        "step, level ORDER BY step, level",
                        stepOf(part, timeline.width), value,
                        timeline.levels.isEmpty() ? std::string("0") : level, part.moment,
                        part.source->expression),
            context));
    std::map<double, FeatureTimeline::Step> steps;
    for (std::size_t row = 0; row < answer.rows(); ++row) {
        auto &step = steps[cell(answer, 0, row)];
        step.part = place;
        step.shares.resize(static_cast<std::size_t>(timeline.levels.size()) + 1, 0);
        const double rows = cell(answer, 2, row);
        step.rows += rows;
        step.time += cell(answer, 3, row);
        if (const double found = cell(answer, 1, row); found >= 0) {
            step.present += rows;
            step.shares[static_cast<std::size_t>(found)] += rows;
        }
    }
    for (auto &[when, step] : steps) {
        step.time /= step.rows;
        for (double &share : step.shares)
            share = step.present > 0 ? share / step.present : std::nan("");
        timeline.hasOthers = timeline.hasOthers || step.shares.back() > 0;
        timeline.steps.push_back(std::move(step));
    }
    return done();
}

} // namespace

Result<FeatureTimeline> readTimeline(const std::array<Source *, 3> &sources, const QString &feature,
                                     const QString &time, const RunContext &context)
{
    FeatureTimeline timeline {.feature = feature};
    std::vector<TimedPart> parts;
    double first = std::numeric_limits<double>::infinity();
    double last = -first;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        SLIPWAY_ASSIGN(auto part, timedPart(*sources[i], feature, time));
        SLIPWAY_ASSIGN(const auto ends,
                       part.source->duck.query(fmt::format("SELECT min({0}), max({0}) FROM {1}", part.moment,
                                                           part.source->expression),
                                               context));
        timeline.begins[i] = cell(ends, 0, 0);
        timeline.partsOverlap = timeline.partsOverlap || timeline.begins[i] < last;
        if (std::isfinite(timeline.begins[i])) {
            first = std::min(first, timeline.begins[i]);
            last = std::max(last, cell(ends, 1, 0));
        }
        parts.push_back(std::move(part));
    }
    timeline.width = widthFor(last - first);
    timeline.number = isNumber(valueKind(text(parts.front().column->type)));
    if (!timeline.number)
        SLIPWAY_TRY(findLevels(timeline, parts.front(), context));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int place = static_cast<int>(i);
        if (timeline.number)
            SLIPWAY_TRY(addNumbers(timeline, place, parts[i], context));
        else
            SLIPWAY_TRY(addLevels(timeline, place, parts[i], context));
    }
    if (!timeline.hasOthers) {
        for (auto &step : timeline.steps) {
            if (!step.shares.empty())
                step.shares.pop_back();
        }
    }
    std::stable_sort(timeline.steps.begin(), timeline.steps.end(),
                     [](const auto &left, const auto &right) { return left.time < right.time; });
    return timeline;
}

} // namespace slipway::ui
