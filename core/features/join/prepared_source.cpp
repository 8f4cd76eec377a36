#include "core/features/join/prepared_source.h"

#include "core/base/messages.h"
#include "core/features/definitions/source_expression.h"
#include "core/features/join/sum_scales.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

namespace slipway::features {

namespace {

using data::identifier;

/// Refuses a column that is not among the known ones; other mistakes are somebody else's.
Status checkNames(const std::string &expression, const std::string &place, const RawTable &table,
                  const std::string &known)
{
    const auto read = readSourceExpression(expression);
    if (!read)
        return done();
    const auto lower = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    };
    const auto names = ", " + lower(known) + ",";
    for (const auto &column : read.value().columns) {
        if (names.find(", " + lower(column) + ",") == std::string::npos) {
            return failure("feature_join.unknown_column",
                           {{"place", place}, {"column", column}, {"table", table.name}, {"known", known}});
        }
    }
    return done();
}

bool isSummed(const Feature &feature)
{
    switch (feature.aggregate) {
    case Aggregate::Sum:
    case Aggregate::Mean:
    case Aggregate::Std:
    case Aggregate::Trend:
    case Aggregate::Rate:
        return feature.kind == FeatureKind::Windowed && !feature.expression.empty();
    default:
        return false;
    }
}

/// Whether only the presence and the sameness of values count, so that they stay as the data has them.
bool isPlain(const Feature &feature)
{
    return feature.kind == FeatureKind::Windowed
        && (feature.aggregate == Aggregate::Count || feature.aggregate == Aggregate::Distinct
            || feature.aggregate == Aggregate::TimeSince);
}

ValueType plainType(std::string_view found)
{
    if (isTimeType(found))
        return ValueType::Time;
    return isWholeType(found) || isFractionType(found) || found == "BOOLEAN" ? ValueType::Number
                                                                             : ValueType::Text;
}

std::string_view typeInWords(ValueType type)
{
    switch (type) {
    case ValueType::Number:
        return "numbers";
    case ValueType::Text:
        return "texts";
    case ValueType::Time:
        return "times";
    }
    return {};
}

} // namespace

std::string keyColumn(std::string_view key)
{
    return identifier(fmt::format("k_{}", key));
}

std::string keyList(const std::vector<std::string> &keys, std::string_view prefix)
{
    std::vector<std::string> columns;
    for (const auto &key : keys)
        columns.push_back(std::string(prefix) + keyColumn(key));
    return fmt::format("{}", fmt::join(columns, ", "));
}

std::string completeSql(const std::vector<std::string> &keys)
{
    std::string condition = "true";
    for (const auto &key : keys)
        condition += fmt::format(" AND {} IS NOT NULL", keyColumn(key));
    return condition;
}

Status checkWholeKey(data::Duck &duck, const data::SourceColumn &key, std::string_view table,
                     std::string_view rows, const RunContext &context)
{
    if (!isFractionType(key.type))
        return done();
    const auto name = identifier(key.name);
    SLIPWAY_ASSIGN(
        const data::Table wrong,
        duck.query(fmt::format("SELECT CAST({0} AS VARCHAR) FROM {1} WHERE {0} IS NOT NULL AND ({2}) IS "
                               "NULL LIMIT 1",
                               name, rows, keySql(name, key.type)),
                   context));
    if (wrong.rows() == 0)
        return done();
    return failure("feature_join.broken_key",
                   {{"key", key.name}, {"table", table}, {"example", exampleOf(wrong)}});
}

Result<PreparedSource> PreparedSource::open(data::Duck &duck, const FeatureSet &set,
                                            const EventSource &source, const std::vector<RawTable> &tables,
                                            const RunContext &context)
{
    PreparedSource prepared;
    prepared.m_source = &source;
    prepared.m_table = fmt::format("slipway.{}", identifier("source_" + source.name));
    SLIPWAY_ASSIGN(prepared.m_lookups, SourceLookups::open(duck, source, tables, context));
    for (const auto &view : set.views) {
        if (view.source != source.name)
            continue;
        const auto &keys = set.entity(view.entity)->keys;
        if (std::find(prepared.m_entityKeys.begin(), prepared.m_entityKeys.end(), keys)
            == prepared.m_entityKeys.end())
            prepared.m_entityKeys.push_back(keys);
        for (const auto &key : keys) {
            const bool known = std::any_of(prepared.m_keys.begin(), prepared.m_keys.end(),
                                           [&](const auto &each) { return each.name == key; });
            if (!known)
                prepared.m_keys.push_back({key});
        }
        for (const auto &feature : view.features) {
            prepared.addValue(feature, fmt::format("The feature {}", feature.name));
            prepared.m_ordered |= feature.kind == FeatureKind::Column || feature.aggregate == Aggregate::Last;
        }
    }
    prepared.m_ordered &= prepared.timed();
    SLIPWAY_TRY(prepared.addColumns(duck, context));
    SLIPWAY_TRY(prepared.checkValues(duck, context));
    return prepared;
}

