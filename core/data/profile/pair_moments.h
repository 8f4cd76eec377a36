#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace slipway::data {

/// Some rows of several columns of numbers; NaN where a value is missing or infinite.
struct NumberBlock {
    std::size_t rows = 0;
    std::vector<std::vector<double>> columns;
};

/// Sums over every pair of columns, over the rows where both have a value. What it adds up depends on the
/// rows and their blocks alone, not on who adds them.
class PairMoments
{
public:
    /// `pivots`: a number near each column's mean, which keeps the sums small.
    explicit PairMoments(std::vector<double> pivots);

    void add(const NumberBlock &block);

    /// What others have added up over the rows that follow.
    void add(const PairMoments &following);

    /// Pearson's correlation; NaN for fewer than two common rows or where one of the columns does not vary on
    /// them.
    double correlation(std::size_t a, std::size_t b) const;

    /// The rows where both have a value.
    std::int64_t rows(std::size_t a, std::size_t b) const;

private:
    struct Sums {
        double n = 0;
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;

        void add(const Sums &other);
    };

    std::size_t place(std::size_t a, std::size_t b) const;
    void prepare(const NumberBlock &block);
    Sums pairSums(std::size_t a, std::size_t b, std::size_t rows) const;

    std::vector<double> m_pivots;
    std::vector<Sums> m_pairs; ///< a < b, by a and then by b
    std::vector<std::vector<double>> m_away; ///< of the block: from the pivot, 0 where missing
    std::vector<std::vector<double>> m_present; ///< of the block: 1 or 0; empty where nothing is missing
    std::vector<double> m_sum; ///< of the block
    std::vector<double> m_square;
};

} // namespace slipway::data
