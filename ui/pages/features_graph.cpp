#include "ui/pages/features_graph.h"

#include "ui/theme/theme.h"
#include "ui/widgets/graph_edges.h"

#include <QAccessible>
#include <QApplication>
#include <QGraphicsItem>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionGraphicsItem>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

constexpr double nodeHeight = 44;
constexpr double denseHeight = 26;
constexpr double leastWidth = 116;
constexpr double mostWidth = 220;
constexpr double levelGap = 56;
constexpr double denseGap = 44;
constexpr double laneGap = 12;
constexpr double denseLane = 6;
constexpr double titleRoom = 26;
constexpr double margin = 12;
constexpr double padding = 8;
constexpr double edgeWidth = 1.5;
constexpr double leastZoom = 0.1;
constexpr double mostZoom = 2;
constexpr double leastFit = 0.92; ///< words of a few boxes stay as large as others
constexpr double leastDenseFit = 0.6;
constexpr double zoomStep = 1.2;
constexpr double leastWords = 11; ///< pixels; words stay so large however small the boxes become
constexpr double mostWordScale = 2;
constexpr double leastBox = 14; ///< pixels; a lower box has no words
constexpr std::size_t fewNodes = 70; ///< so many, and edges go around the boxes

QString iconOf(const QString &kind)
{
    if (kind == QLatin1String("column"))
        return QStringLiteral("data");
    if (kind == QLatin1String("model"))
        return QStringLiteral("registry");
    return kind == QLatin1String("report") ? QStringLiteral("reports") : QStringLiteral("features");
}

} // namespace

/// One box.
class FeatureNodeItem : public QGraphicsItem
{
public:
    FeatureNodeItem(const FeaturesGraph &view, const PlacedNode &placed, const QString &note, QSizeF size)
        : m_view(view)
        , m_placed(placed)
        , m_note(note)
        , m_size(size)
    {
    }

