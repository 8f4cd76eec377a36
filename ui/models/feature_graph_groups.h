#pragma once

#include "ui/models/feature_graph.h"

#include <QSet>

namespace slipway::ui {

/// A lineage in which one box may stand for many: the columns of a table, the features of a view, those that
/// are derived from the same view, the versions of a model.
struct GroupedGraph {
    FeatureGraph graph; ///< the boxes of groups have a count
    QHash<QString, QString> groupOf; ///< by the id of what is not shown itself: the group's

    /// The box that shows what has this id.
    QString shown(const QString &id) const { return groupOf.value(id, id); }
};

/// Whether an id is one of a group that is not opened.
bool isGroup(const QString &id);

/// The whole lineage of a set, with every group closed that is not `open`. What would be alone in its group
/// stays itself.
GroupedGraph groupedGraph(const FeatureSetAnswer &set, const QSet<QString> &open = {});

} // namespace slipway::ui
