#include "ui/pages/features_graph.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

constexpr double edgeWidth = 1.5;
constexpr double leastZoom = 0.1;
constexpr double mostZoom = 2;
constexpr double leastFit = 0.92; ///< words of a few boxes stay as large as others
constexpr double leastDenseFit = 0.8;
constexpr double zoomStep = 1.2;
constexpr double mostWordScale = 2;

} // namespace

FeaturesGraph::FeaturesGraph(const Theme &theme, QWidget *parent)
    : QGraphicsView(parent)
    , m_theme(theme)
    , m_scene(new QGraphicsScene(this))
    , m_look {theme}
{
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setAlignment(Qt::AlignCenter);
    setFocusPolicy(Qt::StrongFocus);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    connect(&theme, &Theme::changed, this, [this] { m_scene->update(); });
}

FeaturesGraph::~FeaturesGraph() = default;

void FeaturesGraph::setGraph(const PlacedGraph &graph, const QHash<QString, QString> &notes, bool dense)
{
    m_graph = graph;
    m_notes = notes;
    m_look.dense = dense;
    m_leastFit = dense ? leastDenseFit : leastFit;
    m_focused.clear();
    m_wordScale = 1;
    place();
    fitAtLeast(m_leastFit);
    if (dense)
        widenForWords();
}

/// Words keep their size where boxes become smaller: they need wider ones then.
void FeaturesGraph::widenForWords()
{
    const double needed =
        FeatureGraphItem::leastWords / (zoom() * QFontInfo(m_theme.font(u"small")).pixelSize());
    if (needed <= 1)
        return;
    m_wordScale = std::min(mostWordScale, needed);
    place();
    fitAtLeast(m_leastFit);
}

void FeaturesGraph::place()
{
    m_scene->clear();
    m_items.clear();
    look();
    const double shape = std::max(1.0, static_cast<double>(viewport()->width()))
        / std::max(1.0, static_cast<double>(viewport()->height()));
    const FeatureGraphLayout layout(m_graph, m_notes, m_look, shape, m_wordScale);
    m_edges = layout.edges();
    m_titles = layout.titles();
    if (m_graph.isEmpty())
        return;
    for (const auto &placed : m_graph.nodes) {
        const QRectF box = layout.boxes().value(placed.node.id);
        auto *item = new FeatureGraphItem(m_look, placed.node, m_notes.value(placed.node.id), box.size());
        item->setPos(box.topLeft());
        m_scene->addItem(item);
        m_items.insert(placed.node.id, item);
    }
    m_scene->setSceneRect(m_scene->itemsBoundingRect()
                              .united(QRectF(0, 0, 1, 1))
                              .adjusted(0, -FeatureGraphLayout::titleRoom, FeatureGraphLayout::margin,
                                        FeatureGraphLayout::margin));
}

void FeaturesGraph::look()
{
    m_look.selected = m_selected;
    m_look.focused = m_byKeyboard && hasFocus() ? m_focused : QString();
    m_scene->update();
    viewport()->update();
}

void FeaturesGraph::setSelected(const QString &id)
{
    m_selected = id;
    if (m_focused.isEmpty() || !m_items.contains(m_focused))
        m_focused = m_items.contains(id) ? id : QString();
    look();
    if (auto *item = m_items.value(id))
        ensureVisible(item->box(), static_cast<int>(FeatureGraphLayout::levelGap), 8);
}

void FeaturesGraph::fit()
{
    m_leastFit = leastZoom;
    fitAtLeast(leastZoom);
}

void FeaturesGraph::fitAtLeast(double least)
{
    const QRectF all = m_scene->sceneRect();
    if (all.isEmpty())
        return;
    const double across = viewport()->width() / all.width();
    const double down = viewport()->height() / all.height();
    setZoom(std::max(least, std::min({1.0, across, down})));
    m_fitted = true;
    if (auto *item = m_items.value(m_selected))
        ensureVisible(item->box(), static_cast<int>(FeatureGraphLayout::levelGap), 8);
}

void FeaturesGraph::setZoom(double zoom)
{
    m_fitted = false;
    const double wanted = std::clamp(zoom, leastZoom, mostZoom);
    setTransform(QTransform::fromScale(wanted, wanted));
    Q_EMIT zoomChanged(wanted);
}

void FeaturesGraph::zoomBy(double factor)
{
    setZoom(zoom() * factor);
    if (auto *item = m_items.value(m_selected))
        centerOn(item);
}

QPoint FeaturesGraph::placeOf(const QString &id) const
{
    const auto *item = m_items.value(id);
    return item ? mapFromScene(item->box().center()) : QPoint(-1, -1);
}

void FeaturesGraph::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    for (const bool accent : {false, true}) {
        painter->setPen(QPen(m_theme.colour(accent ? u"accent.fill" : u"border.strong"), edgeWidth));
        for (const auto &edge : std::as_const(m_edges)) {
            const bool ours = edge.from == m_selected || edge.to == m_selected;
            if (ours == accent && edge.path.boundingRect().adjusted(-2, -2, 2, 2).intersects(rect))
                painter->drawPath(edge.path);
        }
    }
}

