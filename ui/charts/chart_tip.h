#pragma once

#include "core/report/chart_spec.h"
#include "ui/charts/chart_reading.h"

#include <QPoint>
#include <QRect>

class QPainter;

namespace slipway::ui {

class Theme;

/// The one tooltip of a chart: head, then a row a series with its mark, name and value. It stands beside the
/// pointer and inside `room`.
void paintTip(QPainter &painter, const ChartReading &reading, const report::ChartSpec &chart,
              const Theme &theme, QPoint pointer, const QRect &room);

} // namespace slipway::ui
