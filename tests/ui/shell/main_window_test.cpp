#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/rail.h"
#include "ui/shell/rail_item.h"
#include "ui/shell/top_bar.h"

#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace slipway::testing;
using namespace slipway::ui;

namespace {

RailItem *item(const Shell &shell, const QString &page)
{
    return shell.window->findChild<RailItem *>(QStringLiteral("rail.") + page);
}

/// Drops the file on the window; true if the window takes it.
bool drop(MainWindow &window, const QString &file)
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&window, &enter);
    QDropEvent event({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    return enter.isAccepted();
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void noIdAndNoShortcutStandsTwice();
    void everyGlyphOfAnActionExists();
    void thePartsHaveTheSizesOfTheLook();
    void theRailOpensPagesAndMarksThem();
    void ctrlAndADigitGoToAPage();
    void goesBackAndForward();
    void aNarrowWindowShowsGlyphsOnly();
    void aBadgeIsShapeNumberAndSentence();
    void theThemeGoesRoundAndIsRemembered();
    void theWindowComesBackAsItWasLeft();
    void resetIsTheFirstDay();
    void aWorkspaceFolderCanBeDropped();
    void filesAreTakenWhereSomebodyListens();
    void anythingElseIsNotTaken();
    void theWorkspaceMenuHoldsTheRecentOnes();
    void closingAsksOnceWhileJobsRun();
    void closingDoesNotAskWhenNothingRuns();
    void aClosingWindowCanStopTheJobs();
    void rightToLeftMirrorsTheWindow();

private:
    std::unique_ptr<Shell> m_shell;
};

void MainWindowTest::init()
{
    m_shell = std::make_unique<Shell>();
    m_shell->window->resize(1440, 900);
    m_shell->window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_shell->window.get()));
}

void MainWindowTest::cleanup()
{
    m_shell.reset();
}

void MainWindowTest::noIdAndNoShortcutStandsTwice()
{
    for (const PageDescription &page : m_shell->pages.offered())
        m_shell->window->openPage(page.id); // so that their actions are there too
    QCOMPARE(m_shell->actions.problems(), QStringList());
    for (const QString &id : m_shell->actions.ids())
        QCOMPARE(m_shell->actions.action(id)->objectName(), id);
}

void MainWindowTest::everyGlyphOfAnActionExists()
{
    for (const QString &id : m_shell->actions.ids()) {
        const QString glyph = m_shell->actions.description(id)->icon;
        QVERIFY2(glyph.isEmpty() || m_shell->theme.icons().contains(glyph), qPrintable(id));
    }
}

// LOOK.md "Shell".
void MainWindowTest::thePartsHaveTheSizesOfTheLook()
{
    const MainWindow &window = *m_shell->window;
    QCOMPARE(window.topBar().geometry(), QRect(0, 0, 1440, 44));
    QCOMPARE(window.rail().geometry(), QRect(0, 44, 184, 826));
    QCOMPARE(window.jobsStrip().geometry(), QRect(0, 870, 1440, 30));
    const auto *filter = window.findChild<QLineEdit *>(QStringLiteral("home.filter"));
    QCOMPARE(filter->mapTo(&window, QPoint()).x(), 184 + 20);
}

void MainWindowTest::theRailOpensPagesAndMarksThem()
{
    QSignalSpy shown(m_shell->window.get(), &MainWindow::pageShown);
    QTest::mouseClick(item(*m_shell, QStringLiteral("registry")), Qt::LeftButton);
    QCOMPARE(m_shell->window->currentPage(), QStringLiteral("registry"));
    QVERIFY(item(*m_shell, QStringLiteral("registry"))->isChecked());
    QVERIFY(!item(*m_shell, QStringLiteral("home"))->isChecked());
    QVERIFY(m_shell->window->page(QStringLiteral("registry"))->isVisible());
    QCOMPARE(shown.size(), 1);
    QVERIFY(!m_shell->window->openPage(QStringLiteral("weather")));
}

