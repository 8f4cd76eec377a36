#include "core/data/check.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace slipway::data {

namespace {

enum class Family { Integer, Real, Text, Flag, Time, Other };

struct Names {
    Family family;
    std::vector<std::string_view> names; ///< of DuckDB, pandas, SQL and Spark, in lower case
};

/// Widths are not told apart, because CSV does not keep them.
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

Error impossible(const std::string &reason)
{
    return failure("data.check_impossible", {{"reason", reason}});
}

Result<std::string> textArgument(const Expectation &expectation, const char *name)
{
    const auto found = expectation.kwargs.find(name);
    if (found == expectation.kwargs.end() || !found->is_string())
        return impossible(fmt::format("it needs a text called {}", name));
    return found->get<std::string>();
}

/// The value of an argument that may be absent or null.
const Json *optionalArgument(const Expectation &expectation, const char *name)
{
    const auto found = expectation.kwargs.find(name);
    return found == expectation.kwargs.end() || found->is_null() ? nullptr : &*found;
}

Result<const SourceColumn *> columnNamed(const std::string &name, const Source &source)
{
    const SourceColumn *column = source.find(name);
    if (!column)
        return failure("data.check_column_missing", {{"column", name}});
    return column;
}

/// The column as SQL, NULL where there is no value. NaN is none, as in pandas.
std::string valueOf(const SourceColumn &column)
{
    const auto name = identifier(column.name);
    const bool canBeNan = column.type == "FLOAT" || column.type == "DOUBLE";
    return canBeNan ? fmt::format("nullif({0}, 'NaN'::{1})", name, column.type) : name;
}

/// A check of one column's values, with `mostly` read.
Result<Check> columnCheck(const Expectation &expectation, const Source &source, const SourceColumn *&column)
{
    SLIPWAY_ASSIGN(const std::string name, textArgument(expectation, "column"));
    SLIPWAY_ASSIGN(column, columnNamed(name, source));
    Check check;
    check.value = valueOf(*column);
    check.arguments["column"] = name;
    if (const Json *mostly = optionalArgument(expectation, "mostly")) {
        if (!mostly->is_number() || mostly->get<double>() < 0 || mostly->get<double>() > 1)
            return impossible("mostly must be a number from 0 to 1");
        check.mostly = mostly->get<double>();
    }
    return check;
}

/// A JSON value as SQL that compares with a column of that family; empty where no value of the column can
/// equal it.
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
        if (value.is_number_integer() && (value == 0 || value == 1))
            return value == 1 ? "true" : "false";
        return std::nullopt;
    case Family::Time:
        if (value.is_string())
            return fmt::format("TRY_CAST({} AS TIMESTAMP)", data::quoted(value.get<std::string>()));
        return std::nullopt;
    case Family::Text:
    case Family::Other:
        if (value.is_string())
            return data::quoted(value.get<std::string>());
        return std::nullopt;
    }
    return std::nullopt;
}

/// "at least 0 and below 1" and the SQL of values outside; both empty without any bound.
struct Range {
    std::string rule;
    std::vector<std::string> outside;
};

Result<Range> rangeOf(const Expectation &expectation, const std::string &value, Family family)
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
        const Json *bound = optionalArgument(expectation, side.bound);
        if (!bound)
            continue;
        const auto sql = literal(*bound, family);
        if (!sql)
            return impossible(fmt::format("{} is {}, which cannot be compared with the column", side.bound,
                                          writeJson(*bound)));
        const Json *strict = optionalArgument(expectation, side.strict);
        const bool isStrict = strict && strict->is_boolean() && strict->get<bool>();
        range.outside.push_back(
            fmt::format("{} {} {}", value, isStrict ? side.breaksStrictly : side.breaks, *sql));
        range.rule += fmt::format("{}{} {}", range.rule.empty() ? "" : " and ",
                                  isStrict ? side.strictWords : side.words,
                                  bound->is_string() ? bound->get<std::string>() : writeJson(*bound));
    }
    if (range.outside.empty())
        return impossible("it needs min_value or max_value");
    return range;
}

