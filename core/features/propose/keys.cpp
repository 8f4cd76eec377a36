#include "core/features/propose/keys.h"

#include "core/features/definitions/parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::features::propose {

namespace {

constexpr std::size_t mostKeys = 3;
constexpr std::size_t mostInPairs = 5;
constexpr double fewestRowsEach = 2;
constexpr double almostUnique = 0.99; ///< a stray duplicate does not hide that a key tells rows apart
constexpr double mostMissing = 0.05;

std::string listSql(const std::vector<std::string> &columns)
{
    std::vector<std::string> names;
    for (const auto &column : columns)
        names.push_back(data::identifier(column));
    return fmt::format("{}", fmt::join(names, ", "));
}

Result<double> distinctOf(data::Duck &duck, const std::string &relation,
                          const std::vector<std::string> &columns, const RunContext &context)
{
    return duck.number(
        fmt::format("SELECT count(*) FROM (SELECT DISTINCT {} FROM {})", listSql(columns), relation),
        context);
}

class KeySearch
{
public:
    KeySearch(TableFacts &table, const std::string &time, const std::string &target,
              const RunContext &context)
        : m_table(table)
        , m_time(time)
        , m_context(context)
    {
        for (const auto &column : table.columns) {
            if (isCandidate(column, target))
                m_candidates.push_back(&column);
        }
    }

    Result<std::vector<KeyChoice>> run()
    {
        const auto *time = m_table.find(m_time);
        const bool momentsRepeat =
            time && static_cast<double>(time->distinct) * 1.5 <= static_cast<double>(m_table.rows);
        if (momentsRepeat)
            SLIPWAY_TRY(findPanel());
        addNamedOnes();
        return std::move(m_keys);
    }

private:
    bool isCandidate(const ColumnFacts &column, const std::string &target) const
    {
        const bool countable = column.kind == "whole" || column.isText();
        return countable && column.name != target && column.name != m_time && column.leak.empty()
            && !column.idLike && column.distinct >= 2 && isFeatureName(column.name)
            && static_cast<double>(column.distinct) * fewestRowsEach <= static_cast<double>(m_table.rows)
            && static_cast<double>(column.nulls) <= mostMissing * static_cast<double>(m_table.rows);
    }

    Result<bool> tellsApart(std::vector<std::string> columns)
    {
        columns.push_back(m_time);
        SLIPWAY_ASSIGN(const double pairs,
                       distinctOf(m_table.source.duck, m_table.relation, columns, m_context));
        return pairs >= almostUnique * static_cast<double>(m_table.rows);
    }

    /// The key with the fewest values that tells the rows of a moment apart, else a pair of keys.
    Status findPanel()
    {
        const auto *time = m_table.find(m_time);
        const double needed =
            almostUnique * static_cast<double>(m_table.rows) / static_cast<double>(time->distinct);
        std::vector<const ColumnFacts *> byValues = m_candidates;
        std::stable_sort(byValues.begin(), byValues.end(),
                         [](const auto *a, const auto *b) { return a->distinct < b->distinct; });
        for (const auto *column : byValues) {
            if (static_cast<double>(column->distinct) < needed)
                continue;
            SLIPWAY_ASSIGN(const bool tells, tellsApart({column->name}));
            if (tells) {
                m_keys.push_back({{column->name}, column->distinct, true});
                return done();
            }
        }
        return findPair(needed);
    }

    Status findPair(double needed)
    {
        std::vector<const ColumnFacts *> named;
        for (const auto *column : m_candidates) {
            if (soundsLikeKey(column->name) && named.size() < mostInPairs)
                named.push_back(column);
        }
        for (std::size_t i = 0; i < named.size(); ++i) {
            for (std::size_t j = i + 1; j < named.size(); ++j) {
                const std::vector<std::string> pair {named[i]->name, named[j]->name};
                if (static_cast<double>(named[i]->distinct) * static_cast<double>(named[j]->distinct)
                    < needed)
                    continue;
                SLIPWAY_ASSIGN(const bool tells, tellsApart(pair));
                if (!tells)
                    continue;
                SLIPWAY_ASSIGN(const double groups,
                               distinctOf(m_table.source.duck, m_table.relation, pair, m_context));
                m_keys.push_back({pair, static_cast<std::int64_t>(groups), true});
                return done();
            }
        }
        return done();
    }

    void addNamedOnes()
    {
        for (const auto *column : m_candidates) {
            const bool known = std::any_of(m_keys.begin(), m_keys.end(), [&](const KeyChoice &key) {
                return key.columns == std::vector<std::string> {column->name};
            });
            if (soundsLikeKey(column->name) && !known && m_keys.size() < mostKeys)
                m_keys.push_back({{column->name}, column->distinct, false});
        }
    }

    TableFacts &m_table;
    const std::string &m_time;
    const RunContext &m_context;
    std::vector<const ColumnFacts *> m_candidates;
    std::vector<KeyChoice> m_keys;
};

} // namespace

Result<std::vector<KeyChoice>> findKeys(TableFacts &table, const std::string &time, const std::string &target,
                                        const RunContext &context)
{
    return KeySearch(table, time, target, context).run();
}

Result<SharedKey> findSharedKey(const TableFacts &first, const ProposalTable &firstTable, TableFacts &other,
                                const ProposalTable &otherTable, const std::string &target,
                                const RunContext &context)
{
    SharedKey key;
    for (const auto &column : other.columns) {
        const auto *mine = first.find(column.name);
        const bool alike = mine && mine->name == column.name && mine->name != target
            && isFeatureName(column.name)
            && ((mine->kind == "whole" && column.kind == "whole") || (mine->isText() && column.isText()));
        if (alike && (soundsLikeKey(column.name) || mine->idLike || column.idLike))
            key.columns.push_back(column.name);
    }
    if (key.columns.empty())
        return key;
    SLIPWAY_ASSIGN(const double groups, distinctOf(other.source.duck, other.relation, key.columns, context));
    key.groups = static_cast<std::int64_t>(groups);
    key.isUnique = key.groups == other.rows;
    SLIPWAY_ASSIGN(auto both,
                   data::openSource(firstTable.file, firstTable.reading, context,
                                    {.allowed = {otherTable.file}, .temporaryFolder = {}}));
    SLIPWAY_ASSIGN(const std::string relation,
                   data::readExpression(both.duck, otherTable.file, otherTable.reading, context));
    const auto columns = listSql(key.columns);
    SLIPWAY_ASSIGN(
        key.found,
        both.duck.number(fmt::format("WITH mine AS (SELECT DISTINCT {0} FROM {1}) SELECT "
                                     "coalesce((SELECT count(*) FROM (SELECT {0} FROM mine INTERSECT "
                                     "SELECT {0} FROM {2}))::DOUBLE / nullif((SELECT count(*) FROM "
                                     "mine), 0), 0)",
                                     columns, both.expression, relation),
                         context));
    return key;
}

} // namespace slipway::features::propose
