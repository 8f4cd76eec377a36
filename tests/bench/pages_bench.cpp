// How long each page of the window blocks it when it is opened for the first time and when a person comes
// back to it: the longest time that the event loop leaves a click unanswered, beside one frame and beside the
// aim of 50 ms. bench_pages FOLDER [MS]   (a workspace in which `slipway demo feed` has run; with MS the
// window first has that long to prepare its pages)
//
// It uses the platform of the environment: QT_QPA_PLATFORM=offscreen, or a display.

#include "app/console/console_window.h"
#include "app/console/watchdog.h"
#include "tests/bench/event_loop.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <clocale>
#include <cstdio>

namespace {

using namespace slipway;
using namespace slipway::ui;
using bench::wait;

constexpr double aimMs = 50;

struct Opening {
    double call = 0; ///< until openPage() returns
    double longest = 0; ///< the longest turn of the event loop, from the click until everything stands
};

Opening open(ConsoleWindow &console, const QString &id)
{
    Watchdog watchdog;
    wait(20);
    watchdog.reset();
    Opening opening;
    QTimer::singleShot(0, &console, [&] {
        QElapsedTimer timer;
        timer.start();
        console.window().openPage(id);
        opening.call = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    });
    wait(600);
    opening.longest = watchdog.longestMs();
    return opening;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    if (argc < 2) {
        std::fprintf(stderr, "bench_pages FOLDER [MS]: a workspace in which `slipway demo feed` has run\n");
        return 2;
    }
    const QTemporaryDir folder;
    Theme theme;
    theme.applyTo(application);
    Settings settings(folder.filePath(QStringLiteral("slipway.ini")));
    auto session = WorkspaceSession::open(QString::fromLocal8Bit(argv[1]), workspace::OpenMode::Existing);
    if (!session) {
        std::fprintf(stderr, "%s\n", session.error().message.c_str());
        return 1;
    }
    ConsoleWindow console(theme, settings, std::move(session).value());
    console.window().resize(1440, 900);
    console.window().show();
    wait(300);
    Watchdog start;
    if (argc > 2) {
        console.window().preparePages();
        wait(std::atoi(argv[2]));
    }
    std::printf("%-14s longest turn %6.1f ms\n", "preparing", start.longestMs());
    double longest = 0;
    for (const PageDescription &page : console.pages().offered()) {
        const Opening first = open(console, page.id);
        open(console, QStringLiteral("home"));
        const Opening again = open(console, page.id);
        longest = std::max({longest, first.longest, again.longest});
        std::printf("%-14s first %6.1f ms (call %6.1f ms)   again %6.1f ms (call %6.1f ms)\n",
                    qPrintable(page.id), first.longest, first.call, again.longest, again.call);
    }
    std::printf("longest: %.1f ms, %.0f%% of the aim of %.0f ms\n", longest, 100 * longest / aimMs, aimMs);
    return 0;
}
