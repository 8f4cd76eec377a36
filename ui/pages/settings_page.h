#pragma once

#include "ui/pages/workspace_page.h"

class QLabel;
class QLineEdit;
class QStackedWidget;

namespace slipway::ui {

class Segments;
class SettingsConfig;
class SettingsShortcuts;
class SettingsWindow;

/// The look of the window, its keys, facts about this computer, and the workspace's configuration.
class SettingsPage : public WorkspacePage
{
    Q_OBJECT
public:
    SettingsPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);

    QStringList command() const override;

protected:
    void refresh() override;
    void showEvent(QShowEvent *event) override;

private:
    void addFilterLine();
    void addActions();
    void showPart(const QString &part);
    void filter();
    void summarise();
    void inspectSetting();
    void followActions();

    Segments *m_parts = nullptr;
    QLineEdit *m_filter = nullptr;
    QLabel *m_count = nullptr;
    QStackedWidget *m_stack;
    SettingsWindow *m_window;
    SettingsShortcuts *m_shortcuts;
    SettingsConfig *m_config;
};

} // namespace slipway::ui
