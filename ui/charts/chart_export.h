#pragma once

#include "core/report/chart_spec.h"

#include <QString>

class QPixmap;
class QWidget;

namespace slipway::ui {

enum class ChartFormat { Png, Svg, Csv };

/// "Latency.png": the chart's title as a file's name.
QString exportName(const report::ChartSpec &chart, ChartFormat format);

/// Writes a file under a temporary name first. Returns an empty text, or the sentence that says why not.
QString exportChart(const QString &path, const report::ChartSpec &chart, ChartFormat format,
                    const QPixmap &picture, bool dark);

/// The picture, and the table as text: whatever the other program wants.
void copyChart(const report::ChartSpec &chart, const QPixmap &picture);

/// Asks where to, and tells if it failed.
void saveChart(QWidget *parent, const report::ChartSpec &chart, ChartFormat format, const QPixmap &picture,
               bool dark);

} // namespace slipway::ui
