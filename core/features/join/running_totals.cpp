#include "core/features/join/running_totals.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::features {

namespace {

// Counters of so many rows ahead are fetched from memory while those of the present row are worked on.
constexpr std::size_t prefetchRows = 24;

/// Whether what is summed is a whole number that surely has 64 bits.
bool isSmall(const WindowQuery &query, std::string_view input)
{
    const auto &values = query.source.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (query.source.wholeSql(static_cast<int>(i)) != input)
            continue;
        return !isWholeType(values[i].found) || isSmallWholeType(values[i].found);
    }
    return false;
}

bool isWhole(const WindowQuery &query, const WindowPart &part)
{
    if (part.window != 0)
        return false;
    if (part.function == "count")
        return true;
    if (part.function == "sum")
        return isSmall(query, part.input);
    return (part.function == "max" || part.function == "min") && part.input == "t";
}

/// What one row adds to a part, as a BIGINT.
std::string addedSql(const WindowPart &part)
{
    if (part.function == "count")
        return fmt::format("CAST(seen AND {} IS NOT NULL AS BIGINT)", part.input);
    if (part.function == "sum")
        return fmt::format("CASE WHEN seen THEN coalesce(CAST({} AS BIGINT), 0) ELSE 0 END", part.input);
    return fmt::format("CASE WHEN seen THEN t ELSE {} END", part.function == "max" ? INT64_MIN : INT64_MAX);
}

/// qid and t; for each query its keys, whether all of them are there, and what each part adds.
std::string rowsSql(const std::vector<WindowQuery> &queries, std::string_view rows)
{
    std::string columns;
    for (std::size_t v = 0; v < queries.size(); ++v) {
        const auto &query = queries[v];
        for (std::size_t i = 0; i < query.keys.size(); ++i) {
            const auto &keys = query.source.keys();
            const auto key = std::find_if(keys.begin(), keys.end(),
                                          [&](const auto &each) { return each.name == query.keys[i]; });
            columns += fmt::format(", coalesce({}, {}) AS k{}_{}", keyColumn(query.keys[i]),
                                   key->type == KeyType::Whole ? "0" : "''", v, i);
        }
        columns += fmt::format(", CAST({} AS BIGINT) AS c{}", completeSql(query.keys), v);
        const auto &parts = query.parts.parts();
        for (std::size_t i = 0; i < parts.size(); ++i)
            columns += fmt::format(", {} AS i{}_{}", addedSql(parts[i]), v, i);
    }
    return fmt::format("SELECT qid, t{} FROM {} WHERE t IS NOT NULL", columns, rows);
}

} // namespace

bool RunningTotals::canAnswer(const WindowQuery &query)
{
    const auto &parts = query.parts.parts();
    return query.source.source().before && query.view.every == 0
        && std::all_of(parts.begin(), parts.end(), [&](const auto &part) { return isWhole(query, part); });
}

RunningTotals::RunningTotals(const std::vector<WindowQuery> &queries,
                             const std::filesystem::path &temporaryFolder)
{
    std::size_t column = 2;
    std::size_t given = 0;
    for (const auto &query : queries) {
        View view {
            .keys = {}, .complete = 0, .first = 0, .given = given, .numbers = KeyNumbers(query.keys.size())};
        for (std::size_t i = 0; i < query.keys.size(); ++i)
            view.keys.push_back(column++);
        view.complete = column++;
        view.first = column;
        for (const auto &part : query.parts.parts()) {
            view.parts.push_back(part.function == "count"     ? Kind::Count
                                     : part.function == "sum" ? Kind::Sum
                                     : part.function == "max" ? Kind::Latest
                                                              : Kind::Earliest);
            view.start.push_back(view.parts.back() == Kind::Latest         ? INT64_MIN
                                     : view.parts.back() == Kind::Earliest ? INT64_MAX
                                                                           : 0);
        }
        column += view.parts.size();
        given += view.parts.size();
        m_views.push_back(std::move(view));
    }
    m_block.resize(given);
    m_pages = std::make_shared<WholePages>(given, temporaryFolder);
}

Result<std::shared_ptr<WholePages>> RunningTotals::over(data::Duck &duck,
                                                        const std::vector<WindowQuery> &queries,
                                                        std::string_view rows,
                                                        const std::filesystem::path &temporaryFolder,
                                                        const RunContext &context)
{
    // Files of events mostly lie in the order of time already; only where one does not is it sorted.
    for (const bool sorted : {false, true}) {
        RunningTotals totals(queries, temporaryFolder);
        const auto status = duck.stream(
            rowsSql(queries, rows) + (sorted ? " ORDER BY t" : ""),
            [&](const data::Block &block) { return totals.take(block); }, context);
        if (totals.m_disordered)
            continue;
        if (totals.m_tooLarge)
            break;
        SLIPWAY_TRY(status);
        return totals.m_pages;
    }
    return std::shared_ptr<WholePages>();
}

Status RunningTotals::take(const data::Block &block)
{
    const auto &moments = block.columns[1].whole;
    std::vector<std::size_t> starts; // rows with which another moment begins
    for (std::size_t row = 0; row < block.rows; ++row) {
        if (moments[row] == m_moment)
            continue;
        m_disordered |= moments[row] < m_moment;
        m_moment = moments[row];
        starts.push_back(row);
    }
    if (m_disordered)
        return cancelled(); // over() looks at the reason
    for (auto &column : m_block)
        column.resize(block.rows);
    for (auto &view : m_views)
        takeView(view, block, starts);
    if (m_tooLarge)
        return cancelled();
    return m_pages->put(std::span(block.columns[0].whole).first(block.rows), m_block);
}

void RunningTotals::takeView(View &view, const data::Block &block, std::span<const std::size_t> starts)
{
    std::vector<const data::BlockColumn *> keys;
    for (const auto key : view.keys)
        keys.push_back(&block.columns[key]);
    std::vector<std::uint32_t> numbers;
    view.numbers.of(keys, block.rows, numbers);
    const std::size_t parts = view.parts.size();
    while (view.totals.size() < view.numbers.size() * parts)
        view.totals.insert(view.totals.end(), view.start.begin(), view.start.end());
    const auto &complete = block.columns[view.complete].whole;
    auto start = starts.begin();
    for (std::size_t row = 0; row < block.rows; ++row) {
        if (row + prefetchRows < block.rows)
            __builtin_prefetch(view.totals.data() + numbers[row + prefetchRows] * parts);
        if (start != starts.end() && *start == row) {
            addWaiting(view);
            ++start;
        }
        const bool seen = complete[row] != 0;
        const auto *totals = seen ? view.totals.data() + numbers[row] * parts : view.start.data();
        for (std::size_t i = 0; i < parts; ++i)
            m_block[view.given + i][row] = totals[i];
        if (!seen)
            continue;
        view.waiting.push_back(numbers[row]);
        for (std::size_t i = 0; i < parts; ++i)
            view.adding.push_back(block.columns[view.first + i].whole[row]);
    }
}

/// The rows of a moment become visible to those after it.
void RunningTotals::addWaiting(View &view)
{
    const auto *value = view.adding.data();
    for (const auto entity : view.waiting) {
        auto *total = view.totals.data() + entity * view.parts.size();
        for (const auto kind : view.parts) {
            if (kind == Kind::Latest)
                *total = std::max(*total, *value);
            else if (kind == Kind::Earliest)
                *total = std::min(*total, *value);
            else
                m_tooLarge |= __builtin_add_overflow(*total, *value, total);
            ++total;
            ++value;
        }
    }
    view.waiting.clear();
    view.adding.clear();
}

} // namespace slipway::features
