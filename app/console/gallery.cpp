#include "app/console/gallery.h"

#include "app/console/console_window.h"
#include "app/console/pseudo_language.h"
#include "ui/models/text.h"
#include "ui/pages/page.h"
#include "ui/settings/settings.h"
#include "ui/shell/palette.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>

namespace slipway::ui {

namespace {

constexpr QSize windowSize(1440, 900);
constexpr int readingMs = 900; ///< what a page reads of a small workspace is there by then
constexpr int busyMs = 320; ///< until the busy view may appear
constexpr int layoutMs = 60;

void wait(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, milliseconds);
        QThread::msleep(5);
    }
}

QString nameOf(View view)
{
    switch (view) {
    case View::Empty:
        return QStringLiteral("empty");
    case View::Busy:
        return QStringLiteral("busy");
    case View::Result:
        return QStringLiteral("result");
    case View::Failure:
        return QStringLiteral("failure");
    }
    return {};
}

/// Draws one window in one language.
class Painter
{
public:
    Painter(Theme &theme, const GalleryWishes &wishes, const QString &language, ConsoleWindow &console)
        : m_theme(theme)
        , m_wishes(wishes)
        , m_language(language)
        , m_console(console)
    {
    }

    int drawAll()
    {
        // The themes stand outside, because dressing every widget anew is what takes the time.
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme.setMode(mode);
            m_themeName = mode == ThemeMode::Light ? QStringLiteral("light") : QStringLiteral("dark");
            drawPages();
            drawShell();
        }
        return m_failed ? -1 : m_drawn;
    }

private:
    void drawPages()
    {
        MainWindow &window = m_console.window();
        window.resize(windowSize);
        window.show();
        for (const PageDescription &page : m_console.pages().offered()) {
            const bool first = !window.page(page.id);
            window.openPage(page.id);
            wait(first ? readingMs : layoutMs);
            for (const View view : {View::Result, View::Empty, View::Busy, View::Failure})
                drawView(page.id, view);
        }
    }

    void drawView(const QString &page, View view)
    {
        m_console.window().page(page)->showExample(view);
        wait(view == View::Busy ? busyMs : view == View::Result ? readingMs / 2 : layoutMs);
        draw(page + u'-' + nameOf(view));
    }

    void drawShell()
    {
        MainWindow &window = m_console.window();
        window.openPage(QStringLiteral("home"));
        window.page(QStringLiteral("home"))->showExample(View::Result);
        wait(readingMs);
        window.openPalette();
        draw(QStringLiteral("shell-palette"));
        window.commandPalette().close();
        window.setJobsOpen(true);
        draw(QStringLiteral("shell-jobs"));
        window.setJobsOpen(false);
        m_console.startTour(QStringLiteral("feed"));
        draw(QStringLiteral("shell-tour"));
        m_console.tour().leave();
        window.resize(1100, 700);
        draw(QStringLiteral("shell-narrow"));
    }

    void draw(const QString &what)
    {
        wait(layoutMs);
        const QString name = QStringLiteral("%1-%2-%3-%4.png")
                                 .arg(what, m_themeName, QString::number(m_wishes.scalePercent), m_language);
        if (m_console.window().grab().save(QDir(m_wishes.folder).filePath(name)))
            ++m_drawn;
        else
            m_failed = true;
    }

    Theme &m_theme;
    const GalleryWishes &m_wishes;
    QString m_language;
    QString m_themeName;
    ConsoleWindow &m_console;
    int m_drawn = 0;
    bool m_failed = false;
};

} // namespace

int drawGallery(Theme &theme, const GalleryWishes &wishes)
{
    if (!QDir().mkpath(wishes.folder))
        return -1;
    const QTemporaryDir settingsFolder;
    int drawn = 0;
    PseudoLanguage pseudo;
    for (const bool translated : {false, true}) {
        if (translated)
            QCoreApplication::installTranslator(&pseudo);
        Settings settings(
            settingsFolder.filePath(translated ? QStringLiteral("pseudo.ini") : QStringLiteral("en.ini")));
        auto session = WorkspaceSession::open(wishes.workspace, workspace::OpenMode::Create);
        if (!session) {
            std::fprintf(stderr, "slipway-console: %s\n", session.error().message.c_str());
            return -1;
        }
        ConsoleWindow console(theme, settings, std::move(session).value());
        const int made =
            Painter(theme, wishes, translated ? QStringLiteral("pseudo") : QStringLiteral("en"), console)
                .drawAll();
        if (made < 0)
            return -1;
        drawn += made;
    }
    QCoreApplication::removeTranslator(&pseudo);
    return drawn;
}

} // namespace slipway::ui
