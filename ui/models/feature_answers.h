#pragma once

#include "ui/models/table_answers.h"

#include <QHash>

#include <array>

namespace slipway::ui {

/// A feature in the three parts, and how its values are spread in the first and the last of them.
struct FeatureDistribution {
    QString feature;
    bool number = true;
    std::array<ColumnMeasures, 3> parts; ///< train, validation, test
    std::vector<double> edges; ///< of the bins of numbers: one more than shares
    bool wholeBins = false; ///< a bin holds one whole number, its middle
    QStringList levels; ///< of categories, the most frequent first
    bool hasOthers = false; ///< the last level stands for all further ones
    std::vector<double> trainShares; ///< of the rows that have a value
    std::vector<double> testShares;
};

/// Share of the rows without a value, by feature.
using BlankShares = QHash<QString, double>;

Result<BlankShares> readBlankShares(data::Source &source, const RunContext &context);

/// The sources are train, validation and test.
Result<FeatureDistribution> readDistribution(const std::array<data::Source *, 3> &sources,
                                             const QString &feature, const RunContext &context);

} // namespace slipway::ui
