#include "core/features/definitions/source_expression.h"

#include "core/base/json.h"
#include "core/features/definitions/sql_tree.h"

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace slipway::features {

namespace {

constexpr int deepest = 400;

/// Functions of DuckDB whose value depends on their arguments alone.
const std::set<std::string_view> &pureFunctions()
{
    static const std::set<std::string_view> names {
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "^",
        "**",
        "&",
        "|",
        "<<",
        ">>",
        "~",
        "||",
        "~~",
        "!~~",
        "~~*",
        "!~~*",
        "~~~",
        "^@",
        "@",
        "abs",
        "acos",
        "asin",
        "atan",
        "atan2",
        "bit_count",
        "cbrt",
        "ceil",
        "ceiling",
        "cos",
        "cot",
        "degrees",
        "divide",
        "even",
        "exp",
        "factorial",
        "fdiv",
        "floor",
        "fmod",
        "gamma",
        "gcd",
        "greatest",
        "isfinite",
        "isinf",
        "isnan",
        "lcm",
        "least",
        "lgamma",
        "ln",
        "log",
        "log10",
        "log2",
        "mod",
        "multiply",
        "add",
        "subtract",
        "pi",
        "pow",
        "power",
        "radians",
        "round",
        "round_even",
        "sign",
        "signbit",
        "sin",
        "sqrt",
        "tan",
        "trunc",
        "xor",
        "coalesce",
        "ifnull",
        "nullif",
        "ascii",
        "bar",
        "chr",
        "concat",
        "concat_ws",
        "contains",
        "ends_with",
        "suffix",
        "prefix",
        "format",
        "hash",
        "instr",
        "jaccard",
        "jaro_similarity",
        "jaro_winkler_similarity",
        "lcase",
        "left",
        "len",
        "length",
        "length_grapheme",
        "levenshtein",
        "editdist3",
        "hamming",
        "mismatches",
        "damerau_levenshtein",
        "lower",
        "lpad",
        "ltrim",
        "md5",
        "nfc_normalize",
        "ord",
        "position",
        "printf",
        "regexp_extract",
        "regexp_full_match",
        "regexp_matches",
        "regexp_replace",
        "repeat",
        "replace",
        "reverse",
        "right",
        "rpad",
        "rtrim",
        "sha1",
        "sha256",
        "split_part",
        "starts_with",
        "strip_accents",
        "strlen",
        "strpos",
        "substr",
        "substring",
        "translate",
        "trim",
        "ucase",
        "unicode",
        "upper",
        "like_escape",
        "not_like_escape",
        "ilike_escape",
        "not_ilike_escape",
        "century",
        "date_add",
        "date_diff",
        "datediff",
        "date_part",
        "datepart",
        "date_sub",
        "datesub",
        "date_trunc",
        "datetrunc",
        "day",
        "dayname",
        "dayofmonth",
        "dayofweek",
        "dayofyear",
        "decade",
        "epoch",
        "epoch_ms",
        "epoch_us",
        "epoch_ns",
        "era",
        "hour",
        "isodow",
        "isoyear",
        "julian",
        "last_day",
        "make_date",
        "make_time",
        "make_timestamp",
        "make_timestamp_ms",
        "microsecond",
        "millennium",
        "millisecond",
        "minute",
        "month",
        "monthname",
        "quarter",
        "second",
        "strftime",
        "strptime",
        "time_bucket",
        "timezone",
        "to_timestamp",
        "to_years",
        "to_quarters",
        "to_months",
        "to_weeks",
        "to_days",
        "to_hours",
        "to_minutes",
        "to_seconds",
        "to_milliseconds",
        "to_microseconds",
        "try_strptime",
        "week",
        "weekday",
        "weekofyear",
        "year",
        "yearweek",
        "list_value",
        "list_contains",
        "array_length",
        "list_extract",
        "array_extract",
        "string_split",
        "str_split",
        "json_extract",
        "json_extract_string",
        "json_array_length",
        "json_valid",
        "->>",
        "->",
    };
    return names;
}

/// Collects the columns and refuses whatever looks beyond the row.
class Walk
{
public:
    explicit Walk(std::string_view sql)
        : m_sql(sql)
    {
    }

    std::vector<std::string> columns;

    Status visit(const Json &tree, int depth = 0)
    {
        if (depth > deepest)
            return wrong("too many parts stand within each other", "Write it in a simpler way");
        if (tree.is_array()) {
            for (const Json &each : tree)
                SLIPWAY_TRY(visit(each, depth + 1));
            return done();
        }
        if (!tree.is_object())
            return done();
        const auto kind = tree.find("class");
        if (kind != tree.end() && kind->is_string()) {
            SLIPWAY_TRY(accept(kind->get<std::string>(), tree));
            if (*kind == "CONSTANT")
                return done();
        }
        for (const auto &[key, value] : tree.items()) {
            if (value.is_structured() && key != "cast_type")
                SLIPWAY_TRY(visit(value, depth + 1));
        }
        return done();
    }

private:
    Error wrong(std::string_view reason, std::string_view remedy) const
    {
        return expressionWrong(m_sql, reason, remedy);
    }

    Status accept(const std::string &kind, const Json &tree)
    {
        constexpr std::array plain {"CONSTANT", "CAST",        "CASE",     "COMPARISON",
                                    "BETWEEN",  "CONJUNCTION", "OPERATOR", "COLLATE"};
        if (kind == "COLUMN_REF")
            return column(tree.at("column_names"));
        if (kind == "FUNCTION")
            return function(tree);
        if (std::find(plain.begin(), plain.end(), kind) != plain.end())
            return done();
        if (kind == "SUBQUERY")
            return wrong("a query stands within it", "Take columns of another table along with lookups:");
        if (kind == "WINDOW")
            return wrong("a window function stands within it", "Use aggregate: with a window");
        if (kind == "STAR")
            return wrong("a * stands for columns", "Name the column that is meant");
        if (kind == "PARAMETER")
            return wrong("a parameter stands within it", "Write the value itself");
        return wrong(fmt::format("{} is not allowed here", tree.value("type", kind)),
                     "Write it with operators, CASE and functions of one row");
    }

    Status column(const Json &parts)
    {
        if (parts.size() != 1)
            return wrong("a name has a dot in it",
                         "Write the column's name alone, in double quotes where it has "
                         "signs in it");
        const auto name = parts.front().get<std::string>();
        if (std::find(columns.begin(), columns.end(), name) == columns.end())
            columns.push_back(name);
        return done();
    }

    Status function(const Json &tree)
    {
        const std::string name = tree.value("function_name", "");
        const bool aggregates = tree.value("distinct", false) || !tree.at("filter").is_null()
            || !tree.at("order_bys").at("orders").empty();
        if (!aggregates && pureFunctions().contains(name))
            return done();
        return wrong(
            fmt::format("{}() is no function of one row's values alone", name),
            "Aggregate with aggregate: and of:, and leave out what reads files, settings or the clock");
    }

    std::string_view m_sql;
};

} // namespace

Result<SourceExpression> readSourceExpression(std::string_view sql)
{
    SLIPWAY_ASSIGN(const Json tree, sqlTree(sql));
    Walk walk(sql);
    SLIPWAY_TRY(walk.visit(tree));
    return SourceExpression {.sql = fmt::format("({}\n)", sql), .columns = std::move(walk.columns)};
}

Status checkColumns(const SourceExpression &expression, std::string_view table,
                    std::span<const std::string> columns)
{
    for (const auto &name : expression.columns) {
        const bool known = std::any_of(columns.begin(), columns.end(), [&](const std::string &column) {
            return boost::iequals(column, name);
        });
        if (!known)
            return expressionWrong(expression.sql.substr(1, expression.sql.size() - 3),
                                   fmt::format("{} has no column {}", table, name),
                                   fmt::format("It has: {}", fmt::join(columns, ", ")));
    }
    return done();
}

} // namespace slipway::features
