#include "core/data/checks/ask.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace slipway::data {

namespace {

struct Names {
    Family family;
    std::vector<std::string_view> names; ///< of DuckDB, pandas, SQL and Spark, in lower case
};

const std::array families {
    Names {Family::Integer,
           {"tinyint", "smallint", "integer", "bigint", "hugeint",     "utinyint", "usmallint", "uinteger",
            "ubigint", "uhugeint", "int",     "int8",   "int16",       "int32",    "int64",     "uint8",
            "uint16",  "uint32",   "uint64",  "long",   "integertype", "longtype", "shorttype", "bytetype"}},
    Names {Family::Real,
           {"float", "double", "real", "decimal", "numeric", "float32", "float64", "double_precision",
            "floattype", "doubletype", "decimaltype"}},
    Names {Family::Text, {"varchar", "text", "char", "string", "str", "object", "stringtype"}},
    Names {Family::Flag, {"boolean", "bool", "bool_", "booleantype"}},
    Names {Family::Time,
           {"date", "timestamp", "datetime", "datetime64", "datetime64[ns]", "datetime64[us]", "timestamp_s",
            "timestamp_ms", "timestamp_ns", "timestamp with time zone", "timestamptz", "timestamptype",
            "datetype"}},
};

} // namespace

Family familyOf(std::string_view type)
{
    std::string name;
    for (const char c : type.substr(0, type.find('(')))
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (const auto &family : families) {
        if (std::find(family.names.begin(), family.names.end(), name) != family.names.end())
            return family.family;
    }
    return Family::Other;
}

bool isNumber(Family family)
{
    return family == Family::Integer || family == Family::Real;
}

Error impossible(const std::string &reason)
{
    return failure("data.check_impossible", {{"reason", reason}});
}

std::string valueOf(const SourceColumn &column)
{
    const auto name = identifier(column.name);
    const bool canBeNan = column.type == "FLOAT" || column.type == "DOUBLE";
    return canBeNan ? fmt::format("nullif({0}, 'NaN'::{1})", name, column.type) : name;
}

std::optional<std::string> literal(const Json &value, Family family)
{
    switch (family) {
    case Family::Integer:
    case Family::Real:
        if (value.is_boolean())
            return value.get<bool>() ? "1" : "0";
        if (value.is_number_integer())
            return value.dump();
        if (value.is_number_float())
            return fmt::format("CAST('{}' AS DOUBLE)", value.dump());
        return std::nullopt;
    case Family::Flag:
        if (value.is_boolean())
            return value.dump();
        if (value.is_number() && (value == 0 || value == 1))
            return value == 1 ? "true" : "false";
        return std::nullopt;
    case Family::Time:
        if (value.is_string())
            return fmt::format("CAST({} AS TIMESTAMP)", data::quoted(value.get<std::string>()));
        return std::nullopt;
    case Family::Text:
    case Family::Other:
        if (value.is_string())
            return data::quoted(value.get<std::string>());
        return std::nullopt;
    }
    return std::nullopt;
}

std::string shownValue(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : writeJson(value);
}

std::string Range::isOutside() const
{
    return fmt::format("({}) IS NOT FALSE", fmt::join(outside, " OR "));
}

const Json *Ask::find(const char *name) const
{
    const auto found = m_expectation.kwargs.find(name);
    return found == m_expectation.kwargs.end() || found->is_null() ? nullptr : &*found;
}

Result<std::string> Ask::text(const char *name) const
{
    const Json *found = find(name);
    if (!found || !found->is_string())
        return impossible(fmt::format("it needs a text called {}", name));
    return found->get<std::string>();
}

Result<bool> Ask::flag(const char *name, bool standard) const
{
    const Json *found = find(name);
    if (found && !found->is_boolean())
        return impossible(fmt::format("{} must be true or false", name));
    return found ? found->get<bool>() : standard;
}

Result<double> Ask::number(const char *name) const
{
    const Json *found = find(name);
    if (!found || !found->is_number())
        return impossible(fmt::format("it needs a number called {}", name));
    return found->get<double>();
}

Result<const Json *> Ask::list(const char *name) const
{
    const Json *found = find(name);
    if (!found || !found->is_array())
        return impossible(fmt::format("it needs a list called {}", name));
    return found;
}

Result<std::vector<std::string>> Ask::texts(const char *name) const
{
    SLIPWAY_ASSIGN(const Json *found, list(name));
    std::vector<std::string> all;
    for (const auto &each : *found) {
        if (!each.is_string())
            return impossible(fmt::format("{} must hold texts", name));
        all.push_back(each.get<std::string>());
    }
    return all;
}

