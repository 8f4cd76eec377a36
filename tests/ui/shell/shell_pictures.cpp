// Draws the shell with a simple page at 1440 x 900, light and dark, closed and with everything open.

#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/palette.h"
#include "ui/shell/rail.h"

#include <QDir>
#include <QTest>

#include <cstdio>

using namespace slipway::testing;
using namespace slipway::ui;

namespace {

bool draw(Shell &shell, const QString &folder, const QString &name)
{
    QTest::qWait(60); // layouts, and the strip's repaint
    const QString file = QDir(folder).filePath(name + QStringLiteral(".png"));
    std::printf("%s\n", qPrintable(file));
    return shell.window->grab().save(file);
}

bool drawTheme(Shell &shell, ThemeMode mode, const QString &folder, const QString &suffix)
{
    shell.theme.setMode(mode);
    MainWindow &window = *shell.window;
    window.openPage(QStringLiteral("home"));
    window.setInspectorShown(false);
    window.setJobsOpen(false);
    bool saved = draw(shell, folder, QStringLiteral("shell-") + suffix);
    window.openPage(QStringLiteral("experiments"));
    static_cast<SimplePage *>(window.page(QStringLiteral("experiments")))->inspectRun();
    window.setInspectorShown(true);
    window.setJobsOpen(true);
    saved = draw(shell, folder, QStringLiteral("shell-open-") + suffix) && saved;
    window.setJobsOpen(false);
    window.commandPalette().open(QStringLiteral("re"));
    saved = draw(shell, folder, QStringLiteral("shell-palette-") + suffix) && saved;
    window.commandPalette().close();
    window.resize(1100, 700);
    saved = draw(shell, folder, QStringLiteral("shell-narrow-") + suffix) && saved;
    window.resize(1440, 900);
    return saved;
}

} // namespace

int main(int argc, char **argv)
{
    const UiTestSession session(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: shell_pictures FOLDER\n");
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(folder);

    Shell shell;
    const auto jobs = jobsModel({{.id = QStringLiteral("48"),
                                  .sentence = QStringLiteral("Train two-tower, epoch 5 of 8"),
                                  .fraction = 0.58,
                                  .timeLeft = QStringLiteral("6 s left")},
                                 {.id = QStringLiteral("44"),
                                  .sentence = QStringLiteral("Train the ranker, done"),
                                  .state = Job::State::Done,
                                  .fraction = 1},
                                 {.id = QStringLiteral("43"),
                                  .sentence = QStringLiteral("Import interactions, failed"),
                                  .state = Job::State::Failed}});
    MainWindow &window = *shell.window;
    window.setWorkspace(QStringLiteral("Feed ranking"), shell.folder.path());
    window.setJobs(jobs.get());
    window.jobsStrip().setServer(Status::Ok, QStringLiteral("Serving on port 8000"));
    window.jobsStrip().setWorkspaceSize(QStringLiteral("Workspace 1.8 GB"));
    window.rail().setBadge(QStringLiteral("experiments"),
                           {Status::Running, 1, QStringLiteral("1 run is going on")});
    window.rail().setBadge(QStringLiteral("registry"), {Status::Warns, 1, QStringLiteral("1 version waits")});
    window.rail().setBadge(QStringLiteral("monitoring"),
                           {Status::Warns, 2, QStringLiteral("2 features drifted")});
    window.show();
    const bool light = drawTheme(shell, ThemeMode::Light, folder, QStringLiteral("light"));
    const bool dark = drawTheme(shell, ThemeMode::Dark, folder, QStringLiteral("dark"));
    window.setJobs(nullptr);
    return light && dark ? 0 : 1;
}
