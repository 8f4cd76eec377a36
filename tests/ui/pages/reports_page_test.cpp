#include "ui/pages/reports_page.h"

#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/job.h"
#include "ui/models/reports_model.h"
#include "ui/pages/reports_document.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBrowser>

using namespace slipway;
using namespace slipway::ui;
using namespace slipway::testing;

namespace {

constexpr int patience = 20'000; ///< for the engine

using Stage = PageStage<ReportsPage>;

/// The heading of the empty view or of a failure, whichever is on the screen.
QString heading(const Stage &stage)
{
    for (const auto *label : stage.page->findChildren<QLabel *>(QStringLiteral("view.title"))) {
        if (label->isVisible())
            return label->text();
    }
    return {};
}

void click(const Stage &stage, const char *button)
{
    auto *found = stage.find<QPushButton>(button);
    QVERIFY2(found && found->isVisible() && found->isEnabled(), button);
    QTest::mouseClick(found, Qt::LeftButton);
}

QAbstractItemModel *list(const Stage &stage)
{
    return stage.find<QListView>("reports.list")->model();
}

ReportView *paper(const Stage &stage)
{
    return stage.find<ReportView>("reports.view");
}

/// All that stands on the paper as words.
QString wordsOf(const Stage &stage)
{
    QString words;
    for (const auto *label : paper(stage)->findChildren<QLabel *>())
        words += label->text() + u'\n';
    return words;
}

bool isRead(const Stage &stage)
{
    return !paper(stage)->sections().isEmpty() && paper(stage)->isComplete();
}

QByteArray bytesOf(const std::filesystem::path &file)
{
    QFile opened(QString::fromStdString(file.string()));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

void put(const std::filesystem::path &file, const QByteArray &bytes)
{
    QFile opened(QString::fromStdString(file.string()));
    QVERIFY(opened.open(QIODevice::WriteOnly));
    opened.write(bytes);
}

} // namespace

class ReportsPageTest : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void takeUrl(const QUrl &url) { m_opened << url; }

private Q_SLOTS:
    void everyViewCanBeShown();
    void withoutReportsTheFirstOneIsWritten();
    void theReportStandsThereWithItsCharts();
    void aSectionCanBeGoneTo();
    void inTheOtherThemeTheWordsChangeTheirColour();
    void theFormatIsChosenBeforeWriting();
    void theBytesAreCopiedToAChosenPlace();
    void aCopyThatFailsHasAWayOut();
    void theFileCanBeOpened();
    void anOldReportIsShownAsFarAsItGoes();
    void aFileThatIsNoReportIsSaid();
    void theKeyboardMovesThroughTheList();
    void stoppingLeavesWhatWasThere();
    void aFailureCanBeTriedAgain();

private:
    QList<QUrl> m_opened;
};

void ReportsPageTest::everyViewCanBeShown()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "reports");
    for (const View view : {View::Empty, View::Busy, View::Result, View::Failure}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
}

void ReportsPageTest::withoutReportsTheFirstOneIsWritten()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "reports");
    QTRY_COMPARE(heading(stage), QStringLiteral("No report yet"));
    QVERIFY(!stage.find<QPushButton>("reports.write")->isVisible());
    click(stage, "reports.write_first");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(list(stage)->rowCount(), 1);
    QVERIFY(wordsOf(stage).contains(QStringLiteral("Nothing has been measured yet.")));
}

void ReportsPageTest::theReportStandsThereWithItsCharts()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "reports");
    QAbstractItemModelTester tester(list(stage), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    QCOMPARE(stage.page->view(), View::Result);
    QCOMPARE(paper(stage)->sections().size(), 7);
    const QString words = wordsOf(stage);
    QVERIFY(words.contains(QStringLiteral("Lifecycle report: feed")));
    QVERIFY(words.contains(QStringLiteral("AUC, test")));
    QVERIFY(words.contains(QStringLiteral("Metrics on the test rows")));
    auto *chart = stage.find<ChartView>("reports.figure_1");
    QVERIFY(chart);
    QVERIFY(!chart->chart().empty());
    QVERIFY(stage.find<ChartView>("reports.figure_5"));
    const auto &shown = stage.page->inspection();
    QVERIFY(shown.name.endsWith(QStringLiteral(".html")));
    QCOMPARE(shown.sections.last().id, QStringLiteral("document"));
}

void ReportsPageTest::aSectionCanBeGoneTo()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "reports");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    auto *sections = stage.find<QComboBox>("reports.section");
    QCOMPARE(sections->itemText(3), QStringLiteral("Results"));
    QTRY_VERIFY(paper(stage)->verticalScrollBar()->maximum() > 1000);
    sections->setFocus();
    QTest::keyClick(sections, Qt::Key_Down);
    QTest::keyClick(sections, Qt::Key_Down);
    QTest::keyClick(sections, Qt::Key_Down);
    QVERIFY(paper(stage)->verticalScrollBar()->value() > 200);
    QCOMPARE(sections->currentText(), QStringLiteral("Results"));
    paper(stage)->setFocus();
    QTest::keyClick(paper(stage), Qt::Key_Home);
    QCOMPARE(paper(stage)->verticalScrollBar()->value(), 0);
    QCOMPARE(sections->currentText(), QStringLiteral("Executive Summary")); // it follows the paper
}

void ReportsPageTest::inTheOtherThemeTheWordsChangeTheirColour()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "reports");
    stage.theme.setMode(ThemeMode::Light);
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    const QString ink = stage.theme.colour(u"text.primary").name();
    QVERIFY(wordsOf(stage).contains(ink));
    stage.theme.setMode(ThemeMode::Dark);
    QVERIFY(!wordsOf(stage).contains(ink));
}

