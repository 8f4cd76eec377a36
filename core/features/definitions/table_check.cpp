#include "core/features/definitions/table_check.h"

#include "core/data/duckdb.h"
#include "core/features/definitions/meaning.h"
#include "core/features/definitions/source_expression.h"

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace slipway::features {

namespace {

using Columns = std::vector<TableColumn>;

const TableColumn *findColumn(const Columns &columns, std::string_view name)
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const TableColumn &column) {
        return boost::iequals(column.name, name);
    });
    return found == columns.end() ? nullptr : &*found;
}

std::string knownColumns(const Columns &columns)
{
    std::vector<std::string> names;
    for (const auto &column : columns)
        names.push_back(column.name);
    return "It has: " + someNames(names);
}

/// What kind of value a type of DuckDB is; nothing for one that features cannot have.
std::optional<ValueType> valueTypeOf(std::string_view type)
{
    constexpr std::array numbers {"BOOLEAN",  "TINYINT",  "SMALLINT",  "INTEGER",  "BIGINT",
                                  "HUGEINT",  "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
                                  "UHUGEINT", "FLOAT",    "DOUBLE"};
    if (std::find(numbers.begin(), numbers.end(), type) != numbers.end() || type.starts_with("DECIMAL"))
        return ValueType::Number;
    if (type.starts_with("TIMESTAMP") || type == "DATE")
        return ValueType::Time;
    if (type == "VARCHAR" || type.starts_with("ENUM"))
        return ValueType::Text;
    return std::nullopt;
}

class TableCheck
{
public:
    TableCheck(const FeatureSet &set, std::string_view file, const TableColumns &tables)
        : m_set(set)
        , m_file(file)
        , m_tables(tables)
    {
    }

    Status run()
    {
        SLIPWAY_ASSIGN(data::Duck duck, data::Duck::open({.memoryBytes = 256 << 20, .threads = 1}));
        m_duck.emplace(std::move(duck));
        SLIPWAY_TRY(checkLabels());
        for (const auto &source : m_set.sources)
            SLIPWAY_TRY(checkSource(source));
        return done();
    }

private:
    Error wrong(int line, std::string_view key, std::string_view reason, std::string_view remedy) const
    {
        return definitionWrong(m_file, line, key, reason, remedy);
    }

    const Columns *table(const std::string &name) const
    {
        const auto found = m_tables.find(name);
        return found == m_tables.end() ? nullptr : &found->second;
    }

    Status checkLabels() const
    {
        const auto *columns = table(m_set.labels.table);
        if (!columns)
            return done();
        std::vector<std::string> needed = m_set.labels.id;
        needed.push_back(m_set.labels.target);
        if (!m_set.labels.time.empty())
            needed.push_back(m_set.labels.time);
        for (const auto &name : needed) {
            if (!findColumn(*columns, name))
                return wrong(1, "labels", fmt::format("name {}, which {} has not", name, m_set.labels.table),
                             knownColumns(*columns));
        }
        for (const auto &feature : m_set.request) {
            const auto *column = findColumn(*columns, feature.name);
            if (!column)
                return wrong(feature.line, "request",
                             fmt::format("needs {}, which {} has not", feature.name, m_set.labels.table),
                             knownColumns(*columns));
            SLIPWAY_TRY(checkType(feature, column->type));
        }
        return checkKeysOfLabels(*columns);
    }

    Status checkKeysOfLabels(const Columns &columns) const
    {
        for (const auto &view : m_set.views) {
            for (const auto &key : m_set.entity(view.entity)->keys) {
                if (!m_set.feature(key) && !findColumn(columns, key))
                    return wrong(
                        view.line, "entity",
                        fmt::format("of {} has the key {}, which is neither a column of {} nor a feature",
                                    view.name, key, m_set.labels.table),
                        knownColumns(columns));
            }
        }
        return done();
    }

    /// The columns that expressions over the source may read; nothing where a table of it is not known.
    Result<std::optional<Columns>> columnsOf(const EventSource &source) const
    {
        const auto *own = table(source.table);
        if (!own)
            return std::optional<Columns>();
        Columns columns = *own;
        for (const auto &lookup : source.lookups) {
            const auto *other = table(lookup.table);
            if (!other)
                return std::optional<Columns>();
            for (const auto &key : lookup.on) {
                for (const auto *side : {own, other}) {
                    if (!findColumn(*side, key))
                        return wrong(source.line, "lookups",
                                     fmt::format("join on {}, which {} has not", key,
                                                 side == own ? source.table : lookup.table),
                                     knownColumns(*side));
                }
            }
            for (const auto &text : lookup.columns) {
                const auto [from, to] = lookupColumn(text);
                const auto *column = findColumn(*other, from);
                if (!column)
                    return wrong(source.line, "lookups",
                                 fmt::format("take {} along, which {} has not", from, lookup.table),
                                 knownColumns(*other));
                if (findColumn(columns, to))
                    return wrong(source.line, "lookups",
                                 fmt::format("take {} along, which {} has too", to, source.table),
                                 fmt::format("Write {} as another name", from));
                columns.push_back({to, column->type});
            }
        }
        return std::optional<Columns>(std::move(columns));
    }

