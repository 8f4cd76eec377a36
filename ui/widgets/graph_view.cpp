#include "ui/widgets/graph_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/graph_edges.h"
#include "ui/widgets/graph_node.h"

#include <QEvent>
#include <QMap>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

constexpr int margin = 3; ///< for the ring of the focus
constexpr int narrowest = 76;
constexpr int widest = 190;
constexpr int laneGap = 20; ///< between neighbours across the flow
constexpr int leastGap = 20; ///< along the flow: an edge needs room for two corners
constexpr int mostGap = 64;
constexpr int mostGapDown = 36;
constexpr double edgeWidth = 1.5;

enum class EdgeInk { Accent, Quiet, OfStatus };

} // namespace

/// Paints what lies between the nodes.
class GraphCanvas : public QWidget
{
public:
    struct Edge {
        QPainterPath path;
        EdgeInk ink = EdgeInk::Accent;
        Status status = Status::Neutral; ///< of the node that it comes from
        bool dashed = false;
    };
    struct ColumnTitle {
        QRect room;
        QString text;
    };

    GraphCanvas(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void setEdges(const QList<Edge> &edges, const QList<ColumnTitle> &titles)
    {
        m_edges = edges;
        m_titles = titles;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        for (const auto &edge : m_edges) {
            QPen pen(colour(edge), edgeWidth);
            pen.setCapStyle(Qt::FlatCap);
            if (edge.dashed)
                pen.setDashPattern({3, 3});
            painter.setPen(pen);
            painter.drawPath(edge.path);
        }
        painter.setFont(m_theme.font(u"caption"));
        painter.setPen(m_theme.colour(u"text.tertiary"));
        for (const auto &title : m_titles) {
            painter.drawText(
                title.room, Qt::AlignLeft | Qt::AlignVCenter,
                painter.fontMetrics().elidedText(title.text, Qt::ElideRight, title.room.width()));
        }
    }

private:
    QColor colour(const Edge &edge) const
    {
        switch (edge.ink) {
        case EdgeInk::Quiet:
            return m_theme.colour(u"border.strong");
        case EdgeInk::OfStatus:
            return statusColour(m_theme, edge.status, u"solid");
        case EdgeInk::Accent:
            break;
        }
        return m_theme.colour(u"accent.fill");
    }

    const Theme &m_theme;
    QList<Edge> m_edges;
    QList<ColumnTitle> m_titles;
};

GraphView::GraphView(const Theme &theme, Qt::Orientation flow, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_flow(flow)
    , m_canvas(new GraphCanvas(theme, this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(m_canvas);
    // The panel around it is the ground.
    viewport()->setAutoFillBackground(false);
    m_canvas->setAutoFillBackground(false);
}

QWidget *GraphView::nodeWidget(const QString &id) const
{
    return m_buttons.value(id);
}

void GraphView::setColumnTitles(const QStringList &titles)
{
    m_columnTitles = titles;
    place();
    updateGeometry();
}

void GraphView::setGraph(const QList<GraphNode> &nodes, const QList<GraphEdge> &edges)
{
    if (nodes == m_nodes && edges == m_edges)
        return;
    m_nodes = nodes;
    m_edges = edges;
    QHash<QString, GraphNodeButton *> kept;
    for (const auto &node : m_nodes) {
        auto *button = m_buttons.take(node.id);
        if (!button) {
            button = new GraphNodeButton(m_theme, *this, m_canvas);
            button->setObjectName(objectName() + u'.' + node.id);
        }
        button->setNode(node);
        button->show();
        kept.insert(node.id, button);
    }
    for (auto *gone : std::as_const(m_buttons)) {
        gone->hide();
        gone->deleteLater(); // it may be the one whose click has led here
    }
    m_buttons = kept;
    const QString selected = m_buttons.contains(m_selected) ? m_selected : QString();
    m_selected.clear();
    setSelected(selected);
    place();
    updateGeometry();
}

void GraphView::setSelected(const QString &id)
{
    if (auto *before = m_buttons.value(m_selected))
        before->setSelected(false);
    m_selected = id;
    if (auto *now = m_buttons.value(id))
        now->setSelected(true);
    // One stop for Tab: the selected node, or the first.
    const QString stop = m_buttons.contains(id) ? id : m_nodes.isEmpty() ? QString() : m_nodes.first().id;
    for (auto *button : std::as_const(m_buttons))
        button->setFocusPolicy(button->node().id == stop ? Qt::StrongFocus : Qt::ClickFocus);
}

void GraphView::choose(const QString &id)
{
    setSelected(id);
    Q_EMIT chosen(id);
}

void GraphView::step(const QString &from, int key)
{
    const auto *here = m_buttons.value(from);
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    const int sign = key == Qt::Key_Right || key == Qt::Key_Down ? 1 : -1;
    const QPoint start = here->geometry().center();
    QString best;
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto &node : std::as_const(m_nodes)) {
        const QPoint way = m_buttons.value(node.id)->geometry().center() - start;
        const int ahead = sign * (sideways ? way.x() : way.y());
        const int aside = std::abs(sideways ? way.y() : way.x());
        if (ahead > 0 && ahead + 2 * aside < nearest) {
            nearest = ahead + 2 * aside;
            best = node.id;
        }
    }
    if (!best.isEmpty())
        takeFocusAt(best);
}

void GraphView::takeFocusAt(const QString &id)
{
    auto *there = m_buttons.value(id);
    for (auto *button : std::as_const(m_buttons))
        button->setFocusPolicy(button == there ? Qt::StrongFocus : Qt::ClickFocus);
    there->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(there, margin, margin);
}

void GraphView::place()
{
    struct Level {
        int least = std::numeric_limits<int>::max();
        int most = std::numeric_limits<int>::min();
    };
    QMap<int, Level> levels;
    int natural = narrowest;
    double span = 0; // of the level that reaches farthest across the flow, in lanes
    for (const auto &node : std::as_const(m_nodes)) {
        auto &found = levels[level(node)];
        found.least = std::min(found.least, lane(node));
        found.most = std::max(found.most, lane(node));
        span = std::max(span, static_cast<double>(found.most - found.least));
        natural = std::max(natural, m_buttons.value(node.id)->naturalWidth());
    }
    const int levelCount = static_cast<int>(levels.size());
    const QSize room = maximumViewportSize() - QSize(2 * margin, 2 * margin);
    const int across = isHorizontal() ? levelCount : static_cast<int>(span) + 1;
    const int gapAcross = isHorizontal() ? leastGap : laneGap;
    const int fair = across == 0 ? 0 : (room.width() - (across - 1) * gapAcross) / across;
    const int width = std::clamp(std::min(natural, fair), narrowest, widest);
    const int along = isHorizontal() ? width : graphNodeHeight;
    const int freely = levelCount < 2
        ? leastGap
        : ((isHorizontal() ? room.width() : room.height()) - levelCount * along) / (levelCount - 1);
    const int gap = std::clamp(freely, leastGap, isHorizontal() ? mostGap : mostGapDown);
    const int lanePitch = (isHorizontal() ? graphNodeHeight : width) + laneGap;
    const int titles = isHorizontal() && !m_columnTitles.isEmpty() ? m_theme.lineHeight(u"caption") + 8 : 0;

    const int acrossTotal = static_cast<int>(span * lanePitch) + lanePitch - laneGap;
    const int alongTotal = levelCount * along + std::max(0, levelCount - 1) * gap;
    QSize size = isHorizontal() ? QSize(alongTotal, acrossTotal + titles) : QSize(acrossTotal, alongTotal);
    size += QSize(2 * margin, 2 * margin);
    const int aside = isHorizontal() ? 0 : std::max(0, (maximumViewportSize().width() - size.width()) / 2);
    m_canvas->resize(size.expandedTo(QSize(maximumViewportSize().width(), 0)));

    const auto keys = levels.keys();
    for (const auto &node : std::as_const(m_nodes)) {
        const auto &found = levels[level(node)];
        const int place = static_cast<int>(keys.indexOf(level(node))) * (along + gap);
        const double lanes = span / 2 + lane(node) - (found.least + found.most) / 2.0;
        const int cross = static_cast<int>(std::lround(lanes * lanePitch));
        const QPoint corner = isHorizontal() ? QPoint(place, cross + titles) : QPoint(cross + aside, place);
        m_buttons.value(node.id)->setGeometry(
            QRect(corner + QPoint(margin, margin), QSize(width, graphNodeHeight)));
    }

    QList<GraphCanvas::ColumnTitle> words;
    for (int i = 0; titles > 0 && i < levelCount; ++i)
        words << GraphCanvas::ColumnTitle {
            {margin + i * (along + gap), margin, along, m_theme.lineHeight(u"caption")},
            m_columnTitles.value(keys[i])};
    QList<GraphCanvas::Edge> edges;
    for (const auto &edge : std::as_const(m_edges)) {
        const auto *from = m_buttons.value(edge.from);
        const auto *to = m_buttons.value(edge.to);
        if (!from || !to)
            continue;
        QList<QRectF> others;
        for (const auto *button : std::as_const(m_buttons)) {
            if (button != from && button != to)
                others << QRectF(button->geometry());
        }
        const bool plain = !from->node().icon.isEmpty();
        const bool waits = from->node().planned || from->node().status == Status::Neutral
            || from->node().status == Status::Queued;
        const auto ink = plain ? EdgeInk::Accent : waits ? EdgeInk::Quiet : EdgeInk::OfStatus;
        edges << GraphCanvas::Edge {edgePath(from->geometry(), to->geometry(), m_flow, gap, others), ink,
                                    from->node().status, edge.dashed};
    }
    m_canvas->setEdges(edges, words);
}

QSize GraphView::sizeHint() const
{
    return m_canvas->size();
}

QSize GraphView::minimumSizeHint() const
{
    return {narrowest + 2 * margin, graphNodeHeight + 2 * margin};
}

void GraphView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    place();
}

void GraphView::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        place();
}

} // namespace slipway::ui
