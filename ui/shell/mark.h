#pragma once

#include <QRectF>

class QPainter;

namespace slipway::ui {

class Theme;

/// Slipway's mark: a hull on its slip above the water, in a square of the accent colour.
void paintMark(QPainter &painter, const QRectF &square, const Theme &theme);

} // namespace slipway::ui