void PreparedSource::addValue(const Feature &feature, const std::string &place)
{
    if (feature.expression.empty())
        return;
    const int known = valueOf(feature);
    if (known >= 0) {
        m_values[static_cast<std::size_t>(known)].summed |= isSummed(feature);
        return;
    }
    // The type of a plain value is that of the data, which is not known yet.
    const auto type = isPlain(feature) ? ValueType::Text
        : isSummed(feature)            ? ValueType::Number
                                       : feature.type;
    m_values.push_back({.expression = feature.expression,
                        .type = type,
                        .place = place,
                        .found = isPlain(feature) ? "plain" : "",
                        .summed = isSummed(feature)});
}

int PreparedSource::valueOf(const Feature &feature) const
{
    if (feature.expression.empty())
        return -1;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const auto &value = m_values[i];
        if (value.expression != feature.expression)
            continue;
        if (isPlain(feature) || value.type == (isSummed(feature) ? ValueType::Number : feature.type))
            return static_cast<int>(i);
    }
    return -1;
}

Status PreparedSource::addColumns(data::Duck &duck, const RunContext &context)
{
    struct Wanted {
        std::string expression;
        std::string place;
    };
    std::vector<Wanted> wanted;
    for (const auto &key : m_keys)
        wanted.push_back({identifier(key.name), fmt::format("The key {}", key.name)});
    for (const auto &value : m_values)
        wanted.push_back({value.expression, value.place});
    const auto source = fmt::format("The source {}", m_source->name);
    if (timed())
        wanted.push_back({m_source->eventTime, source + "'s event_time"});
    if (created())
        wanted.push_back({m_source->createdTime, source + "'s created_time"});
    if (!m_source->where.empty())
        wanted.push_back({fmt::format("({}) IS TRUE", m_source->where), source + "'s where"});
    if (wanted.empty())
        return done();
    const auto typesOf = [&](std::span<const Wanted> some) {
        std::vector<std::string> columns;
        for (const auto &each : some)
            columns.push_back(fmt::format("({}) AS x{}", each.expression, columns.size()));
        return describe(duck, fmt::format("SELECT {} FROM {}", fmt::join(columns, ", "), m_lookups.rows()),
                        context);
    };
    const auto found = typesOf(wanted);
    if (!found) {
        for (const auto &each : wanted) {
            const auto one = typesOf(std::span(&each, 1));
            if (!one && one.error().id == "data.query_invalid") {
                if (raw().empty)
                    return failure("feature_join.empty", {{"table", raw().name}});
                SLIPWAY_TRY(checkNames(each.expression, each.place, raw(), m_lookups.known()));
                return failure("feature_join.expression_wrong",
                               {{"place", each.place},
                                {"expression", each.expression},
                                {"table", raw().name},
                                {"reason", one.error().args.value("reason", "")},
                                {"known", m_lookups.known()}});
            }
        }
        return found.error();
    }
    auto type = found.value().begin();
    for (auto &key : m_keys) {
        key.found = (type++)->type;
        key.type = keyTypeOf(key.found);
    }
    for (auto &value : m_values) {
        if (value.found == "plain")
            value.type = plainType(type->type);
        value.found = (type++)->type;
    }
    if (timed()) {
        m_timeFound = (type++)->type;
        m_time = momentSql(fmt::format("({})", m_source->eventTime), m_timeFound);
    }
    if (created()) {
        m_createdFound = (type++)->type;
        m_created = momentSql(fmt::format("({})", m_source->createdTime), m_createdFound);
    }
    return done();
}

/// A key that is no whole number among numbers would belong to nobody, in silence.
Status PreparedSource::checkKeys(data::Duck &duck, const RunContext &context)
{
    for (const auto &key : m_keys)
        SLIPWAY_TRY(checkWholeKey(duck, {key.name, key.found}, raw().name, m_lookups.rows(), context));
    return done();
}

