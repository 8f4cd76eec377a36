#include "core/features/definitions/expression.h"

#include "core/features/definitions/expression_node.h"
#include "core/features/definitions/sql_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace slipway::features {

namespace {

constexpr int deepest =
    200; ///< of parts within parts; DuckDB's own limit is 1000, and ours write more than one

constexpr std::array comparisons {
    std::pair {std::string_view("COMPARE_EQUAL"), Op::Equal},
    std::pair {std::string_view("COMPARE_NOTEQUAL"), Op::NotEqual},
    std::pair {std::string_view("COMPARE_LESSTHAN"), Op::Less},
    std::pair {std::string_view("COMPARE_LESSTHANOREQUALTO"), Op::LessEqual},
    std::pair {std::string_view("COMPARE_GREATERTHAN"), Op::Greater},
    std::pair {std::string_view("COMPARE_GREATERTHANOREQUALTO"), Op::GreaterEqual},
    std::pair {std::string_view("COMPARE_DISTINCT_FROM"), Op::Distinct},
    std::pair {std::string_view("COMPARE_NOT_DISTINCT_FROM"), Op::NotDistinct},
};

constexpr std::array operators {
    std::pair {std::string_view("OPERATOR_COALESCE"), Op::Coalesce},
    std::pair {std::string_view("COMPARE_IN"), Op::In},
    std::pair {std::string_view("COMPARE_NOT_IN"), Op::NotIn},
    std::pair {std::string_view("OPERATOR_IS_NULL"), Op::IsNull},
    std::pair {std::string_view("OPERATOR_IS_NOT_NULL"), Op::IsNotNull},
    std::pair {std::string_view("OPERATOR_NOT"), Op::Not},
};

constexpr std::array casts {
    std::pair {std::string_view("DOUBLE"), Op::ToReal},
    std::pair {std::string_view("BIGINT"), Op::ToWhole},
    std::pair {std::string_view("VARCHAR"), Op::ToText},
    std::pair {std::string_view("BOOLEAN"), Op::ToFlag},
};

/// What extract(... FROM time) may ask for, and the function that gives it.
constexpr std::array timeParts {
    std::pair {std::string_view("hour"), std::string_view("hour")},
    std::pair {std::string_view("minute"), std::string_view("minute")},
    std::pair {std::string_view("second"), std::string_view("second")},
    std::pair {std::string_view("day"), std::string_view("day")},
    std::pair {std::string_view("dow"), std::string_view("dayofweek")},
    std::pair {std::string_view("dayofweek"), std::string_view("dayofweek")},
    std::pair {std::string_view("isodow"), std::string_view("isodow")},
    std::pair {std::string_view("doy"), std::string_view("dayofyear")},
    std::pair {std::string_view("dayofyear"), std::string_view("dayofyear")},
    std::pair {std::string_view("month"), std::string_view("month")},
    std::pair {std::string_view("quarter"), std::string_view("quarter")},
    std::pair {std::string_view("year"), std::string_view("year")},
};

template <typename Table>
auto find(const Table &table, std::string_view name)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.first == name; });
    return found == table.end() ? nullptr : &found->second;
}

/// Turns DuckDB's tree into ours and refuses what the language does not have.
class Reader
{
public:
    explicit Reader(std::string_view sql)
        : m_sql(sql)
    {
    }

    std::vector<std::string> names;

    Result<ExpressionNode> read(const Json &tree, int depth = 0)
    {
        if (depth > deepest)
            return wrong("too many parts stand within each other", "Divide it into several features");
        const std::string kind = tree.value("class", "");
        if (kind == "CONSTANT")
            return constant(tree.at("value"));
        if (kind == "COLUMN_REF")
            return column(tree.at("column_names"));
        if (kind == "FUNCTION")
            return function(tree, depth);
        if (kind == "CAST")
            return cast(tree, depth);
        if (kind == "CASE")
            return cases(tree, depth);
        if (kind == "COMPARISON") {
            if (const Op *op = find(comparisons, tree.value("type", "")))
                return make(*op, {&tree.at("left"), &tree.at("right")}, depth);
        }
        if (kind == "BETWEEN")
            return make(Op::Between, {&tree.at("input"), &tree.at("lower"), &tree.at("upper")}, depth);
        if (kind == "CONJUNCTION") {
            const bool all = tree.value("type", "") == "CONJUNCTION_AND";
            return make(all ? Op::And : Op::Or, childrenOf(tree), depth);
        }
        if (kind == "OPERATOR") {
            if (const Op *op = find(operators, tree.value("type", "")))
                return make(*op, childrenOf(tree), depth);
        }
        return foreign(kind, tree);
    }

private:
    Error wrong(std::string_view reason, std::string_view remedy) const
    {
        return expressionWrong(m_sql, reason, remedy);
    }

