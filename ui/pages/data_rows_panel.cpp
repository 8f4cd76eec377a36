#include "ui/pages/data_rows_panel.h"

#include "ui/models/number_text.h"
#include "ui/pages/data_cell_delegate.h"
#include "ui/pages/data_header.h"
#include "ui/pages/data_rows_work.h"
#include "ui/theme/theme.h"
#include "ui/widgets/position_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int footHeight = 32;
constexpr int numberWidth = 112;
constexpr int plainWidth = 128; ///< of a column that nobody has seen yet
constexpr int mostWidth = 240; ///< of a column, until the person makes it wider

QString counted(qint64 number)
{
    return NumberText::count(static_cast<double>(number));
}

} // namespace

DataRowsPanel::DataRowsPanel(const Theme &theme, DataRowsModel &model, DataRowsView &view, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_theme(theme)
    , m_model(model)
    , m_view(view)
    , m_table(new TableView(theme))
    , m_header(new DataHeader(theme, m_table))
    , m_cells(new DataCellDelegate(theme, m_table))
    , m_bar(new PositionBar(theme))
    , m_rowsSaid(makeLabel(QStringLiteral("small")))
    , m_columnsSaid(makeLabel(QStringLiteral("small")))
    , m_number(new QLineEdit)
{
    setAccessibleName(tr("Rows"));
    makeTable();
    m_bar->setObjectName(QStringLiteral("data.rows.position"));
    m_bar->setAccessibleName(tr("Position in the rows"));
    auto *rows = new QHBoxLayout;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_bar);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addLayout(rows, 1);
    body()->addWidget(new DataRowsWork(theme, view));
    body()->addWidget(makeHairline());
    body()->addWidget(makeFoot());

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DataRowsPanel::takeChoice);
    connect(m_header, &QHeaderView::sectionClicked, this,
            [this](int column) { m_view.turn(m_model.columnName(column)); });
    connect(&model, &QAbstractItemModel::modelReset, this, &DataRowsPanel::takeReset);
    connect(&model, &DataRowsModel::windowMoved, this, &DataRowsPanel::takeWindow);
    connect(&model, &DataRowsModel::blockRead, this, [this] {
        fitColumns();
        describe();
    });
    connect(&view, &DataRowsView::changed, this, &DataRowsPanel::takeView);
    connect(m_bar, &PositionBar::moved, this, [this](qint64 place) { scrollTable(place, 0); });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &DataRowsPanel::takeScroll);
    auto *across = m_table->horizontalScrollBar();
    connect(across, &QScrollBar::valueChanged, this, [this, across](int value) {
        m_atRightEdge = value > 0 && value == across->maximum();
        look();
    });
    connect(across, &QScrollBar::rangeChanged, this, [this, across](int, int most) {
        if (m_atRightEdge)
            across->setValue(most);
    });
    for (auto *bar : {m_table->verticalScrollBar(), m_table->horizontalScrollBar()})
        connect(bar, &QScrollBar::rangeChanged, this, &DataRowsPanel::look);
    takeReset();
}

void DataRowsPanel::makeTable()
{
    m_table->setObjectName(QStringLiteral("data.rows"));
    m_table->setAccessibleName(tr("Rows of the data set"));
    m_table->setHorizontalHeader(m_header);
    m_table->setItemDelegate(m_cells);
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectColumns);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    m_header->setSectionsClickable(true);
    m_header->setDefaultSectionSize(plainWidth);
    m_header->setResizeContentsPrecision(0); // what is seen; other rows would have to be read
}

QWidget *DataRowsPanel::makeFoot()
{
    m_rowsSaid->setObjectName(QStringLiteral("data.rows.said"));
    m_columnsSaid->setObjectName(QStringLiteral("data.columns.said"));
    m_number->setObjectName(QStringLiteral("data.rows.number"));
    m_number->setAccessibleName(tr("Go to row"));
    m_number->setPlaceholderText(tr("Go to row"));
    m_number->setFixedWidth(numberWidth);
    m_number->setFixedHeight(m_theme.pixels(u"control.compact"));
    connect(m_number, &QLineEdit::returnPressed, this, &DataRowsPanel::takeNumber);
    auto *foot = new QWidget(this);
    foot->setFixedHeight(footHeight);
    auto *line = new QHBoxLayout(foot);
    line->setContentsMargins(m_theme.pixels(u"space.panel"), 0, m_theme.pixels(u"space.panel"), 0);
    line->setSpacing(m_theme.pixels(u"space.3"));
    line->addWidget(m_rowsSaid);
    line->addWidget(m_number);
    line->addStretch();
    line->addWidget(m_columnsSaid);
    return foot;
}

