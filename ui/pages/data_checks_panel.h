#pragma once

#include "ui/models/checks_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class DataFailures;
class TableView;
class Theme;
class WorkspaceSession;

/// How the last checks of a version ended, and the rows that fail one of them.
class DataChecksPanel : public QWidget
{
    Q_OBJECT
public:
    DataChecksPanel(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

    void setColumns(const QStringList &columns); ///< of the data set, in its order

    /// A nullptr where there were no checks; `reason` then says why, and what to do.
    void show(const QString &dataset, const Validation *checks, const QString &reason);
    using QWidget::show;

    /// What has to be checked before a model is trained or promoted.
    void setRequirement(const QString &sentence);
    QPushButton *requirementButton() const { return m_require; }

    /// "13 passed, 2 failed, 1 warns".
    static QString summary(const Validation &checks);

Q_SIGNALS:
    void columnChosen(const QString &name); ///< of the check that is selected
    void failingRowsWanted(const slipway::ui::CheckRow &check); ///< they are wanted in the table above
    void saved(const QString &file, double rows);

private:
    QWidget *makeChecks();
    QWidget *makeFoot();
    void follow(const QModelIndex &index);

    const Theme &m_theme;
    QString m_dataset;
    TimeMicros m_checked = 0;
    ChecksModel m_model;
    TableView *m_table;
    QLabel *m_nothing;
    QLabel *m_said;
    QLabel *m_where;
    QLabel *m_when;
    QLabel *m_requirement;
    QPushButton *m_require;
    QStackedWidget *m_stack;
    QWidget *m_checks = nullptr;
    DataFailures *m_failures;
};

} // namespace slipway::ui
