#pragma once

#include "ui/pages/data_rows_view.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway::ui {

class ColumnChooser;
class Segments;
class Theme;

/// The line above the rows: filter, all rows or failing ones, how many these are, columns, and the export.
class DataRowsBar : public QWidget
{
    Q_OBJECT
public:
    DataRowsBar(const Theme &theme, DataRowsModel &model, DataRowsView &view, QWidget *parent = nullptr);

    void focusFilter();

Q_SIGNALS:
    void exportWanted();

private:
    QWidget *makeLine(const Theme &theme);
    void takeSegment(const QString &id);
    void refuse(const QString &sentence);
    void describe();

    DataRowsModel &m_model;
    DataRowsView &m_view;
    QLineEdit *m_filter;
    Segments *m_which;
    QLabel *m_title;
    QLabel *m_count;
    QPushButton *m_columns;
    QPushButton *m_export;
    QLabel *m_error;
    ColumnChooser *m_chooser = nullptr; ///< made when it is first opened
    QString m_dataset;
};

} // namespace slipway::ui
