#include "app/console/console.h"
#include "app/console/console_window.h"
#include "app/console/watchdog.h"
#include "tests/e2e/window_hands.h"
#include "tests/support/temporary_folder.h"
#include "ui/pages/page.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QTest>

#include <clocale>
#include <cstdio>

using namespace slipway;
using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int pageMs = 10'000;
constexpr int jobMs = 120'000; // sanitizers take their time

} // namespace

/// A stranger with a mouse and a keyboard takes a model through its whole life in the real window: every
/// click and key goes through the X server, every job is the real engine.
class WindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void welcomesTheStranger();
    void generatesDataAndChecksIt();
    void buildsFeatures();
    void trainsARun();
    void evaluatesIt();
    void registersAndPromotesIt();
    void servesItAndAsksIt();
    void measuresDrift();
    void writesTheReport();
    void verifiesTheLog();
    void findsAPageByTyping();
    void noLearningLibraryIsMapped();

private:
    MainWindow &window() const { return m_console->front()->window(); }
    Page *page() const { return window().page(window().currentPage()); }
    void go(const char *id);
    bool shows(const char *objectName) const { return Hands::find(QString::fromLatin1(objectName)); }
    void click(const char *objectName) { m_hands->click(QString::fromLatin1(objectName)); }
    QString said(const char *objectName) const;

    TemporaryFolder m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<Hands> m_hands;
    std::unique_ptr<Watchdog> m_watchdog;
    double m_longest = 0;
};

void WindowTest::initTestCase()
{
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
    m_settings = std::make_unique<Settings>(QString::fromStdString((m_folder / "slipway.ini").string()));
    m_console = std::make_unique<Console>(*m_theme, *m_settings);
    QVERIFY(m_console->start(QString::fromStdString((m_folder / "first workspace").string()),
                             workspace::OpenMode::Create));
    window().move(0, 0);
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
    m_hands = std::make_unique<Hands>(window());
    m_watchdog = std::make_unique<Watchdog>();
}

void WindowTest::cleanup()
{
    if (QTest::currentTestFailed()) {
        const QString picture = QDir::temp().filePath(
            QStringLiteral("slipway-window-%1.png").arg(QString::fromLatin1(QTest::currentTestFunction())));
        window().grab().save(picture);
        std::printf("The window as it stood then: %s\n", qPrintable(picture));
    }
    QVERIFY2(m_hands->problems().isEmpty(), qPrintable(m_hands->problems().join(u'\n')));
    std::printf("%-32s longest turn of the event loop %5.1f ms\n", QTest::currentTestFunction(),
                m_watchdog->longestMs());
    m_longest = std::max(m_longest, m_watchdog->longestMs());
    m_watchdog->reset();
}

void WindowTest::cleanupTestCase()
{
    std::printf("longest time that the UI thread was blocked on the whole path: %.1f ms\n", m_longest);
    m_hands.reset();
    m_console.reset();
}

void WindowTest::go(const char *id)
{
    m_hands->click(QStringLiteral("rail.") + QString::fromLatin1(id));
    QTRY_COMPARE_WITH_TIMEOUT(window().currentPage(), QString::fromLatin1(id), pageMs);
}

QString WindowTest::said(const char *objectName) const
{
    const auto *label = qobject_cast<QLabel *>(Hands::find(QString::fromLatin1(objectName)));
    return label ? label->text() : QString();
}

void WindowTest::welcomesTheStranger()
{
    QTRY_COMPARE_WITH_TIMEOUT(page()->view(), View::Empty, pageMs);
    QVERIFY(shows("home.guided_demo"));
}

void WindowTest::generatesDataAndChecksIt()
{
    go("data");
    QTRY_VERIFY_WITH_TIMEOUT(shows("data.empty.generate"), pageMs);
    click("data.empty.generate");
    QTRY_VERIFY_WITH_TIMEOUT(shows("data.generate.rows"), pageMs);
    click("data.generate.rows");
    m_hands->press(QStringLiteral("ctrl+a"));
    m_hands->type(QStringLiteral("20000"));
    click("data.generate.start");
    QTRY_VERIFY_WITH_TIMEOUT(shows("data.rows"), jobMs);
    click("data.validate");
    QTRY_VERIFY_WITH_TIMEOUT(said("data.suite").size() > 0 || shows("data.checks"), jobMs);
}

void WindowTest::buildsFeatures()
{
    go("features");
    QTRY_VERIFY_WITH_TIMEOUT(shows("features.empty.build"), pageMs);
    click("features.empty.build");
    QTRY_VERIFY_WITH_TIMEOUT(shows("features.definitions"), jobMs);
}

