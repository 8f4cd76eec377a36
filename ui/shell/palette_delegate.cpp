#include "ui/shell/palette_delegate.h"

#include "ui/shell/keys.h"
#include "ui/shell/palette_model.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int kEntryHeight = 34;
constexpr int kHeadingHeight = 28;
constexpr int kIconAt = 12;
constexpr int kTextAt = 39;
constexpr int kEnd = 12;
constexpr int kNoteGap = 11;
constexpr int kBarWidth = 3;

/// The text laid out with its matched characters in another colour and weight.
void layOut(QTextLayout &layout, const QList<int> &places, const QColor &accent)
{
    QList<QTextLayout::FormatRange> formats;
    for (const int place : places) {
        QTextCharFormat match;
        match.setForeground(accent);
        match.setFontWeight(QFont::DemiBold);
        formats.append({place, 1, match});
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setNumColumns(static_cast<int>(layout.text().size()));
    layout.endLayout();
}

} // namespace

PaletteDelegate::PaletteDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {0, index.data(PaletteModel::HeadingRole).toBool() ? kHeadingHeight : kEntryHeight};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(PaletteModel::HeadingRole).toBool())
        paintHeading(*painter, option, index.data().toString());
    else
        paintEntry(*painter, option, index);
    painter->restore();
}

void PaletteDelegate::paintHeading(QPainter &painter, const QStyleOptionViewItem &option,
                                   const QString &text) const
{
    painter.setFont(m_theme.font(u"caption"));
    painter.setPen(m_theme.colour(u"text.tertiary"));
    const QRect area = option.rect.adjusted(kIconAt, 6, -kEnd, 0);
    const auto alignment = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(area, static_cast<int>(alignment), text);
}

void PaletteDelegate::paintEntry(QPainter &painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const QRect row = option.rect;
    const auto mirrored = [&](const QRect &area) { return QStyle::visualRect(option.direction, row, area); };
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(selected ? u"selection.fill" : u"surface.hover"));
        const double radius = m_theme.number(u"radius.control");
        painter.drawRoundedRect(row, radius, radius);
    }
    if (selected)
        painter.fillRect(mirrored(QRect(row.left(), row.top() + 6, kBarWidth, row.height() - 12)),
                         m_theme.colour(u"selection.bar"));

    const int side = m_theme.pixels(u"icon.default");
    const QString icon = index.data(PaletteModel::IconRole).toString();
    if (!icon.isEmpty()) {
        const QRect square(row.left() + kIconAt, row.center().y() - side / 2 + 1, side, side);
        m_theme.icons().paint(painter, mirrored(square), icon, m_theme.colour(u"text.secondary"));
    }
    const QStringList keys = index.data(PaletteModel::KeysRole).toStringList();
    const int taken = keys.isEmpty()
        ? 0
        : paintKeys(painter, row.adjusted(kEnd, 0, -kEnd, 0), keys, m_theme, option.direction);

    const int left = row.left() + kTextAt;
    const int room = std::max(0, row.right() - kEnd - taken - kEnd - left);
    const QFont body = m_theme.font(u"body");
    QTextLayout layout(index.data().toString(), body);
    layOut(layout, index.data(PaletteModel::PlacesRole).value<QList<int>>(), m_theme.colour(u"accent.text"));
    const int width = std::min(room, static_cast<int>(std::ceil(layout.boundingRect().width())));
    const QRect words = mirrored(QRect(left, row.top(), width, row.height()));
    painter.setClipRect(words);
    painter.setPen(m_theme.colour(u"text.primary"));
    const double top = row.top() + (row.height() - layout.boundingRect().height()) / 2;
    layout.draw(&painter, QPointF(words.left(), top));
    painter.setClipping(false);

    const QString note = index.data(PaletteModel::NoteRole).toString();
    const int noteRoom = room - width - kNoteGap;
    if (note.isEmpty() || noteRoom <= 0)
        return;
    painter.setFont(m_theme.font(u"small"));
    painter.setPen(m_theme.colour(u"text.tertiary"));
    const QRect noteArea = mirrored(QRect(left + width + kNoteGap, row.top(), noteRoom, row.height()));
    const auto alignment = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(noteArea, static_cast<int>(alignment),
                     painter.fontMetrics().elidedText(note, Qt::ElideRight, noteRoom));
}

} // namespace slipway::ui