    Error foreign(std::string_view kind, const Json &tree) const
    {
        if (kind == "SUBQUERY")
            return wrong("a query stands within it",
                         "Make what it asks for a feature of a view, and use that feature's name");
        if (kind == "WINDOW")
            return wrong("a window function stands within it", "Use a windowed feature of a view instead");
        if (kind == "PARAMETER")
            return wrong("a parameter stands within it", "Write the value itself");
        if (kind == "STAR")
            return wrong("a * stands for columns", "Name the features that are meant");
        return wrong(fmt::format("{} is not part of these expressions", tree.value("type", "this")),
                     "Write it with operators, CASE and functions: " + functionNames());
    }

    static std::vector<const Json *> childrenOf(const Json &tree)
    {
        std::vector<const Json *> list;
        for (const Json &child : tree.at("children"))
            list.push_back(&child);
        return list;
    }

    Result<ExpressionNode> make(Op op, const std::vector<const Json *> &children, int depth)
    {
        ExpressionNode node {.op = op};
        for (const Json *child : children) {
            SLIPWAY_ASSIGN(auto part, read(*child, depth + 1));
            node.children.push_back(std::move(part));
        }
        return node;
    }

    Result<ExpressionNode> column(const Json &parts)
    {
        if (parts.size() != 1)
            return wrong("a name has a dot in it", "Write the feature's name alone");
        auto name = parts.front().get<std::string>();
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
        return ExpressionNode {.op = Op::Column, .text = std::move(name)};
    }

    Result<ExpressionNode> constant(const Json &value)
    {
        if (value.value("is_null", false))
            return ExpressionNode {.op = Op::Null};
        const Json &type = value.at("type");
        const std::string id = type.value("id", "");
        if (id == "VARCHAR" && value.at("value").is_string())
            return ExpressionNode {.op = Op::Text, .text = value.at("value").get<std::string>()};
        if (id == "BOOLEAN")
            return ExpressionNode {.op = Op::Flag, .number = value.at("value").get<bool>() ? 1.0 : 0.0};
        const bool decimal = id == "DECIMAL";
        const auto scale = decimal ? type.at("type_info").value("scale", 0) : 0;
        if (const auto number = numberOf(value.at("value"), scale))
            return ExpressionNode {.op = Op::Number, .number = *number, .whole = !decimal && id != "DOUBLE"};
        return wrong(fmt::format("a value of the type {} stands within it", id),
                     "Write numbers, texts and TIMESTAMP '...'");
    }

    /// The double next to the number that the parser keeps as an integer, perhaps of 128 bits, and its digits
    /// behind the point.
    static std::optional<double> numberOf(const Json &value, int scale)
    {
        std::string digits;
        if (value.is_number_float())
            return std::isfinite(value.get<double>()) ? std::optional(value.get<double>()) : std::nullopt;
        if (value.is_number_integer()) {
            digits = value.dump();
        } else if (value.is_object() && value.contains("upper") && value.contains("lower")) {
            __extension__ using Wide = unsigned __int128;
            auto rest = (static_cast<Wide>(value.at("upper").get<std::int64_t>()) << 64)
                | value.at("lower").get<std::uint64_t>();
            for (; rest > 0; rest /= 10)
                digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
        }
        digits += fmt::format("e-{}", scale);
        double number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return error == std::errc() && end == digits.data() + digits.size() ? std::optional(number)
                                                                            : std::nullopt;
    }

