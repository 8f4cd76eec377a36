#pragma once

#include "core/base/result.h"
#include "ui/models/text_table_model.h"
#include "ui/models/validation.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace slipway::ui {

class DataJobLine;
class TableView;
class Theme;
class WorkspaceSession;

/// The first rows that fail one check of the last verdict on a version, and the way to all of them.
class DataFailures : public QWidget
{
    Q_OBJECT
public:
    DataFailures(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

    void setColumns(const QStringList &columns) { m_columns = columns; } ///< in their order
    void show(const QString &dataset, const CheckRow &check);
    using QWidget::show;

    void saveAll(const QString &file); ///< .csv or .parquet

Q_SIGNALS:
    void left(); ///< the checks are wanted again
    void saved(const QString &file, double rows);

private:
    void askWhere();
    void take(const Json &answer);
    void fitColumns();

    const Theme &m_theme;
    QString m_dataset;
    CheckRow m_check;
    QStringList m_columns;
    TextTableModel m_model;
    TableView *m_table;
    QLabel *m_said;
    QLabel *m_shown;
    QPushButton *m_save;
    DataJobLine *m_line;
    DataJobLine *m_saving;
};

} // namespace slipway::ui
