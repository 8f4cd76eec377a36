#pragma once

#include "core/features/definitions/expression.h"
#include "core/features/definitions/expression_node.h"

#include <forward_list>
#include <string>
#include <string_view>

namespace slipway::features {

/// A value on its way through an expression; texts are kept elsewhere, so that numbers cost nothing.
struct Cell {
    bool present = false;
    double number = 0;
    TimeMicros time = 0;
    std::string_view text {};
};

/// The inputs of one row: its values side by side, or a row of columns.
struct RowInputs {
    const Value *values = nullptr;
    const ExpressionColumn *columns = nullptr;
    std::size_t row = 0;

    const Value &at(std::size_t input) const { return columns ? columns[input].at(row) : values[input]; }
};

/// `texts` keeps what was made on the way, and must live until the value is taken.
Cell cellOf(const BoundNode &node, const RowInputs &inputs, std::forward_list<std::string> &texts);

/// A function of one number that is there.
Cell cellOfNumber(Op op, double number);

/// Numbers that are not finite are no values.
void take(const Cell &cell, ValueType type, Value &value);

} // namespace slipway::features
