#include "core/features/definitions/expression_cell.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::features {

namespace {

/// Rows that are calculated at once: few enough for every step's numbers to be on the stack.
constexpr std::size_t mostRows = 64;

struct Numbers {
    std::array<double, mostRows> number;
    std::array<bool, mostRows> present;
};

bool isNumber(const BoundNode &node)
{
    return node.kind == Kind::Flag || node.kind == Kind::Whole || node.kind == Kind::Real;
}

/// Some rows of an expression: what is common in numbers is done for all of them, step by step; whatever else
/// there is, row by row as everywhere.
class SomeRows
{
public:
    SomeRows(std::span<const ExpressionColumn> inputs, std::size_t first, std::size_t rows)
        : m_inputs(inputs)
        , m_first(first)
        , m_rows(rows)
    {
    }

    void numbers(const BoundNode &node, Numbers &out)
    {
        switch (node.op) {
        case Op::Column:
            return isNumber(node) ? column(m_inputs[node.input], out) : cells(node, out);
        case Op::Number:
        case Op::Flag:
            std::fill_n(out.number.begin(), m_rows, node.number);
            std::fill_n(out.present.begin(), m_rows, true);
            return;
        case Op::Add:
            return ofTwo(node, out, [](double a, double b) { return a + b; });
        case Op::Subtract:
            return ofTwo(node, out, [](double a, double b) { return a - b; });
        case Op::Multiply:
            return ofTwo(node, out, [](double a, double b) { return a * b; });
        case Op::Divide:
            return quotient(node, out);
        case Op::Coalesce:
            return isNumber(node) ? firstPresent(node, out) : cells(node, out);
        case Op::ToReal:
            return numbers(node.children[0], out);
        case Op::Negate:
        case Op::Abs:
        case Op::Ln:
        case Op::Log10:
        case Op::Log2:
        case Op::Exp:
        case Op::Sqrt:
            return ofOne(node, out);
        default:
            return cells(node, out);
        }
    }

    Cell cell(const BoundNode &node, std::size_t row)
    {
        m_texts.clear();
        return cellOf(node, {.columns = m_inputs.data(), .row = m_first + row}, m_texts);
    }

private:
    void column(const ExpressionColumn &input, Numbers &out) const
    {
        for (std::size_t i = 0; i < m_rows; ++i) {
            const auto &value = input.at(m_first + i);
            out.number[i] = value.number;
            out.present[i] = value.present;
        }
    }

    void cells(const BoundNode &node, Numbers &out)
    {
        for (std::size_t i = 0; i < m_rows; ++i) {
            const auto one = cell(node, i);
            out.number[i] = one.number;
            out.present[i] = one.present;
        }
    }

    template <typename Work>
    void ofTwo(const BoundNode &node, Numbers &out, const Work &work)
    {
        Numbers other;
        numbers(node.children[0], out);
        numbers(node.children[1], other);
        for (std::size_t i = 0; i < m_rows; ++i) {
            out.number[i] = work(out.number[i], other.number[i]);
            out.present[i] = out.present[i] && other.present[i];
        }
    }

    void quotient(const BoundNode &node, Numbers &out)
    {
        Numbers below;
        numbers(node.children[0], out);
        numbers(node.children[1], below);
        for (std::size_t i = 0; i < m_rows; ++i) {
            out.present[i] = out.present[i] && below.present[i] && below.number[i] != 0;
            out.number[i] = out.present[i] ? out.number[i] / below.number[i] : 0;
        }
    }

    void firstPresent(const BoundNode &node, Numbers &out)
    {
        numbers(node.children[0], out);
        for (std::size_t child = 1; child < node.children.size(); ++child) {
            Numbers next;
            numbers(node.children[child], next);
            for (std::size_t i = 0; i < m_rows; ++i) {
                out.number[i] = out.present[i] ? out.number[i] : next.number[i];
                out.present[i] = out.present[i] || next.present[i];
            }
        }
    }

    void ofOne(const BoundNode &node, Numbers &out)
    {
        numbers(node.children[0], out);
        for (std::size_t i = 0; i < m_rows; ++i) {
            const auto one = out.present[i] ? cellOfNumber(node.op, out.number[i]) : Cell();
            out.number[i] = one.number;
            out.present[i] = one.present;
        }
    }

    std::span<const ExpressionColumn> m_inputs;
    const std::size_t m_first;
    const std::size_t m_rows;
    std::forward_list<std::string> m_texts;
};

} // namespace

void BoundExpression::evaluate(std::span<const ExpressionColumn> inputs, std::span<Value> results) const
{
    for (std::size_t first = 0; first < results.size(); first += mostRows) {
        const auto rows = std::min(mostRows, results.size() - first);
        SomeRows some(inputs, first, rows);
        if (m_type != ValueType::Number) {
            for (std::size_t i = 0; i < rows; ++i)
                take(some.cell(*m_root, i), m_type, results[first + i]);
            continue;
        }
        Numbers numbers;
        some.numbers(*m_root, numbers);
        for (std::size_t i = 0; i < rows; ++i) {
            auto &value = results[first + i];
            value.present = numbers.present[i] && std::isfinite(numbers.number[i]);
            value.number = value.present ? numbers.number[i] : 0;
        }
    }
}

} // namespace slipway::features
