// Whether the window stutters with many runs: the longest time that its event loop leaves a click unanswered
// while the table of runs is opened, scrolled through, sorted and filtered, with 10,000 runs and a million
// metric points beside the same with 100 runs. bench_scroll [RUNS]
//
// It uses the platform of the environment: QT_QPA_PLATFORM=offscreen, or a display.

#include "app/console/console_window.h"
#include "app/console/watchdog.h"
#include "core/workspace/workspace.h"
#include "tests/bench/event_loop.h"
#include "tests/bench/many_runs.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTemporaryDir>

#include <clocale>
#include <cstdio>

namespace {

using namespace slipway;
using namespace slipway::ui;
using bench::wait;

constexpr double frameMs = 16.7;
constexpr int pagesDown = 200;

void press(QWidget *widget, int key)
{
    QCoreApplication::postEvent(widget, new QKeyEvent(QEvent::KeyPress, key, Qt::NoModifier));
    wait(20);
}

struct Longest {
    double opening = 0;
    double scrolling = 0;
    double sorting = 0;
    double filtering = 0;
};

Longest walk(Theme &theme, const QString &folder, Settings &settings)
{
    settings.forget(kWindowPage); // every window begins at Home
    ConsoleWindow console(theme, settings,
                          WorkspaceSession::open(folder, workspace::OpenMode::Existing).value());
    console.window().resize(1440, 900);
    console.window().show();
    wait(1000);
    Watchdog watchdog;
    const auto longest = [&] {
        const double found = watchdog.longestMs();
        watchdog.reset();
        return found;
    };
    Longest result;
    console.window().openPage(QStringLiteral("experiments"));
    wait(1000);
    result.opening = longest();
    auto *runs = console.window().findChild<QAbstractItemView *>(QStringLiteral("experiments.runs"));
    for (int i = 0; i < pagesDown; ++i)
        press(runs, Qt::Key_PageDown);
    result.scrolling = longest();
    runs->model()->sort(4, Qt::DescendingOrder);
    wait(1000);
    result.sorting = longest();
    console.window()
        .findChild<QLineEdit *>(QStringLiteral("experiments.filter"))
        ->setText(QStringLiteral("mlp_9"));
    wait(1000);
    result.filtering = longest();
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    Theme theme;
    theme.applyTo(application);
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("slipway.ini")));
    const auto measure = [&](const char *name, std::int64_t runs) {
        const QString place = folder.filePath(QString::fromLatin1(name));
        {
            const auto made = workspace::Workspace::open(place.toStdString(), workspace::OpenMode::Create,
                                                         {"bench", "cli", ""});
            if (made)
                (void)bench::fillRuns(made.value().store(), runs, 100);
        }
        return walk(theme, place, settings);
    };
    const std::int64_t many = argc > 1 ? std::max(1, std::atoi(argv[1])) : 10'000;
    const Longest few = measure("few", 100);
    const Longest all = measure("many", many);
    const auto report = [](const char *what, double little, double much) {
        std::printf("%-12s longest wait with 100 runs %5.1f ms, with many %5.1f ms, %4.1f x, %4.1f frames\n",
                    what, little, much, much / little, much / frameMs);
    };
    std::printf("%lld runs, %lld metric points\n", static_cast<long long>(many),
                static_cast<long long>(100 * many));
    report("opening", few.opening, all.opening);
    report("scrolling", few.scrolling, all.scrolling);
    report("sorting", few.sorting, all.sorting);
    report("filtering", few.filtering, all.filtering);
    return 0;
}
