#pragma once

#include <QKeySequence>
#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;

namespace slipway::ui {

class ActionRegistry;
class FormRow;
class Settings;
class SettingsShortcutsModel;
class TableView;
class Theme;

/// The keys of every action, and the field in which those of the selected one are changed.
class SettingsShortcuts : public QWidget
{
    Q_OBJECT
public:
    SettingsShortcuts(const Theme &theme, ActionRegistry &actions, Settings &settings,
                      QWidget *parent = nullptr);

    void refresh();
    void setFilter(const QString &text);
    int changedCount() const;
    int shownCount() const;
    int count() const;

Q_SIGNALS:
    void changed();

private:
    QWidget *makeEditor(const Theme &theme);
    QString selected() const; ///< id of the action; empty for none
    void showSelected();
    void give(const QKeySequence &keys);

    ActionRegistry &m_actions;
    Settings &m_settings;
    SettingsShortcutsModel *m_model;
    QSortFilterProxyModel *m_shown;
    TableView *m_table;
    QLabel *m_name = nullptr;
    FormRow *m_row = nullptr;
    QKeySequenceEdit *m_keys = nullptr;
    QPushButton *m_use = nullptr;
    QPushButton *m_restore = nullptr;
};

} // namespace slipway::ui
