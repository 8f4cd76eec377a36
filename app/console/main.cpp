#include "app/console/console.h"
#include "app/console/console_window.h"
#include "app/console/gallery.h"
#include "app/console/translations.h"
#include "ui/jobs/launcher.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <string_view>

namespace {

using namespace slipway;
using namespace slipway::ui;

constexpr int exitWrongUsage = 2;
constexpr int exitEnvironment = 5;
constexpr int demoMs = 120'000;

struct Options {
    QCommandLineOption tour {QStringLiteral("tour"), QStringLiteral("Start with this tour: feed."),
                             QStringLiteral("name")};
    QCommandLineOption gallery {
        QStringLiteral("gallery"),
        QStringLiteral("Draw every page in all its views to PNG files in this folder, and end."),
        QStringLiteral("folder")};
    QCommandLineOption scale {QStringLiteral("gallery-scale"),
                              QStringLiteral("Draw in this scale only, in percent: 100 or 200."),
                              QStringLiteral("percent")};
    QCommandLineOption measure {
        QStringLiteral("measure"),
        QStringLiteral("End after the window has been painted for the first time; print what is in memory.")};
};

/// The pictures show a real workspace: the named one, or what the demo makes.
bool makeDemo(const QString &folder)
{
    QProcess engine;
    engine.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    engine.start(Launcher::installedEngine(),
                 {QStringLiteral("-w"), folder, QStringLiteral("demo"), QStringLiteral("feed"),
                  QStringLiteral("--rows"), QStringLiteral("20000")});
    return engine.waitForFinished(demoMs) && engine.exitCode() == 0;
}

/// A scale belongs to a process, so each is drawn by one of its own.
int drawAllScales(const QString &folder, const QString &workspace)
{
    QTemporaryDir temporary;
    const QString shown =
        workspace.isEmpty() ? temporary.filePath(QStringLiteral("Feed ranking")) : workspace;
    if (workspace.isEmpty() && !makeDemo(shown))
        return exitEnvironment;
    for (const int percent : {100, 200}) {
        QProcess painter;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::number(percent / 100));
        painter.setProcessEnvironment(environment);
        painter.setProcessChannelMode(QProcess::ForwardedChannels);
        painter.start(QCoreApplication::applicationFilePath(),
                      {shown, QStringLiteral("--gallery"), folder, QStringLiteral("--gallery-scale"),
                       QString::number(percent)});
        if (!painter.waitForFinished(-1) || painter.exitCode() != 0)
            return exitEnvironment;
    }
    return 0;
}

int drawOneScale(Theme &theme, const QString &folder, const QString &workspace, int percent)
{
    const int drawn = drawGallery(theme, {folder, workspace, percent});
    if (drawn < 0) {
        std::fprintf(stderr, "slipway-console: the pictures could not be written to %s.\n",
                     qPrintable(folder));
        return exitEnvironment;
    }
    std::printf("%d pictures at %d%% in %s\n", drawn, percent, qPrintable(folder));
    return 0;
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray all = status.readAll();
    const auto at = all.indexOf("VmRSS:");
    return at < 0 ? 0 : all.mid(at + 6, all.indexOf("kB", at) - at - 6).trimmed().toDouble() / 1024;
}

/// Says on standard output that the window has been painted, and ends.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(QWidget &window)
        : QObject(&window)
    {
        window.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_seen) {
            m_seen = true;
            // Behind the painting of this turn of the loop.
            QTimer::singleShot(0, qApp, [] {
                std::printf("painted, %.1f MB\n", residentMegabytes());
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_seen = false;
};

bool hasScreen()
{
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || qEnvironmentVariableIsSet("DISPLAY")
        || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

bool needsScreen(int argc, char **argv)
{
    return std::none_of(argv + 1, argv + argc, [](std::string_view word) {
        return word.starts_with("--gallery") || word == "--help" || word == "-h" || word == "--version"
            || word == "-v";
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (!hasScreen()) {
        if (needsScreen(argc, argv)) { // Qt would end the process with a core dump
            std::fprintf(
                stderr,
                "slipway-console: there is no screen to open a window on (neither DISPLAY nor "
                "WAYLAND_DISPLAY is set). Start it on a desktop, or use the command: slipway --help\n");
            return exitEnvironment;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // the engine's rooms write and read numbers
    QApplication::setApplicationName(QStringLiteral("slipway-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Slipway"));
    QApplication::setApplicationVersion(QStringLiteral(SLIPWAY_VERSION));

    installTranslations(application);

    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The window of Slipway: a model's whole life, on this machine."));
    parser.addPositionalArgument(
        QStringLiteral("workspace"),
        QStringLiteral("Folder of the workspace (standard: $SLIPWAY_WORKSPACE, else the last one)"),
        QStringLiteral("[workspace]"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({options.tour, options.gallery, options.scale, options.measure});
    parser.process(application);
    if (parser.positionalArguments().size() > 1) {
        std::fprintf(stderr, "slipway-console: only one workspace can be named. See --help.\n");
        return exitWrongUsage;
    }
    const QString named = parser.positionalArguments().value(0);

    if (parser.isSet(options.gallery) && !parser.isSet(options.scale))
        return drawAllScales(parser.value(options.gallery), named);
    Theme theme;
    theme.applyTo(application);
    if (parser.isSet(options.gallery))
        return drawOneScale(theme, parser.value(options.gallery), named, parser.value(options.scale).toInt());

    Settings settings;
    Console console(theme, settings);
    const QString folder = named.isEmpty() ? console.standardFolder() : named;
    if (!console.start(folder, workspace::OpenMode::Create)) {
        std::printf("The window of %s has come to the front.\n", qPrintable(folder));
        return 0;
    }
    if (parser.isSet(options.measure))
        new FirstPaint(console.front()->window());
    if (parser.isSet(options.tour))
        console.front()->startTour(parser.value(options.tour));
    return QApplication::exec();
}
