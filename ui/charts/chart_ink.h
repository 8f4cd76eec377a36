#pragma once

#include "core/report/chart_spec.h"

#include <QColor>
#include <QPen>
#include <QString>

class QPainter;

namespace slipway::ui {

class Theme;

QString toText(std::string_view utf8);

/// The colour of a series; the reference is grey.
QColor seriesInk(const Theme &theme, const report::Series &series);

/// The pen of its line: 2 px, dashed above three series; a reference is thin and dashed.
QPen seriesPen(const Theme &theme, const report::Series &series);

/// The pen of a limit: thin, dashed.
QPen limitPen(const Theme &theme);

/// A mark of the tokens' list (circle, square, triangle, diamond, triangleDown, plus, cross, star).
void paintMarker(QPainter &painter, QPointF centre, const QString &marker, const QColor &colour,
                 double radius);
void paintSeriesMarker(QPainter &painter, QPointF centre, const Theme &theme, const report::Series &series,
                       double radius);

/// Name and note of a series: "B 0.884".
QString seriesLabel(const report::Series &series);

/// A value as this chart writes values.
QString valueText(const report::ChartSpec &chart, double value);

bool overLimit(const report::ChartSpec &chart, double value);

/// Of a vector that may be shorter: NaN.
double valueAt(const std::vector<double> &values, std::size_t i);

} // namespace slipway::ui
