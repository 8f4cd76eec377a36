#include "core/data/duckdb.h"
#include "core/features/definitions/expression.h"
#include "core/features/definitions/expression_node.h"
#include "core/features/definitions/sql_tree.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace slipway::features {

namespace {

/// Of the SQL that an expression becomes; some forms write an argument twice.
constexpr std::size_t longestSql = 200'000;

struct Part {
    BoundNode node;
    std::string sql;
};

bool isNumber(Kind kind)
{
    return kind == Kind::Whole || kind == Kind::Real;
}

std::string_view kindName(Kind kind)
{
    switch (kind) {
    case Kind::Nothing:
        return "null";
    case Kind::Flag:
        return "a condition";
    case Kind::Whole:
    case Kind::Real:
        return "a number";
    case Kind::Text:
        return "a text";
    case Kind::Time:
        return "a time";
    }
    return {};
}

/// A double as SQL reads it back, to the bit.
std::string doubleSql(double number)
{
    auto text = fmt::format("{}", number);
    if (text.find('e') == std::string::npos)
        text += "e0";
    return number < 0 ? fmt::format("({})", text) : text;
}

std::string_view comparisonSign(Op op)
{
    switch (op) {
    case Op::Equal:
        return "=";
    case Op::NotEqual:
        return "<>";
    case Op::Less:
        return "<";
    case Op::LessEqual:
        return "<=";
    case Op::Greater:
        return ">";
    case Op::GreaterEqual:
        return ">=";
    case Op::Distinct:
        return "IS DISTINCT FROM";
    default:
        return "IS NOT DISTINCT FROM";
    }
}

/// Whether the value is finite or missing whatever the finite inputs are, so that nobody has to look.
bool isAlwaysFinite(const BoundNode &node)
{
    switch (node.op) {
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Exp:
    case Op::Power:
    case Op::RoundTo:
        return false;
    default:
        return std::all_of(node.children.begin(), node.children.end(), [](const BoundNode &child) {
            return (child.kind != Kind::Real && child.kind != Kind::Whole) || isAlwaysFinite(child);
        });
    }
}

/// Finds the type of every part, converts where SQL would, and writes the SQL for it.
class Binder
{
public:
    Binder(std::string_view text, std::span<const ExpressionInput> inputs)
        : m_text(text)
        , m_inputs(inputs)
    {
    }

    Result<Part> bind(const ExpressionNode &node)
    {
        SLIPWAY_ASSIGN(Part part, bindOne(node));
        if (part.sql.size() > longestSql)
            return wrong("it becomes too long when it is written out", "Divide it into several features");
        return part;
    }

    Result<Part> finish(Part part)
    {
        if (part.node.kind == Kind::Nothing)
            return wrong("it is always null", "Write an expression that has values");
        if (part.node.kind == Kind::Flag)
            return converted(std::move(part), Kind::Whole);
        const bool isNumber = part.node.kind == Kind::Real || part.node.kind == Kind::Whole;
        if (isNumber && !isAlwaysFinite(part.node))
            part.sql = fmt::format("CASE WHEN isfinite({0}) THEN {0} END", part.sql);
        return part;
    }

private:
    Error wrong(std::string_view reason, std::string_view remedy) const
    {
        return expressionWrong(m_text, reason, remedy);
    }

    Result<Part> bindOne(const ExpressionNode &node)
    {
        switch (node.op) {
        case Op::Column:
            return column(node);
        case Op::Number:
            return Part {.node = {.op = Op::Number,
                                  .kind = node.whole ? Kind::Whole : Kind::Real,
                                  .number = node.number},
                         .sql = doubleSql(node.number)};
        case Op::Flag:
            return Part {.node = {.op = Op::Flag, .kind = Kind::Flag, .number = node.number},
                         .sql = node.number != 0 ? "true" : "false"};
        case Op::Text:
            return Part {.node = {.op = Op::Text, .kind = Kind::Text, .text = node.text},
                         .sql = data::quoted(node.text)};
        case Op::Time:
            return Part {.node = {.op = Op::Time, .kind = Kind::Time, .time = node.time},
                         .sql = fmt::format("make_timestamp(CAST({} AS BIGINT))", node.time)};
        case Op::Null:
            return Part {.sql = "NULL"};
        default:
            break;
        }
        std::vector<Part> parts;
        for (const auto &child : node.children) {
            SLIPWAY_ASSIGN(Part part, bind(child));
            parts.push_back(std::move(part));
        }
        return combined(node.op, std::move(parts));
    }

