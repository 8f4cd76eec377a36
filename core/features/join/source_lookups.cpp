#include "core/features/join/source_lookups.h"

#include "core/base/messages.h"
#include "core/features/join/column_types.h"
#include "core/features/join/small_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace slipway::features {

namespace {

using data::identifier;

/// "category as item_category" in its two halves; both are the name where there is no "as".
std::pair<std::string, std::string> renamed(const std::string &column)
{
    std::string lower = column;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto at = lower.find(" as ");
    if (at == std::string::npos)
        return {column, column};
    auto from = column.substr(0, at);
    auto to = column.substr(at + 4);
    while (!from.empty() && from.back() == ' ')
        from.pop_back();
    to.erase(0, to.find_first_not_of(' '));
    return {from, to};
}

} // namespace

Result<SourceLookups> SourceLookups::open(data::Duck &duck, const EventSource &source,
                                          const std::vector<RawTable> &tables, const RunContext &context)
{
    SourceLookups lookups;
    lookups.m_source = &source;
    lookups.m_raw = findTable(tables, source.table);
    SLIPWAY_TRY(lookups.check(duck, tables, context));
    return lookups;
}

Status SourceLookups::check(data::Duck &duck, const std::vector<RawTable> &tables, const RunContext &context)
{
    m_known = m_raw->known();
    std::string columns = "b.*";
    std::string joins;
    for (std::size_t i = 0; i < m_source->lookups.size(); ++i) {
        const auto &lookup = m_source->lookups[i];
        const RawTable *other = findTable(tables, lookup.table);
        m_lookedUp.push_back(other);
        std::vector<std::string> same;
        std::vector<std::string> keys;
        const auto missing = [&](const RawTable &table, const std::string &column) {
            return failure("feature_join.unknown_column",
                           {{"place", fmt::format("The source {}", m_source->name)},
                            {"column", column},
                            {"table", table.name},
                            {"known", table.known()}});
        };
        for (const auto &on : lookup.on) {
            const auto *mine = m_raw->find(on);
            const auto *theirs = other->find(on);
            if (!mine || !theirs)
                return missing(mine ? *other : *m_raw, on);
            if (keyTypeOf(mine->type) != keyTypeOf(theirs->type) && !m_raw->empty && !other->empty) {
                return failure("feature_join.key_types",
                               {{"key", on},
                                {"one", keyTypeName(keyTypeOf(mine->type))},
                                {"table", m_raw->name},
                                {"other", keyTypeName(keyTypeOf(theirs->type))},
                                {"other_table", other->name}});
            }
            keys.push_back(identifier(on));
            same.push_back(fmt::format("b.{0} = l{1}.{0}", identifier(on), i));
        }
        for (const auto &column : lookup.columns) {
            const auto [from, to] = renamed(column);
            if (!other->find(from))
                return missing(*other, from);
            columns += fmt::format(", l{}.{} AS {}", i, identifier(from), identifier(to));
            m_known += ", " + to;
        }
        const auto list = fmt::format("{}", fmt::join(keys, ", "));
        SLIPWAY_ASSIGN(
            const data::Table twice,
            duck.query(
                fmt::format("SELECT concat_ws(', ', {0}) AS key, count(*) AS rows FROM {1} GROUP BY {0} "
                            "HAVING count(*) > 1 AND {2} IS NOT NULL ORDER BY rows DESC, key LIMIT 1",
                            list, identifier(lookup.table), fmt::join(keys, " IS NOT NULL AND ")),
                context));
        if (twice.rows() > 0) {
            return failure("feature_join.repeated_key",
                           {{"table", lookup.table},
                            {"rows", static_cast<std::int64_t>(twice.columns[1].numbers[0])},
                            {"key", fmt::format("{}", fmt::join(lookup.on, ", "))},
                            {"value", exampleOf(twice)}});
        }
        joins +=
            fmt::format(" LEFT JOIN {} l{} ON {}", identifier(lookup.table), i, fmt::join(same, " AND "));
    }
    m_rows = fmt::format("(SELECT {} FROM {} b{})", columns, m_raw->relation, joins);
    return done();
}

Status SourceLookups::keepOrder(data::Duck &duck, const RunContext &context)
{
    if (m_keepsOrder || m_source->lookups.empty())
        return done();
    const auto plain = [](const RawTable &table, const std::string &on) {
        const auto &type = table.find(on)->type;
        return type == "VARCHAR" || isSmallWholeType(type);
    };
    std::string rows;
    std::string columns;
    std::vector<std::string> found;
    for (std::size_t i = 0; i < m_source->lookups.size(); ++i) {
        const auto &lookup = m_source->lookups[i];
        const auto &other = *m_lookedUp[i];
        std::vector<std::string> known;
        std::vector<std::string> asked;
        std::string complete = "true";
        for (const auto &on : lookup.on) {
            if (!plain(*m_raw, on) || !plain(other, on))
                return done();
            known.push_back(keySql(identifier(on), other.find(on)->type));
            asked.push_back(keySql("b." + identifier(on), m_raw->find(on)->type));
            complete += fmt::format(" AND {} IS NOT NULL", identifier(on));
        }
        for (const auto &column : lookup.columns)
            known.push_back(identifier(renamed(column).first));
        SLIPWAY_ASSIGN(const auto table,
                       SmallTable::load(duck,
                                        fmt::format("SELECT {} FROM {} WHERE {}", fmt::join(known, ", "),
                                                    identifier(lookup.table), complete),
                                        lookup.on.size(), context));
        if (!table.loaded())
            return done();
        found.push_back(fmt::format("__found{}", i));
        rows += fmt::format(", {} AS {}", table.row(asked), found.back());
        for (std::size_t c = 0; c < lookup.columns.size(); ++c)
            columns += fmt::format(", {} AS {}", table.value(c, found.back()),
                                   identifier(renamed(lookup.columns[c]).second));
    }
    m_rows = fmt::format("(SELECT * EXCLUDE ({}){} FROM (SELECT b.*{} FROM {} b))", fmt::join(found, ", "),
                         columns, rows, m_raw->relation);
    m_keepsOrder = true;
    return done();
}

} // namespace slipway::features
