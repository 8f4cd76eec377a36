#pragma once

#include "ui/models/pipeline_run.h"

namespace slipway::ui {

class Job;

/// What the page says about the run as a whole.
QString pipelineStateWord(const Job &job, double secondsSinceStart); ///< "Running 14 s", "Done in 8.5 s"
QString pipelineCounts(const PipelineRun &run); ///< "15 steps: 7 done, 1 running, 7 waiting"
QString pipelineSentence(const Job &job, const PipelineRun &run); ///< where it is, or how it ended

} // namespace slipway::ui
