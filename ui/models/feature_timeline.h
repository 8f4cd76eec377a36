#pragma once

#include "ui/models/table_answers.h"

namespace slipway::ui {

/// The shares of the quantiles that a timeline has.
constexpr std::array timelineShares {0.05, 0.25, 0.5, 0.75, 0.95};

/// How a feature is spread in the hours, days or weeks of the rows.
struct FeatureTimeline {
    struct Step {
        double time = 0; ///< mean moment of its rows, in seconds since 1970
        int part = 0; ///< 0 train, 1 validation, 2 test
        double rows = 0;
        double present = 0; ///< rows with a value
        std::array<double, timelineShares.size()> quantiles {}; ///< of numbers
        std::vector<double> shares; ///< of categories, one a level
    };
    QString feature;
    bool number = true;
    double width = 0; ///< of a step, in seconds
    QStringList levels; ///< of categories, the most frequent first
    bool hasOthers = false; ///< the last share of each step is that of all further levels
    std::vector<Step> steps; ///< in the order of time
    std::array<double, 3> begins {}; ///< of the parts; NaN where a part has no rows
    bool partsOverlap = false; ///< the rows were not split by time
};

/// The sources are train, validation and test; `time` is their column with the moment of a row. Where it is
/// empty, the first column of moments is taken.
Result<FeatureTimeline> readTimeline(const std::array<data::Source *, 3> &sources, const QString &feature,
                                     const QString &time, const RunContext &context);

} // namespace slipway::ui
