#include "ui/shell/window_actions.h"

#include "ui/actions/action_registry.h"
#include "ui/pages/page_list.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCoreApplication>

namespace slipway::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("WindowActions", text);
}

void addPages(ActionRegistry &actions, const PageList &pages, MainWindow &window)
{
    for (const PageDescription &page : pages.offered())
        actions.add({.id = page.openAction(),
                     .text = page.title,
                     .category = say("Pages"),
                     .icon = page.icon,
                     .shortcut = pages.shortcut(page.id),
                     .toolTip = page.purpose,
                     .run = [&window, id = page.id] { window.openPage(id); }});
}

void addThemes(ActionRegistry &actions, Theme &theme, MainWindow &window)
{
    const QString category = say("View");
    actions.add({.id = QStringLiteral("shell.theme"),
                 .text = say("Change the theme"),
                 .category = category,
                 .icon = QStringLiteral("auto"),
                 .shortcut = QKeySequence(Qt::ALT | Qt::Key_M),
                 .toolTip = say("As the desktop, light, dark"),
                 .run = [&window] { window.nextTheme(); }});
    struct Choice {
        const char *id;
        const char *text;
        const char *icon;
        ThemeMode mode;
    };
    constexpr Choice choices[] = {
        {"theme.system", QT_TRANSLATE_NOOP("WindowActions", "Theme as the desktop"), "auto",
         ThemeMode::System},
        {"theme.light", QT_TRANSLATE_NOOP("WindowActions", "Light theme"), "sun", ThemeMode::Light},
        {"theme.dark", QT_TRANSLATE_NOOP("WindowActions", "Dark theme"), "moon", ThemeMode::Dark},
    };
    for (const Choice &choice : choices)
        actions.add({.id = QString::fromLatin1(choice.id),
                     .text = say(choice.text),
                     .category = category,
                     .icon = QString::fromLatin1(choice.icon),
                     .shortcut = {},
                     .toolTip = {},
                     .run = [&theme, mode = choice.mode] { theme.setMode(mode); },
                     .enabled = [&theme, mode = choice.mode] { return theme.mode() != mode; }});
}

void addParts(ActionRegistry &actions, MainWindow &window)
{
    const QString category = say("View");
    QAction *inspector = actions.add({.id = QStringLiteral("shell.inspector"),
                                      .text = say("Inspector"),
                                      .category = category,
                                      .icon = QStringLiteral("panel"),
                                      .shortcut = QKeySequence(Qt::CTRL | Qt::Key_I),
                                      .toolTip = say("Show what is known about the selection"),
                                      .run = {},
                                      .checkable = true});
    QAction *jobs = actions.add({.id = QStringLiteral("shell.jobs_open"),
                                 .text = say("Jobs"),
                                 .category = category,
                                 .icon = QStringLiteral("bars"),
                                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_J),
                                 .toolTip = say("Show running and recent jobs"),
                                 .run = {},
                                 .checkable = true});
    QObject::connect(inspector, &QAction::toggled, &window, &MainWindow::setInspectorShown);
    QObject::connect(jobs, &QAction::toggled, &window, &MainWindow::setJobsOpen);
    actions.add({.id = QStringLiteral("shell.next_region"),
                 .text = say("Next part of the window"),
                 .category = category,
                 .icon = {},
                 .shortcut = QKeySequence(Qt::Key_F6),
                 .toolTip = {},
                 .run = [&window] { window.moveToRegion(true); }});
    actions.add({.id = QStringLiteral("shell.previous_region"),
                 .text = say("Previous part of the window"),
                 .category = category,
                 .icon = {},
                 .shortcut = QKeySequence(Qt::SHIFT | Qt::Key_F6),
                 .toolTip = {},
                 .run = [&window] { window.moveToRegion(false); }});
    actions.add({.id = QStringLiteral("shell.reset_layout"),
                 .text = say("Reset the window"),
                 .category = category,
                 .icon = QStringLiteral("undo"),
                 .shortcut = {},
                 .toolTip = say("Size, inspector, jobs and theme as on the first day"),
                 .run = [&window] { window.resetLayout(); }});
}

} // namespace

void registerWindowActions(ActionRegistry &actions, const PageList &pages, Theme &theme, MainWindow &window)
{
    addPages(actions, pages, window);
    const QString category = say("Go");
    actions.add({.id = QStringLiteral("shell.back"),
                 .text = say("Back"),
                 .category = category,
                 .icon = QStringLiteral("left"),
                 .shortcut = QKeySequence(Qt::ALT | Qt::Key_Left),
                 .toolTip = say("The page before"),
                 .run = [&window] { window.goBack(); },
                 .enabled = [&window] { return window.canGoBack(); }});
    actions.add({.id = QStringLiteral("shell.forward"),
                 .text = say("Forward"),
                 .category = category,
                 .icon = QStringLiteral("right"),
                 .shortcut = QKeySequence(Qt::ALT | Qt::Key_Right),
                 .toolTip = say("The page after"),
                 .run = [&window] { window.goForward(); },
                 .enabled = [&window] { return window.canGoForward(); }});
    actions.add({.id = QStringLiteral("shell.palette"),
                 .text = say("Search or run a command"),
                 .category = category,
                 .icon = QStringLiteral("search"),
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_K),
                 .toolTip = say("Search actions, pages, runs, models and columns"),
                 .run = [&window] { window.openPalette(); }});
    addThemes(actions, theme, window);
    addParts(actions, window);
}

} // namespace slipway::ui
