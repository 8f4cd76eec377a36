#pragma once

#include "core/base/json.h"
#include "core/workspace/datasets.h"
#include "ui/models/text_table_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace slipway::ui {

class DataJobLine;
class Segments;
class TableView;
class Theme;
class WorkspaceSession;

/// What differs between two versions: columns, rows by a key, and how the columns are spread.
class DataDiffView : public QWidget
{
    Q_OBJECT
public:
    DataDiffView(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

    void compare(const workspace::DatasetVersion &before, const workspace::DatasetVersion &after);

    /// A column of both that looks as if it named the rows; empty where none does.
    static QString likelyKey(const workspace::DatasetVersion &before, const workspace::DatasetVersion &after);

Q_SIGNALS:
    void left(); ///< the versions are wanted again

private:
    void start();
    void take(const Json &diff);
    void showColumns(const Json &diff);
    void showRows(const Json &rows);
    static QString sentence(const Json &diff);
    static QString rowText(const Json &example);

    QString m_before;
    QString m_after;
    TextTableModel m_columnsModel;
    TextTableModel m_rowsModel;
    TableView *m_columns;
    TableView *m_rows;
    QLabel *m_title;
    QLabel *m_said;
    QComboBox *m_key;
    Segments *m_parts;
    QStackedWidget *m_partStack;
    QWidget *m_result;
    DataJobLine *m_line;
};

} // namespace slipway::ui
