#pragma once

#include "ui/jobs/question.h"
#include "ui/models/datasets_model.h"
#include "ui/models/rejected_lines_model.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace slipway::ui {

class RejectedLinesTable;
class Theme;

/// One line above the rows of an imported data set of which some lines are no rows, and the way to see them.
/// It is not there where every line became a row.
class DataRejects : public QFrame
{
    Q_OBJECT
public:
    DataRejects(const Theme &theme, WorkspaceReader &reader, Launcher &launcher, QWidget *parent = nullptr);

    void setDataset(const DatasetRow *dataset); ///< nullptr for none

Q_SIGNALS:
    void saved(const QString &file);

private:
    QWidget *makeLine();
    void take(const std::optional<workspace::LoggedEvent> &imported, const std::string &digest);
    void unfold(bool open);
    void takeLines(const Result<Json> &answer);
    void askWhere();

    const Theme &m_theme;
    WorkspaceReader &m_reader;
    Pending m_pending;
    Question m_lines;
    Question m_saving;
    QString m_dataset;
    RejectedLinesModel m_model;
    QLabel *m_sentence;
    QPushButton *m_see;
    QPushButton *m_save;
    RejectedLinesTable *m_table;
    bool m_open = false;
};

} // namespace slipway::ui
