#include "core/features/definitions/duration.h"
#include "core/features/propose/draft.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace slipway::features::propose {

namespace {

constexpr TimeMicros hour = 3600 * microsPerSecond;
constexpr double rowsInWindow = 3.5; ///< so many rows a window must hold on average
constexpr std::size_t mostWindows = 3;
constexpr std::size_t mostNumbers = 6;

double spanOf(const ColumnFacts *time)
{
    return time && time->first && time->last ? *time->last - *time->first : 0;
}

double rowsOfEach(std::int64_t rows, std::int64_t groups)
{
    return static_cast<double>(rows) / static_cast<double>(std::max<std::int64_t>(groups, 1));
}

/// How often values change: often enough for the shortest window.
TimeMicros gridFor(const std::vector<TimeMicros> &windows, const ColumnFacts &time)
{
    if (time.kind == "date" || windows.empty() || windows.front() > microsPerDay)
        return microsPerDay;
    return windows.front() == microsPerDay ? hour : hour / 60;
}

/// 1 for the positive class and 0 for the other one.
std::string positiveSql(const TableFacts &table, const std::string &target)
{
    const auto column = columnSql(target);
    return fmt::format("CASE WHEN CAST({0} AS VARCHAR) = {1} THEN 1 WHEN {0} IS NOT NULL THEN 0 END", column,
                       data::quoted(table.positive));
}

} // namespace

std::vector<TimeMicros> windowsFor(double spanSeconds, double rowsEach)
{
    constexpr std::array<TimeMicros, 6> all {
        hour, microsPerDay, 7 * microsPerDay, 28 * microsPerDay, 91 * microsPerDay, 364 * microsPerDay};
    std::vector<TimeMicros> windows;
    const double gap = spanSeconds / std::max(rowsEach - 1, 1.0);
    for (const auto window : all) {
        const double seconds = static_cast<double>(window) / static_cast<double>(microsPerSecond);
        if (seconds >= rowsInWindow * gap && 2 * seconds <= spanSeconds && windows.size() < mostWindows)
            windows.push_back(window);
    }
    return windows;
}

Feature Draft::windowed(std::string_view name, Aggregate aggregate, std::string of, TimeMicros window,
                        std::string unit, std::string description)
{
    return {.name = fresh(name),
            .kind = FeatureKind::Windowed,
            .expression = std::move(of),
            .aggregate = aggregate,
            .window = window,
            .unit = std::move(unit),
            .description = std::move(description)};
}

void Draft::addHistory(const std::vector<KeyChoice> &keys)
{
    const bool isAmount = m_table.task == "regression";
    if (keys.empty() && !isAmount) {
        addComment("labels", "No key comes again in it, so there is no history to tell of.");
        return;
    }
    const auto source = nameFrom(m_table.name + "_before");
    m_set.sources.push_back({.name = source,
                             .table = m_table.name,
                             .eventTime = columnSql(m_time->name),
                             .before = true,
                             .description = "The rows themselves, once they have happened"});
    addComment("sources/" + source,
               "visible: before, so that a row sees neither itself nor others of its moment.");
    addComment(
        "sources/" + source,
        fmt::format("If {} becomes known only later (a return, a dispute), add that delay, like", m_target));
    addComment("sources/" + source,
               fmt::format("event_time: {} + INTERVAL 14 DAY.", columnSql(m_time->name)));
    if (keys.empty())
        return addKeyHistory({{}, 1, true}, source);
    for (const auto &key : keys)
        addKeyHistory(key, source);
}

void Draft::addKeyHistory(const KeyChoice &key, const std::string &source)
{
    const auto windows = windowsFor(spanOf(m_time), rowsOfEach(m_table.rows, key.groups));
    const auto entity = entityFor(key.columns, key.groups);
    const auto names = fmt::format("{}", fmt::join(key.columns, " and "));
    if (!key.columns.empty())
        addComment("entities/" + entity,
                   key.isPanel ? fmt::format("{} tells apart the rows of one {}.", names, m_time->name)
                               : fmt::format("{} comes again {:.3g} times on average.", names,
                                             rowsOfEach(m_table.rows, key.groups)));
    FeatureView view {
        .name = nameFrom(entity + "_history"), .entity = entity, .source = source, .features = {}};
    view.every = gridFor(windows, *m_time);
    view.tags = {"history"};
    view.description = key.columns.empty() ? "Rows before" : fmt::format("Rows of the same {} before", names);
    addComment("views/" + view.name,
               windows.empty() ? std::string("The history is too short or too thin for windows of it.")
                               : std::string("Windows that hold a few rows each on average."));
    if (!key.isPanel) {
        for (const auto window : windows)
            view.features.push_back(windowed(
                fmt::format("{}_rows_{}", entity, durationText(window)), Aggregate::Count, {}, window, "rows",
                fmt::format("Rows of the same {}, window {}", names, durationText(window))));
        view.features.push_back(windowed(entity + "_days_since_last", Aggregate::TimeSince, {}, 0, "days",
                                         fmt::format("Days since the row of the same {} before", names)));
    }
    view.features.push_back(
        windowed(entity + "_rows_all", Aggregate::Count, {}, 0, "rows",
                 key.columns.empty() ? "Rows so far" : fmt::format("Rows of the same {} so far", names)));
    addTargetHistory(entity, windows, view);
    const auto middle = windows.empty() ? TimeMicros(0) : windows[windows.size() / 2];
    addNumberHistory(m_table, entity, middle, view, true, {m_target});
    m_set.views.push_back(std::move(view));
    say(fmt::format("History of {}: {} features.", key.columns.empty() ? "all rows" : names,
                    m_set.views.back().features.size()));
}