Status PreparedSource::checkValues(data::Duck &duck, const RunContext &context)
{
    SLIPWAY_TRY(checkKeys(duck, context));
    for (const auto &value : m_values) {
        const auto fit = fitOf(value.found, value.type);
        if (fit == Fit::Always)
            continue;
        const auto expression = fmt::format("({})", value.expression);
        const auto condition = fit == Fit::Never
            ? std::string("true")
            : fmt::format("({}) IS NULL", valueSql(expression, value.found, value.type));
        SLIPWAY_ASSIGN(
            const data::Table wrong,
            duck.query(
                fmt::format("SELECT CAST({0} AS VARCHAR) FROM {1} WHERE {0} IS NOT NULL AND {2} LIMIT 1",
                            expression, m_lookups.rows(), condition),
                context));
        if (wrong.rows() == 0)
            continue;
        return failure("feature_join.wrong_type",
                       {{"place", value.place},
                        {"expected", typeInWords(value.type)},
                        {"expression", value.expression},
                        {"table", raw().name},
                        {"found", value.found},
                        {"example", exampleOf(wrong)}});
    }
    SLIPWAY_TRY(checkMoment(duck, "event_time", m_source->eventTime, m_timeFound, m_time, context));
    return checkMoment(duck, "created_time", m_source->createdTime, m_createdFound, m_created, context);
}

Status PreparedSource::checkMoment(data::Duck &duck, std::string_view name, const std::string &expression,
                                   const std::string &found, const std::string &moment,
                                   const RunContext &context)
{
    if (expression.empty() || isTimeType(found)) // a time that DuckDB has read is one
        return done();
    const bool never = found != "VARCHAR" && !isWholeType(found) && !isFractionType(found);
    SLIPWAY_ASSIGN(
        const data::Table wrong,
        duck.query(fmt::format("SELECT CAST(({0}) AS VARCHAR) FROM {1} WHERE ({0}) IS NOT NULL AND "
                               "{2} LIMIT 1",
                               expression, m_lookups.rows(),
                               never ? "true" : fmt::format("({}) IS NULL", moment)),
                   context));
    if (wrong.rows() == 0)
        return done();
    return failure("feature_join.not_a_time",
                   {{"source", m_source->name},
                    {"name", name},
                    {"expression", expression},
                    {"table", raw().name},
                    {"example", exampleOf(wrong)}});
}

std::string PreparedSource::valueColumns() const
{
    std::string columns;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const auto &value = m_values[i];
        const auto expression = fmt::format("({})", value.expression);
        const bool whole = value.type == ValueType::Number && isWholeType(value.found);
        const bool wide = value.found == "UBIGINT" || value.found.ends_with("HUGEINT");
        columns += fmt::format(", {} AS v{}",
                               whole ? fmt::format("CAST({} AS {})", expression, wide ? "HUGEINT" : "BIGINT")
                                     : valueSql(expression, value.found, value.type),
                               i);
    }
    return columns;
}

std::string PreparedSource::condition() const
{
    return m_source->where.empty() ? "true" : fmt::format("({}) IS TRUE", m_source->where);
}

std::string PreparedSource::keyColumns() const
{
    std::string columns;
    for (const auto &key : m_keys)
        columns += fmt::format(", {} AS {}", keySql(identifier(key.name), key.found), keyColumn(key.name));
    return columns;
}

std::string PreparedSource::rowsSql() const
{
    std::string columns = keyColumns();
    if (timed())
        columns += fmt::format(", {} AS t", m_time);
    if (created())
        columns += fmt::format(", {} AS c", m_created);
    return fmt::format("SELECT __row{}{} FROM {} WHERE {}", columns, valueColumns(), m_lookups.rows(),
                       condition());
}

std::string PreparedSource::ownRowsSql() const
{
    return fmt::format("SELECT __row AS qid{}, {} AS t, {} AS seen{} FROM {}", keyColumns(), m_time,
                       condition(), valueColumns(), m_lookups.rows());
}

std::string PreparedSource::from() const
{
    return m_made ? fmt::format("(SELECT *, rowid AS o FROM {})", m_table)
                  : fmt::format("(SELECT * FROM ({}) WHERE t IS NOT NULL)", rowsSql());
}

