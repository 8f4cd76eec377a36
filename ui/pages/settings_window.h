#pragma once

#include <QList>
#include <QPair>
#include <QWidget>

namespace slipway::ui {

class ActionRegistry;
class Segments;
class Theme;

/// How the window looks, and what it stands on: facts about this computer and the workspace.
class SettingsWindow : public QWidget
{
    Q_OBJECT
public:
    using Facts = QList<QPair<QString, QString>>;

    /// `workspace` is where its files lie.
    SettingsWindow(const Theme &theme, ActionRegistry &actions, const QString &settingsFile,
                   const QString &workspace, QWidget *parent = nullptr);

    void refresh(); ///< what the window offers may have changed

private:
    QWidget *makeAppearance();
    QWidget *makeLayout();
    QWidget *makeFacts(const QString &objectName, const QString &title, const Facts &facts);
    void chooseTheme(const QString &mode);

    const Theme &m_theme;
    ActionRegistry &m_actions;
    Segments *m_modes = nullptr;
};

} // namespace slipway::ui
