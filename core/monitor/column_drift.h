#pragma once

#include "core/base/json.h"
#include "core/data/table.h"
#include "core/monitor/column_histogram.h"
#include "core/monitor/drift.h"
#include "core/stats/chi_square.h"
#include "core/stats/ks.h"
#include "core/stats/sorting.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::monitor {

constexpr double unknownNumber = std::numeric_limits<double>::quiet_NaN();

/// Rows of one column on one side.
struct ColumnSide {
    std::size_t rows = 0;
    std::size_t missing = 0; ///< NaN, infinite or without a level

    double values() const { return static_cast<double>(rows - missing); }
    double nullShare() const
    {
        return rows == 0 ? unknownNumber : static_cast<double>(missing) / static_cast<double>(rows);
    }
};

/// How often each level occurs on either side, over the union of levels.
struct LevelCounts {
    std::vector<double> reference;
    std::vector<double> current;
    std::vector<std::string_view> names; ///< of categories, as long as the columns live
};

/// What a profile says about one column. No `drifted` means that it cannot say.
struct Verdict {
    std::string test;
    double statistic = unknownNumber;
    double pValue = unknownNumber;
    double threshold = unknownNumber;
    std::optional<bool> drifted;
    std::string reason; ///< why something above is unknown
};

/// One column's effect against its limit and against noise, before the other columns are looked at.
struct Effect {
    std::string measure; ///< "psi", "wasserstein_normed", "jensen_shannon" or "null_share"
    double value = unknownNumber;
    double limit = unknownNumber; ///< practical: from here on it matters
    double noiseFloor = 0; ///< what no drift at all produces at these row counts
    double pValue = unknownNumber;
    double adjusted = unknownNumber; ///< pValue after Benjamini-Hochberg over the report

    bool significant(double alpha) const { return adjusted <= alpha && value >= noiseFloor; }
    bool alarms(double alpha) const { return significant(alpha) && value >= limit; }
};

/// Everything about one column that outlives its sorted values.
struct ColumnDrift {
    std::string name;
    data::ColumnKind kind = data::ColumnKind::Number;
    ColumnSide reference;
    ColumnSide current;

    stats::KsTest ks;
    double psi = unknownNumber;
    double jensenShannon = unknownNumber;
    double wasserstein = unknownNumber;
    double wassersteinNormed = unknownNumber;
    stats::ChiSquareTest chiSquare;
    std::vector<std::string> newLevels;
    std::vector<std::string> vanishedLevels;
    ColumnHistogram histogram;

    std::optional<Effect> effect; ///< of the values; absent where a side has none
    std::optional<Effect> nullEffect; ///< of the missing share; absent where nothing is missing
    Verdict verdict; ///< the profile's; the calibrated one is completed once all columns are known

    bool oneSided() const { return (reference.values() == 0) != (current.values() == 0); }
    bool comparable() const { return reference.values() > 0 && current.values() > 0; }
};

/// Memory that one thread keeps from column to column.
struct ColumnScratch {
    std::vector<double> reference;
    std::vector<double> current;
    stats::SortScratch sorting;
};

/// Both columns are of one kind, unless one of them has no value at all.
ColumnDrift compareColumn(const data::Column &reference, const data::Column &current,
                          const DriftOptions &options, ColumnScratch &scratch);

/// The column's entry under "features".
Json toJson(const ColumnDrift &column, const DriftOptions &options);

} // namespace slipway::monitor
