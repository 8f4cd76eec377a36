#include "tests/support/ui_test_main.h"

#include <QFile>
#include <QFont>
#include <QLocale>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::testing {

namespace {

/// Lines of the platform plugin about what a window without a screen cannot do.
bool ofThePlatform(const QByteArray &line)
{
    return line.contains("This plugin does not support");
}

int warningsIn(const QString &log)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    int found = 0;
    for (const auto &line : file.readAll().split('\n')) {
        if (line.startsWith("QWARN") && !ofThePlatform(line)) {
            std::fprintf(stderr, "A warning of Qt fails the run: %s\n", line.constData());
            ++found;
        }
    }
    return found;
}

} // namespace

UiTestSession::UiTestSession(int &argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("PATH", SLIPWAY_BIN_DIR ":" + qgetenv("PATH")); // windows look for the engine there
    qunsetenv("QT_QPA_PLATFORMTHEME");
    qunsetenv("QT_STYLE_OVERRIDE");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // the desktop's settings are not the test's
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR")) {
        const QByteArray folder =
            "/tmp/slipway-test-runtime-" + QByteArray::number(static_cast<int>(::getuid()));
        ::mkdir(folder.constData(), 0700);
        qputenv("XDG_RUNTIME_DIR", folder);
    }
    QStandardPaths::setTestModeEnabled(true);
    m_application = std::make_unique<QApplication>(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(13);
    QApplication::setFont(font);
}

UiTestSession::~UiTestSession() = default;

int UiTestSession::run(QObject &test)
{
    auto arguments = QCoreApplication::arguments();
    // Qt Test replaces every message handler, so the warnings are looked up in its own log afterwards. An
    // outer QT_FATAL_WARNINGS would also abort on the platform's lines.
    if (arguments.contains(QStringLiteral("-o")))
        return QTest::qExec(&test, arguments);
    QTemporaryDir folder;
    const auto log = folder.filePath(QStringLiteral("log.txt"));
    arguments << QStringLiteral("-o") << log + QStringLiteral(",txt") << QStringLiteral("-o")
              << QStringLiteral("-,txt");
    const int failures = QTest::qExec(&test, arguments);
    return failures + warningsIn(log);
}

} // namespace slipway::testing
