#pragma once

#include "core/base/run_context.h"
#include "core/data/table.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace slipway::features {

/// Correlations of columns of numbers: of each pair Pearson's or Spearman's, whichever is farther from 0.
class Correlations
{
public:
    explicit Correlations(std::size_t columns)
        : m_columns(columns)
        , m_values(columns * columns)
    {
    }

    double at(std::size_t a, std::size_t b) const { return m_values[a * m_columns + b]; } ///< may be NaN
    void set(std::size_t a, std::size_t b, double value)
    {
        m_values[a * m_columns + b] = value;
        m_values[b * m_columns + a] = value;
    }

private:
    std::size_t m_columns;
    std::vector<double> m_values;
};

/// Of at most 100,000 rows, every k-th. Rows where one of a pair is missing do not count for it.
Result<Correlations> correlationsOf(std::span<const data::Column *const> numbers, const RunContext &context);

/// For each column an earlier one that is equal to it in every row.
std::vector<std::optional<std::size_t>> duplicatesOf(const data::Table &table);

} // namespace slipway::features
