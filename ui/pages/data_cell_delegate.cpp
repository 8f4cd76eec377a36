#include "ui/pages/data_cell_delegate.h"

#include "ui/models/data_rows_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int barHeight = 6;
constexpr int barWidth = 48;
constexpr int shapeSize = 12;

bool standsRight(const QModelIndex &index)
{
    const auto alignment = index.model()->headerData(index.column(), Qt::Horizontal, Qt::TextAlignmentRole);
    return (alignment.toInt() & Qt::AlignRight) != 0;
}

} // namespace

void DataCellDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    if (index.data(DataRowsModel::WaitingRole).toBool()) {
        const int width = std::min(barWidth, room.width());
        const int left = standsRight(index) ? room.right() + 1 - width : room.left();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().colour(u"surface.pressed"));
        painter.drawRoundedRect(QRect(left, room.center().y() - barHeight / 2, width, barHeight), 3, 3);
        return;
    }
    const auto name = index.model()->headerData(index.column(), Qt::Horizontal).toString();
    if (m_failing.isEmpty() || name != m_failing) {
        RowDelegate::content(painter, room, index);
        return;
    }
    const auto ink = theme().colour(u"status.bad.text");
    painter.setPen(theme().colour(u"status.bad.solid"));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(room.adjusted(-cellPadding + 1, 1, cellPadding - 2, -2));
    theme().icons().paint(
        painter, QRectF(room.left(), room.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize),
        QStringLiteral("status-bad"), theme().colour(u"status.bad.solid"));
    painter.setPen(ink);
    const auto text = index.data(SortRole).isValid() ? textOf(index) : tr("blank");
    const auto left = room.adjusted(shapeSize + 6, 0, 0, 0);
    painter.drawText(left, Qt::AlignVCenter | (standsRight(index) ? Qt::AlignRight : Qt::AlignLeft),
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, left.width()));
}

} // namespace slipway::ui
