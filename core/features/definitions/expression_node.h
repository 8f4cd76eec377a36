#pragma once

#include "core/features/definitions/feature_set.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What a part of an expression does with the parts below it.
enum class Op {
    Column,
    Number,
    Text,
    Time,
    Flag,
    Null,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Negate,
    And,
    Or,
    Not,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Distinct,
    NotDistinct,
    IsNull,
    IsNotNull,
    Between,
    In,
    NotIn,
    Case, ///< condition, value, condition, value, ..., value otherwise
    Coalesce,
    NullIf,
    Least,
    Greatest,
    Abs,
    Ln,
    Log10,
    Log2,
    Exp,
    Sqrt,
    Power,
    Floor,
    Ceil,
    Trunc,
    Round,
    RoundTo,
    Sign,
    Sin,
    Cos,
    Pi,
    Hour,
    Minute,
    Second,
    Day,
    DayOfWeek,
    IsoDayOfWeek,
    DayOfYear,
    Month,
    Quarter,
    Year,
    DaysBetween,
    Lower,
    Upper,
    Length,
    Concat, ///< of the texts that are there
    Join, ///< null where one is missing
    ToReal,
    ToWhole,
    ToText,
    ToFlag,
};

/// The kinds of values within an expression. Whole numbers are doubles too, but are written without a point.
enum class Kind { Nothing, Flag, Whole, Real, Text, Time };

/// An expression as it was written, without types.
struct ExpressionNode {
    Op op = Op::Null;
    std::vector<ExpressionNode> children {};
    std::string text {}; ///< of a Text, and the name of a Column
    double number = 0; ///< of a Number, and 1 or 0 of a Flag
    TimeMicros time = 0; ///< of a Time
    bool whole = false; ///< a Number written without a point
};

/// An expression with types, ready to be evaluated.
struct BoundNode {
    Op op = Op::Null;
    Kind kind = Kind::Nothing;
    std::vector<BoundNode> children {};
    std::size_t input = 0; ///< of a Column
    std::string text {};
    double number = 0;
    TimeMicros time = 0;
};

/// What a function takes.
enum class Takes { Numbers, Texts, Times, Alike, NumberAndDigits };

/// What a function gives.
enum class Gives {
    Real,
    Whole,
    Text,
    SameNumber, ///< a whole number where all that it takes are
    Same, ///< the kind that its arguments have in common
};

/// A function or sign of the language.
struct FunctionForm {
    std::string_view name; ///< as DuckDB's parser spells it
    Op op;
    std::size_t least; ///< how many arguments
    std::size_t most;
    Takes takes;
    Gives gives;
    std::string_view sql; ///< {0} and {1} are the arguments, {*} all of them with commas between
};

/// Null where the language has no such function.
const FunctionForm *functionForm(std::string_view name, std::size_t arguments);

/// The form that gives `op` its SQL.
const FunctionForm *functionForm(Op op);

/// Whether there is a function of that name, with whatever arguments.
bool isFunctionName(std::string_view name);

/// All names of functions, for messages: "abs, ceil, ...".
std::string functionNames();

} // namespace slipway::features