Status PreparedSource::make(data::Duck &duck, const RunContext &context)
{
    if (m_made)
        return done();
    std::string order;
    if (m_ordered)
        order = created() ? " ORDER BY t, c NULLS FIRST, __row" : " ORDER BY t, __row";
    SLIPWAY_TRY(
        duck.execute(fmt::format("CREATE OR REPLACE TABLE {} AS SELECT * EXCLUDE (__row) FROM ({}){}{}",
                                 m_table, rowsSql(), timed() ? " WHERE t IS NOT NULL" : "", order),
                     context));
    m_made = true;
    if (!timed())
        SLIPWAY_TRY(checkFacts(duck, context));
    SLIPWAY_TRY(count(duck, context));
    return findScales(duck, context);
}

Status PreparedSource::checkFacts(data::Duck &duck, const RunContext &context)
{
    for (const auto &keys : m_entityKeys) {
        const auto list = keyList(keys);
        const auto query = keys.empty()
            ? fmt::format("SELECT 'every row' AS key, count(*) AS rows FROM {} HAVING count(*) > 1", m_table)
            : fmt::format(
                "SELECT concat_ws(', ', {0}) AS key, count(*) AS rows FROM {1} WHERE {2} GROUP BY {0} "
                "HAVING count(*) > 1 ORDER BY rows DESC, key LIMIT 1",
                list, m_table, completeSql(keys));
        SLIPWAY_ASSIGN(const data::Table twice, duck.query(query, context));
        if (twice.rows() == 0)
            continue;
        return failure("feature_join.repeated_key",
                       {{"table", raw().name},
                        {"rows", static_cast<std::int64_t>(twice.columns[1].numbers[0])},
                        {"key", keys.empty() ? "no key" : fmt::format("{}", fmt::join(keys, ", "))},
                        {"value", exampleOf(twice)}});
    }
    return done();
}

Status PreparedSource::lookOver(data::Duck &duck, const RunContext &context)
{
    if (m_made || m_scaled)
        return done();
    SLIPWAY_TRY(count(duck, context));
    return findScales(duck, context);
}

Status PreparedSource::findScales(data::Duck &duck, const RunContext &context)
{
    if (std::exchange(m_scaled, true))
        return done();
    return features::findScales(duck, raw().name, m_made ? m_table : fmt::format("({})", ownRowsSql()),
                                m_values, context);
}

/// Keys that come from a lookup may well be missing; those of the data set itself are noticed.
Status PreparedSource::count(data::Duck &duck, const RunContext &context)
{
    std::string keyless = "false";
    for (const auto &key : m_keys) {
        if (raw().find(key.name))
            keyless += fmt::format(" OR {} IS NULL", identifier(key.name));
    }
    const auto times = timed()
        ? fmt::format("count(*) FILTER (({0}) IS NULL), count(*) FILTER (({0}) > {1})", m_time, utcNow())
        : "0, 0";
    const bool ofLookups = !m_source->where.empty() || !m_source->lookups.empty();
    SLIPWAY_ASSIGN(
        const data::Table found,
        duck.query(fmt::format("SELECT count(*), count(*) FILTER ({}), {} FROM {} WHERE {}", keyless, times,
                               ofLookups ? m_lookups.rows() : raw().relation, condition()),
                   context));
    const auto whole = [&](std::size_t i) {
        return static_cast<std::int64_t>(found.columns[i].numbers.at(0));
    };
    m_counts = {.rows = whole(0), .timeless = whole(2), .early = whole(3), .keyless = whole(1)};
    return done();
}

std::string PreparedSource::numberSql(int index, std::string_view prefix) const
{
    const auto &value = m_values.at(static_cast<std::size_t>(index));
    const bool whole = value.type == ValueType::Number && isWholeType(value.found);
    return whole ? fmt::format("CAST({}v{} AS DOUBLE)", prefix, index) : fmt::format("{}v{}", prefix, index);
}

std::string PreparedSource::wholeSql(int index) const
{
    const auto &value = m_values.at(static_cast<std::size_t>(index));
    if (isWholeType(value.found))
        return fmt::format("v{}", index);
    if (value.digits == 0)
        return fmt::format("CAST(round(v{}) AS BIGINT)", index);
    return fmt::format("CAST(round(v{} * 1e{}) AS BIGINT)", index, value.digits);
}

} // namespace slipway::features