void Draft::addTargetHistory(const std::string &entity, const std::vector<TimeMicros> &windows,
                             FeatureView &view)
{
    std::vector<TimeMicros> all = windows;
    all.push_back(0);
    const auto text = [](TimeMicros window) {
        return window == 0 ? std::string("all") : durationText(window);
    };
    const auto words = [](TimeMicros window) {
        return window == 0 ? std::string("all time") : durationText(window);
    };
    const auto add = [&](const std::string &name, Aggregate aggregate, const std::string &of,
                         TimeMicros window, const std::string &what) {
        view.features.push_back(windowed(fmt::format("{}_{}_{}", entity, name, text(window)), aggregate, of,
                                         window, {}, fmt::format("{}, window {}", what, words(window))));
        return view.features.back().name;
    };
    if (m_table.task == "binary") {
        for (const auto window : all)
            add(m_target + "_share", Aggregate::Mean, positiveSql(m_table, m_target), window,
                fmt::format("Share of the rows whose {} was {}", m_target, m_table.positive));
        return;
    }
    if (m_table.task != "regression")
        return;
    const auto of = columnSql(m_target);
    view.features.push_back(windowed(fmt::format("{}_{}_last", entity, m_target), Aggregate::Last, of, 0, {},
                                     fmt::format("{} of the row before", m_target)));
    std::vector<std::string> means;
    for (const auto window : all)
        means.push_back(add(m_target + "_mean", Aggregate::Mean, of, window, "Mean of " + m_target));
    add(m_target + "_std", Aggregate::Std, of, 0, "Standard deviation of " + m_target);
    if (windows.empty())
        return;
    add(m_target + "_trend", Aggregate::Trend, of, windows.back(),
        fmt::format("Slope a day of {}", m_target));
    addDerived(fmt::format("{}_{}_change", entity, m_target),
               fmt::format("{} / nullif({}, 0) - 1", means.front(), means.back()), "share",
               fmt::format("Recent mean of {} over the mean of all, less 1", m_target));
}

/// Means of the columns that are numbers; `compare`: and what the row asked about has, over that.
void Draft::addNumberHistory(const TableFacts &table, const std::string &prefix, TimeMicros window,
                             FeatureView &view, bool compare, const std::set<std::string> &without)
{
    std::size_t count = 0;
    const auto &keys = m_set.entity(view.entity)->keys;
    for (const auto &column : table.columns) {
        const bool isKey = std::find(keys.begin(), keys.end(), column.name) != keys.end();
        const std::int64_t fewestValues = column.kind == "number" ? 3 : 21; // fewer are kinds, not amounts
        if (!column.isNumber() || column.distinct < fewestValues || column.idLike || isKey
            || without.contains(column.name) || soundsLikeKey(column.name) || count == mostNumbers)
            continue;
        ++count;
        const auto text = window == 0 ? std::string("all") : durationText(window);
        view.features.push_back(windowed(
            fmt::format("{}_{}_mean_{}", prefix, column.name, text), Aggregate::Mean, columnSql(column.name),
            window, {},
            fmt::format("Mean of {}, window {}", column.name, window == 0 ? std::string("all time") : text)));
        const auto *own = m_set.feature(column.name);
        if (!compare || !own || own->kind != FeatureKind::Request)
            continue;
        addDerived(fmt::format("{}_to_{}", column.name, prefix),
                   fmt::format("{} / nullif({}, 0)", column.name, view.features.back().name), "times",
                   fmt::format("{} over its mean before", column.name));
    }
}

} // namespace slipway::features::propose