void ReportsPageTest::theFormatIsChosenBeforeWriting()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "reports");
    QTRY_VERIFY(stage.find<QPushButton>("reports.write_first"));
    click(stage, "reports.write_first");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    for (const char *format : {"md", "json"}) {
        const int before = list(stage)->rowCount();
        QTRY_VERIFY(stage.find<QPushButton>("reports.write")->isVisible());
        click(stage, (std::string("reports.format.") + format).c_str());
        QVERIFY(stage.page->commandLine().endsWith(QString::fromLatin1(format)));
        click(stage, "reports.write");
        QTRY_COMPARE_WITH_TIMEOUT(list(stage)->rowCount(), before + 1, patience);
        QTRY_VERIFY(stage.page->inspection().name.endsWith(QString::fromLatin1(format)));
        QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience); // the same paper, whatever the file is
        QTRY_COMPARE(stage.page->view(), View::Result);
    }
}

void ReportsPageTest::theBytesAreCopiedToAChosenPlace()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "reports");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    click(stage, "reports.save");
    auto *dialog = stage.find<QFileDialog>("reports.save.dialog");
    QVERIFY(dialog);
    dialog->reject();
    const QString copy = stage.folder.filePath(QStringLiteral("copy of it.html"));
    stage.page->saveTo(copy);
    QTRY_COMPARE_WITH_TIMEOUT(stage.toasts, QStringList {QStringLiteral("The report is saved as copy of it.html.")},
                              patience);
    QCOMPARE(bytesOf(copy.toStdString()),
             bytesOf(demo.folder() / "reports" / stage.page->inspection().name.toStdString()));
    QVERIFY(!bytesOf(copy.toStdString()).isEmpty());
}

void ReportsPageTest::aCopyThatFailsHasAWayOut()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "reports");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    stage.page->saveTo(stage.folder.filePath(QStringLiteral("no such folder/copy.html")));
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    QCOMPARE(heading(stage), QStringLiteral("The report could not be saved"));
    QVERIFY(stage.find<QPushButton>("reports.save_elsewhere"));
    click(stage, "reports.leave_saving");
    QCOMPARE(stage.page->view(), View::Result);
}

void ReportsPageTest::theFileCanBeOpened()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "reports");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "takeUrl");
    m_opened.clear();
    click(stage, "reports.open");
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QCOMPARE(m_opened.size(), 1);
    QVERIFY(QFile::exists(m_opened.first().toLocalFile()));
}

void ReportsPageTest::anOldReportIsShownAsFarAsItGoes()
{
    SampleWorkspace sample;
    std::filesystem::create_directories(sample.folder() / "reports");
    put(sample.folder() / "reports/feed-20200101-000000.html",
        "<html><style>p{color:red}</style><body><h1>An old one</h1><svg><text>chart</text></svg>"
        "<p>It ranks well.</p></body></html>");
    Stage stage(sample.name(), "reports");
    auto *file = stage.find<QTextBrowser>("reports.file");
    QTRY_VERIFY_WITH_TIMEOUT(file->isVisible(), patience);
    QCOMPARE(file->toPlainText(), QStringLiteral("An old one\nIt ranks well."));
    QVERIFY(stage.find<QLabel>("reports.notice")->isVisible());
    QVERIFY(!stage.find("reports.section")->isVisible());
}

void ReportsPageTest::aFileThatIsNoReportIsSaid()
{
    SampleWorkspace sample;
    std::filesystem::create_directories(sample.folder() / "reports");
    put(sample.folder() / "reports/feed-20200101-000000.json", "{\"format\": \"something else\"}");
    Stage stage(sample.name(), "reports");
    auto *notice = stage.find<QLabel>("reports.notice");
    QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), patience);
    QVERIFY(!notice->text().isEmpty());
    QCOMPARE(stage.page->view(), View::Result);
}

void ReportsPageTest::theKeyboardMovesThroughTheList()
{
    SampleWorkspace sample;
    std::filesystem::create_directories(sample.folder() / "reports");
    put(sample.folder() / "reports/feed-20200101-000000.md", "# One");
    QTest::qWait(20); // the newest comes first
    put(sample.folder() / "reports/feed-20200102-000000.md", "# Two");
    Stage stage(sample.name(), "reports");
    auto *file = stage.find<QTextBrowser>("reports.file");
    QTRY_COMPARE_WITH_TIMEOUT(file->toPlainText(), QStringLiteral("Two"), patience);
    auto *reports = stage.find<QListView>("reports.list");
    reports->setFocus();
    QTest::keyClick(reports, Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(file->toPlainText(), QStringLiteral("One"), patience);
    QCOMPARE(stage.page->inspection().name, QStringLiteral("feed-20200101-000000.md"));
}

void ReportsPageTest::stoppingLeavesWhatWasThere()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "reports");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    click(stage, "reports.write");
    QVERIFY(stage.page->work());
    stage.page->work()->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), patience);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QVERIFY(isRead(stage));
}

void ReportsPageTest::aFailureCanBeTriedAgain()
{
    SampleWorkspace sample;
    std::filesystem::remove_all(sample.folder() / "reports");
    put(sample.folder() / "reports", "in the way");
    Stage stage(sample.name(), "reports");
    QTRY_VERIFY(stage.find<QPushButton>("reports.write_first"));
    click(stage, "reports.write_first");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    std::filesystem::remove(sample.folder() / "reports");
    click(stage, "reports.try_again");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(stage), patience);
    QTRY_COMPARE(stage.page->view(), View::Result);
}

SLIPWAY_UI_TEST_MAIN(ReportsPageTest)
#include "reports_page_test.moc"
