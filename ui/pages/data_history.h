#pragma once

#include "ui/models/text_table_model.h"
#include "ui/models/workspace_reader.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class DataDiffView;
class TableView;
class Theme;
class WorkspaceSession;

/// The versions of one data set: what each holds, where it came from, and what people have said of it. Tags,
/// notes and deletions can be taken back.
class DataHistoryPanel : public QWidget
{
    Q_OBJECT
public:
    DataHistoryPanel(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

    void setDataset(const QString &name, const QString &id); ///< "customers" and "customers@4"
    void refresh();

    QList<QWidget *> tools() const; ///< for the tab

Q_SIGNALS:
    void versionChosen(const QString &id);
    void counted(int versions); ///< that are there

private:
    QWidget *makeEditor();
    void take(const std::vector<workspace::DatasetVersion> &versions);
    void showSelected();
    void showTags(const workspace::DatasetVersion *version);
    void fillOthers();
    const workspace::DatasetVersion *selected() const;
    void addTag();
    void saveNote();
    void removeOrRestore(bool force);
    void compare();
    void edit(const QStringList &command, const QString &what);

    const Theme &m_theme;
    WorkspaceSession &m_session;
    QString m_name;
    QString m_current; ///< the version that the page shows
    std::vector<workspace::DatasetVersion> m_versions;
    Pending m_pending;
    TextTableModel m_model;
    TableView *m_table;
    QWidget *m_list = nullptr;
    QStackedWidget *m_stack;
    DataDiffView *m_diff;
    QHBoxLayout *m_tags = nullptr;
    QLineEdit *m_tag;
    QLineEdit *m_note;
    QLabel *m_error;
    QPushButton *m_anyway;
    QPushButton *m_remove;
    QComboBox *m_other;
    QPushButton *m_compare;
    QString m_lastEdit; ///< what was asked for last, by the words of its undo
    QString m_shownNote; ///< as it is kept; what stands in the field may be newer
};

} // namespace slipway::ui
