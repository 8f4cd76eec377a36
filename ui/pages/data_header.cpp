#include "ui/pages/data_header.h"

#include "ui/models/data_rows_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bars_picture.h"
#include "ui/widgets/delegates.h"

#include <QPainter>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int nameLine = 18;
constexpr int typeLine = 14;
constexpr int padding = 6; ///< above and below
constexpr int shapeHeight = 26;
constexpr int shareBarHeight = 8;
constexpr int leastWidth = 112; ///< a shape needs it
constexpr int mostWidth = 240;
constexpr int arrowSize = 12;

} // namespace

DataHeader::DataHeader(const Theme &theme, QWidget *parent)
    : TableHeader(theme, parent)
    , m_theme(theme)
{
    setSortIndicatorShown(false);
    setStretchLastSection(false);
}

void DataHeader::setShapes(const std::vector<ColumnShape> &shapes)
{
    m_shapes = shapes;
    viewport()->update();
}

void DataHeader::setTall(bool tall)
{
    if (m_tall == tall)
        return;
    m_tall = tall;
    updateGeometry();
    Q_EMIT geometriesChanged();
}

void DataHeader::setChosen(int column)
{
    m_chosen = column;
    viewport()->update();
}

void DataHeader::setSorted(int column, Qt::SortOrder order)
{
    m_sorted = column;
    m_order = order;
    viewport()->update();
}

QSize DataHeader::sizeHint() const
{
    auto size = QHeaderView::sizeHint();
    size.setHeight(2 * padding + nameLine + typeLine + (m_tall ? shapeHeight + 4 : 0));
    return size;
}

QSize DataHeader::sectionSizeFromContents(int column) const
{
    const auto name = model()->headerData(column, Qt::Horizontal).toString();
    const int width =
        QFontMetrics(m_theme.font(u"strong")).horizontalAdvance(name) + arrowSize + 4 + 2 * cellPadding;
    return {std::clamp(width, leastWidth, mostWidth), sizeHint().height()};
}

void DataHeader::paintEvent(QPaintEvent *event)
{
    TableHeader::paintEvent(event);
    auto room = viewport()->rect();
    room.setLeft(length() - offset()); // right of the last column
    if (room.isEmpty())
        return;
    QPainter painter(viewport());
    painter.fillRect(room, m_theme.colour(u"surface.header"));
    painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), m_theme.colour(u"border.default"));
}

void DataHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    painter->save();
    painter->fillRect(rect, m_theme.colour(column == m_chosen ? u"selection.fill" : u"surface.header"));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.colour(u"border.default"));
    const auto room = rect.adjusted(cellPadding, padding, -cellPadding, -padding);
    paintName(*painter, QRect(room.left(), room.top(), room.width(), nameLine), column);
    painter->setFont(m_theme.font(u"caption"));
    painter->setPen(m_theme.colour(u"text.tertiary"));
    painter->drawText(QRect(room.left(), room.top() + nameLine, room.width(), typeLine), Qt::AlignVCenter,
                      model()->headerData(column, Qt::Horizontal, DataRowsModel::TypeRole).toString());
    const auto at = static_cast<std::size_t>(
        model()->headerData(column, Qt::Horizontal, DataRowsModel::PlaceRole).toInt());
    if (m_tall && at < m_shapes.size())
        paintShape(*painter, QRect(room.left(), rect.bottom() - shapeHeight - 1, room.width(), shapeHeight),
                   m_shapes[at]);
    painter->restore();
}

void DataHeader::paintName(QPainter &painter, const QRect &room, int column) const
{
    auto font = m_theme.font(u"small");
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const auto ink = m_theme.colour(u"text.primary");
    painter.setPen(ink);
    auto left = room;
    if (column == m_sorted) {
        const QRectF arrow(room.left(), room.top() + (room.height() - arrowSize) / 2.0, arrowSize, arrowSize);
        // Down: from the largest to the smallest.
        m_theme.icons().paint(painter, arrow,
                              m_order == Qt::DescendingOrder ? QStringLiteral("down") : QStringLiteral("up"),
                              ink);
        left.setLeft(left.left() + arrowSize + 4);
    }
    painter.drawText(left, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(model()->headerData(column, Qt::Horizontal).toString(),
                                                      Qt::ElideRight, left.width()));
}

void DataHeader::paintShape(QPainter &painter, const QRect &room, const ColumnShape &shape) const
{
    if (shape.allDistinct) {
        painter.setFont(m_theme.font(u"caption"));
        painter.setPen(m_theme.colour(u"text.tertiary"));
        painter.drawText(room, Qt::AlignVCenter, tr("all distinct"));
        return;
    }
    const auto ink = m_theme.seriesColour(0);
    if (!shape.bars.empty())
        return paintBars(painter, room, shape.bars, ink);
    // Shares of the rows from the left; what is left of the bar are rarer values and blanks.
    const int top = room.bottom() - shareBarHeight - 6;
    painter.fillRect(QRect(room.left(), top, room.width(), shareBarHeight),
                     m_theme.colour(u"surface.pressed"));
    double from = 0;
    float alpha = 1;
    for (const double share : shape.shares) {
        auto shade = ink;
        shade.setAlphaF(alpha);
        const int left = room.left() + qRound(from * room.width());
        const int right = room.left() + qRound((from + share) * room.width()) - 1;
        if (right > left)
            painter.fillRect(QRect(left, top, right - left, shareBarHeight), shade);
        from += share;
        alpha *= 0.65F;
    }
}

} // namespace slipway::ui
