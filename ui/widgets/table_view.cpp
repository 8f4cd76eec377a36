#include "ui/widgets/table_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"

#include <QHoverEvent>
#include <QKeyEvent>
#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int arrowSize = 12;
constexpr int arrowGap = 5;

} // namespace

TableHeader::TableHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setSortIndicatorShown(true);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(40);
    setStretchLastSection(true);
    setProperty("focusInside", true);
}

QSize TableHeader::sizeHint() const
{
    auto size = QHeaderView::sizeHint();
    size.setHeight(m_theme.pixels(u"row.header"));
    return size;
}

QFont TableHeader::wordsFont() const
{
    auto font = m_theme.font(u"small");
    font.setWeight(QFont::Medium);
    return font;
}

/// As it is painted, and not as the style would.
QSize TableHeader::sectionSizeFromContents(int column) const
{
    const auto text = model()->headerData(column, orientation()).toString();
    const int arrowRoom = isSortIndicatorShown() ? arrowSize + arrowGap : 0;
    return {QFontMetrics(wordsFont()).horizontalAdvance(text) + 1 + arrowRoom + 2 * cellPadding,
            m_theme.pixels(u"row.header")};
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    painter->save();
    painter->fillRect(rect, m_theme.colour(u"surface.header"));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.colour(u"border.default"));
    painter->setFont(wordsFont());
    const auto text = model()->headerData(column, orientation()).toString();
    const auto alignment = model()->headerData(column, orientation(), Qt::TextAlignmentRole);
    const bool right = alignment.isValid() && (alignment.toInt() & Qt::AlignRight);
    auto room = rect.adjusted(cellPadding, 0, -cellPadding, 0);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == column;
    const auto ink = m_theme.colour(sorted ? u"text.primary" : u"text.secondary");
    painter->setPen(ink);
    const int arrowRoom = sorted ? arrowSize + arrowGap : 0;
    const auto fitted = painter->fontMetrics().elidedText(text, Qt::ElideRight, room.width() - arrowRoom);
    const int width = painter->fontMetrics().horizontalAdvance(fitted);
    const int begin = right ? room.right() + 1 - width : room.left() + arrowRoom;
    painter->drawText(QRect(begin, room.top(), width + 1, room.height()), Qt::AlignVCenter | Qt::AlignLeft,
                      fitted);
    if (sorted) {
        const QRectF arrow(begin - arrowSize - arrowGap, room.top() + (room.height() - arrowSize) / 2.0,
                           arrowSize, arrowSize);
        // Down: from the largest to the smallest.
        m_theme.icons().paint(
            *painter, arrow,
            sortIndicatorOrder() == Qt::DescendingOrder ? QStringLiteral("down") : QStringLiteral("up"), ink);
    }
    painter->restore();
}

TableView::TableView(const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setHorizontalHeader(new TableHeader(theme, this));
    horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    verticalHeader()->hide();
    setRowHeight(RowHeight::Default);
    setItemDelegate(new RowDelegate(theme, this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table; the arrows move inside
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(this, &QTableView::doubleClicked, this, &TableView::opened);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableView::setRowHeight(RowHeight height)
{
    verticalHeader()->setMinimumSectionSize(m_theme.pixels(u"row.dense"));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(
        m_theme.pixels(height == RowHeight::Dense ? u"row.dense" : u"row.default"));
}

void TableView::hover(int row)
{
    if (row == m_hoveredRow)
        return;
    m_hoveredRow = row;
    viewport()->update();
}

bool TableView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::HoverMove)
        hover(rowAt(qRound(static_cast<QHoverEvent *>(event)->position().y())));
    else if (event->type() == QEvent::HoverLeave)
        hover(-1);
    return QTableView::viewportEvent(event);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    // A field in a cell hands Enter on when it has taken its value.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid() && state() != QAbstractItemView::EditingState)
        Q_EMIT opened(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

} // namespace slipway::ui
