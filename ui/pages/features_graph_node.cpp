#include "ui/pages/features_graph_node.h"

#include "ui/models/number_text.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double padding = 8;
constexpr double glyphGap = 6;
constexpr double countGap = 10;

QString iconOf(const QString &kind)
{
    if (kind == QLatin1String("column") || kind == QLatin1String("table"))
        return QStringLiteral("data");
    if (kind.startsWith(QLatin1String("model")))
        return QStringLiteral("registry");
    return kind.startsWith(QLatin1String("report")) ? QStringLiteral("reports") : QStringLiteral("features");
}

bool isData(const QString &kind)
{
    return kind == QLatin1String("column") || kind == QLatin1String("table");
}

QFont fontAt(const Theme &theme, QStringView name, double zoom)
{
    QFont font = theme.font(name);
    font.setPixelSize(
        std::max(font.pixelSize(), static_cast<int>(std::ceil(FeatureGraphItem::leastWords / zoom))));
    return font;
}

QString countText(const FeatureGraphNode &node)
{
    return node.count > 0 ? NumberText::count(node.count) : QString();
}

} // namespace

FeatureGraphItem::FeatureGraphItem(const FeatureGraphLook &look, FeatureGraphNode node, QString note,
                                   QSizeF size)
    : m_look(look)
    , m_node(std::move(node))
    , m_note(std::move(note))
    , m_size(size)
{
}

double FeatureGraphItem::wordsWidth(const FeatureGraphLook &look, const FeatureGraphNode &node,
                                    const QString &note)
{
    const QFontMetricsF small(look.theme.font(u"small"));
    const QString count = countText(node);
    const double label = small.horizontalAdvance(node.label)
        + (count.isEmpty() ? 0 : small.horizontalAdvance(count) + countGap);
    return look.dense ? label
                      : std::max(label, QFontMetricsF(look.theme.font(u"caption")).horizontalAdvance(note));
}

double FeatureGraphItem::besideWords(const FeatureGraphLook &look)
{
    return 2 * padding + look.theme.number(u"icon.small") + glyphGap + 4;
}

void FeatureGraphItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto &theme = m_look.theme;
    const bool selected = m_look.selected == m_node.id;
    const double zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    painter->setRenderHint(QPainter::Antialiasing);
    const double width = (selected ? 2 : 1) / std::min(1.0, zoom);
    const auto *fill = selected ? u"selection.fill"
        : isData(m_node.kind)   ? u"surface.sunken"
                                : u"surface.raised";
    const double radius = theme.number(u"radius.control");
    const QRectF box = QRectF({0, 0}, m_size).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter->setPen(QPen(theme.colour(selected ? u"accent.fill" : u"border.strong"), width));
    painter->setBrush(theme.colour(fill));
    painter->drawRoundedRect(box, radius, radius);
    if (m_node.count > 0) { // a second edge: there is more behind it
        painter->setBrush(Qt::NoBrush);
        const double inner = 2 / std::min(1.0, zoom);
        painter->drawLine(QPointF(box.right() - inner - width, box.top() + radius),
                          QPointF(box.right() - inner - width, box.bottom() - radius));
    }
    if (m_look.focused == m_node.id) {
        painter->setPen(QPen(theme.colour(u"focus.ring"), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF({0, 0}, m_size).adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
    }
    if (m_size.height() * zoom >= leastBox)
        paintWords(*painter, zoom);
}

void FeatureGraphItem::paintLine(QPainter &painter, const QRectF &room, const QString &text, QStringView font,
                                 QStringView ink, double zoom) const
{
    painter.setFont(fontAt(m_look.theme, font, zoom));
    painter.setPen(m_look.theme.colour(ink));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(room.width())));
}

/// At the right of the name; what is left of the room.
QRectF FeatureGraphItem::paintCount(QPainter &painter, const QRectF &room, double zoom) const
{
    const QString count = countText(m_node);
    if (count.isEmpty())
        return room;
    painter.setFont(fontAt(m_look.theme, u"small", zoom));
    painter.setPen(m_look.theme.colour(u"text.secondary"));
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, count);
    return room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(count) - countGap, 0);
}

void FeatureGraphItem::paintWords(QPainter &painter, double zoom) const
{
    const auto &theme = m_look.theme;
    const bool selected = m_look.selected == m_node.id;
    const double icon = theme.number(u"icon.small");
    const QRectF room = QRectF({0, 0}, m_size).adjusted(padding, 0, -padding, 0);
    theme.icons().paint(painter, QRectF(room.left(), room.center().y() - icon / 2, icon, icon),
                        iconOf(m_node.kind), theme.colour(selected ? u"accent.text" : u"text.secondary"));
    const QRectF words = room.adjusted(icon + glyphGap, 0, 0, 0);
    if (m_note.isEmpty() || m_look.dense || m_size.height() * zoom < 2 * leastBox) {
        paintLine(painter, paintCount(painter, words, zoom), m_node.label, u"small", u"text.primary", zoom);
        return;
    }
    const double half = words.height() / 2;
    const QRectF upper(words.left(), words.top() + 3, words.width(), half - 2);
    paintLine(painter, paintCount(painter, upper, zoom), m_node.label, u"small", u"text.primary", zoom);
    paintLine(painter, QRectF(words.left(), words.top() + half - 1, words.width(), half - 3), m_note,
              u"caption", selected ? u"text.secondary" : u"text.tertiary", zoom);
}

} // namespace slipway::ui
