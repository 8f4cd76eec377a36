#pragma once

#include "ui/models/feature_sets.h"

#include <QHash>

namespace slipway::ui {

/// A box of the lineage and where it stands: levels follow the flow, places count within a level.
struct PlacedNode {
    FeatureGraphNode node;
    int level = 0;
    int place = 0;
};

struct PlacedGraph {
    std::vector<PlacedNode> nodes;
    std::vector<FeatureGraphEdge> edges; ///< between these nodes
    std::vector<int> sizes; ///< nodes of each level

    bool isEmpty() const { return nodes.empty(); }
};

/// What one box is made from and what is made from it, however far. Where that is more than `most` boxes, the
/// nearest ones.
FeatureGraph featureNeighbourhood(const FeatureGraph &graph, const QString &id, std::size_t most);

/// Columns first, each feature behind the furthest of what it needs, models and reports last; within a level
/// in the order in which edges cross the least.
PlacedGraph placedGraph(const FeatureGraph &graph);

/// "item_ctr is made from 3 columns and 2 features, and goes into 1 feature and 2 models."
class FeatureGraphWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::FeatureGraphWords)
public:
    static QString sentence(const FeatureGraph &graph, const QString &id);
    static QString kind(const QString &kind, int count = 0); ///< "column", "view of 12 features"
};

} // namespace slipway::ui
