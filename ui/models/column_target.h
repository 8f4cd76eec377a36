#pragma once

#include "core/data/source.h"
#include "core/workspace/datasets.h"
#include "core/workspace/store.h"

#include <QString>
#include <QStringList>

#include <vector>

/// How what is to be predicted depends on one column, over all rows. It may take long and belongs on the
/// reader's thread.
namespace slipway::ui {

struct AgainstTarget {
    QString target; ///< the column that is to be predicted; empty where none is known, or it is this one
    QString positive; ///< the value whose share is counted; empty where the target's mean is told instead
    QStringList groups; ///< the most frequent values; empty where the groups are fifths of the column
    std::vector<double> values; ///< one a group; NaN where a group has no rows

    bool isKnown() const { return !values.empty(); }
};

/// The column that a version's rows are to predict: the one of its last profile, or of its import, or of its
/// scenario. Empty where nobody has said.
Result<std::string> targetOf(workspace::Store &store, const workspace::DatasetVersion &version);

Result<AgainstTarget> readAgainstTarget(data::Source &source, const QString &column,
                                        const std::string &target, const RunContext &context);

} // namespace slipway::ui
