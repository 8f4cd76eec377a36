// How long the window takes from the start of its process to its first painting, and the memory it has then:
// on an empty workspace and on one with 10,000 runs and a million metric points, beside a bare Qt window that
// is started in the same way. bench_window [STARTS]
//
// It uses the platform of the environment: QT_QPA_PLATFORM=offscreen, or a display.

#include "core/base/clock.h"
#include "core/workspace/sqlite_store.h"
#include "core/workspace/workspace.h"
#include "tests/bench/many_runs.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using namespace slipway;

constexpr double aimMs = 300;
constexpr int startMs = 20'000;

struct Start {
    double milliseconds = 0;
    double megabytes = 0;
};

/// From starting the process to the line that it prints after its first painting.
Start measure(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const double begin = steadySeconds();
    process.start(program, arguments);
    if (!process.waitForReadyRead(startMs))
        return {};
    const double end = steadySeconds();
    const QByteArray said = process.readLine(); // "painted, 75.3 MB"
    process.waitForFinished(startMs);
    return {1000 * (end - begin), said.mid(said.indexOf(',') + 2).split(' ').value(0).toDouble()};
}

Start best(const QString &program, const QStringList &arguments, int starts)
{
    std::vector<Start> all;
    for (int i = 0; i < starts; ++i)
        all.push_back(measure(program, arguments));
    std::sort(all.begin(), all.end(),
              [](const Start &one, const Start &other) { return one.milliseconds < other.milliseconds; });
    return all[all.size() / 2];
}

/// What every Qt program pays.
int showBareWindow(int argc, char **argv)
{
    QApplication application(argc, argv);
    class Bare : public QWidget
    {
    protected:
        void paintEvent(QPaintEvent *) override
        {
            QTimer::singleShot(0, qApp, [] {
                std::printf("painted, 0 MB\n");
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
    } window;
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 2 && QByteArray(argv[1]) == "--bare")
        return showBareWindow(argc, argv);
    const QCoreApplication application(argc, argv);
    const int starts = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
    const QTemporaryDir folder;
    qputenv("SLIPWAY_SETTINGS", folder.filePath(QStringLiteral("slipway.ini")).toLocal8Bit());
    const auto make = [&](const char *name, std::int64_t runs) {
        const QString place = folder.filePath(QString::fromLatin1(name));
        const auto made = workspace::Workspace::open(place.toStdString(), workspace::OpenMode::Create,
                                                     {"bench", "cli", ""});
        if (made && runs > 0)
            (void)bench::fillRuns(made.value().store(), runs, 100);
        return place;
    };
    const QString console = QStringLiteral(SLIPWAY_BIN_DIR "/slipway-console");
    const QString empty = make("empty", 0);
    const QString full = make("full", 10'000);
    const auto bare = best(QCoreApplication::applicationFilePath(), {QStringLiteral("--bare")}, starts);
    std::printf("bare Qt window                        %6.0f ms\n", bare.milliseconds);
    const auto report = [&](const char *what, const QString &place) {
        const auto start = best(console, {place, QStringLiteral("--measure")}, starts);
        std::printf("%-37s %6.0f ms  %4.1f x bare, %3.0f%% of the aim, %5.1f MB\n", what, start.milliseconds,
                    start.milliseconds / bare.milliseconds, 100 * start.milliseconds / aimMs,
                    start.megabytes);
    };
    report("empty workspace", empty);
    report("10,000 runs, 1,000,000 metric points", full);
    return 0;
}
