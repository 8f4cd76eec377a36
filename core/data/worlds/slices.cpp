#include "core/data/worlds/slices.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::data {

namespace {

constexpr int fewestSlices = 12;
constexpr int mostSlices = 30;

} // namespace

void Average::add(double value)
{
    if (std::isnan(value))
        return;
    m_sum += value;
    ++m_count;
}

double Average::value() const
{
    return m_count > 0 ? m_sum / m_count : std::numeric_limits<double>::quiet_NaN();
}

std::size_t sliceOf(const std::vector<double> &edges, double value)
{
    const auto above = std::upper_bound(edges.begin(), edges.end(), value);
    const auto place = above - edges.begin() - 1;
    const auto last = static_cast<std::ptrdiff_t>(edges.size()) - 2;
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, last));
}

std::vector<double> evenEdges(double least, double greatest, std::size_t count, bool whole)
{
    double width = (greatest - least) / static_cast<double>(count);
    if (whole) {
        width = std::max(std::ceil((greatest - least + 1) / static_cast<double>(count)), 1.0);
        count = static_cast<std::size_t>(std::ceil((greatest - least + 1) / width));
    }
    if (!(width > 0)) {
        width = 1; // all values are the same
        count = 1;
    }
    std::vector<double> edges;
    for (std::size_t i = 0; i <= count; ++i)
        edges.push_back(least + static_cast<double>(i) * width);
    return edges;
}

std::vector<double> logarithmicEdges(double least, double greatest, std::size_t count)
{
    auto edges = evenEdges(std::log(least), std::log(greatest), count, false);
    for (double &edge : edges)
        edge = std::exp(edge);
    return edges;
}

std::vector<double> quantileEdges(std::vector<double> values, std::size_t count)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    std::vector<double> edges;
    for (std::size_t i = 0; i <= count; ++i)
        edges.push_back(values[i * (values.size() - 1) / count]);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges.size() < 2 ? std::vector<double> {} : edges;
}

std::vector<double> timeSlices(int days, const std::vector<double> &moments)
{
    const double all = std::clamp(days, fewestSlices, mostSlices);
    std::vector<double> marks {0};
    for (const double moment : moments) {
        if (moment > marks.back() && moment < days)
            marks.push_back(moment);
    }
    marks.push_back(days);
    std::vector<double> edges {0};
    for (std::size_t i = 0; i + 1 < marks.size(); ++i) {
        const double length = marks[i + 1] - marks[i];
        const int count = std::max(static_cast<int>(std::lround(all * length / days)), 1);
        for (int k = 1; k <= count; ++k)
            edges.push_back(marks[i] + length * k / count);
    }
    return edges;
}

} // namespace slipway::data
