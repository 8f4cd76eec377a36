#pragma once

#include <QVector>

class QColor;
class QPainter;
class QRectF;

namespace slipway::ui {

class Theme;

/// A small line without axes, from the left to the right in equal steps, with a dot at its end.
/// NaN is a gap. One finite value is only the dot.
void paintSparkline(QPainter &painter, const QRectF &rect, const Theme &theme, const QVector<double> &values,
                    const QColor &colour);

} // namespace slipway::ui