    Status checkSource(const EventSource &source)
    {
        SLIPWAY_ASSIGN(const auto columns, columnsOf(source));
        if (!columns)
            return done();
        std::string list;
        for (const auto &column : *columns)
            list +=
                fmt::format("{}{} {}", list.empty() ? "" : ", ", data::identifier(column.name), column.type);
        SLIPWAY_TRY(m_duck->execute(fmt::format("CREATE OR REPLACE TABLE source ({})", list)));
        const auto checkTime = [&](const std::string &sql, const char *key) -> Status {
            if (sql.empty())
                return done();
            SLIPWAY_ASSIGN(const auto type, typeOf(*columns, source, sql, source.line, key));
            if (valueTypeOf(type) != ValueType::Time)
                return wrong(source.line, key, fmt::format("of {} gives {}, not a time", source.name, type),
                             "Write an expression that gives a TIMESTAMP, like CAST(day AS TIMESTAMP)");
            return done();
        };
        SLIPWAY_TRY(checkTime(source.eventTime, "event_time"));
        SLIPWAY_TRY(checkTime(source.createdTime, "created_time"));
        if (!source.where.empty())
            SLIPWAY_TRY(typeOf(*columns, source, source.where, source.line, "where"));
        for (const auto &view : m_set.views) {
            if (view.source == source.name)
                SLIPWAY_TRY(checkView(view, source, *columns));
        }
        return done();
    }

    Status checkView(const FeatureView &view, const EventSource &source, const Columns &columns)
    {
        for (const auto &key : m_set.entity(view.entity)->keys) {
            if (!findColumn(columns, key))
                return wrong(
                    view.line, "entity",
                    fmt::format("of {} has the key {}, which {} has not", view.name, key, source.name),
                    knownColumns(columns));
        }
        for (const auto &feature : view.features) {
            if (feature.expression.empty())
                continue;
            const bool windowed = feature.kind == FeatureKind::Windowed;
            SLIPWAY_ASSIGN(const auto type,
                           typeOf(columns, source, feature.expression, feature.line, feature.name));
            if (windowed)
                SLIPWAY_TRY(checkAggregate(feature, type));
            else
                SLIPWAY_TRY(checkType(feature, type));
        }
        return done();
    }

    Status checkAggregate(const Feature &feature, const std::string &type) const
    {
        if (feature.aggregate == Aggregate::Last)
            return checkType(feature, type);
        const bool anything = feature.aggregate == Aggregate::Count
            || feature.aggregate == Aggregate::Distinct || feature.aggregate == Aggregate::TimeSince;
        if (!anything && valueTypeOf(type) != ValueType::Number)
            return wrong(
                feature.line, feature.name,
                fmt::format("gives {}, of which there is no {}", type, aggregateName(feature.aggregate)),
                "Write an expression that gives a number");
        return done();
    }

    Status checkType(const Feature &feature, const std::string &type) const
    {
        const auto found = valueTypeOf(type);
        if (!found)
            return wrong(feature.line, feature.name, fmt::format("gives {}, which no feature can be", type),
                         "Cast it to DOUBLE, VARCHAR or TIMESTAMP");
        if (*found != feature.type)
            return wrong(feature.line, "type",
                         fmt::format("of {} is {}, but its values are {}", feature.name,
                                     valueTypeName(feature.type), type),
                         fmt::format("Write type: {}, or cast the expression", valueTypeName(*found)));
        return done();
    }

    /// The type that the expression has over these columns, as DuckDB finds it.
    Result<std::string> typeOf(const Columns &columns, const EventSource &source, const std::string &sql,
                               int line, std::string_view key)
    {
        SLIPWAY_ASSIGN(const SourceExpression expression, readSourceExpression(sql));
        for (const auto &name : expression.columns) {
            if (!findColumn(columns, name))
                return wrong(line, key,
                             fmt::format("reads {}, which the source {} has not", name, source.name),
                             knownColumns(columns));
        }
        std::string type;
        const auto status = m_duck->stream(fmt::format("SELECT {} AS value FROM source", expression.sql),
                                           [&](const data::Block &block) {
                                               type = block.columns.front().type;
                                               return done();
                                           });
        if (!status)
            return wrong(line, key,
                         fmt::format("cannot be used: {}",
                                     status.error().args.value("reason", status.error().message)),
                         "Correct the expression");
        return type;
    }

    const FeatureSet &m_set;
    std::string_view m_file;
    const TableColumns &m_tables;
    std::optional<data::Duck> m_duck;
};

} // namespace

Status checkTables(const FeatureSet &set, std::string_view file, const TableColumns &tables)
{
    return TableCheck(set, file, tables).run();
}

} // namespace slipway::features
