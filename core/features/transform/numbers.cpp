#include "core/features/transform/numbers.h"

#include "core/data/profile/parallel.h"
#include "core/stats/sorting.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

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
        if (!std::isfinite(values[row]))
            continue;
        sum += values[row];
        ++count;
        least = std::min(least, values[row]);
        most = std::max(most, values[row]);
    }
    const auto absent = rows - count;
    if (count == 0)
        return {.missing = absent};
    // The sum of equal values need not divide back to the value: a constant column is told by its range.
    if (least == most)
        return {least, 1, absent};
    Spread spread {sum / static_cast<double>(count), 1, absent};
    double squares = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        if (std::isfinite(values[row]))
            squares += (values[row] - spread.mean) * (values[row] - spread.mean);
    }
    const double deviation = std::sqrt(squares / static_cast<double>(count));
    if (std::isfinite(deviation) && deviation > 0)
        spread.deviation = deviation;
    return spread;
}

std::vector<Spread> spreadsOf(const FitRows &rows)
{
    std::vector<Spread> spreads(rows.channels.size());
    data::inParallel(spreads.size(), std::thread::hardware_concurrency(), [&] {
        return [&](std::size_t c) {
            const bool known = c < rows.spreads.size() && rows.spreads[c];
            spreads[c] = known ? *rows.spreads[c] : spreadOf(rows.channel(c), rows.rows);
        };
    });
    return spreads;
}

std::vector<Channel> sameNumbers(const std::vector<Channel> &inputs)
{
    std::vector<Channel> outputs;
    for (const auto &input : inputs)
        outputs.push_back({input.name});
    return outputs;
}

} // namespace slipway::features
