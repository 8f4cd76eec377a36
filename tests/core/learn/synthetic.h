#pragma once

#include "core/base/random.h"
#include "core/data/table.h"

#include <cmath>
#include <string>
#include <vector>

namespace slipway::testing {

/// Rows whose chances are known: features x0, x1, x2 standard normal, and the log odds of `clicked` are 3 x0
/// x1, which no linear model can follow. x2 says nothing.
struct Synthetic {
    data::Table table;
    std::vector<double> logOdds; ///< what the best of all models would know
};

inline Synthetic synthetic(std::size_t rows, std::uint64_t seed)
{
    Random random(seed);
    Synthetic made;
    for (const char *name : {"x0", "x1", "x2", "clicked"})
        made.table.columns.push_back({name, data::ColumnKind::Number, "DOUBLE", {}, {}, {}});
    for (std::size_t row = 0; row < rows; ++row) {
        const double x0 = random.normal();
        const double x1 = random.normal();
        const double odds = 3 * x0 * x1;
        made.logOdds.push_back(odds);
        made.table.columns[0].numbers.push_back(x0);
        made.table.columns[1].numbers.push_back(x1);
        made.table.columns[2].numbers.push_back(random.normal());
        made.table.columns[3].numbers.push_back(random.uniform() < 1 / (1 + std::exp(-odds)) ? 1 : 0);
    }
    return made;
}

} // namespace slipway::testing
