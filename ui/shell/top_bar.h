#pragma once

#include <QList>
#include <QWidget>

class QMenu;

namespace slipway::ui {

class ActionRegistry;
class QuietButton;
class Theme;

/// The bar along the top: mark and workspace, back and forward, the search field, theme, help and inspector.
/// The buttons follow actions of the registry, which must be there before.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    TopBar(const Theme &theme, ActionRegistry &actions, QWidget *parent = nullptr);

    void setWorkspaceName(const QString &name);
    void setRailWidth(int width); ///< back and forward stand above the start of the content

    QMenu *workspaceMenu() const { return m_workspaceMenu; } ///< filled by whoever knows the workspaces
    QMenu *helpMenu() const { return m_helpMenu; }

Q_SIGNALS:
    void workspaceMenuOpens();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    void showThemeGlyph();
    QuietButton *button(const QString &action, const QString &glyph);
    QMenu *menuOf(QuietButton *button);

    const Theme &m_theme;
    ActionRegistry &m_actions;
    QuietButton *m_workspace = nullptr;
    QuietButton *m_back = nullptr;
    QuietButton *m_forward = nullptr;
    QWidget *m_search = nullptr;
    QuietButton *m_themeSwitch = nullptr;
    QuietButton *m_help = nullptr;
    QuietButton *m_inspector = nullptr;
    QMenu *m_workspaceMenu = nullptr;
    QMenu *m_helpMenu = nullptr;
    int m_railWidth = 0;
};

} // namespace slipway::ui
