#include "core/features/definitions/expression_node.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace slipway::features {

namespace {

constexpr std::size_t any = 1000;

/// The functions of the language. The SQL keeps DuckDB from failing where there is no answer: greatest()
/// leaves nulls out, so `nullif(greatest(x, limit), limit)` is null for all that is not above the limit
/// without writing x twice; NaN is greater than everything and passes. An infinity modulo the largest double
/// is NaN, which the sine takes.
constexpr std::array forms {
    FunctionForm {"+", Op::Add, 2, 2, Takes::Numbers, Gives::SameNumber, "({0} + {1})"},
    FunctionForm {"-", Op::Subtract, 2, 2, Takes::Numbers, Gives::SameNumber, "({0} - {1})"},
    FunctionForm {"*", Op::Multiply, 2, 2, Takes::Numbers, Gives::SameNumber, "({0} * {1})"},
    FunctionForm {"/", Op::Divide, 2, 2, Takes::Numbers, Gives::Real, "({0} / nullif({1}, 0e0))"},
    FunctionForm {"%", Op::Modulo, 2, 2, Takes::Numbers, Gives::SameNumber, "({0} % nullif({1}, 0e0))"},
    FunctionForm {"mod", Op::Modulo, 2, 2, Takes::Numbers, Gives::SameNumber, {}},
    FunctionForm {"-", Op::Negate, 1, 1, Takes::Numbers, Gives::SameNumber, "(-{0})"},
    FunctionForm {"nullif", Op::NullIf, 2, 2, Takes::Alike, Gives::Same, "nullif({0}, {1})"},
    FunctionForm {"coalesce", Op::Coalesce, 1, any, Takes::Alike, Gives::Same, "coalesce({*})"},
    FunctionForm {"least", Op::Least, 1, any, Takes::Alike, Gives::Same, "least({*})"},
    FunctionForm {"greatest", Op::Greatest, 1, any, Takes::Alike, Gives::Same, "greatest({*})"},
    FunctionForm {"abs", Op::Abs, 1, 1, Takes::Numbers, Gives::SameNumber, "abs({0})"},
    FunctionForm {"ln", Op::Ln, 1, 1, Takes::Numbers, Gives::Real, "ln(nullif(greatest({0}, 0e0), 0e0))"},
    FunctionForm {"log10", Op::Log10, 1, 1, Takes::Numbers, Gives::Real,
                  "log10(nullif(greatest({0}, 0e0), 0e0))"},
    FunctionForm {"log", Op::Log10, 1, 1, Takes::Numbers, Gives::Real, {}},
    FunctionForm {"log2", Op::Log2, 1, 1, Takes::Numbers, Gives::Real,
                  "log2(nullif(greatest({0}, 0e0), 0e0))"},
    FunctionForm {"exp", Op::Exp, 1, 1, Takes::Numbers, Gives::Real, "exp({0})"},
    FunctionForm {"sqrt", Op::Sqrt, 1, 1, Takes::Numbers, Gives::Real,
                  "sqrt(nullif(greatest({0}, -5e-324), -5e-324))"},
    FunctionForm {"power", Op::Power, 2, 2, Takes::Numbers, Gives::Real, "power({0}, {1})"},
    FunctionForm {"pow", Op::Power, 2, 2, Takes::Numbers, Gives::Real, {}},
    FunctionForm {"^", Op::Power, 2, 2, Takes::Numbers, Gives::Real, {}},
    FunctionForm {"**", Op::Power, 2, 2, Takes::Numbers, Gives::Real, {}},
    FunctionForm {"floor", Op::Floor, 1, 1, Takes::Numbers, Gives::SameNumber, "floor({0})"},
    FunctionForm {"ceil", Op::Ceil, 1, 1, Takes::Numbers, Gives::SameNumber, "ceil({0})"},
    FunctionForm {"ceiling", Op::Ceil, 1, 1, Takes::Numbers, Gives::SameNumber, {}},
    FunctionForm {"trunc", Op::Trunc, 1, 1, Takes::Numbers, Gives::SameNumber, "trunc({0})"},
    FunctionForm {"round", Op::Round, 1, 1, Takes::Numbers, Gives::SameNumber, "round({0})"},
    FunctionForm {"round", Op::RoundTo, 2, 2, Takes::NumberAndDigits, Gives::Real,
                  "round({0}, CAST({1} AS INTEGER))"},
    FunctionForm {"sign", Op::Sign, 1, 1, Takes::Numbers, Gives::Whole, "CAST(sign({0}) AS DOUBLE)"},
    FunctionForm {"sin", Op::Sin, 1, 1, Takes::Numbers, Gives::Real, "sin({0} % 1.7976931348623157e308)"},
    FunctionForm {"cos", Op::Cos, 1, 1, Takes::Numbers, Gives::Real, "cos({0} % 1.7976931348623157e308)"},
    FunctionForm {"pi", Op::Pi, 0, 0, Takes::Numbers, Gives::Real, "pi()"},
    FunctionForm {"hour", Op::Hour, 1, 1, Takes::Times, Gives::Whole, "CAST(hour({0}) AS DOUBLE)"},
    FunctionForm {"minute", Op::Minute, 1, 1, Takes::Times, Gives::Whole, "CAST(minute({0}) AS DOUBLE)"},
    FunctionForm {"second", Op::Second, 1, 1, Takes::Times, Gives::Whole, "CAST(second({0}) AS DOUBLE)"},
    FunctionForm {"day", Op::Day, 1, 1, Takes::Times, Gives::Whole, "CAST(day({0}) AS DOUBLE)"},
    FunctionForm {"dayofmonth", Op::Day, 1, 1, Takes::Times, Gives::Whole, {}},
    FunctionForm {"dayofweek", Op::DayOfWeek, 1, 1, Takes::Times, Gives::Whole,
                  "CAST(dayofweek({0}) AS DOUBLE)"},
    FunctionForm {"isodow", Op::IsoDayOfWeek, 1, 1, Takes::Times, Gives::Whole,
                  "CAST(isodow({0}) AS DOUBLE)"},
    FunctionForm {"dayofyear", Op::DayOfYear, 1, 1, Takes::Times, Gives::Whole,
                  "CAST(dayofyear({0}) AS DOUBLE)"},
    FunctionForm {"month", Op::Month, 1, 1, Takes::Times, Gives::Whole, "CAST(month({0}) AS DOUBLE)"},
    FunctionForm {"quarter", Op::Quarter, 1, 1, Takes::Times, Gives::Whole, "CAST(quarter({0}) AS DOUBLE)"},
    FunctionForm {"year", Op::Year, 1, 1, Takes::Times, Gives::Whole, "CAST(year({0}) AS DOUBLE)"},
    FunctionForm {"days_between", Op::DaysBetween, 2, 2, Takes::Times, Gives::Real,
                  "((CAST(epoch_us({1}) AS DOUBLE) - CAST(epoch_us({0}) AS DOUBLE)) / 86400000000e0)"},
    FunctionForm {"lower", Op::Lower, 1, 1, Takes::Texts, Gives::Text, "lower({0})"},
    FunctionForm {"lcase", Op::Lower, 1, 1, Takes::Texts, Gives::Text, {}},
    FunctionForm {"upper", Op::Upper, 1, 1, Takes::Texts, Gives::Text, "upper({0})"},
    FunctionForm {"ucase", Op::Upper, 1, 1, Takes::Texts, Gives::Text, {}},
    FunctionForm {"length", Op::Length, 1, 1, Takes::Texts, Gives::Whole, "CAST(length({0}) AS DOUBLE)"},
    FunctionForm {"len", Op::Length, 1, 1, Takes::Texts, Gives::Whole, {}},
    FunctionForm {"concat", Op::Concat, 1, any, Takes::Texts, Gives::Text, "concat({*})"},
    FunctionForm {"||", Op::Join, 2, 2, Takes::Texts, Gives::Text, "({0} || {1})"},
};

} // namespace

const FunctionForm *functionForm(std::string_view name, std::size_t arguments)
{
    for (const auto &form : forms) {
        if (form.name == name && arguments >= form.least && arguments <= form.most)
            return &form;
    }
    return nullptr;
}

const FunctionForm *functionForm(Op op)
{
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const FunctionForm &form) {
        return form.op == op && !form.sql.empty();
    });
    return found == forms.end() ? nullptr : &*found;
}

bool isFunctionName(std::string_view name)
{
    return std::any_of(forms.begin(), forms.end(),
                       [&](const FunctionForm &form) { return form.name == name; });
}

std::string functionNames()
{
    std::set<std::string_view> names;
    for (const auto &form : forms) {
        if (std::isalpha(static_cast<unsigned char>(form.name.front())))
            names.insert(form.name);
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace slipway::features