void WindowTest::trainsARun()
{
    go("experiments");
    QTRY_VERIFY_WITH_TIMEOUT(shows("experiments.train_now"), pageMs);
    click("experiments.train_now");
    const auto finished = [this] {
        const auto *runs = qobject_cast<QAbstractItemView *>(Hands::find(QStringLiteral("experiments.runs")));
        for (int column = 0; runs && runs->model() && column < runs->model()->columnCount(); ++column) {
            if (runs->model()->index(0, column).data().toString() == QStringLiteral("Finished"))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(finished(), jobMs);
}

void WindowTest::evaluatesIt()
{
    go("evaluate");
    QTRY_VERIFY_WITH_TIMEOUT(shows("evaluate.first"), pageMs);
    click("evaluate.first");
    QTRY_COMPARE_WITH_TIMEOUT(page()->view(), View::Result, jobMs);
}

void WindowTest::registersAndPromotesIt()
{
    go("registry");
    QTRY_VERIFY_WITH_TIMEOUT(shows("registry.register_first"), pageMs);
    click("registry.register_first");
    QTRY_VERIFY_WITH_TIMEOUT(shows("registry.promote"), jobMs);
    QTRY_VERIFY_WITH_TIMEOUT(shows("registry.reason"), jobMs);
    click("registry.reason");
    m_hands->type(QStringLiteral("the first one that passed"));
    QTRY_VERIFY_WITH_TIMEOUT(Hands::find(QStringLiteral("registry.promote"))->isEnabled(), jobMs);
    click("registry.promote");
    const auto inProduction = [] {
        const auto *chip = qobject_cast<Chip *>(Hands::find(QStringLiteral("registry.production")));
        return chip && chip->status() == slipway::ui::Status::Ok;
    };
    QTRY_VERIFY_WITH_TIMEOUT(inProduction(), jobMs);
}

void WindowTest::servesItAndAsksIt()
{
    go("serving");
    QTRY_VERIFY_WITH_TIMEOUT(shows("serving.start"), pageMs);
    m_console->front()->session()->server().start(ServerHandle::anyPort); // 8000 may be taken on this machine
    QTRY_COMPARE_WITH_TIMEOUT(m_console->front()->session()->server().state(), ServerHandle::State::Serving,
                              jobMs);
    QTRY_VERIFY_WITH_TIMEOUT(Hands::find(QStringLiteral("serving.send"))
                                 && Hands::find(QStringLiteral("serving.send"))->isEnabled(),
                             pageMs);
    click("serving.send");
    QTRY_VERIFY_WITH_TIMEOUT(shows("serving.ranking"), pageMs);
    click("serving.stop");
    QTRY_COMPARE_WITH_TIMEOUT(m_console->front()->session()->server().state(), ServerHandle::State::Stopped,
                              jobMs);
}

void WindowTest::measuresDrift()
{
    go("monitoring");
    QTRY_VERIFY_WITH_TIMEOUT(shows("monitoring.empty.check"), pageMs);
    click("monitoring.empty.check");
    QTRY_VERIFY_WITH_TIMEOUT(shows("monitoring.features"), jobMs);
}

void WindowTest::writesTheReport()
{
    go("reports");
    QTRY_VERIFY_WITH_TIMEOUT(shows("reports.write_first"), pageMs);
    click("reports.write_first");
    QTRY_VERIFY_WITH_TIMEOUT(shows("reports.list"), jobMs);
    QTRY_VERIFY_WITH_TIMEOUT(shows("reports.view"), jobMs);
}

void WindowTest::verifiesTheLog()
{
    go("activity");
    QTRY_VERIFY_WITH_TIMEOUT(shows("activity.verify"), pageMs);
    click("activity.verify");
    const auto verdict = [] { return qobject_cast<Chip *>(Hands::find(QStringLiteral("activity.verdict"))); };
    QTRY_VERIFY_WITH_TIMEOUT(verdict() && verdict()->status() == slipway::ui::Status::Ok, jobMs);
}

void WindowTest::findsAPageByTyping()
{
    m_hands->press(QStringLiteral("ctrl+k"));
    m_hands->type(QStringLiteral("home"));
    m_hands->press(QStringLiteral("Return"));
    QTRY_COMPARE_WITH_TIMEOUT(window().currentPage(), QStringLiteral("home"), pageMs);
    QTRY_COMPARE_WITH_TIMEOUT(page()->view(), View::Result, pageMs);
}

void WindowTest::noLearningLibraryIsMapped()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    QVERIFY(maps.open(QIODevice::ReadOnly));
    const QByteArray mapped = maps.readAll().toLower();
    for (const char *library : {"libtorch", "libc10", "libopencv", "libqt5"})
        QVERIFY2(!mapped.contains(library), library);
}

int main(int argc, char **argv)
{
    const VirtualScreen screen;
    if (!screen.isThere()) {
        std::fprintf(stderr, "There is no Xvfb; packaging/dependencies.sh installs it.\n");
        return 1;
    }
    screen.useScreen();
    qputenv("PATH", SLIPWAY_BIN_DIR ":" + qgetenv("PATH")); // the window looks for the engine there
    qunsetenv("QT_QPA_PLATFORMTHEME");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    WindowTest test;
    return QTest::qExec(&test, QCoreApplication::arguments());
}
#include "window_test.moc"
