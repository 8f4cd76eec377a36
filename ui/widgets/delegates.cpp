#include "ui/widgets/delegates.h"

#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/item_roles.h"
#include "ui/widgets/table_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int barWidth = 54;
constexpr int barHeight = 4;

Status statusOf(const QModelIndex &index)
{
    const auto value = index.data(StatusRole);
    return value.isValid() ? static_cast<Status>(value.toInt()) : Status::Neutral;
}

} // namespace

RowDelegate::RowDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QString RowDelegate::textOf(const QModelIndex &index)
{
    const auto text = index.data().toString();
    return text.isEmpty() ? QStringLiteral("\u2013") : text;
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const auto *table = qobject_cast<const TableView *>(option.widget);
    const bool selected = option.state & QStyle::State_Selected;
    const bool active = option.state & QStyle::State_Active;
    const auto &rect = option.rect;
    if (selected)
        painter->fillRect(rect, m_theme.colour(active ? u"selection.fill" : u"selection.inactive"));
    else if (table && table->hoveredRow() == index.row())
        painter->fillRect(rect, m_theme.colour(u"surface.hover"));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.colour(u"border.subtle"));
    const bool first = !table || table->horizontalHeader()->visualIndex(index.column()) == 0;
    if (selected && first)
        painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), m_theme.colour(u"selection.bar"));

    painter->setFont(m_theme.font(u"body"));
    const bool enabled = option.state & QStyle::State_Enabled;
    painter->setPen(m_theme.colour(!enabled       ? u"text.disabled"
                                       : selected ? u"selection.text"
                                                  : u"text.primary"));
    content(*painter, rect.adjusted(cellPadding, 0, -cellPadding, -1), index);

    if ((option.state & QStyle::State_HasFocus)
        && (option.state & QStyle::State_KeyboardFocusChange || active)) {
        painter->setPen(QPen(m_theme.colour(u"focus.ring"), m_theme.number(u"stroke.focus")));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(rect).adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

void RowDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    const auto alignment = index.data(Qt::TextAlignmentRole);
    const int align = alignment.isValid() ? alignment.toInt() : static_cast<int>(Qt::AlignLeft);
    painter.drawText(room, (align & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(textOf(index), Qt::ElideRight, room.width()));
}

int RowDelegate::contentWidth(const QModelIndex &index) const
{
    return QFontMetrics(m_theme.font(u"body")).horizontalAdvance(textOf(index)) + 1;
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {contentWidth(index) + 2 * cellPadding, m_theme.pixels(u"row.default")};
}

void NumberDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    const auto text = textOf(index);
    auto left = room;
    if (index.data(StrongRole).toBool())
        painter.setFont(theme().font(u"strong"));
    painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter, text);
    left.setRight(left.right() - painter.fontMetrics().horizontalAdvance(text) - 8);
    const auto note = index.data(NoteRole).toString();
    painter.setFont(theme().font(u"small"));
    if (!note.isEmpty() && painter.fontMetrics().horizontalAdvance(note) <= left.width()) {
        painter.setPen(theme().colour(u"text.secondary"));
        painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter, note);
    }
}

int NumberDelegate::contentWidth(const QModelIndex &index) const
{
    const auto note = index.data(NoteRole).toString();
    const QFontMetrics metrics(theme().font(index.data(StrongRole).toBool() ? u"strong" : u"body"));
    return metrics.horizontalAdvance(textOf(index)) + 1
        + (note.isEmpty() ? 0 : 8 + QFontMetrics(theme().font(u"small")).horizontalAdvance(note));
}

void ChipDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    if (!index.data(StatusRole).isValid()) {
        RowDelegate::content(painter, room, index);
        return;
    }
    const auto word = index.data().toString();
    const auto size = chipSize(theme(), word);
    const QRect chip(room.left(), room.top() + (room.height() - size.height()) / 2,
                     std::min(size.width(), room.width()), size.height());
    paintChip(painter, chip, theme(), statusOf(index), word);
}

int ChipDelegate::contentWidth(const QModelIndex &index) const
{
    return chipSize(theme(), index.data().toString()).width();
}

void BarDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    auto left = room;
    bool known = false;
    const double share = index.data(FractionRole).toDouble(&known);
    if (known && std::isfinite(share)) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        QRectF bar(left.left(), left.center().y() - barHeight / 2.0 + 0.5, barWidth, barHeight);
        painter.setBrush(theme().colour(u"surface.pressed"));
        painter.drawRoundedRect(bar, 2, 2);
        bar.setWidth(barWidth * std::clamp(share, 0.0, 1.0));
        painter.setBrush(statusColour(
            theme(), index.data(StatusRole).isValid() ? statusOf(index) : Status::Running, u"solid"));
        painter.drawRoundedRect(bar, 2, 2);
        painter.restore();
        left.setLeft(left.left() + barWidth + 8);
    }
    painter.setFont(theme().font(u"small"));
    painter.drawText(left, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(textOf(index), Qt::ElideRight, left.width()));
}

int BarDelegate::contentWidth(const QModelIndex &index) const
{
    return QFontMetrics(theme().font(u"small")).horizontalAdvance(textOf(index)) + 1
        + (index.data(FractionRole).isValid() ? barWidth + 8 : 0);
}

void IntervalDelegate::setReach(double lower, double upper)
{
    m_lower = std::min(lower, 0.0);
    m_upper = std::max(upper, 0.0);
    if (!(m_upper > m_lower)) {
        m_lower = -1;
        m_upper = 1;
    }
}

double IntervalDelegate::position(const QRect &room, double value) const
{
    const double share = std::clamp((value - m_lower) / (m_upper - m_lower), 0.0, 1.0);
    return room.left() + 4 + (room.width() - 8) * share;
}

void IntervalDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    bool known = false;
    const double value = index.data(SortRole).toDouble(&known);
    const double low = index.data(IntervalLowRole).toDouble();
    const double high = index.data(IntervalHighRole).toDouble();
    painter.setRenderHint(QPainter::Antialiasing);
    const double zero = std::round(position(room, 0)) + 0.5;
    painter.setPen(QPen(theme().colour(u"chart.axis"), 1));
    painter.drawLine(QPointF(zero, room.top()), QPointF(zero, room.bottom() + 1));
    if (!known || !std::isfinite(value))
        return;
    const auto verdict = low > 0 ? Status::Ok : high < 0 ? Status::Failed : Status::Neutral;
    const auto ink = statusColour(theme(), verdict, u"solid");
    const double middle = room.center().y() + 0.5;
    const double from = position(room, low);
    const double to = position(room, high);
    painter.setPen(QPen(ink, 2));
    painter.drawLine(QPointF(from, middle), QPointF(to, middle));
    for (const double end : {from, to})
        painter.drawLine(QPointF(end, middle - 3.5), QPointF(end, middle + 3.5));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(position(room, value), middle), 3.5, 3.5);
}

int IntervalDelegate::contentWidth(const QModelIndex &) const
{
    return 120;
}

} // namespace slipway::ui
