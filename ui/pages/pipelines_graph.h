#pragma once

#include "ui/models/pipeline_run.h"
#include "ui/widgets/graph_view.h"

namespace slipway::ui {

/// A run of a pipeline as boxes and edges: as far to the right as the longest way to a step is.
struct PipelineGraph {
    QList<GraphNode> nodes;
    QList<GraphEdge> edges;
    QStringList columnTitles;
};

/// `runningFraction` is how far the running step is, 0 to 1.
PipelineGraph pipelineGraph(const PipelineRun &run, double runningFraction);

} // namespace slipway::ui