    const FeatureGraphNode &node() const { return m_placed.node; }
    QRectF box() const { return QRectF(pos(), m_size); }
    QRectF boundingRect() const override { return QRectF({0, 0}, m_size).adjusted(-4, -4, 4, 4); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override
    {
        const auto &theme = m_view.m_theme;
        const bool selected = m_view.m_selected == node().id;
        const double zoom = option->levelOfDetailFromTransform(painter->worldTransform());
        painter->setRenderHint(QPainter::Antialiasing);
        const double width = (selected ? 2 : 1) / std::min(1.0, zoom);
        const auto *fill = selected                  ? u"selection.fill"
            : node().kind == QLatin1String("column") ? u"surface.sunken"
                                                     : u"surface.raised";
        painter->setPen(QPen(theme.colour(selected ? u"accent.fill" : u"border.strong"), width));
        painter->setBrush(theme.colour(fill));
        const double radius = theme.number(u"radius.control");
        painter->drawRoundedRect(
            QRectF({0, 0}, m_size).adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius);
        if (m_view.m_focused == node().id && m_view.m_byKeyboard && m_view.hasFocus()) {
            painter->setPen(QPen(theme.colour(u"focus.ring"), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF({0, 0}, m_size).adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
        }
        if (m_size.height() * zoom >= leastBox)
            paintWords(*painter, selected, zoom);
    }

private:
    void paintWords(QPainter &painter, bool selected, double zoom) const
    {
        const auto &theme = m_view.m_theme;
        const double icon = theme.number(u"icon.small");
        const QRectF room = QRectF({0, 0}, m_size).adjusted(padding, 0, -padding, 0);
        theme.icons().paint(painter, QRectF(room.left(), room.center().y() - icon / 2, icon, icon),
                            iconOf(node().kind), theme.colour(selected ? u"accent.text" : u"text.secondary"));
        QRectF words = room.adjusted(icon + 6, 0, 0, 0);
        const auto line = [&](const QRectF &rect, const QString &text, QStringView font, QStringView ink) {
            QFont inkFont = theme.font(font);
            inkFont.setPixelSize(
                std::max(inkFont.pixelSize(), static_cast<int>(std::ceil(leastWords / zoom))));
            painter.setFont(inkFont);
            painter.setPen(theme.colour(ink));
            painter.drawText(
                rect, Qt::AlignLeft | Qt::AlignVCenter,
                painter.fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(rect.width())));
        };
        if (m_note.isEmpty() || m_view.m_dense || m_size.height() * zoom < 2 * leastBox) {
            line(words, node().label, u"small", u"text.primary");
            return;
        }
        const double half = words.height() / 2;
        line(QRectF(words.left(), words.top() + 3, words.width(), half - 2), node().label, u"small",
             u"text.primary");
        line(QRectF(words.left(), words.top() + half - 1, words.width(), half - 3), m_note, u"caption",
             selected ? u"text.secondary" : u"text.tertiary");
    }

    const FeaturesGraph &m_view;
    PlacedNode m_placed;
    QString m_note;
    QSizeF m_size;
};

FeaturesGraph::FeaturesGraph(const Theme &theme, QWidget *parent)
    : QGraphicsView(parent)
    , m_theme(theme)
    , m_scene(new QGraphicsScene(this))
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
    m_dense = dense;
    m_fitted = true;
    m_focused.clear();
    m_wordScale = 1;
    place();
    fit();
    if (dense && graph.nodes.size() > fewNodes)
        widenForWords();
}

/// Words keep their size where boxes become smaller: they need wider ones then, as long as that does not make
/// the boxes too low for any.
void FeaturesGraph::widenForWords()
{
    const double atLifeSize = zoom();
    const double needed = leastWords / (atLifeSize * QFontInfo(m_theme.font(u"small")).pixelSize());
    if (needed <= 1 || denseHeight * atLifeSize < leastBox)
        return;
    for (const double scale : {needed * needed, needed, 1.0}) {
        m_wordScale = std::min(mostWordScale, scale);
        place();
        fit();
        if (denseHeight * zoom() >= leastBox)
            return;
    }
}

/// So many boxes below each other that all of it has about the shape of the window.
int FeaturesGraph::rowsOfDense() const
{
    const int tallest = *std::max_element(m_graph.sizes.begin(), m_graph.sizes.end());
    const double shape = std::max(1.0, static_cast<double>(viewport()->width()))
        / std::max(1.0, static_cast<double>(viewport()->height()));
    int best = tallest;
    double nearest = std::numeric_limits<double>::infinity();
    for (int rows = std::min(tallest, 8); rows <= tallest; ++rows) {
        double columns = 0;
        for (const int size : m_graph.sizes)
            columns += std::ceil(static_cast<double>(size) / rows);
        const double ratio = columns * (mostWidth * 0.8 + denseGap) / (rows * (denseHeight + denseLane));
        const double away = std::abs(std::log(ratio / shape));
        if (away < nearest) {
            nearest = away;
            best = rows;
        }
    }
    return best;
}

QString FeaturesGraph::titleOf(int level) const
{
    const auto node = std::find_if(m_graph.nodes.begin(), m_graph.nodes.end(),
                                   [&](const PlacedNode &each) { return each.level == level; });
    const QString kind = node == m_graph.nodes.end() ? QString() : node->node.kind;
    if (kind == QLatin1String("column"))
        return tr("Columns");
    if (kind == QLatin1String("model"))
        return tr("Models");
    if (kind == QLatin1String("report"))
        return tr("Reports");
    const auto earlier = std::any_of(m_graph.nodes.begin(), m_graph.nodes.end(), [&](const PlacedNode &each) {
        return each.level < level && each.node.kind == QLatin1String("feature");
    });
    return earlier ? tr("Derived") : tr("Features");
}

void FeaturesGraph::place()
{
    m_scene->clear();
    m_items.clear();
    m_edges.clear();
    m_titles.clear();
    if (m_graph.isEmpty())
        return;
    const double height = m_dense ? denseHeight : nodeHeight;
    const double lane = height + (m_dense ? denseLane : laneGap);
    const double gap = m_dense ? denseGap : levelGap;
    const int rows = m_dense ? rowsOfDense() : *std::max_element(m_graph.sizes.begin(), m_graph.sizes.end());
    const QFontMetricsF metrics(m_theme.font(u"small"));
    std::vector<double> widths(m_graph.sizes.size(), leastWidth);
    for (const auto &placed : m_graph.nodes) {
        auto &width = widths[static_cast<std::size_t>(placed.level)];
        const double words =
            std::max(metrics.horizontalAdvance(placed.node.label),
                     m_dense ? 0.0 : metrics.horizontalAdvance(m_notes.value(placed.node.id)));
        width = std::clamp(words * m_wordScale + m_theme.number(u"icon.small") + 2 * padding + 10, width,
                           mostWidth * m_wordScale);
    }
    std::vector<double> starts;
    double x = margin;
    for (std::size_t level = 0; level < widths.size(); ++level) {
        starts.push_back(x);
        const int lanes = (m_graph.sizes[level] + rows - 1) / rows;
        const QString title = titleOf(static_cast<int>(level));
        if (m_titles.isEmpty() || m_titles.last().text != title)
            m_titles << LevelTitle {x, lanes * (widths[level] + gap), title};
        x += lanes * (widths[level] + gap);
    }
    for (const auto &placed : m_graph.nodes) {
        const auto level = static_cast<std::size_t>(placed.level);
        const int lanes = (m_graph.sizes[level] + rows - 1) / rows;
        const int each = (m_graph.sizes[level] + lanes - 1) / lanes; // the columns of a level are alike
        const int column = placed.place / each;
        const int inColumn = std::min(each, m_graph.sizes[level] - column * each);
        const double top = margin + titleRoom + (rows - inColumn) * lane / 2.0;
        auto *item =
            new FeatureNodeItem(*this, placed, m_notes.value(placed.node.id), {widths[level], height});
        item->setPos(starts[level] + column * (widths[level] + gap), top + (placed.place % each) * lane);
        m_scene->addItem(item);
        m_items.insert(placed.node.id, item);
    }
    QList<QRectF> boxes;
    if (m_graph.nodes.size() <= fewNodes) {
        for (const auto *item : std::as_const(m_items))
            boxes << item->box();
    }
    for (const auto &edge : m_graph.edges) {
        const QRectF from = m_items.value(edge.from)->box();
        const QRectF to = m_items.value(edge.to)->box();
        QList<QRectF> others = boxes;
        others.removeOne(from);
        others.removeOne(to);
        m_edges << Edge {edge.from, edge.to, edgePath(from, to, Qt::Horizontal, gap, others)};
    }
    m_scene->setSceneRect(
        m_scene->itemsBoundingRect().united(QRectF(0, 0, 1, 1)).adjusted(0, -titleRoom, margin, margin));
}

void FeaturesGraph::setSelected(const QString &id)
{
    m_selected = id;
    if (m_focused.isEmpty() || !m_items.contains(m_focused))
        m_focused = m_items.contains(id) ? id : QString();
    m_scene->update();
    viewport()->update();
    if (auto *item = m_items.value(id))
        ensureVisible(item->box(), static_cast<int>(levelGap), 8);
}

void FeaturesGraph::fit()
{
    const QRectF all = m_scene->sceneRect();
    if (all.isEmpty())
        return;
    const double across = viewport()->width() / all.width();
    const double down = viewport()->height() / all.height();
    // What does not fit is scrolled to where there are few boxes, so that all of them have words.
    const double smallest = !m_dense ? leastFit : m_graph.nodes.size() <= fewNodes ? leastDenseFit : 0;
    setZoom(std::max(smallest, std::min({1.0, across, down})));
    m_fitted = true;
    if (auto *item = m_items.value(m_selected))
        ensureVisible(item->box(), static_cast<int>(levelGap), 8);
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
    words.setPixelSize(std::max(words.pixelSize(), static_cast<int>(std::ceil(leastWords / zoom()))));
    painter->setFont(words);
    painter->setPen(m_theme.colour(u"text.tertiary"));
    for (const auto &title : std::as_const(m_titles))
        painter->drawText(QRectF(title.x, margin - 8, title.width, titleRoom), Qt::AlignLeft | Qt::AlignTop,
                          title.text);
}

FeatureNodeItem *FeaturesGraph::itemUnder(QPoint position) const
{
    return dynamic_cast<FeatureNodeItem *>(itemAt(position));
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

bool FeaturesGraph::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        if (const auto *item = itemUnder(help->pos())) {
            const QString note = m_notes.value(item->node().id);
            QToolTip::showText(help->globalPos(),
                               note.isEmpty()
                                   ? item->node().label
                                   : tr("%1, %2", "name and what it is").arg(item->node().label, note),
                               viewport());
        } else {
            QToolTip::hideText();
        }
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
            choose(m_focused);
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
    m_scene->update();
    if (auto *item = m_items.value(id)) {
        ensureVisible(item->box(), 8, 8);
        const QString note = m_notes.value(id);
        setAccessibleDescription(note.isEmpty()
                                     ? item->node().label
                                     : tr("%1, %2", "name and what it is").arg(item->node().label, note));
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
        fit();
}

void FeaturesGraph::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    m_byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (m_focused.isEmpty() && m_byKeyboard)
        step(Qt::Key_Right);
    m_scene->update();
}

void FeaturesGraph::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    m_scene->update();
}

} // namespace slipway::ui