void DataRowsPanel::setShapes(const std::vector<ColumnShape> &shapes)
{
    m_header->setShapes(shapes);
}

void DataRowsPanel::setShapesWanted(bool wanted)
{
    m_header->setTall(wanted);
    m_bar->setRoomAbove(m_header->sizeHint().height());
}

void DataRowsPanel::clearChoice()
{
    m_column.clear();
    m_table->selectionModel()->clear();
    m_header->setChosen(-1);
}

void DataRowsPanel::takeChoice()
{
    const auto current = m_table->currentIndex();
    m_currentPlace = m_model.first() + std::max(0, current.row());
    const QString column = m_model.columnName(current.column());
    if (!current.isValid() || column == m_column)
        return;
    m_column = column;
    m_header->setChosen(m_model.columnOf(column));
    Q_EMIT columnChosen(column);
}

/// Of the rows that came, too.
void DataRowsPanel::markColumn()
{
    const int column = m_column.isEmpty() ? -1 : m_model.columnOf(m_column);
    m_header->setChosen(column);
    if (column < 0 || m_model.rowCount() == 0)
        return;
    m_table->selectionModel()->select(
        QItemSelection(m_model.index(0, column), m_model.index(m_model.rowCount() - 1, column)),
        QItemSelectionModel::ClearAndSelect);
}

/// Only what is seen, and once: of 10,000 columns most are never looked at.
void DataRowsPanel::fitColumns()
{
    const int from = m_table->columnAt(0);
    if (from < 0 || m_model.rowCount() == 0)
        return;
    bool waits = false;
    for (int column = from; column < m_model.columnCount(); ++column) {
        if (m_table->columnViewportPosition(column) >= m_table->viewport()->width())
            break;
        const int place = m_model.columns()[static_cast<std::size_t>(column)];
        const auto cell = m_model.index(std::max(0, m_table->rowAt(0)), column);
        if (m_fitted.contains(place))
            continue;
        if (cell.isValid() && cell.data(DataRowsModel::WaitingRole).toBool()) {
            waits = true;
            continue;
        }
        m_fitted.insert(place);
        m_table->resizeColumnToContents(column);
        if (m_table->columnWidth(column) > mostWidth)
            m_table->setColumnWidth(column, mostWidth);
    }
    showBlamed(!waits);
}

/// Brings the column that a check blames into sight, until the columns beside it have their widths.
void DataRowsPanel::showBlamed(bool fitted)
{
    const int column = m_blamed.isEmpty() ? -1 : m_model.columnOf(m_blamed);
    if (column < 0)
        return;
    const QString blamed = std::exchange(m_blamed, QString()); // scrolling comes back here
    const int before = m_table->horizontalScrollBar()->value();
    m_table->scrollTo(m_model.index(std::max(0, m_table->rowAt(0)), column));
    const bool moved = m_table->horizontalScrollBar()->value() != before;
    if (fitted && !moved)
        return;
    m_blamed = blamed;
    if (moved)
        fitColumns(); // others are seen now
}

int DataRowsPanel::rowHeight() const
{
    return m_table->verticalHeader()->defaultSectionSize();
}

int DataRowsPanel::lastVisibleRow() const
{
    const int last = m_table->rowAt(m_table->viewport()->height() - 2);
    return last < 0 ? m_model.rowCount() - 1 : last;
}

void DataRowsPanel::scrollTable(qint64 place, int pixels)
{
    m_top = std::clamp<qint64>(place, 0, std::max<qint64>(0, m_model.total() - 1));
    m_cut = pixels;
    {
        const QScopedValueRollback placing(m_placing, true);
        m_model.moveTo(m_top);
        m_table->verticalScrollBar()->setValue(
            static_cast<int>((m_top - m_model.first()) * rowHeight() + m_cut));
    }
    look();
}

void DataRowsPanel::goTo(qint64 place)
{
    scrollTable(place, 0);
    select(place);
}

/// Makes a row of the window the current one, in the column that is chosen.
void DataRowsPanel::select(qint64 place)
{
    const qint64 row = std::clamp<qint64>(place, 0, m_model.total() - 1) - m_model.first();
    const int column = std::max(0, m_table->currentIndex().column());
    const QScopedValueRollback placing(m_placing, true);
    const int top = m_table->verticalScrollBar()->value();
    m_table->selectionModel()->setCurrentIndex(m_model.index(static_cast<int>(row), column),
                                               QItemSelectionModel::NoUpdate);
    m_table->verticalScrollBar()->setValue(top); // the bar has said where to be
}

