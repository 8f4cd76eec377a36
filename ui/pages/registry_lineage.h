#pragma once

#include "ui/pages/registry_story.h"
#include "ui/widgets/graph_view.h"

namespace slipway::ui {

class ServerHandle;

/// From the data to what serves: data sets, features, run, model, endpoint.
struct Lineage {
    QList<GraphNode> nodes;
    QList<GraphEdge> edges;
    QString sentence; ///< the same in words

    /// The page that shows a node.
    static QString page(const QString &node);
};

inline constexpr QLatin1String modelNode("model");

Lineage lineageOf(const VersionStory &story, const ServerHandle &server);

} // namespace slipway::ui
