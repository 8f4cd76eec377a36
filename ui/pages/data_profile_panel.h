#pragma once

#include "core/report/chart_spec.h"
#include "ui/models/profile_answer.h"
#include "ui/models/text_table_model.h"
#include "ui/models/workspace_reader.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class ChartView;
class DataJobLine;
class Segments;
class TableView;
class Theme;
class WorkspaceSession;

/// The profile of a version: what would mislead a model, every column over all rows, and what goes together.
/// A version never changes, so its profile is made once and kept with it.
class DataProfilePanel : public QWidget
{
    Q_OBJECT
public:
    DataProfilePanel(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

    /// Another version; empty for none. It is read when refresh() is called next.
    void setDataset(const QString &dataset, const QStringList &columns);
    void refresh();

    /// For the tab: the target to be chosen, and the button that makes the profile.
    QList<QWidget *> tools() const;
    QStringList command() const; ///< that makes the profile

Q_SIGNALS:
    void columnChosen(const QString &name);
    void shown(int warnings); ///< -1 where there is no profile

private:
    QWidget *makeResult();
    void make();
    void take(const std::optional<ProfileAnswer> &profile);
    void showWarnings(const ProfileAnswer &profile);
    void showColumns(const ProfileAnswer &profile);
    void showCorrelations(const ProfileAnswer &profile);
    void choose(const TableView &table, const QModelIndex &index);
    void showPart(const QString &part);

    const Theme &m_theme;
    WorkspaceSession &m_session;
    QString m_dataset;
    bool m_isKnown = false; ///< the profile has been asked for
    Pending m_pending;
    Pending m_targetPending;
    QComboBox *m_target;
    QPushButton *m_make;
    DataJobLine *m_line;
    QStackedWidget *m_stack;
    QLabel *m_nothing;
    QWidget *m_result = nullptr;
    QLabel *m_said;
    Segments *m_parts;
    QStackedWidget *m_partStack;
    TextTableModel m_warningsModel;
    TextTableModel m_columnsModel;
    TextTableModel m_pairsModel;
    TableView *m_warnings;
    TableView *m_columns;
    TableView *m_pairs;
    ChartView *m_heat;
};

} // namespace slipway::ui
