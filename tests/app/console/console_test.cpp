#include "app/console/console.h"
#include "app/console/console_window.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "ui/pages/page.h"
#include "ui/settings/settings.h"
#include "ui/shell/jobs_strip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int engineMs = 20'000;

} // namespace

class ConsoleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void opensAWorkspaceAndRemembersIt();
    void makesAWorkspaceOfAnEmptyFolder();
    void whatCannotBeOpenedIsSaidWithWaysOut();
    void theSecondWindowStandsBesideTheFirst();
    void anotherWorkspaceTakesTheWindowsPlace();
    void whoComesSecondBringsTheFirstToTheFront();
    void aFolderThatIsNoWorkspaceLeavesTheWindowAsItIs();
    void opensAllPages();
    void undoTakesBackADeletedRun();
    void closingWhileAJobRunsLetsItRunOn();

private:
    MainWindow &shown() const { return m_console->front()->window(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Console> m_console;
};

void ConsoleTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
    m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("slipway.ini")));
    m_console = std::make_unique<Console>(*m_theme, *m_settings);
}

void ConsoleTest::cleanup()
{
    m_console.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_settings.reset();
    m_theme.reset();
}

void ConsoleTest::opensAWorkspaceAndRemembersIt()
{
    const SampleWorkspace sample;
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    QVERIFY(shown().isVisible());
    QCOMPARE(shown().windowTitle(), QStringLiteral("feed ranking – Slipway"));
    QCOMPARE(m_settings->recentWorkspaces(), QStringList({sample.name()}));
    QCOMPARE(m_console->standardFolder(), sample.name());
}

void ConsoleTest::makesAWorkspaceOfAnEmptyFolder()
{
    const QString folder = m_folder->filePath(QStringLiteral("new"));
    QVERIFY(m_console->start(folder, workspace::OpenMode::Create));
    QVERIFY(QFileInfo::exists(folder + QStringLiteral("/slipway.db")));
}

void ConsoleTest::whatCannotBeOpenedIsSaidWithWaysOut()
{
    const QString file = m_folder->filePath(QStringLiteral("a file"));
    QFile(file).open(QIODevice::WriteOnly);
    QVERIFY(m_console->start(file, workspace::OpenMode::Create));
    QVERIFY(!m_console->front()->session());
    QTRY_COMPARE(shown().page(QStringLiteral("home"))->view(), View::Failure);
    const auto *way = shown().findChild<QPushButton *>(QStringLiteral("home.open_another"));
    QVERIFY(way && way->isEnabled());
}

void ConsoleTest::theSecondWindowStandsBesideTheFirst()
{
    const SampleWorkspace sample;
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    QVERIFY(m_console->front()->actions().trigger(QStringLiteral("workspace.new_window")));
    QCOMPARE(m_console->windows().size(), 2);
    for (const ConsoleWindow *window : m_console->windows()) {
        QVERIFY(window->window().isVisible());
        QCOMPARE(window->session()->folder(), sample.name());
    }
    m_console->windows().constFirst()->window().close();
    QCOMPARE(m_console->windows().size(), 1);
}

void ConsoleTest::anotherWorkspaceTakesTheWindowsPlace()
{
    const SampleWorkspace first;
    const SampleWorkspace second;
    QVERIFY(m_console->start(first.name(), workspace::OpenMode::Existing));
    Q_EMIT shown().workspaceRequested(second.name());
    QCOMPARE(m_console->windows().size(), 1);
    QCOMPARE(m_console->front()->session()->folder(), second.name());
}

void ConsoleTest::whoComesSecondBringsTheFirstToTheFront()
{
    const SampleWorkspace sample;
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    // Another process would have a console of its own.
    Console other(*m_theme, *m_settings);
    bool raised = true;
    QTimer::singleShot(0, this, [&] { raised = other.start(sample.name(), workspace::OpenMode::Existing); });
    QTRY_VERIFY(!raised);
    QVERIFY(other.windows().isEmpty());
}

void ConsoleTest::aFolderThatIsNoWorkspaceLeavesTheWindowAsItIs()
{
    const SampleWorkspace sample;
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    Q_EMIT shown().workspaceRequested(m_folder->path());
    QCOMPARE(m_console->front()->session()->folder(), sample.name());
    auto *box = shown().findChild<QMessageBox *>(QStringLiteral("window.problem"));
    QVERIFY(box);
    QVERIFY(box->informativeText().contains(m_folder->path()));
    box->close();
}

void ConsoleTest::opensAllPages()
{
    const SampleWorkspace sample;
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    QCOMPARE(m_console->front()->pages().offered().size(), 14);
    for (const PageDescription &page : m_console->front()->pages().offered()) {
        QVERIFY2(shown().openPage(page.id), qPrintable(page.id));
        QTest::qWait(20);
        QCOMPARE(shown().currentPage(), page.id);
    }
    QCOMPARE(m_console->front()->actions().problems(), QStringList());
}

void ConsoleTest::undoTakesBackADeletedRun()
{
    SampleWorkspace sample;
    const auto run = QString::fromStdString(sample.addRun("first"));
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    ConsoleWindow &console = *m_console->front();
    QVERIFY(!console.actions().trigger(QStringLiteral("edit.undo")));
    console.session()->edits().run({QStringLiteral("runs"), QStringLiteral("delete"), run},
                                   QStringLiteral("Delete run 1"));
    QTRY_COMPARE_WITH_TIMEOUT(shown().toast().sentence(), QStringLiteral("Delete run 1: done."), engineMs);
    QTRY_VERIFY_WITH_TIMEOUT(console.actions().action(QStringLiteral("edit.undo"))->isEnabled(), engineMs);
    QVERIFY(console.actions().trigger(QStringLiteral("edit.undo")));
    QTRY_COMPARE_WITH_TIMEOUT(shown().toast().sentence(), QStringLiteral("Delete run 1: taken back."),
                              engineMs);
}

void ConsoleTest::closingWhileAJobRunsLetsItRunOn()
{
    const SampleWorkspace sample;
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    int asked = 0;
    shown().setClosingQuestion([&](QWidget *, int running) {
        asked += running;
        return ClosingAnswer::LetRun;
    });
    const auto job =
        m_console->front()->session()->start({QStringLiteral("data"), QStringLiteral("generate"),
                                              QStringLiteral("--rows"), QStringLiteral("300000")});
    QVERIFY(job.ok());
    QTRY_COMPARE_WITH_TIMEOUT(job.value()->state(), Job::State::Running, engineMs);
    shown().close();
    QCOMPARE(asked, 1);
    QVERIFY(m_console->windows().isEmpty());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    // A window that comes later finds it, and its end.
    QVERIFY(m_console->start(sample.name(), workspace::OpenMode::Existing));
    const auto done = [this] {
        const JobsModel &jobs = m_console->front()->session()->jobs();
        return jobs.rowCount() == 1
            && jobs.index(0).data(JobsModel::StateRole).value<Job::State>() == Job::State::Done;
    };
    QTRY_VERIFY_WITH_TIMEOUT(done(), engineMs);
}

SLIPWAY_UI_TEST_MAIN(ConsoleTest)
#include "console_test.moc"
