#include "ui/widgets/graph_edges.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double cornerRadius = 8;
constexpr double straightEnough = 0.5;

QRectF turned(const QRectF &rect)
{
    return {rect.y(), rect.x(), rect.height(), rect.width()};
}

QPointF towards(const QPointF &from, const QPointF &to, double distance)
{
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    return length == 0 ? from : from + way * (distance / length);
}

QPainterPath rounded(const QList<QPointF> &corners)
{
    QPainterPath path(corners.first());
    for (qsizetype i = 1; i + 1 < corners.size(); ++i) {
        const auto &corner = corners[i];
        const auto half = [&](const QPointF &end) {
            return std::hypot(end.x() - corner.x(), end.y() - corner.y()) / 2;
        };
        const double radius = std::min({cornerRadius, half(corners[i - 1]), half(corners[i + 1])});
        path.lineTo(towards(corner, corners[i - 1], radius));
        path.quadTo(corner, towards(corner, corners[i + 1], radius));
    }
    path.lineTo(corners.last());
    return path;
}

/// For a flow from the left to the right.
QList<QPointF> corners(const QRectF &from, const QRectF &to, double gap, const QList<QRectF> &others)
{
    const QPointF start(from.right(), from.center().y());
    const QPointF end(to.left(), to.center().y());
    const auto isFree = [&](double y) {
        return std::none_of(others.begin(), others.end(), [&](const QRectF &other) {
            return other.left() >= start.x() && other.right() <= end.x() && other.top() <= y
                && y <= other.bottom();
        });
    };
    const double before = end.x() - gap / 2;
    const double after = start.x() + gap / 2;
    if (std::abs(start.y() - end.y()) < straightEnough && isFree(start.y()))
        return {start, end};
    if (isFree(start.y()))
        return {start, {before, start.y()}, {before, end.y()}, end};
    if (isFree(end.y()))
        return {start, {after, start.y()}, {after, end.y()}, end};
    // Between the rows nothing stands.
    double aside = std::min(start.y(), end.y());
    for (const auto &other : others) {
        if (other.left() >= start.x() && other.right() <= end.x())
            aside = std::min(aside, other.top());
    }
    aside -= gap / 3;
    return {start, {after, start.y()}, {after, aside}, {before, aside}, {before, end.y()}, end};
}

} // namespace

QPainterPath edgePath(const QRectF &from, const QRectF &to, Qt::Orientation flow, double gap,
                      const QList<QRectF> &others)
{
    if (flow == Qt::Horizontal)
        return rounded(corners(from, to, gap, others));
    QList<QRectF> turnedOthers;
    for (const auto &other : others)
        turnedOthers << turned(other);
    auto points = corners(turned(from), turned(to), gap, turnedOthers);
    for (auto &point : points)
        point = point.transposed();
    return rounded(points);
}

} // namespace slipway::ui