void FeaturesGraph::drawForeground(QPainter *painter, const QRectF &)
{
    QFont words = m_theme.font(u"caption");
    words.setPixelSize(
        std::max(words.pixelSize(), static_cast<int>(std::ceil(FeatureGraphItem::leastWords / zoom()))));
    painter->setFont(words);
    painter->setPen(m_theme.colour(u"text.tertiary"));
    const double bottom = FeatureGraphLayout::margin + FeatureGraphLayout::titleRoom - 8;
    const double height = painter->fontMetrics().height(); // grows upwards where all is small
    for (const auto &title : std::as_const(m_titles))
        painter->drawText(QRectF(title.x, bottom - height, title.width, height),
                          Qt::AlignLeft | Qt::AlignBottom, title.text);
}

FeatureGraphItem *FeaturesGraph::itemUnder(QPoint position) const
{
    return dynamic_cast<FeatureGraphItem *>(itemAt(position));
}

void FeaturesGraph::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        QGraphicsView::mousePressEvent(event);
        return;
    }
    const auto *item = itemUnder(event->position().toPoint());
    m_pressed = item ? item->node().id : QString();
    m_pressedAt = m_draggedFrom = event->position().toPoint();
    m_dragging = false;
}

void FeaturesGraph::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint now = event->position().toPoint();
    if (event->buttons() & Qt::LeftButton) {
        m_dragging = m_dragging || (now - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
        if (m_dragging) {
            horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (now - m_draggedFrom).x());
            verticalScrollBar()->setValue(verticalScrollBar()->value() - (now - m_draggedFrom).y());
        }
        m_draggedFrom = now;
        return;
    }
    viewport()->setCursor(itemUnder(now) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void FeaturesGraph::mouseReleaseEvent(QMouseEvent *event)
{
    const auto *item = itemUnder(event->position().toPoint());
    if (event->button() == Qt::LeftButton && !m_dragging && item && item->node().id == m_pressed) {
        setFocused(m_pressed, false);
        choose(m_pressed);
    }
    m_pressed.clear();
}

QString FeaturesGraph::said(const QString &id) const
{
    const auto *item = m_items.value(id);
    if (!item)
        return {};
    const QString note = m_notes.value(id);
    return note.isEmpty() ? item->node().label
                          : tr("%1, %2", "name and what it is").arg(item->node().label, note);
}

bool FeaturesGraph::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        if (const auto *item = itemUnder(help->pos()))
            QToolTip::showText(help->globalPos(), said(item->node().id), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QGraphicsView::viewportEvent(event);
}

void FeaturesGraph::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return step(event->key());
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_focused.isEmpty())
            choose(QString(m_focused)); // another graph may come of it, in which nothing has the focus yet
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(zoomStep);
    case Qt::Key_Minus:
        return zoomBy(1 / zoomStep);
    case Qt::Key_0:
        return fit();
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void FeaturesGraph::step(int key)
{
    const auto *here = m_items.value(m_focused);
    if (!here) {
        const QString first = m_items.contains(m_selected) ? m_selected
            : m_graph.isEmpty()                            ? QString()
                                                           : m_graph.nodes.front().node.id;
        return setFocused(first, true);
    }
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    const int sign = key == Qt::Key_Right || key == Qt::Key_Down ? 1 : -1;
    const QPointF start = here->box().center();
    QString best;
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto *item : std::as_const(m_items)) {
        const QPointF way = item->box().center() - start;
        const double ahead = sign * (sideways ? way.x() : way.y());
        const double aside = std::abs(sideways ? way.y() : way.x());
        if (ahead > 1 && ahead + 2 * aside < nearest) {
            nearest = ahead + 2 * aside;
            best = item->node().id;
        }
    }
    if (!best.isEmpty())
        setFocused(best, true);
}

void FeaturesGraph::setFocused(const QString &id, bool byKeyboard)
{
    m_focused = id;
    m_byKeyboard = byKeyboard;
    look();
    if (auto *item = m_items.value(id)) {
        ensureVisible(item->box(), 8, 8);
        setAccessibleDescription(said(id));
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void FeaturesGraph::choose(const QString &id)
{
    setSelected(id);
    Q_EMIT chosen(id);
}

void FeaturesGraph::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QGraphicsView::wheelEvent(event);
        return;
    }
    setZoom(zoom() * (event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep));
    event->accept();
}

void FeaturesGraph::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fitted)
        fitAtLeast(m_leastFit);
}

void FeaturesGraph::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    m_byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (m_focused.isEmpty() && m_byKeyboard)
        step(Qt::Key_Right);
    look();
}

void FeaturesGraph::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    look();
}

} // namespace slipway::ui
