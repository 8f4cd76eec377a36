#pragma once

#include <cstddef>
#include <vector>

/// Edges, and what falls between them. An edge belongs to the slice that begins there; what lies beyond the
/// first or the last belongs to the slice beside it.
namespace slipway::data {

/// The mean of what was added; what is no number is left out. NaN where nothing is left.
class Average
{
public:
    void add(double value);
    double value() const;

private:
    double m_sum = 0;
    double m_count = 0;
};

std::size_t sliceOf(const std::vector<double> &edges, double value);

/// `count` slices of equal width; of whole numbers, as many as make their width a whole number.
std::vector<double> evenEdges(double least, double greatest, std::size_t count, bool whole);
std::vector<double> logarithmicEdges(double least, double greatest, std::size_t count);

/// About as many values in each slice; fewer slices where many values are equal.
std::vector<double> quantileEdges(std::vector<double> values, std::size_t count);

/// Slices of a period of so many days, none of which holds one of the moments inside.
std::vector<double> timeSlices(int days, const std::vector<double> &moments);

} // namespace slipway::data