    Result<Part> column(const ExpressionNode &node)
    {
        for (std::size_t i = 0; i < m_inputs.size(); ++i) {
            if (m_inputs[i].name != node.text)
                continue;
            const auto type = m_inputs[i].type;
            const Kind kind = type == ValueType::Number ? Kind::Real
                : type == ValueType::Text               ? Kind::Text
                                                        : Kind::Time;
            return Part {.node = {.op = Op::Column, .kind = kind, .input = i},
                         .sql = data::identifier(node.text)};
        }
        std::vector<std::string> known;
        for (const auto &input : m_inputs)
            known.push_back(input.name);
        return wrong(fmt::format("there is no {} that it could read", node.text),
                     fmt::format("Known here: {}", fmt::join(known, ", ")));
    }

    Result<Part> combined(Op op, std::vector<Part> parts)
    {
        switch (op) {
        case Op::And:
        case Op::Or:
        case Op::Not:
            return logic(op, std::move(parts));
        case Op::IsNull:
        case Op::IsNotNull:
            return made(op, Kind::Flag, std::move(parts),
                        op == Op::IsNull ? "({0} IS NULL)" : "({0} IS NOT NULL)");
        case Op::Case:
            return cases(std::move(parts));
        case Op::Between:
        case Op::In:
        case Op::NotIn:
        case Op::Equal:
        case Op::NotEqual:
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual:
        case Op::Distinct:
        case Op::NotDistinct:
            return comparison(op, std::move(parts));
        case Op::ToReal:
            return toNumber(std::move(parts.front()), Kind::Real);
        case Op::ToWhole:
            return toNumber(std::move(parts.front()), Kind::Whole);
        case Op::ToText:
            return converted(std::move(parts.front()), Kind::Text);
        case Op::ToFlag:
            return converted(std::move(parts.front()), Kind::Flag);
        default:
            return called(op, std::move(parts));
        }
    }

    /// A node over the parts, with SQL in which {0} and {1} stand for theirs and {*} for all.
    static Part made(Op op, Kind kind, std::vector<Part> parts, std::string_view form)
    {
        Part result {.node = {.op = op, .kind = kind}};
        std::string all;
        for (std::size_t i = 0; i < parts.size(); ++i)
            all += (i > 0 ? ", " : "") + parts[i].sql;
        for (std::size_t i = 0; i < form.size(); ++i) {
            if (form[i] != '{') {
                result.sql += form[i];
                continue;
            }
            result.sql += form[i + 1] == '*' ? all : parts[static_cast<std::size_t>(form[i + 1] - '0')].sql;
            i += 2;
        }
        for (auto &part : parts)
            result.node.children.push_back(std::move(part.node));
        return result;
    }

    static Part made(Op op, Kind kind, Part part, std::string_view form)
    {
        std::vector<Part> parts;
        parts.push_back(std::move(part));
        return made(op, kind, std::move(parts), form);
    }

    /// The part as the kind that is needed. A flag is 0 or 1 where a number is needed; a number is a
    /// condition that holds unless it is 0.
    Result<Part> converted(Part part, Kind kind) const
    {
        const Kind from = part.node.kind;
        if (from == kind || (from == Kind::Whole && kind == Kind::Real))
            return part;
        if (from == Kind::Nothing) {
            const std::string_view type = kind == Kind::Flag ? "BOOLEAN"
                : kind == Kind::Text                         ? "VARCHAR"
                : kind == Kind::Time                         ? "TIMESTAMP"
                                                             : "DOUBLE";
            return Part {.node = {.op = Op::Null, .kind = kind},
                         .sql = fmt::format("CAST(NULL AS {})", type)};
        }
        if (from == Kind::Flag && isNumber(kind))
            return made(Op::ToReal, Kind::Whole, std::move(part), "CAST({0} AS DOUBLE)");
        if (isNumber(from) && kind == Kind::Flag)
            return made(Op::ToFlag, Kind::Flag, std::move(part), "({0} <> 0e0)");
        if (from == Kind::Flag && kind == Kind::Text)
            return made(Op::ToText, Kind::Text, std::move(part), "CAST({0} AS VARCHAR)");
        if (from == Kind::Whole && kind == Kind::Text)
            return made(Op::ToText, Kind::Text, std::move(part), "CAST(TRY_CAST({0} AS BIGINT) AS VARCHAR)");
        if (from == Kind::Real && kind == Kind::Text)
            return made(Op::ToText, Kind::Text, std::move(part),
                        "CASE WHEN isfinite({0}) THEN CAST({0} AS VARCHAR) END");
        return wrong(fmt::format("{} stands where {} is needed", kindName(from), kindName(kind)),
                     "Use a feature of the other type, or cast the column in its view");
    }

