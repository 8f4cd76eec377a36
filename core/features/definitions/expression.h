#pragma once

#include "core/base/result.h"
#include "core/features/definitions/value.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

struct ExpressionNode;
struct BoundNode;

/// A column that an expression may read. Values are in the order of the inputs.
struct ExpressionInput {
    std::string name;
    ValueType type = ValueType::Number;
};

/// The values of an input for several rows at once.
struct ExpressionColumn {
    const Value *values = nullptr;
    std::size_t step = 1; ///< to the next row's; 0: all have the same
    const std::uint32_t *places = nullptr; ///< of each row's among the values, where they have no step

    const Value &at(std::size_t row) const { return values[places ? places[row] : row * step]; }
};

/// An expression whose columns and types are known. It means the same to DuckDB as to evaluate(), bit for
/// bit: every number is a DOUBLE, and what has no finite answer (a division by zero, the logarithm of zero)
/// is null. Cheap to copy; may be evaluated by several threads at once.
class BoundExpression
{
public:
    ValueType type() const { return m_type; }

    /// As DuckDB runs it over columns that have the names of the inputs and are DOUBLE, VARCHAR or TIMESTAMP.
    /// It never fails, whatever the values.
    const std::string &sql() const { return m_sql; }

    /// `inputs` holds one value for each input that the expression was bound to. Numbers are finite.
    /// Allocates nothing unless the expression makes texts.
    Value evaluate(std::span<const Value> inputs) const;

    /// The same for as many rows as there are results, operation by operation. Only the columns that the
    /// expression names are looked at.
    void evaluate(std::span<const ExpressionColumn> inputs, std::span<Value> results) const;

private:
    friend class Expression;
    ValueType m_type = ValueType::Number;
    std::string m_sql;
    std::shared_ptr<const BoundNode> m_root;
};

/// A scalar expression over features, keys and `now`, in a part of DuckDB's SQL that gives the same value
/// wherever and whenever it is calculated.
class Expression
{
public:
    /// Refuses whatever is not such an expression: aggregates, subqueries, unknown functions. The errors'
    /// args hold `reason` and `remedy`.
    static Result<Expression> parse(std::string_view sql);

    /// The columns that it reads, each once, in the order of their first appearance.
    const std::vector<std::string> &names() const { return m_names; }

    /// Finds each name among the inputs and checks the types.
    Result<BoundExpression> bind(std::span<const ExpressionInput> inputs) const;

private:
    std::string m_text;
    std::vector<std::string> m_names;
    std::shared_ptr<const ExpressionNode> m_root;
};

} // namespace slipway::features