    Result<ExpressionNode> cases(const Json &tree, int depth)
    {
        std::vector<const Json *> parts;
        for (const Json &check : tree.at("case_checks")) {
            parts.push_back(&check.at("when_expr"));
            parts.push_back(&check.at("then_expr"));
        }
        parts.push_back(&tree.at("else_expr"));
        return make(Op::Case, parts, depth);
    }

    Result<ExpressionNode> cast(const Json &tree, int depth)
    {
        const std::string type = tree.at("cast_type").value("id", "");
        SLIPWAY_ASSIGN(ExpressionNode child, read(tree.at("child"), depth + 1));
        if (child.op == Op::Text && type == "BOOLEAN" && (child.text == "t" || child.text == "f"))
            return ExpressionNode {.op = Op::Flag, .number = child.text == "t" ? 1.0 : 0.0};
        if (type == "TIMESTAMP" || type == "TIMESTAMP WITH TIME ZONE" || type == "DATE") {
            if (child.op != Op::Text)
                return wrong("only a text in quotes can become a moment here",
                             "Make the column a feature of type: time");
            const auto time = sqlTime(child.text);
            if (!time)
                return wrong(fmt::format("'{}' is no moment", child.text),
                             "Write it like TIMESTAMP '2026-01-31 12:00:00'");
            return ExpressionNode {.op = Op::Time, .time = *time};
        }
        const Op *op = find(casts, type);
        if (!op)
            return wrong(fmt::format("it casts to {}", type), "Cast to DOUBLE, BIGINT, VARCHAR or BOOLEAN");
        ExpressionNode node {.op = *op};
        node.children.push_back(std::move(child));
        return node;
    }

    Result<ExpressionNode> function(const Json &tree, int depth)
    {
        const std::string name = tree.value("function_name", "");
        auto arguments = childrenOf(tree);
        if (tree.value("distinct", false) || !tree.at("filter").is_null()
            || !tree.at("order_bys").at("orders").empty())
            return wrong(fmt::format("{}() aggregates rows", name), "Use a windowed feature of a view");
        if (name == "date_part" && arguments.size() == 2)
            return timePart(arguments, depth);
        if (name == "ifnull" && arguments.size() == 2)
            return make(Op::Coalesce, arguments, depth);
        if (const auto *form = functionForm(name, arguments.size()))
            return make(form->op, arguments, depth);
        if (name == "//")
            return wrong("// divides whole numbers only", "Write floor(a / b)");
        if (isFunctionName(name))
            return wrong(fmt::format("{}() does not take {} arguments", name, arguments.size()),
                         "Give it as many as it needs");
        if (isAggregate(name))
            return wrong(fmt::format("{}() aggregates rows", name),
                         "Use a feature with aggregate: in a view, and its name here");
        return wrong(fmt::format("there is no function {}() here", name),
                     "These are known: " + functionNames());
    }

    static bool isAggregate(std::string_view name)
    {
        constexpr std::array names {
            "sum",        "avg",      "mean",        "min",  "max",       "count",
            "count_star", "stddev",   "stddev_samp", "var",  "first",     "last",
            "median",     "quantile", "string_agg",  "list", "any_value", "mode",
        };
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    Result<ExpressionNode> timePart(const std::vector<const Json *> &arguments, int depth)
    {
        SLIPWAY_ASSIGN(const ExpressionNode part, read(*arguments[0], depth + 1));
        const auto *name = part.op == Op::Text ? find(timeParts, part.text) : nullptr;
        if (!name)
            return wrong("extract() is asked for a part that is not known",
                         "Ask for hour, minute, second, day, dow, isodow, doy, month, quarter or year");
        return make(functionForm(*name, 1)->op, {arguments[1]}, depth);
    }

    std::string_view m_sql;
};

} // namespace

Result<Expression> Expression::parse(std::string_view sql)
{
    SLIPWAY_ASSIGN(const Json tree, sqlTree(sql));
    Reader reader(sql);
    SLIPWAY_ASSIGN(auto root, reader.read(tree));
    Expression expression;
    expression.m_text = sql;
    expression.m_names = std::move(reader.names);
    expression.m_root = std::make_shared<const ExpressionNode>(std::move(root));
    return expression;
}

} // namespace slipway::features
