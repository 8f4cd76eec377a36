#include "ui/pages/pipelines_graph.h"

#include "ui/models/pipeline_sentence.h"

#include <QHash>

#include <algorithm>

namespace slipway::ui {

namespace {

bool isPlanned(StepState state)
{
    return state == StepState::Waiting || state == StepState::Skipped;
}

} // namespace

PipelineGraph pipelineGraph(const PipelineRun &run, double runningFraction)
{
    PipelineGraph graph;
    QHash<QString, int> columns; // steps stand in an order in which they can run
    QHash<int, int> rows;
    for (const auto &step : run.steps) {
        int column = 0;
        for (const QString &before : step.after)
            column = std::max(column, columns.value(before, -1) + 1);
        columns.insert(step.id, column);
        const bool running = step.state == StepState::Running;
        graph.nodes.append({.id = step.id,
                            .title = PipelineSentence::name(step),
                            .note = PipelineSentence::figure(step),
                            .status = statusOf(step.state),
                            .planned = isPlanned(step.state),
                            .column = column,
                            .row = rows[column]++,
                            .fraction = running ? std::clamp(runningFraction, 0.02, 1.0) : 0});
        for (const QString &before : step.after)
            graph.edges.append({before, step.id, !step.hasEnded() || isPlanned(step.state)});
        while (graph.columnTitles.size() <= column)
            graph.columnTitles.append(QString());
        graph.columnTitles[column] = PipelineSentence::kind(step);
    }
    return graph;
}

} // namespace slipway::ui
