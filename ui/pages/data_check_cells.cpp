#include "ui/pages/data_check_cells.h"

#include "ui/models/checks_model.h"
#include "ui/models/text_table_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bars_picture.h"

#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int barsMargin = 4;
constexpr int mostBarsWidth = 110;

} // namespace

void CheckSentenceDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    const QString sentence = textOf(index);
    const QString column = index.data(ChecksModel::ColumnRole).toString();
    const auto at = column.isEmpty() ? -1 : sentence.indexOf(column);
    if (at < 0) {
        RowDelegate::content(painter, room, index);
        return;
    }
    QRect left = room;
    const auto write = [&](const QString &part, const QFont &font) {
        painter.setFont(font);
        const QString fitting = painter.fontMetrics().elidedText(part, Qt::ElideRight, left.width());
        painter.drawText(left, Qt::AlignVCenter | Qt::AlignLeft, fitting);
        left.setLeft(left.left() + painter.fontMetrics().horizontalAdvance(fitting));
    };
    write(sentence.left(at), theme().font(u"body"));
    write(column, theme().font(u"strong"));
    write(sentence.mid(at + column.size()), theme().font(u"body"));
}

void LinkDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    if (index.data(ChecksModel::LinkRole).toBool())
        painter.setPen(theme().colour(u"text.link"));
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight,
                     painter.fontMetrics().elidedText(textOf(index), Qt::ElideRight, room.width()));
}

void BarsDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    const auto bars = index.data(TextTableModel::BarsRole).value<std::vector<double>>();
    QRect picture = room.adjusted(0, barsMargin, 0, -barsMargin);
    picture.setWidth(std::min(picture.width(), mostBarsWidth));
    paintBars(painter, picture, bars, theme().seriesColour(0));
}

} // namespace slipway::ui