    Result<Part> toNumber(Part part, Kind kind) const
    {
        const Kind from = part.node.kind;
        if (kind == Kind::Whole && from == Kind::Real)
            return made(Op::ToWhole, Kind::Whole, std::move(part), "CAST(TRY_CAST({0} AS BIGINT) AS DOUBLE)");
        if (kind == Kind::Real && from == Kind::Whole) {
            part.node = {.op = Op::ToReal, .kind = Kind::Real, .children = {std::move(part.node)}};
            return part;
        }
        SLIPWAY_ASSIGN(part, converted(std::move(part), kind));
        return part;
    }

    /// The kind that all parts can become; Nothing where all are null.
    Result<Kind> common(const std::vector<Part> &parts, std::size_t from, std::size_t step) const
    {
        Kind kind = Kind::Nothing;
        for (std::size_t i = from; i < parts.size(); i += step) {
            const Kind next = parts[i].node.kind;
            if (next == Kind::Nothing || next == kind)
                continue;
            if (kind == Kind::Nothing) {
                kind = next;
            } else if ((isNumber(kind) || kind == Kind::Flag) && (isNumber(next) || next == Kind::Flag)) {
                kind = kind == Kind::Real || next == Kind::Real ? Kind::Real : Kind::Whole;
            } else {
                return wrong(fmt::format("{} and {} do not go together", kindName(kind), kindName(next)),
                             "Use values of one type");
            }
        }
        return kind;
    }

    Result<Part> logic(Op op, std::vector<Part> parts) const
    {
        std::vector<std::string> texts;
        for (auto &part : parts) {
            SLIPWAY_ASSIGN(part, converted(std::move(part), Kind::Flag));
            texts.push_back(part.sql);
        }
        if (op == Op::Not)
            return made(op, Kind::Flag, std::move(parts), "(NOT {0})");
        Part result = made(op, Kind::Flag, std::move(parts), "");
        result.sql = fmt::format("({})", fmt::join(texts, op == Op::And ? " AND " : " OR "));
        return result;
    }

    Result<Part> cases(std::vector<Part> parts) const
    {
        std::vector<Part> values;
        for (std::size_t i = 1; i < parts.size(); i += 2)
            values.push_back({.node = {.kind = parts[i].node.kind}, .sql = {}});
        values.push_back({.node = {.kind = parts.back().node.kind}, .sql = {}});
        SLIPWAY_ASSIGN(const Kind kind, common(values, 0, 1));
        std::string sql = "CASE";
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool otherwise = i + 1 == parts.size();
            const bool condition = !otherwise && i % 2 == 0;
            const Kind needed = condition ? Kind::Flag : kind == Kind::Nothing ? Kind::Real : kind;
            SLIPWAY_ASSIGN(parts[i], converted(std::move(parts[i]), needed));
            sql += fmt::format(" {} {}", otherwise ? "ELSE" : condition ? "WHEN" : "THEN", parts[i].sql);
        }
        Part result = made(Op::Case, kind, std::move(parts), "");
        result.sql = fmt::format("({} END)", sql);
        return result;
    }

