#include "app/console/console.h"

#include "app/console/console_window.h"
#include "ui/models/text.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace slipway::ui {

namespace {

constexpr int besideOffset = 32; ///< a second window does not hide the first

QString cleanName(const QString &folder)
{
    return QDir::cleanPath(QDir(folder).absolutePath());
}

} // namespace

Console::Console(Theme &theme, Settings &settings, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_settings(settings)
{
}

Console::~Console()
{
    qDeleteAll(m_windows);
}

QString Console::standardFolder() const
{
    const QString named = qEnvironmentVariable("SLIPWAY_WORKSPACE");
    if (!named.isEmpty())
        return named;
    for (const QString &folder : m_settings.recentWorkspaces()) {
        if (QFileInfo::exists(folder + QStringLiteral("/slipway.db")))
            return folder;
    }
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/slipway/workspace");
}

/// Null where another process has the door.
FrontDoor *Console::doorOf(const QString &folder)
{
    const QString name = cleanName(folder);
    if (FrontDoor *known = m_doors.value(name))
        return known;
    auto *door = new FrontDoor(this);
    if (!door->enter(path(name))) {
        delete door;
        return nullptr;
    }
    connect(door, &FrontDoor::knocked, this, [this, name] { raise(name); });
    m_doors.insert(name, door);
    return door;
}

bool Console::start(const QString &folder, workspace::OpenMode mode)
{
    if (!doorOf(folder))
        return false;
    auto session = WorkspaceSession::open(folder, mode);
    if (session)
        add(new ConsoleWindow(m_theme, m_settings, std::move(session).value(), this));
    else
        add(new ConsoleWindow(m_theme, m_settings, text(session.error().message), this));
    return true;
}

ConsoleWindow *Console::add(ConsoleWindow *window)
{
    m_windows.append(window);
    connect(window, &ConsoleWindow::openRequested, this,
            [this, window](const QString &folder, bool create, bool beside) {
                take(window, folder, create ? workspace::OpenMode::Create : workspace::OpenMode::Existing,
                     beside);
            });
    connect(window, &ConsoleWindow::closed, this, [this, window] {
        m_windows.removeOne(window);
        window->deleteLater();
    });
    window->window().show();
    window->window().preparePages();
    return window;
}

/// Another workspace takes the window's place, or stands beside it. The jobs of the first go on: they are
/// processes of their own.
void Console::take(ConsoleWindow *from, const QString &folder, workspace::OpenMode mode, bool beside)
{
    if (!doorOf(folder))
        return; // the window of the other process has come to the front
    auto session = WorkspaceSession::open(folder, mode);
    if (!session) {
        from->showProblem(tr("%1 could not be opened").arg(QFileInfo(folder).fileName()),
                          text(session.error().message));
        return;
    }
    const QRect place = from->window().geometry();
    ConsoleWindow *next = add(new ConsoleWindow(m_theme, m_settings, std::move(session).value(), this));
    if (beside) {
        next->window().setGeometry(place.translated(besideOffset, besideOffset));
        return;
    }
    next->window().setGeometry(place);
    m_windows.removeOne(from);
    from->window().hide();
    from->deleteLater();
}

void Console::raise(const QString &folder)
{
    for (ConsoleWindow *window : std::as_const(m_windows)) {
        if (!window->session() || cleanName(window->session()->folder()) != folder)
            continue;
        MainWindow &shown = window->window();
        shown.setWindowState((shown.windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
        shown.raise();
        shown.activateWindow();
        return;
    }
}

} // namespace slipway::ui