Result<const SourceColumn *> Ask::column(const char *name) const
{
    SLIPWAY_ASSIGN(const std::string wanted, text(name));
    const SourceColumn *found = m_source.find(wanted);
    if (!found)
        return failure("data.check_column_missing", {{"column", wanted}});
    return found;
}

Result<std::vector<const SourceColumn *>> Ask::columns(const char *name, std::size_t fewest) const
{
    SLIPWAY_ASSIGN(const auto names, texts(name));
    if (names.size() < fewest)
        return impossible(fmt::format("{} must name at least {} columns", name, fewest));
    std::vector<const SourceColumn *> all;
    for (const auto &each : names) {
        const SourceColumn *found = m_source.find(each);
        if (!found)
            return failure("data.check_column_missing", {{"column", each}});
        all.push_back(found);
    }
    return all;
}

Result<double> Ask::mostly() const
{
    const Json *found = find("mostly");
    if (!found)
        return 1.0;
    if (!found->is_number() || found->get<double>() < 0 || found->get<double>() > 1)
        return impossible("mostly must be a number from 0 to 1");
    return found->get<double>();
}

Result<Range> Ask::range(const std::string &value, Family family) const
{
    Range range;
    struct Side {
        const char *bound;
        const char *strict;
        const char *breaks; ///< SQL: how a value breaks the bound
        const char *breaksStrictly;
        const char *words;
        const char *strictWords;
    };
    constexpr std::array sides {
        Side {"min_value", "strict_min", "<", "<=", "at least", "above"},
        Side {"max_value", "strict_max", ">", ">=", "at most", "below"},
    };
    for (const auto &side : sides) {
        SLIPWAY_ASSIGN(const bool isStrict, flag(side.strict, false));
        const Json *bound = find(side.bound);
        if (!bound)
            continue;
        const auto sql = literal(*bound, family);
        if (!sql)
            return impossible(fmt::format("{} is {}, which cannot be compared with the column", side.bound,
                                          writeJson(*bound)));
        range.outside.push_back(
            fmt::format("{} {} {}", value, isStrict ? side.breaksStrictly : side.breaks, *sql));
        range.rule += fmt::format("{}{} {}", range.rule.empty() ? "" : " and ",
                                  isStrict ? side.strictWords : side.words, shownValue(*bound));
    }
    if (range.outside.empty())
        return impossible("it needs min_value or max_value");
    return range;
}

Result<std::string> Ask::word(const char *name, const std::vector<std::string> &known) const
{
    const Json *found = find(name);
    if (!found)
        return known.front();
    if (!found->is_string()
        || std::find(known.begin(), known.end(), found->get<std::string>()) == known.end())
        return impossible(fmt::format("{} must be one of {}", name, fmt::join(known, ", ")));
    return found->get<std::string>();
}

std::string Ask::meant(const std::string &value) const
{
    return m_condition.empty() ? value : fmt::format("CASE WHEN {} THEN {} END", m_condition, value);
}

std::string Ask::where(const std::string &also) const
{
    return m_condition.empty() ? fmt::format(" WHERE {}", also)
                               : fmt::format(" WHERE ({}) AND ({})", m_condition, also);
}

Result<Check> columnCheck(const Ask &ask, const SourceColumn *&column)
{
    SLIPWAY_ASSIGN(column, ask.column());
    Check check;
    check.value = valueOf(*column);
    check.valueNames = {column->name};
    check.arguments["column"] = column->name;
    SLIPWAY_ASSIGN(check.mostly, ask.mostly());
    return check;
}

Result<Check> statisticCheck(const Ask &ask, const SourceColumn &column, const std::string &statistic,
                             const std::string &aggregate, Family family)
{
    const auto observed = fmt::format(fmt::runtime(aggregate), ask.meant(valueOf(column)));
    SLIPWAY_ASSIGN(const Range range, ask.range(observed, family));
    Check check;
    check.form = Check::Form::Aggregate;
    check.aggregates = {observed, range.isOutside()};
    check.conclude = [](Check &self, const std::vector<Json> &answers, Source &, const RunContext &) {
        self.form = Check::Form::Known;
        self.observed = answers[0];
        // Of no values there is no statistic, and what does not exist lies in no range.
        self.passed = !answers[0].is_null() && answers[1] == false;
        return done();
    };
    check.sentenceId = "data.check_statistic";
    check.arguments = {{"column", column.name}, {"statistic", statistic}, {"rule", range.rule}};
    return check;
}

} // namespace slipway::data
