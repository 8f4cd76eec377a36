#include "core/features/definitions/duration.h"
#include "core/features/propose/draft.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::features::propose {

namespace {

constexpr std::size_t mostLevels = 6; ///< of a text whose levels are counted one by one
constexpr std::size_t mostCounts = 24;

std::string keysText(const SharedKey &key)
{
    return fmt::format("{}", fmt::join(key.columns, " and "));
}

} // namespace

void Draft::addTable(const TableFacts &other, const SharedKey &key)
{
    const auto entity = entityFor(key.columns, key.groups);
    addComment(
        "entities/" + entity,
        fmt::format("{:.3g}% of the values in {} are in {}.", 100 * key.found, m_table.name, other.name));
    if (key.isUnique)
        addFacts(other, key, entity);
    else
        addEvents(other, key, entity);
}

/// One row a key: its columns as they are.
void Draft::addFacts(const TableFacts &other, const SharedKey &key, const std::string &entity)
{
    const auto name = nameFrom(other.name);
    const auto *time = m_time ? timeOf(other, {}) : nullptr;
    m_set.sources.push_back({.name = name,
                             .table = other.name,
                             .eventTime = time ? columnSql(time->name) : "",
                             .description = fmt::format("One row for each {}", keysText(key))});
    addComment("sources/" + name,
               time ? fmt::format("Known from {} on.", time->name)
                    : std::string(
                        "Taken to be known from the beginning: remove columns that are written down later."));
    FeatureView view {
        .name = nameFrom(other.name + "_facts"), .entity = entity, .source = name, .features = {}};
    view.tags = {"facts"};
    view.description = fmt::format("What {} says of the {}", other.name, entity);
    for (const auto &column : other.columns) {
        const bool isKey =
            std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
        if (isKey || column.isConstant() || (column.idLike && column.isText()) || column.name == m_target)
            continue;
        const bool isMoment = column.isTime();
        if (isMoment && !m_time)
            continue;
        Feature feature {.name = fresh(other.name + "_" + column.name), .kind = FeatureKind::Column};
        feature.type = isMoment ? ValueType::Time : column.isText() ? ValueType::Text : ValueType::Number;
        feature.hidden = isMoment;
        feature.expression = columnSql(column.name);
        feature.description = fmt::format("The column {} of {}", column.name, other.name);
        if (isMoment)
            addDerived("days_since_" + feature.name, fmt::format("days_between({}, now)", feature.name),
                       "days",
                       fmt::format("Days from {} of {} to the moment asked about", column.name, other.name));
        view.features.push_back(std::move(feature));
    }
    if (view.features.empty())
        return;
    say(fmt::format("{}: one row for each {}, {} columns.", other.name, keysText(key), view.features.size()));
    m_set.views.push_back(std::move(view));
}

/// Several rows a key: counts and means of what was before.
void Draft::addEvents(const TableFacts &other, const SharedKey &key, const std::string &entity)
{
    const auto name = nameFrom(other.name);
    const auto *time = m_time ? timeOf(other, {}) : nullptr;
    m_set.sources.push_back({.name = name,
                             .table = other.name,
                             .eventTime = time ? columnSql(time->name) : "",
                             .before = time != nullptr,
                             .description = fmt::format("Several rows for each {}", keysText(key))});
    std::vector<TimeMicros> windows;
    FeatureView view {
        .name = nameFrom(other.name + "_history"), .entity = entity, .source = name, .features = {}};
    view.tags = {"history"};
    view.description = fmt::format("Rows of {} of the same {}", other.name, keysText(key));
    if (time) {
        addComment(
            "sources/" + name,
            fmt::format("A row is taken to be known from {} on. Where it is known later (a bill when it is",
                        time->name));
        addComment("sources/" + name, "paid, a week when it is over), add the delay to event_time.");
        const double span = time->first && time->last ? *time->last - *time->first : 0;
        windows = windowsFor(span,
                             static_cast<double>(other.rows)
                                 / static_cast<double>(std::max<std::int64_t>(key.groups, 1)));
        view.every = windows.empty() || windows.front() >= microsPerDay ? microsPerDay : microsPerDay / 24;
    } else {
        addComment(
            "sources/" + name,
            fmt::format("Warning: no time joins {} to the rows. All of its rows are seen, those of the",
                        other.name));
        addComment("sources/" + name, "future too: a model may learn from what it will not have.");
        say(fmt::format("Warning: {} is joined without a time, so rows of the future may enter.",
                        other.name));
    }
    std::vector<TimeMicros> all = windows;
    all.push_back(0);
    for (const auto window : all) {
        const auto text = window == 0 ? std::string("all") : durationText(window);
        view.features.push_back(windowed(
            fmt::format("{}_rows_{}", other.name, text), Aggregate::Count, {}, window, "rows",
            fmt::format("Rows of {}, window {}", other.name, window == 0 ? std::string("all time") : text)));
    }
    if (time)
        view.features.push_back(windowed(other.name + "_days_since_last", Aggregate::TimeSince, {}, 0, "days",
                                         fmt::format("Days since the last row of {}", other.name)));
    if (!windows.empty())
        addNumberHistory(other, other.name, windows[windows.size() / 2], view, false, {m_target});
    addNumberHistory(other, other.name, 0, view, false, {m_target});
    std::size_t counts = 0;
    for (const auto &column : other.columns) {
        if (!column.isText() || column.levels.empty() || column.distinct < 2
            || column.distinct > static_cast<std::int64_t>(mostLevels) || column.name == m_target)
            continue;
        for (const auto &level : column.levels) {
            if (++counts > mostCounts)
                break;
            view.features.push_back(windowed(
                fmt::format("{}_{}_{}", other.name, column.name, level), Aggregate::Count,
                fmt::format("CASE WHEN {} = {} THEN 1 END", columnSql(column.name), data::quoted(level)), 0,
                "rows", fmt::format("Rows of {} whose {} is {}", other.name, column.name, level)));
        }
    }
    say(fmt::format("{}: {} rows, {} features of their history.", other.name, other.rows,
                    view.features.size()));
    m_set.views.push_back(std::move(view));
}

} // namespace slipway::features::propose
