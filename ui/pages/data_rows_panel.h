#pragma once

#include "ui/models/data_rows_model.h"
#include "ui/pages/data_rows_view.h"
#include "ui/widgets/panel.h"

#include <QSet>

class QLabel;
class QLineEdit;

namespace slipway::ui {

class DataCellDelegate;
class DataHeader;
class PositionBar;
class TableView;

/// The rows of a data set, however many: the table sees a window of them, and the bar beside it knows the
/// place in all. Whole columns are chosen in it; a click on a header sorts.
class DataRowsPanel : public Panel
{
    Q_OBJECT
public:
    DataRowsPanel(const Theme &theme, DataRowsModel &model, DataRowsView &view, QWidget *parent = nullptr);

    void setShapes(const std::vector<ColumnShape> &shapes);
    void setShapesWanted(bool wanted); ///< leaves room for them in the header
    void clearChoice();

    /// Only the rows that fail a check, and every row again.
    void showOnly(const FailingRows &rows) { m_view.showOnly(rows); }
    void showAll() { m_view.showAll(); }

    /// Brings a row to the top, by its place in what is shown.
    void goTo(qint64 place);
    void askForRow(); ///< puts the keyboard into the field for a row's number
    QString column() const { return m_column; } ///< that is chosen; empty where none is

Q_SIGNALS:
    void columnChosen(const QString &name); ///< empty where none is

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    QWidget *makeFoot();
    void takeChoice();
    void takeNumber();
    void takeScroll();
    void takeWindow();
    void takeReset();
    void takeView();
    void markColumn();
    void fitColumns();
    void showBlamed(bool fitted);
    void look(); ///< tells the model and the bar what is visible
    void describe();
    void describeColumns();
    void scrollTable(qint64 place, int pixels);
    void select(qint64 place);
    bool takeKey(int key);
    int rowHeight() const;
    int lastVisibleRow() const;

    const Theme &m_theme;
    DataRowsModel &m_model;
    DataRowsView &m_view;
    TableView *m_table;
    DataHeader *m_header;
    DataCellDelegate *m_cells;
    PositionBar *m_bar;
    QLabel *m_rowsSaid;
    QLabel *m_columnsSaid;
    QLineEdit *m_number;
    QString m_column;
    qint64 m_top = 0; ///< place of the row at the top
    qint64 m_currentPlace = 0; ///< of the table's current row
    int m_cut = 0; ///< pixels of it above the edge
    bool m_atRightEdge = false; ///< and stays there when columns get their widths
    bool m_placing = false; ///< the table is brought to a place
    QString m_blamed; ///< a column that is to come into sight; empty once it is there
    QSet<int> m_fitted; ///< columns that have their width; afterwards it is the person's
    QString m_fittedOf; ///< the data set that they are of
    std::vector<int> m_fittedAmong; ///< the columns that were shown
};

} // namespace slipway::ui