Result<Check> planExists(const Expectation &expectation, const Source &source)
{
    SLIPWAY_ASSIGN(const std::string name, textArgument(expectation, "column"));
    Check check;
    check.form = Check::Form::Known;
    check.passed = source.find(name) != nullptr;
    if (const Json *index = optionalArgument(expectation, "column_index"); index && check.passed) {
        if (!index->is_number_unsigned())
            return impossible("column_index must be a whole number from 0");
        const auto at = index->get<std::size_t>();
        check.passed = at < source.columns.size() && source.columns[at].name == name;
    }
    check.sentenceId = "data.check_column_missing";
    check.arguments["column"] = name;
    return check;
}

Result<Check> planNotNull(const Expectation &expectation, const Source &source)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(expectation, source, column));
    check.countsMissing = true;
    check.sentenceId = "data.check_nulls";
    return check;
}

Result<Check> planUnique(const Expectation &expectation, const Source &source)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(expectation, source, column));
    check.unexpected = fmt::format("count(*) OVER (PARTITION BY {}) > 1", check.value);
    check.count = fmt::format(
        "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM {1} WHERE {0} IS NOT NULL GROUP BY {0}) "
        "WHERE n > 1",
        check.value, source.expression);
    check.sentenceId = "data.check_unique";
    return check;
}

Result<Check> planInSet(const Expectation &expectation, const Source &source)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(expectation, source, column));
    const Json *set = optionalArgument(expectation, "value_set");
    if (!set || !set->is_array())
        return impossible("it needs a list called value_set");
    std::vector<std::string> literals;
    std::vector<std::string> words;
    for (const auto &value : *set) {
        words.push_back(value.is_string() ? value.get<std::string>() : writeJson(value));
        if (auto sql = literal(value, familyOf(column->type)))
            literals.push_back(std::move(*sql));
    }
    check.unexpected = literals.empty()
        ? "true"
        : fmt::format("({} IN ({})) IS NOT TRUE", check.value, fmt::join(literals, ", "));
    check.sentenceId = "data.check_in_set";
    check.arguments["rule"] = fmt::format("{}", fmt::join(words, ", "));
    return check;
}

Result<Check> planBetween(const Expectation &expectation, const Source &source)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(expectation, source, column));
    SLIPWAY_ASSIGN(const Range range, rangeOf(expectation, check.value, familyOf(column->type)));
    check.unexpected = fmt::format("({}) IS NOT FALSE", fmt::join(range.outside, " OR "));
    check.sentenceId = "data.check_between";
    check.arguments["rule"] = range.rule;
    return check;
}

Result<Check> planRegex(const Expectation &expectation, const Source &source)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(expectation, source, column));
    SLIPWAY_ASSIGN(const std::string regex, textArgument(expectation, "regex"));
    check.unexpected =
        fmt::format("NOT regexp_matches(CAST({} AS VARCHAR), {})", check.value, data::quoted(regex));
    check.sentenceId = "data.check_regex";
    check.arguments["rule"] = regex;
    return check;
}

Result<Check> planOfType(const Expectation &expectation, const Source &source)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(expectation, source, column));
    SLIPWAY_ASSIGN(const std::string type, textArgument(expectation, "type_"));
    const Family wanted = familyOf(type);
    if (wanted == Family::Other)
        return impossible(fmt::format("{} is not the name of a known type", type));
    check.form = Check::Form::Known;
    check.passed = familyOf(column->type) == wanted;
    check.observed = column->type;
    check.sentenceId = "data.check_type";
    check.arguments["rule"] = type;
    check.arguments["type"] = column->type;
    return check;
}