void MainWindowTest::ctrlAndADigitGoToAPage()
{
    QTest::keyClick(m_shell->window.get(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(m_shell->window->currentPage(), QStringLiteral("experiments"));
    QTest::keyClick(m_shell->window.get(), Qt::Key_9, Qt::ControlModifier);
    QCOMPARE(m_shell->window->currentPage(), QStringLiteral("monitoring"));
}

void MainWindowTest::goesBackAndForward()
{
    const QAction *back = m_shell->actions.action(QStringLiteral("shell.back"));
    QVERIFY(!back->isEnabled());
    m_shell->window->openPage(QStringLiteral("data"));
    QVERIFY(back->isEnabled());
    QTest::mouseClick(m_shell->window->topBar().findChild<QAbstractButton *>(QStringLiteral("shell.back")),
                      Qt::LeftButton);
    QCOMPARE(m_shell->window->currentPage(), QStringLiteral("home"));
    QVERIFY(!back->isEnabled());
    QTest::keyClick(m_shell->window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_shell->window->currentPage(), QStringLiteral("data"));
}

void MainWindowTest::aNarrowWindowShowsGlyphsOnly()
{
    m_shell->window->resize(1199, 800);
    QTRY_COMPARE(m_shell->window->rail().width(), 48);
    QVERIFY(item(*m_shell, QStringLiteral("data"))->toolTip().startsWith(QStringLiteral("Data")));
    m_shell->window->resize(1200, 800);
    QTRY_COMPARE(m_shell->window->rail().width(), 184);
}

void MainWindowTest::aBadgeIsShapeNumberAndSentence()
{
    RailItem *registry = item(*m_shell, QStringLiteral("registry"));
    const QImage before = registry->grab().toImage();
    m_shell->window->rail().setBadge(QStringLiteral("registry"),
                                     {Status::Warns, 1, QStringLiteral("1 version waits for approval.")});
    QCOMPARE(registry->accessibleName(), QStringLiteral("Registry"));
    QCOMPARE(registry->accessibleDescription(), QStringLiteral("1 version waits for approval."));
    QVERIFY(registry->grab().toImage() != before);
    m_shell->window->rail().setBadge(QStringLiteral("registry"), {});
    QCOMPARE(registry->grab().toImage(), before);
}

void MainWindowTest::theThemeGoesRoundAndIsRemembered()
{
    QCOMPARE(m_shell->theme.mode(), ThemeMode::System);
    m_shell->actions.trigger(QStringLiteral("shell.theme"));
    QCOMPARE(m_shell->theme.mode(), ThemeMode::Light);
    m_shell->actions.trigger(QStringLiteral("shell.theme"));
    QCOMPARE(m_shell->theme.mode(), ThemeMode::Dark);
    QCOMPARE(m_shell->settings.value(kThemeMode).toString(), QStringLiteral("dark"));
    m_shell->actions.trigger(QStringLiteral("shell.theme"));
    QCOMPARE(m_shell->theme.mode(), ThemeMode::System);
}

void MainWindowTest::theWindowComesBackAsItWasLeft()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("slipway.ini"));
    {
        Shell shell(file);
        shell.window->resize(780, 600); // the offscreen screen is small
        shell.window->show();
        shell.window->openPage(QStringLiteral("reports"));
        shell.window->setInspectorShown(true);
        shell.window->setJobsOpen(true);
        shell.theme.setMode(ThemeMode::Dark);
        QVERIFY(shell.window->close());
    }
    Shell shell(file);
    shell.window->show();
    QCOMPARE(shell.window->size(), QSize(780, 600));
    QCOMPARE(shell.window->currentPage(), QStringLiteral("reports"));
    QVERIFY(shell.actions.action(QStringLiteral("shell.inspector"))->isChecked());
    QVERIFY(shell.window->jobsStrip().isOpen());
    QVERIFY(shell.theme.dark());
}

void MainWindowTest::resetIsTheFirstDay()
{
    m_shell->window->resize(1000, 700);
    m_shell->window->setJobsOpen(true);
    m_shell->theme.setMode(ThemeMode::Dark);
    QVERIFY(m_shell->actions.trigger(QStringLiteral("shell.reset_layout")));
    QCOMPARE(m_shell->window->size(), QSize(1440, 900));
    QVERIFY(!m_shell->window->jobsStrip().isOpen());
    QCOMPARE(m_shell->theme.mode(), ThemeMode::System);
}

void MainWindowTest::aWorkspaceFolderCanBeDropped()
{
    const QDir folder(m_shell->folder.path());
    QVERIFY(folder.mkdir(QStringLiteral("feed")));
    QFile records(folder.filePath(QStringLiteral("feed/slipway.db")));
    QVERIFY(records.open(QIODevice::WriteOnly));
    QSignalSpy asked(m_shell->window.get(), &MainWindow::workspaceRequested);
    QVERIFY(drop(*m_shell->window, folder.filePath(QStringLiteral("feed"))));
    QVERIFY(drop(*m_shell->window, records.fileName()));
    QCOMPARE(asked.size(), 2);
    QCOMPARE(asked[0][0].toString(), folder.filePath(QStringLiteral("feed")));
    QCOMPARE(asked[1][0].toString(), folder.filePath(QStringLiteral("feed")));
}

