#pragma once

#include "core/report/chart_spec.h"

#include <QString>

namespace slipway::ui {

class ChartView;
class Panel;
class Theme;

/// A panel around a chart, with the chart's menu behind its dots.
Panel *makeChartPanel(const Theme &theme, ChartView *chart, const QString &title, const QString &objectName);

/// Brings a chart in line with what it shall show. Points that have come behind the others are appended, so
/// that somebody who has zoomed in stays there.
void updateChart(ChartView &view, const report::ChartSpec &next);

} // namespace slipway::ui
