#pragma once

#include "ui/models/pipeline_run.h"

#include <QCoreApplication>
#include <QList>
#include <QPair>

namespace slipway::ui {

/// What people read about the steps of a pipeline, in their language.
class PipelineSentence
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::PipelineSentence)
public:
    static QString title(const PipelineStep &step); ///< "Train the ranker"
    static QString name(const PipelineStep &step); ///< for a box of the graph: "ranker"
    static QString kind(const PipelineStep &step); ///< above its column: "Train"; empty where it is unknown

    static QString time(double seconds); ///< "3.9 s", "< 0.1 s"
    static QString stateWord(StepState state);

    /// The one figure that a box has room for: "AUC 0.735", else how long it took; "waits", "failed".
    static QString figure(const PipelineStep &step);

    /// "validation AUC 0.735", or why there is nothing.
    static QString outcome(const PipelineStep &step);

    /// Key and value of what the step has answered.
    static QList<QPair<QString, QString>> figures(const PipelineStep &step);

    /// For screen readers: "Train the ranker: done in 3.9 s, validation AUC 0.735."
    static QString whole(const PipelineStep &step);

private:
    static QString told(const PipelineStep &step);
};

} // namespace slipway::ui
