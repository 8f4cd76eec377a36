#pragma once

#include "ui/models/data_rows_model.h"
#include "ui/widgets/panel.h"

class QLabel;

namespace slipway::ui {

class DataHeader;
class TableView;

/// The rows of a data set. Whole columns are chosen in it.
class DataRowsPanel : public Panel
{
    Q_OBJECT
public:
    DataRowsPanel(const Theme &theme, DataRowsModel &model, QWidget *parent = nullptr);

    void setShapes(const std::vector<ColumnShape> &shapes);
    void setShapesWanted(bool wanted); ///< leaves room for them in the header
    void clearChoice();

Q_SIGNALS:
    void columnChosen(const QString &name); ///< empty where none is

private:
    void takeChoice();
    void markColumn();
    void fitColumns();
    void describe();

    DataRowsModel &m_model;
    TableView *m_table;
    DataHeader *m_header;
    QLabel *m_rowsSaid;
    QLabel *m_columnsSaid;
    QString m_column;
    bool m_fitted = false;
};

} // namespace slipway::ui
