#pragma once

#include <QList>
#include <QPainterPath>
#include <QRectF>

namespace slipway::ui {

/// The way of an edge from one node to another: out of the side that faces the flow, with right angles only,
/// round at the corners. `others` are the nodes that may lie between; the edge goes around them.
QPainterPath edgePath(const QRectF &from, const QRectF &to, Qt::Orientation flow, double gap,
                      const QList<QRectF> &others);

} // namespace slipway::ui
