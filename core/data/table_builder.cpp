#include "core/data/table_builder.h"

#include "core/base/clock.h"

#include <cmath>
#include <limits>

namespace slipway::data {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double seconds(const BlockColumn &column, std::int64_t value)
{
    if (column.isDate()) {
        const bool infinite = value == INT32_MAX || value == -INT32_MAX;
        return infinite ? std::copysign(infinity, static_cast<double>(value))
                        : static_cast<double>(value) * 86'400;
    }
    const bool infinite = value == INT64_MAX || value == -INT64_MAX;
    return infinite ? std::copysign(infinity, static_cast<double>(value))
                    : static_cast<double>(value) / static_cast<double>(microsPerSecond);
}

} // namespace

void TableBuilder::add(const Block &block)
{
    if (m_table.columns.empty()) {
        for (const auto &from : block.columns) {
            Column column;
            column.name = from.name;
            column.sourceType = from.type;
            column.kind = from.form == BlockColumn::Form::Text ? ColumnKind::Category : ColumnKind::Number;
            m_table.columns.push_back(std::move(column));
        }
        m_levels.resize(block.columns.size());
    }
    for (std::size_t i = 0; i < block.columns.size(); ++i) {
        if (m_table.columns[i].kind == ColumnKind::Number)
            addNumbers(block.columns[i], block.rows, m_table.columns[i]);
        else
            addTexts(block.columns[i], block.rows, m_table.columns[i], m_levels[i]);
    }
}

void TableBuilder::addNumbers(const BlockColumn &from, std::size_t rows, Column &to)
{
    const std::size_t old = to.numbers.size();
    if (to.numbers.capacity() < old + rows)
        to.numbers.reserve(std::max(old + rows, 2 * old));
    to.numbers.resize(old + rows);
    double *const numbers = to.numbers.data() + old;
    if (from.form == BlockColumn::Form::Real) {
        std::copy_n(from.reals.data(), rows, numbers);
    } else if (from.isDate() || from.isTime()) {
        for (std::size_t i = 0; i < rows; ++i)
            numbers[i] = seconds(from, from.whole[i]);
    } else {
        for (std::size_t i = 0; i < rows; ++i)
            numbers[i] = static_cast<double>(from.whole[i]);
    }
    if (!from.validity)
        return;
    for (std::size_t i = 0; i < rows; ++i) {
        if (from.missing(i))
            numbers[i] = std::nan("");
    }
}

void TableBuilder::addTexts(const BlockColumn &from, std::size_t rows, Column &to, Levels &levels)
{
    for (std::size_t i = 0; i < rows; ++i) {
        if (from.missing(i)) {
            to.codes.push_back(-1);
            continue;
        }
        const auto text = from.texts[i];
        // Neighbouring rows often have the same text; comparing is cheaper than hashing.
        if (!to.codes.empty() && to.codes.back() >= 0
            && to.levels[static_cast<std::size_t>(to.codes.back())] == text) {
            to.codes.push_back(to.codes.back());
            continue;
        }
        auto known = levels.find(text);
        if (known == levels.end()) {
            known = levels.emplace(text, static_cast<std::int32_t>(to.levels.size())).first;
            to.levels.emplace_back(text);
        }
        to.codes.push_back(known->second);
    }
}

Table TableBuilder::finish() &&
{
    return std::move(m_table);
}

} // namespace slipway::data
