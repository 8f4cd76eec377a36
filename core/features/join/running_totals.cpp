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

std::string rowsSql(const WindowQuery &query, std::string_view rows)
{
    std::string columns = query.keys.empty() ? std::string() : ", " + keyList(query.keys);
    const auto &parts = query.parts.parts();
    for (std::size_t i = 0; i < parts.size(); ++i)
        columns += fmt::format(", {} AS i{}", addedSql(parts[i]), i);
    return fmt::format("SELECT qid, t{} FROM {} WHERE t IS NOT NULL AND {}", columns, rows,
                       completeSql(query.keys));
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

RunningTotals::RunningTotals(const WindowQuery &query, const std::filesystem::path &temporaryFolder)
    : m_keys(query.keys.size())
    , m_numbers(query.keys.size())
    , m_block(2 + query.parts.parts().size())
    , m_spool(std::make_unique<WholeSpool>(m_block.size(), temporaryFolder))
{
    for (const auto &part : query.parts.parts()) {
        m_parts.push_back({part.function == "count"     ? Part::Kind::Count
                               : part.function == "sum" ? Part::Kind::Sum
                               : part.function == "max" ? Part::Kind::Latest
                                                        : Part::Kind::Earliest});
    }
}

Result<std::shared_ptr<RunningTotals>> RunningTotals::over(data::Duck &duck, const WindowQuery &query,
                                                           std::string_view rows,
                                                           const std::filesystem::path &temporaryFolder,
                                                           const RunContext &context)
{
    // Files of events mostly lie in the order of time already; only where one does not is it sorted.
    for (const bool sorted : {false, true}) {
        std::shared_ptr<RunningTotals> totals(new RunningTotals(query, temporaryFolder));
        const auto status = duck.stream(
            rowsSql(query, rows) + (sorted ? " ORDER BY t" : ""),
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

Status RunningTotals::take(const data::Block &block)
{
    std::vector<const data::BlockColumn *> keys;
    for (std::size_t i = 0; i < m_keys; ++i)
        keys.push_back(&block.columns[2 + i]);
    std::vector<std::uint32_t> numbers;
    m_numbers.of(keys, block.rows, numbers);
    for (auto &part : m_parts) {
        const auto start = part.kind == Part::Kind::Latest ? INT64_MIN
            : part.kind == Part::Kind::Earliest            ? INT64_MAX
                                                           : 0;
        part.totals.resize(m_numbers.size(), start);
    }
    for (auto &column : m_block)
        column.resize(block.rows);
    const auto &moments = block.columns[1].whole;
    for (std::size_t row = 0; row < block.rows; ++row) {
        if (moments[row] != m_moment) {
            m_disordered = moments[row] < m_moment;
            if (!m_disordered)
                addWaiting();
            if (m_disordered || m_tooLarge)
                return cancelled(); // over() looks at the reason
            m_moment = moments[row];
        }
        m_waiting.push_back(numbers[row]);
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            m_block[2 + i][row] = m_parts[i].totals[numbers[row]];
            m_parts[i].waiting.push_back(block.columns[2 + m_keys + i].whole[row]);
        }
    }
    m_block[0] = block.columns[0].whole;
    m_block[1] = moments;
    return m_spool->add(m_block);
}

/// The rows of a moment become visible to those after it.
void RunningTotals::addWaiting()
{
    for (auto &part : m_parts) {
        for (std::size_t i = 0; i < m_waiting.size(); ++i) {
            auto &total = part.totals[m_waiting[i]];
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
    m_waiting.clear();
}

std::vector<data::BlockProvider::ProvidedColumn> RunningTotals::columns() const
{
    std::vector<ProvidedColumn> columns {{"qid", "BIGINT"}, {"g", "BIGINT"}};
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        columns.push_back({fmt::format("p{}", i), "BIGINT"});
    return columns;
}

std::unique_ptr<data::BlockReader> RunningTotals::read(const std::vector<std::size_t> &) const
{
    return std::make_unique<SpoolReader>(*m_spool, columns());
}

} // namespace slipway::features
