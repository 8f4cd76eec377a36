#include "ui/pages/data_rows_panel.h"

#include "ui/models/number_text.h"
#include "ui/pages/data_header.h"
#include "ui/theme/theme.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int footHeight = 28;
constexpr int mostWidth = 240; ///< of a column, until the person makes it wider

} // namespace

DataRowsPanel::DataRowsPanel(const Theme &theme, DataRowsModel &model, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_model(model)
    , m_table(new TableView(theme))
    , m_header(new DataHeader(theme, m_table))
    , m_rowsSaid(makeLabel(QStringLiteral("small")))
    , m_columnsSaid(makeLabel(QStringLiteral("small")))
{
    setAccessibleName(tr("Rows"));
    m_table->setObjectName(QStringLiteral("data.rows"));
    m_table->setAccessibleName(tr("Rows of the data set"));
    m_table->setHorizontalHeader(m_header);
    m_table->setModel(&model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectColumns);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_header->setSectionsClickable(true);
    m_rowsSaid->setObjectName(QStringLiteral("data.rows.said"));
    m_columnsSaid->setObjectName(QStringLiteral("data.columns.said"));

    auto *foot = new QWidget(this);
    foot->setFixedHeight(footHeight);
    auto *line = new QHBoxLayout(foot);
    line->setContentsMargins(theme.pixels(u"space.panel"), 0, theme.pixels(u"space.panel"), 0);
    line->addWidget(m_rowsSaid);
    line->addStretch();
    line->addWidget(m_columnsSaid);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addWidget(m_table, 1);
    body()->addWidget(makeHairline());
    body()->addWidget(foot);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DataRowsPanel::takeChoice);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] {
        markColumn(); // of the rows that came, too
        describe();
    });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { m_fitted = false; });
    connect(&model, &RowsModelBase::loaded, this, &DataRowsPanel::fitColumns);
    for (auto *bar : {m_table->verticalScrollBar(), m_table->horizontalScrollBar()}) {
        connect(bar, &QScrollBar::valueChanged, this, &DataRowsPanel::describe);
        connect(bar, &QScrollBar::rangeChanged, this, &DataRowsPanel::describe);
    }
}

void DataRowsPanel::setShapes(const std::vector<ColumnShape> &shapes)
{
    m_header->setShapes(shapes);
}

void DataRowsPanel::setShapesWanted(bool wanted)
{
    m_header->setTall(wanted);
}

void DataRowsPanel::clearChoice()
{
    m_column.clear();
    m_table->selectionModel()->clear();
    m_header->setChosen(-1);
}

void DataRowsPanel::takeChoice()
{
    const QString column = m_model.columnName(m_table->currentIndex().column());
    if (column == m_column)
        return;
    m_column = column;
    m_header->setChosen(m_model.columnOf(column));
    Q_EMIT columnChosen(column);
}

void DataRowsPanel::markColumn()
{
    const int column = m_model.columnOf(m_column);
    if (column < 0 || m_column.isEmpty() || m_model.rowCount() == 0)
        return;
    m_table->selectionModel()->select(
        QItemSelection(m_model.index(0, column), m_model.index(m_model.rowCount() - 1, column)),
        QItemSelectionModel::ClearAndSelect);
}

/// Once a data set: afterwards the widths are the person's.
void DataRowsPanel::fitColumns()
{
    if (!std::exchange(m_fitted, true)) {
        for (int column = 0; column < m_model.columnCount(); ++column) {
            m_table->resizeColumnToContents(column);
            if (m_table->columnWidth(column) > mostWidth)
                m_table->setColumnWidth(column, mostWidth);
        }
        m_table->scrollToTop();
    }
    describe();
}

void DataRowsPanel::describe()
{
    const int rows = m_model.rowCount();
    if (rows == 0) {
        m_rowsSaid->setText(m_model.isLoaded() ? tr("No rows") : QString());
        m_columnsSaid->clear();
        return;
    }
    const int first = std::max(0, m_table->rowAt(0));
    const int last = m_table->rowAt(m_table->viewport()->height() - 2);
    m_rowsSaid->setText(tr("Rows %1 to %2 of %3")
                            .arg(NumberText::count(first + 1), NumberText::count(last < 0 ? rows : last + 1),
                                 NumberText::count(static_cast<double>(m_model.total()))));
    int hidden = 0;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (m_table->columnViewportPosition(column) >= m_table->viewport()->width())
            ++hidden;
    }
    m_columnsSaid->setText(hidden == 0 ? QString() : tr("Scroll right for %n more columns", nullptr, hidden));
}

} // namespace slipway::ui
