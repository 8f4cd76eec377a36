#include "core/features/transform/numbers.h"

#include "core/stats/sorting.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::features {

std::vector<double> sortedPresent(const double *values, std::size_t rows)
{
    std::vector<double> present;
    present.reserve(rows);
    std::copy_if(values, values + rows, std::back_inserter(present),
                 [](double value) { return !std::isnan(value); });
    stats::sortValues(present);
    return present;
}

Spread spreadOf(const double *values, std::size_t rows)
{
    double sum = 0;
    std::size_t count = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (std::size_t row = 0; row < rows; ++row) {
        if (std::isnan(values[row]))
            continue;
        sum += values[row];
        ++count;
        least = std::min(least, values[row]);
        most = std::max(most, values[row]);
    }
    if (count == 0)
        return {};
    // The sum of equal values need not divide back to the value: a constant column is told by its range.
    if (least == most)
        return {least, 1};
    Spread spread {sum / static_cast<double>(count), 1};
    double squares = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        if (!std::isnan(values[row]))
            squares += (values[row] - spread.mean) * (values[row] - spread.mean);
    }
    const double deviation = std::sqrt(squares / static_cast<double>(count));
    if (std::isfinite(deviation) && deviation > 0)
        spread.deviation = deviation;
    return spread;
}

std::vector<Channel> sameNumbers(const std::vector<Channel> &inputs)
{
    std::vector<Channel> outputs;
    for (const auto &input : inputs)
        outputs.push_back({input.name});
    return outputs;
}

} // namespace slipway::features
