#include "core/features/screen/coded.h"

#include "core/base/random.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/numbers.h"
#include "core/stats/quantile_cuts.h"

#include <algorithm>
#include <cmath>

namespace slipway::features {

namespace {

constexpr std::size_t mostLevels = 256;

// Rows for each degree of freedom from which on the formula holds.
constexpr double denseRows = 5;

// Enough for a mean and a deviation; the limit is then so many deviations away.
constexpr int shuffles = 20;
constexpr double deviations = 4;

Coded codedNumbers(const data::Column &column, int bins)
{
    std::vector<double> finite(column.numbers);
    for (double &value : finite)
        value = std::isfinite(value) ? value : std::nan("");
    const auto sorted = sortedPresent(finite.data(), finite.size());
    const auto cuts = sorted.empty() ? std::vector<stats::Cut> {} : stats::quantileCuts(sorted, bins);
    Coded made;
    made.count = cuts.size() + 2;
    made.levels.reserve(finite.size());
    for (const double value : finite) {
        if (std::isnan(value)) {
            made.levels.push_back(Coded::missing);
            continue;
        }
        const auto place = std::partition_point(cuts.begin(), cuts.end(), [&](const stats::Cut &cut) {
            return cut.after ? value > cut.value : value >= cut.value;
        });
        made.levels.push_back(static_cast<std::uint16_t>(place - cuts.begin() + 1));
    }
    return made;
}

Coded codedCategories(const data::Column &column)
{
    std::vector<std::size_t> counts(column.levels.size());
    for (const auto code : column.codes) {
        if (code >= 0)
            ++counts[static_cast<std::size_t>(code)];
    }
    const auto frequent = frequentLevels(counts, 1, mostLevels);
    std::vector<std::uint16_t> place(counts.size(), static_cast<std::uint16_t>(frequent.size() + 1));
    for (std::size_t i = 0; i < frequent.size(); ++i)
        place[frequent[i]] = static_cast<std::uint16_t>(i + 1);
    Coded made;
    made.count = frequent.size() + 2;
    made.levels.reserve(column.codes.size());
    for (const auto code : column.codes)
        made.levels.push_back(code < 0 ? Coded::missing : place[static_cast<std::size_t>(code)]);
    return made;
}

stats::MutualInformation informationOf(const std::vector<std::uint16_t> &x, std::size_t levelsOfX,
                                       const std::vector<std::uint16_t> &y, std::size_t levelsOfY)
{
    std::vector<double> counts(levelsOfX * levelsOfY);
    for (std::size_t row = 0; row < x.size(); ++row) {
        if (y[row] != Coded::missing)
            ++counts[x[row] * levelsOfY + y[row]];
    }
    return stats::mutualInformation({counts, levelsOfY});
}

} // namespace

Coded coded(const data::Column &column, int bins)
{
    return column.kind == data::ColumnKind::Number ? codedNumbers(column, bins) : codedCategories(column);
}

Coded codedPresence(const data::Column &column)
{
    Coded made;
    made.count = 2;
    for (std::size_t row = 0; row < column.rows(); ++row) {
        const bool missing = column.kind == data::ColumnKind::Number ? !std::isfinite(column.numbers[row])
                                                                     : column.codes[row] < 0;
        made.levels.push_back(missing ? Coded::missing : 1);
    }
    return made;
}

stats::MutualInformation informationOf(const Coded &column, const Coded &target)
{
    return informationOf(column.levels, column.count, target.levels, target.count);
}

bool isDense(const stats::MutualInformation &found)
{
    return found.rows >= denseRows * found.degreesOfFreedom;
}

double informationByChance(const Coded &column, const Coded &target, const stats::MutualInformation &found,
                           double probability, std::uint64_t seed)
{
    if (isDense(found))
        return stats::informationByChance(found, probability);
    auto shuffled = target.levels;
    Random random(seed);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < shuffles; ++i) {
        for (std::size_t left = shuffled.size(); left > 1; --left)
            std::swap(shuffled[left - 1], shuffled[random.below(left)]);
        const double value = informationOf(column.levels, column.count, shuffled, target.count).corrected;
        sum += value;
        squares += value * value;
    }
    const double mean = sum / shuffles;
    return mean + deviations * std::sqrt(std::max(0.0, squares / shuffles - mean * mean));
}

} // namespace slipway::features
