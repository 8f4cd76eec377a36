#pragma once

#include "ui/models/pipeline_run.h"
#include "ui/pages/inspection.h"

namespace slipway::ui {

/// What the inspector shows about a step.
Inspection inspectionOf(const PipelineStep &step, const PipelineRun &run);

/// The page that shows what a step has made.
QString pageOf(const PipelineStep &step);

} // namespace slipway::ui
