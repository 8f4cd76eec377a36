#pragma once

#include <QWidget>

class QLabel;
class QSortFilterProxyModel;

namespace slipway::ui {

class ConfigModel;
class Glyph;
class Panel;
class Segments;
class TableView;
class Theme;
class WorkspaceSession;
struct ConfigRow;

/// Every setting of the workspace's configuration files: value, standard, bounds and meaning. Values are
/// changed in place; each change can be taken back.
class SettingsConfig : public QWidget
{
    Q_OBJECT
public:
    SettingsConfig(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

    ConfigModel &model() const { return *m_model; }
    void setFilter(const QString &text);
    int shownCount() const;

    const ConfigRow *selected() const; ///< nullptr for none
    void editSelected();
    void change(const QString &file, const QString &key, const QString &value);

Q_SIGNALS:
    void selectionChanged();
    void changed(const QString &sentence); ///< a value was written: "training.epochs is 8 now."

private:
    void makeTable(const Theme &theme);
    void followEdits();
    void showFile(const QString &file);
    void complain(const QString &sentence);
    void showComplaint();

    WorkspaceSession &m_session;
    ConfigModel *m_model;
    QSortFilterProxyModel *m_ofFile;
    QSortFilterProxyModel *m_shown;
    Panel *m_panel;
    Segments *m_files;
    TableView *m_table;
    QWidget *m_complaint;
    QLabel *m_error;
    QString m_refusal; ///< why the last value was not taken
    QStringList m_asked; ///< changes of this page that are under way, by what the undo button says
};

} // namespace slipway::ui