Result<Check> planRowCount(const Expectation &expectation, const Source &)
{
    Check check;
    check.form = Check::Form::RowCount;
    SLIPWAY_ASSIGN(const Range range, rangeOf(expectation, "n", Family::Integer));
    if (const Json *least = optionalArgument(expectation, "min_value"))
        check.least = least->get<double>();
    if (const Json *most = optionalArgument(expectation, "max_value"))
        check.most = most->get<double>();
    check.sentenceId = "data.check_row_count";
    check.arguments["rule"] = range.rule;
    return check;
}

Result<Check> planCompoundUnique(const Expectation &expectation, const Source &source)
{
    const Json *list = optionalArgument(expectation, "column_list");
    if (!list || !list->is_array() || list->size() < 2)
        return impossible("it needs a list of at least two columns called column_list");
    const Json *ignored = optionalArgument(expectation, "ignore_row_if");
    const std::string ignore = !ignored ? "all_values_are_missing"
        : ignored->is_string()          ? ignored->get<std::string>()
                                        : "";
    const std::array known {"all_values_are_missing", "any_value_is_missing", "never"};
    if (std::find(known.begin(), known.end(), ignore) == known.end())
        return impossible(fmt::format("ignore_row_if must be one of {}", fmt::join(known, ", ")));

    std::vector<std::string> values;
    std::vector<std::string> fields;
    std::vector<std::string> present;
    std::vector<std::string> names;
    for (const auto &each : *list) {
        if (!each.is_string())
            return impossible("column_list must hold names");
        SLIPWAY_ASSIGN(const SourceColumn *column, columnNamed(each.get<std::string>(), source));
        values.push_back(valueOf(*column));
        present.push_back(values.back() + " IS NOT NULL");
        fields.push_back(fmt::format("{} := {}", identifier(column->name), values.back()));
        names.push_back(column->name);
    }
    const std::string counted = ignore == "never"
        ? std::string("true")
        : fmt::format("({})", fmt::join(present, ignore == "any_value_is_missing" ? " AND " : " OR "));
    Check check;
    check.value = fmt::format("CASE WHEN {} THEN struct_pack({}) END", counted, fmt::join(fields, ", "));
    check.unexpected = fmt::format("count(*) OVER (PARTITION BY {}) > 1", check.value);
    check.count = fmt::format(
        "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM {} WHERE {} GROUP BY {}) WHERE n > 1",
        source.expression, counted, fmt::join(values, ", "));
    if (const Json *mostly = optionalArgument(expectation, "mostly"); mostly && mostly->is_number())
        check.mostly = mostly->get<double>();
    check.sentenceId = "data.check_compound";
    check.arguments["column"] = fmt::format("{}", fmt::join(names, ", "));
    return check;
}

} // namespace

std::span<const CheckType> checkTypes()
{
    static constexpr std::array types {
        CheckType {"expect_column_to_exist", planExists},
        CheckType {"expect_column_values_to_not_be_null", planNotNull},
        CheckType {"expect_column_values_to_be_unique", planUnique},
        CheckType {"expect_column_values_to_be_in_set", planInSet},
        CheckType {"expect_column_values_to_be_between", planBetween},
        CheckType {"expect_column_values_to_match_regex", planRegex},
        CheckType {"expect_column_values_to_be_of_type", planOfType},
        CheckType {"expect_table_row_count_to_be_between", planRowCount},
        CheckType {"expect_compound_columns_to_be_unique", planCompoundUnique},
    };
    return types;
}

Result<Check> planCheck(const Expectation &expectation, const Source &source)
{
    const auto types = checkTypes();
    const auto type = std::find_if(types.begin(), types.end(),
                                   [&](const CheckType &each) { return each.name == expectation.type; });
    if (type == types.end())
        return failure("data.check_unsupported");
    // Over other rows than were meant, an answer would be wrong.
    if (optionalArgument(expectation, "row_condition"))
        return impossible("row_condition is not supported yet");
    return type->plan(expectation, source);
}

} // namespace slipway::data
