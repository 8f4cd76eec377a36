#include "core/stats/mutual_information.h"

#include "core/stats/tails.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace slipway::stats {

namespace {

double entropyOf(std::span<const double> counts, double rows)
{
    double sum = 0;
    for (const double count : counts) {
        if (count > 0)
            sum -= count / rows * std::log(count / rows);
    }
    return sum;
}

double occurring(std::span<const double> counts)
{
    return static_cast<double>(
        std::count_if(counts.begin(), counts.end(), [](double count) { return count > 0; }));
}

} // namespace

MutualInformation mutualInformation(const PairCounts &pairs)
{
    MutualInformation found;
    const auto width = pairs.levels;
    std::vector<double> x(pairs.counts.size() / std::max<std::size_t>(width, 1));
    std::vector<double> y(width);
    for (std::size_t i = 0; i < x.size() * width; ++i) {
        x[i / width] += pairs.counts[i];
        y[i % width] += pairs.counts[i];
        found.rows += pairs.counts[i];
    }
    if (found.rows <= 0)
        return found;
    for (std::size_t i = 0; i < x.size() * width; ++i) {
        const double count = pairs.counts[i];
        if (count > 0)
            found.plugIn += count / found.rows * std::log(count * found.rows / (x[i / width] * y[i % width]));
    }
    found.plugIn = std::max(0.0, found.plugIn);
    found.targetEntropy = entropyOf(y, found.rows);
    const double ofX = occurring(x);
    const double ofY = occurring(y);
    found.degreesOfFreedom = (ofX - 1) * (ofY - 1);
    found.corrected = found.plugIn + (ofX + ofY - occurring(pairs.counts) - 1) / (2 * found.rows);
    return found;
}

double informationByChance(const MutualInformation &information, double probability)
{
    if (information.degreesOfFreedom <= 0 || information.rows <= 0)
        return 0;
    const double statistic = chiSquareLimit(probability, information.degreesOfFreedom);
    const double correction = information.corrected - information.plugIn;
    return statistic / (2 * information.rows) + correction;
}

} // namespace slipway::stats
