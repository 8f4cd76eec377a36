#include "ui/pages/experiments_table.h"

#include "ui/charts/chart_ink.h"
#include "ui/pages/experiments_runs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/status.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

namespace slipway::ui {

namespace {

constexpr int markWidth = 16;
constexpr int lineBegin = 26; ///< from the cell's text edge
constexpr int lineWidth = 15;
constexpr int numberBegin = 50;

/// In a narrower table these stand in the inspector only.
constexpr int roomForAlgorithm = 1040;
constexpr int roomForRanking = 960;

/// The tick of a run, the line that its curves have, and its number.
class TickDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override
    {
        if (event->type() != QEvent::MouseButtonRelease)
            return false;
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QRect target(option.rect.left(), option.rect.top(), cellPadding + lineBegin - 2, option.rect.height());
        if (mouse->button() != Qt::LeftButton || !target.contains(mouse->position().toPoint()))
            return false;
        const bool ticked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        model->setData(index, ticked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return true;
    }

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override
    {
        QStyleOptionViewItem mark;
        mark.rect = QRect(room.left(), room.top(), markWidth, room.height());
        mark.state = QStyle::State_Enabled
            | (index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
        QApplication::style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &mark, &painter);
        if (const QVariant style = index.data(ExperimentRuns::StyleRole); style.isValid()) {
            painter.save();
            painter.setPen(seriesPen(theme(), report::Series {.name = {}, .style = style.toInt()}));
            const double y = room.center().y() + 1;
            painter.drawLine(QPointF(room.left() + lineBegin, y), QPointF(room.left() + lineBegin + lineWidth, y));
            painter.restore();
        }
        RowDelegate::content(painter, room.adjusted(numberBegin, 0, 0, 0), index);
    }

    int contentWidth(const QModelIndex &index) const override
    {
        return numberBegin + RowDelegate::contentWidth(index);
    }
};

/// How far a run is or how it ended. Why one failed stands in its tool tip and in the inspector.
class ProgressDelegate : public BarDelegate
{
public:
    using BarDelegate::BarDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override
    {
        const bool failed = index.data(StatusRole).isValid();
        painter.setPen(failed ? theme().colour(u"text.link") : theme().colour(u"text.secondary"));
        BarDelegate::content(painter, room, index);
    }
};

} // namespace

RunsTable::RunsTable(const Theme &theme, ExperimentRuns &runs, QWidget *parent)
    : TableView(theme, parent)
    , m_theme(theme)
    , m_runs(runs)
{
    setModel(&runs);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUpColumns();
}

void RunsTable::setUpColumns()
{
    setItemDelegateForColumn(RunsModel::Number, new TickDelegate(m_theme, this));
    setItemDelegateForColumn(RunsModel::State, new ChipDelegate(m_theme, this));
    setItemDelegateForColumn(m_runs.progressColumn(), new ProgressDelegate(m_theme, this));
    QHeaderView &header = *horizontalHeader();
    header.setStretchLastSection(false);
    header.setMinimumSectionSize(60);
    const auto place = [&](int column, int width) { header.resizeSection(column, width); };
    place(RunsModel::Number, 100);
    place(RunsModel::State, 98);
    place(RunsModel::Algorithm, 84);
    for (int column = RunsModel::FirstMetric; column < m_runs.durationColumn(); ++column) {
        setItemDelegateForColumn(column, new NumberDelegate(m_theme, this));
        place(column, column == RunsModel::FirstMetric + 1 ? 88 : 120);
    }
    setItemDelegateForColumn(m_runs.durationColumn(), new NumberDelegate(m_theme, this));
    place(m_runs.durationColumn(), 80);
    place(m_runs.startedColumn(), 92);
    place(m_runs.progressColumn(), 184);
    header.setSectionResizeMode(RunsModel::Name, QHeaderView::Stretch);
    header.moveSection(header.visualIndex(m_runs.progressColumn()), header.visualIndex(m_runs.durationColumn()));
    header.setSortIndicator(m_runs.startedColumn(), Qt::DescendingOrder); // the newest run first
    setSortingEnabled(true);
}

void RunsTable::setPlaceholder(const QString &text)
{
    if (m_placeholder == text)
        return;
    m_placeholder = text;
    viewport()->update();
}

void RunsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || !currentIndex().isValid()) {
        TableView::keyPressEvent(event);
        return;
    }
    const QModelIndex tick = currentIndex().siblingAtColumn(RunsModel::Number);
    const bool ticked = tick.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_runs.setData(tick, ticked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void RunsTable::paintEvent(QPaintEvent *event)
{
    TableView::paintEvent(event);
    if (m_placeholder.isEmpty() || m_runs.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(u"small"));
    painter.setPen(m_theme.colour(u"text.secondary"));
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
}

void RunsTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    setColumnHidden(RunsModel::Algorithm, width() < roomForAlgorithm);
    const auto ranking = m_runs.metrics().indexOf(QStringLiteral("test_ndcg@10"));
    if (ranking >= 0)
        setColumnHidden(RunsModel::FirstMetric + static_cast<int>(ranking), width() < roomForRanking);
}

} // namespace slipway::ui
