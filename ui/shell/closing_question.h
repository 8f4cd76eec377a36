#pragma once

#include "ui/shell/main_window.h"

namespace slipway::ui {

/// Asks what becomes of the running jobs. The job is a process of its own, so letting it run is the safe
/// answer.
ClosingAnswer askBeforeClosing(QWidget *window, int running);

} // namespace slipway::ui