    Result<Part> comparison(Op op, std::vector<Part> parts) const
    {
        SLIPWAY_ASSIGN(Kind kind, common(parts, 0, 1));
        if (kind == Kind::Nothing)
            kind = Kind::Real;
        for (auto &part : parts) {
            SLIPWAY_ASSIGN(part, converted(std::move(part), kind));
        }
        if (op == Op::Between) {
            const auto sql = fmt::format("({} BETWEEN {} AND {})", parts[0].sql, parts[1].sql, parts[2].sql);
            Part result = made(op, Kind::Flag, std::move(parts), "");
            result.sql = sql;
            return result;
        }
        std::vector<std::string> others;
        for (std::size_t i = 1; i < parts.size(); ++i)
            others.push_back(parts[i].sql);
        const auto sql = op == Op::In || op == Op::NotIn
            ? fmt::format("({} {} ({}))", parts[0].sql, op == Op::In ? "IN" : "NOT IN",
                          fmt::join(others, ", "))
            : fmt::format("({} {} {})", parts[0].sql, comparisonSign(op), parts[1].sql);
        Part result = made(op, Kind::Flag, std::move(parts), "");
        result.sql = sql;
        return result;
    }

    Result<Part> called(Op op, std::vector<Part> parts) const
    {
        const FunctionForm &form = *functionForm(op);
        Kind needed = Kind::Real;
        switch (form.takes) {
        case Takes::Numbers:
        case Takes::NumberAndDigits:
            break;
        case Takes::Texts:
            needed = Kind::Text;
            break;
        case Takes::Times:
            needed = Kind::Time;
            break;
        case Takes::Alike:
            SLIPWAY_ASSIGN(needed, common(parts, 0, 1));
            if (needed == Kind::Nothing)
                return Part {.node = {.op = Op::Null}, .sql = "NULL"};
            if (needed == Kind::Flag && (op == Op::Least || op == Op::Greatest))
                needed = Kind::Whole;
            break;
        }
        if (form.takes == Takes::NumberAndDigits && !isDigits(parts[1].node))
            return wrong("the digits of round() must be a whole number from -300 to 300",
                         "Write that number itself");
        const bool printed = op == Op::Concat || op == Op::Join;
        bool whole = true;
        for (auto &part : parts) {
            if (needed == Kind::Text && !printed && part.node.kind != Kind::Text
                && part.node.kind != Kind::Nothing)
                return wrong(fmt::format("{}() needs a text, not {}", form.name, kindName(part.node.kind)),
                             "Give it a text");
            SLIPWAY_ASSIGN(part, converted(std::move(part), needed));
            whole = whole && part.node.kind == Kind::Whole;
        }
        Kind kind = needed;
        if (form.gives == Gives::Real)
            kind = Kind::Real;
        else if (form.gives == Gives::Whole)
            kind = Kind::Whole;
        else if (form.gives == Gives::SameNumber || (form.gives == Gives::Same && needed == Kind::Real))
            kind = whole ? Kind::Whole : Kind::Real;
        return made(op, kind, std::move(parts), form.sql);
    }

    static bool isDigits(const BoundNode &node)
    {
        const bool negative = node.op == Op::Negate;
        const BoundNode &number = negative ? node.children.front() : node;
        return number.op == Op::Number && number.kind == Kind::Whole && number.number <= 300
            && number.number >= -300;
    }

    std::string_view m_text;
    std::span<const ExpressionInput> m_inputs;
};

bool changesCase(const BoundNode &node)
{
    return node.op == Op::Lower || node.op == Op::Upper
        || std::any_of(node.children.begin(), node.children.end(), changesCase);
}

} // namespace

Result<BoundExpression> Expression::bind(std::span<const ExpressionInput> inputs) const
{
    Binder binder(m_text, inputs);
    SLIPWAY_ASSIGN(Part part, binder.bind(*m_root));
    SLIPWAY_ASSIGN(part, binder.finish(std::move(part)));
    if (changesCase(part.node) && !letterCases()) // read now, so that the first request does not wait for it
        return letterCases().error();
    BoundExpression bound;
    bound.m_type = part.node.kind == Kind::Text ? ValueType::Text
        : part.node.kind == Kind::Time          ? ValueType::Time
                                                : ValueType::Number;
    bound.m_sql = std::move(part.sql);
    bound.m_root = std::make_shared<const BoundNode>(std::move(part.node));
    return bound;
}

} // namespace slipway::features