void MainWindowTest::filesAreTakenWhereSomebodyListens()
{
    QFile table(QDir(m_shell->folder.path()).filePath(QStringLiteral("a.csv")));
    QVERIFY(table.open(QIODevice::WriteOnly));
    QVERIFY(!drop(*m_shell->window, table.fileName()));
    QSignalSpy dropped(m_shell->window.get(), &MainWindow::filesDropped);
    QVERIFY(drop(*m_shell->window, table.fileName()));
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped[0][0].toStringList(), QStringList {table.fileName()});
}

void MainWindowTest::anythingElseIsNotTaken()
{
    QSignalSpy asked(m_shell->window.get(), &MainWindow::workspaceRequested);
    QVERIFY(!drop(*m_shell->window, m_shell->folder.path()));
    QVERIFY(!drop(*m_shell->window, QStringLiteral("/nonexistent")));
    QCOMPARE(asked.size(), 0);
}

void MainWindowTest::theWorkspaceMenuHoldsTheRecentOnes()
{
    m_shell->window->setWorkspace(QStringLiteral("feed"), QStringLiteral("/tmp/feed"));
    m_shell->window->setWorkspace(QStringLiteral("churn"), QStringLiteral("/tmp/churn"));
    QMenu *menu = m_shell->window->topBar().workspaceMenu();
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().size() >= 2);
    QCOMPARE(menu->actions()[0]->text(), QStringLiteral("churn"));
    QVERIFY(menu->actions()[0]->isChecked());
    QSignalSpy asked(m_shell->window.get(), &MainWindow::workspaceRequested);
    menu->actions()[1]->trigger();
    QCOMPARE(asked[0][0].toString(), QStringLiteral("/tmp/feed"));
}

void MainWindowTest::closingAsksOnceWhileJobsRun()
{
    const auto jobs = jobsModel(
        {{.id = QStringLiteral("1"), .sentence = QStringLiteral("Train")},
         {.id = QStringLiteral("2"), .sentence = QStringLiteral("Old"), .state = Job::State::Done}});
    m_shell->window->setJobs(jobs.get());
    QList<int> asked;
    ClosingAnswer answer = ClosingAnswer::Stay;
    m_shell->window->setClosingQuestion([&](QWidget *, int running) {
        asked.append(running);
        return answer;
    });
    QSignalSpy stopped(m_shell->window.get(), &MainWindow::stopJobRequested);
    QVERIFY(!m_shell->window->close());
    QVERIFY(m_shell->window->isVisible());
    answer = ClosingAnswer::LetRun;
    QVERIFY(m_shell->window->close());
    QCOMPARE(asked, QList<int>({1, 1}));
    QCOMPARE(stopped.size(), 0);
}

void MainWindowTest::closingDoesNotAskWhenNothingRuns()
{
    m_shell->window->setClosingQuestion([](QWidget *, int) {
        QTest::qFail("there is nothing to ask about", __FILE__, __LINE__);
        return ClosingAnswer::Stay;
    });
    QSignalSpy closing(m_shell->window.get(), &MainWindow::closing);
    QVERIFY(m_shell->window->close());
    QCOMPARE(closing.size(), 1);
}

void MainWindowTest::aClosingWindowCanStopTheJobs()
{
    const auto jobs = jobsModel({{.id = QStringLiteral("1"), .sentence = QStringLiteral("Train")}});
    m_shell->window->setJobs(jobs.get());
    m_shell->window->setClosingQuestion([](QWidget *, int) { return ClosingAnswer::Stop; });
    QSignalSpy stopped(m_shell->window.get(), &MainWindow::stopJobRequested);
    QVERIFY(m_shell->window->close());
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(stopped[0][0].toString(), QStringLiteral("1"));
}

void MainWindowTest::rightToLeftMirrorsTheWindow()
{
    MainWindow &window = *m_shell->window;
    window.setWorkspace(QStringLiteral("Feed"), {});
    window.setLayoutDirection(Qt::RightToLeft);
    QTest::qWait(0);
    QCOMPARE(window.rail().geometry().right(), window.width() - 1);
    const auto *workspace = window.topBar().findChild<QAbstractButton *>(QStringLiteral("shell.workspace"));
    const auto *inspector = window.topBar().findChild<QAbstractButton *>(QStringLiteral("shell.inspector"));
    QVERIFY(workspace->x() > window.width() / 2);
    QVERIFY(inspector->x() < 40);
}

SLIPWAY_UI_TEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
