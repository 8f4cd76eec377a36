#pragma once

#include "core/workspace/workspace.h"
#include "ui/jobs/front_door.h"

#include <QHash>
#include <QObject>

namespace slipway::ui {

class ConsoleWindow;
class Settings;
class Theme;

/// The windows of this process, and the workspaces that they show.
class Console : public QObject
{
    Q_OBJECT
public:
    Console(Theme &theme, Settings &settings, QObject *parent = nullptr);
    ~Console() override;

    /// Opens a window on the workspace. False where another process has one: that one has come to the front.
    /// What cannot be opened is said in a window without a workspace.
    bool start(const QString &folder, workspace::OpenMode mode);

    /// The workspace to open where none is named: of the environment, the last one that is still there, or
    /// the standard one, which is made then.
    QString standardFolder() const;

    QList<ConsoleWindow *> windows() const { return m_windows; }
    ConsoleWindow *front() const { return m_windows.isEmpty() ? nullptr : m_windows.last(); }

private:
    FrontDoor *doorOf(const QString &folder);
    void take(ConsoleWindow *from, const QString &folder, workspace::OpenMode mode, bool beside);
    ConsoleWindow *add(ConsoleWindow *window);
    void raise(const QString &folder);

    Theme &m_theme;
    Settings &m_settings;
    QList<ConsoleWindow *> m_windows;
    QHash<QString, FrontDoor *> m_doors;
};

} // namespace slipway::ui
