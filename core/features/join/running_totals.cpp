#include "core/features/join/running_totals.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slipway::features {

namespace {

/// Whole numbers of which 64 bits hold every one.
constexpr std::array smallTypes {"TINYINT",  "SMALLINT",  "INTEGER", "BIGINT",
                                 "UTINYINT", "USMALLINT", "UINTEGER"};

/// Whether what is summed is a whole number that surely has 64 bits.
bool isSmall(const WindowQuery &query, std::string_view input)
{
    const auto &values = query.source.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (query.source.wholeSql(static_cast<int>(i)) != input)
            continue;
        return !isWholeType(values[i].found)
            || std::find(smallTypes.begin(), smallTypes.end(), values[i].found) != smallTypes.end();
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

class SpoolReader : public data::BlockReader
{
public:
    SpoolReader(const WholeSpool &spool, const std::vector<data::BlockProvider::ProvidedColumn> &columns)
        : m_spool(spool)
    {
        for (const auto &column : columns)
            m_block.columns.push_back(
                {.name = column.name, .type = column.type, .form = data::BlockColumn::Form::Whole});
    }

    Result<const data::Block *> next() override
    {
        if (m_next == m_spool.blocks())
            return nullptr;
        SLIPWAY_TRY(m_spool.read(m_next++, m_wholes));
        m_block.rows = m_wholes.front().size();
        for (std::size_t i = 0; i < m_wholes.size(); ++i)
            m_block.columns[i].whole.swap(m_wholes[i]);
        return &m_block;
    }

private:
    const WholeSpool &m_spool;
    std::size_t m_next = 0;
    WholeSpool::Columns m_wholes;
    data::Block m_block;
};

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
    std::size_t given = 1;
    for (const auto &query : queries) {
        View view {.keys = {}, .complete = 0, .first = 0, .numbers = KeyNumbers(query.keys.size())};
        for (std::size_t i = 0; i < query.keys.size(); ++i)
            view.keys.push_back(column++);
        view.complete = column++;
        view.first = column;
        for (const auto &part : query.parts.parts()) {
            view.parts.push_back({part.function == "count"     ? Part::Kind::Count
                                      : part.function == "sum" ? Part::Kind::Sum
                                      : part.function == "max" ? Part::Kind::Latest
                                                               : Part::Kind::Earliest});
        }
        column += view.parts.size();
        given += view.parts.size();
        m_views.push_back(std::move(view));
    }
    m_block.resize(given);
    m_spool = std::make_unique<WholeSpool>(given, temporaryFolder);
}

Result<std::shared_ptr<RunningTotals>> RunningTotals::over(data::Duck &duck,
                                                           const std::vector<WindowQuery> &queries,
                                                           std::string_view rows,
                                                           const std::filesystem::path &temporaryFolder,
                                                           const RunContext &context)
{
    // Files of events mostly lie in the order of time already; only where one does not is it sorted.
    for (const bool sorted : {false, true}) {
        std::shared_ptr<RunningTotals> totals(new RunningTotals(queries, temporaryFolder));
        const auto status = duck.stream(
            rowsSql(queries, rows) + (sorted ? " ORDER BY t" : ""),
            [&](const data::Block &block) { return totals->take(block); }, context);
        if (totals->m_disordered)
            continue;
        if (totals->m_tooLarge)
            return std::shared_ptr<RunningTotals>();
        SLIPWAY_TRY(status);
        return totals;
    }
    return std::shared_ptr<RunningTotals>();
}

std::int64_t RunningTotals::Part::start() const
{
    return kind == Kind::Latest ? INT64_MIN : kind == Kind::Earliest ? INT64_MAX : 0;
}

Status RunningTotals::take(const data::Block &block)
{
    const auto &places = block.columns[0].whole;
    const auto &moments = block.columns[1].whole;
    std::vector<std::size_t> starts; // rows with which another moment begins
    for (std::size_t row = 0; row < block.rows; ++row) {
        m_inPlace &= places[row] == m_rows++;
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
    m_block[0] = places;
    std::size_t column = 1;
    for (auto &view : m_views) {
        takeView(view, block, starts, column);
        column += view.parts.size();
    }
    if (m_tooLarge)
        return cancelled();
    return m_spool->add(m_block);
}

void RunningTotals::takeView(View &view, const data::Block &block, std::span<const std::size_t> starts,
                             std::size_t column)
{
    std::vector<const data::BlockColumn *> keys;
    for (const auto key : view.keys)
        keys.push_back(&block.columns[key]);
    std::vector<std::uint32_t> numbers;
    view.numbers.of(keys, block.rows, numbers);
    for (auto &part : view.parts)
        part.totals.resize(view.numbers.size(), part.start());
    const auto &complete = block.columns[view.complete].whole;
    auto start = starts.begin();
    for (std::size_t row = 0; row < block.rows; ++row) {
        if (start != starts.end() && *start == row) {
            addWaiting(view);
            ++start;
        }
        if (complete[row] == 0) {
            for (std::size_t i = 0; i < view.parts.size(); ++i)
                m_block[column + i][row] = view.parts[i].start();
            continue;
        }
        view.waiting.push_back(numbers[row]);
        for (std::size_t i = 0; i < view.parts.size(); ++i) {
            m_block[column + i][row] = view.parts[i].totals[numbers[row]];
            view.parts[i].waiting.push_back(block.columns[view.first + i].whole[row]);
        }
    }
}

/// The rows of a moment become visible to those after it.
void RunningTotals::addWaiting(View &view)
{
    for (auto &part : view.parts) {
        for (std::size_t i = 0; i < view.waiting.size(); ++i) {
            auto &total = part.totals[view.waiting[i]];
            const auto value = part.waiting[i];
            if (part.kind == Part::Kind::Latest)
                total = std::max(total, value);
            else if (part.kind == Part::Kind::Earliest)
                total = std::min(total, value);
            else
                m_tooLarge |= __builtin_add_overflow(total, value, &total);
        }
        part.waiting.clear();
    }
    view.waiting.clear();
}

std::vector<data::BlockProvider::ProvidedColumn> RunningTotals::columns() const
{
    std::vector<ProvidedColumn> columns {{"__qid", "BIGINT"}};
    for (std::size_t v = 0; v < m_views.size(); ++v) {
        for (std::size_t i = 0; i < m_views[v].parts.size(); ++i)
            columns.push_back({fmt::format("__p{}_{}", v, i), "BIGINT"});
    }
    return columns;
}

std::unique_ptr<data::BlockReader> RunningTotals::read(const std::vector<std::size_t> &) const
{
    return std::make_unique<SpoolReader>(*m_spool, columns());
}

} // namespace slipway::features