void DataRowsPanel::takeScroll()
{
    if (m_placing || m_model.rowCount() == 0)
        return;
    const int value = m_table->verticalScrollBar()->value();
    const qint64 before = m_model.first();
    m_top = before + value / rowHeight();
    m_cut = value % rowHeight();
    m_model.moveTo(m_top);
    if (m_model.first() == before) {
        look();
        return;
    }
    scrollTable(m_top, m_cut);
}

/// Every row has another number now. The current one keeps its place, or is the first that is seen, so that
/// the arrow keys go on from there.
void DataRowsPanel::takeWindow()
{
    markColumn();
    if (!m_table->currentIndex().isValid())
        return;
    const qint64 end = m_model.first() + m_model.rowCount();
    select(m_currentPlace >= m_model.first() && m_currentPlace < end ? m_currentPlace : m_top);
}

void DataRowsPanel::takeReset()
{
    const bool sameDataset = std::exchange(m_fittedOf, m_model.dataset()) == m_model.dataset();
    const bool sameColumns = std::exchange(m_fittedAmong, m_model.columns()) == m_model.columns();
    if (!sameDataset || !sameColumns)
        m_fitted.clear();
    m_top = 0;
    m_cut = 0;
    m_table->verticalScrollBar()->setValue(0);
    markColumn();
    takeView();
    m_blamed = m_view.failing() ? m_view.failing()->column : QString();
    look();
}

void DataRowsPanel::takeView()
{
    m_header->setSorted(m_model.columnOf(m_view.sortedColumn()), m_view.order());
    m_cells->setFailing(m_view.failing() ? m_view.failing()->column : QString());
    m_table->viewport()->update();
}

void DataRowsPanel::look()
{
    if (m_placing)
        return;
    const int seen = std::max(1, m_table->viewport()->height() / rowHeight());
    m_bar->setRange(m_model.total(), seen);
    m_bar->setVisible(m_bar->last() > 0);
    const bool atEnd = m_model.first() + m_model.rowCount() == m_model.total()
        && m_table->verticalScrollBar()->value() == m_table->verticalScrollBar()->maximum();
    m_bar->setPosition(atEnd ? m_bar->last() : m_top);
    const int columns = m_model.columnCount();
    if (m_model.rowCount() > 0 && columns > 0) {
        const int last = m_table->columnAt(m_table->viewport()->width() - 1);
        m_model.setVisible(std::max(0, m_table->rowAt(0)), lastVisibleRow(),
                           std::max(0, m_table->columnAt(0)), last < 0 ? columns - 1 : last);
    }
    fitColumns();
    describe();
}

void DataRowsPanel::describe()
{
    const int rows = m_model.rowCount();
    m_number->setVisible(m_bar->isEnabled());
    if (rows == 0) {
        m_rowsSaid->setText(m_model.isLoaded() ? tr("No rows") : QString());
        m_columnsSaid->clear();
        return;
    }
    const qint64 first = m_model.first() + std::max(0, m_table->rowAt(0));
    const qint64 last = m_model.first() + lastVisibleRow();
    m_rowsSaid->setText(
        tr("Rows %1 to %2 of %3").arg(counted(first + 1), counted(last + 1), counted(m_model.total())));
    describeColumns();
}

void DataRowsPanel::describeColumns()
{
    const int last = m_table->columnAt(m_table->viewport()->width() - 1);
    const int hidden = last < 0 ? 0 : m_model.columnCount() - 1 - last;
    m_columnsSaid->setText(hidden == 0 ? QString() : tr("Scroll right for %n more columns", nullptr, hidden));
}

void DataRowsPanel::askForRow()
{
    if (!m_number->isVisible())
        return;
    m_number->setFocus(Qt::ShortcutFocusReason);
    m_number->selectAll();
}

void DataRowsPanel::takeNumber()
{
    bool known = false;
    QString digits = m_number->text();
    digits.remove(locale().groupSeparator());
    digits.remove(QLatin1Char(' '));
    const qint64 number = digits.toLongLong(&known);
    if (!known)
        return;
    goTo(std::clamp<qint64>(number, 1, std::max<qint64>(1, m_model.total())) - 1);
    m_number->clear();
    m_table->setFocus();
}

bool DataRowsPanel::takeKey(int key)
{
    if (m_model.rowCount() == 0 || (key != Qt::Key_Home && key != Qt::Key_End))
        return false;
    goTo(key == Qt::Key_Home ? 0 : m_model.total() - 1);
    return true;
}

/// A table of Qt would go to the ends of its window, which are no ends of the rows.
bool DataRowsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *pressed = static_cast<QKeyEvent *>(event);
        if (pressed->modifiers() == Qt::ControlModifier && takeKey(pressed->key()))
            return true;
    }
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        look();
    return Panel::eventFilter(watched, event);
}

} // namespace slipway::ui
