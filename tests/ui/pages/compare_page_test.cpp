#include "ui/pages/compare_page.h"

#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/models/comparison_model.h"
#include "ui/widgets/table_view.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>

using namespace slipway;
using namespace slipway::ui;
using namespace slipway::testing;

namespace {

constexpr int patience = 20'000; ///< for the engine

using Stage = PageStage<ComparePage>;

void click(const Stage &stage, const char *button)
{
    QTest::mouseClick(stage.find<QPushButton>(button), Qt::LeftButton);
}

QString chosen(const Stage &stage, const char *choice)
{
    return stage.find<QComboBox>(choice)->currentText();
}

/// Chooses by the keyboard, as a person without a mouse does.
void choose(const Stage &stage, const char *choice, int row)
{
    auto *box = stage.find<QComboBox>(choice);
    box->setFocus();
    while (box->currentIndex() != row)
        QTest::keyClick(box, box->currentIndex() < row ? Qt::Key_Down : Qt::Key_Up);
}

QString compared(const Stage &stage)
{
    return stage.said("compare.headline");
}

/// Takes versions away: what is left of them are runs.
void unregister(const DemoWorkspace &demo, const char *condition)
{
    auto opened =
        workspace::Workspace::open(demo.folder(), workspace::OpenMode::Existing, {"ada", "cli", ""});
    auto &store = opened.value().store();
    QVERIFY(store.execute("DELETE FROM model_aliases").ok());
    QVERIFY(store.execute(std::string("DELETE FROM model_versions WHERE ") + condition).ok());
}

} // namespace

class ComparePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyViewCanBeShown();
    void theDemoIsComparedAtOnce();
    void theVerdictExplainsItself();
    void swappingTurnsTheVerdict();
    void whatWasComparedIsKept();
    void theRowsCanBeChosen();
    void aStoppedComparisonIsNotAskedAgainByItself();
    void aFailureHasAWayOutAndCanBeTriedAgain();
    void aRunCanBeRegistered();
    void anotherPageChoosesTheTwo();
    void oneModelIsNotEnough();
    void withoutModelsTheWayOnIsExperiments();
};

void ComparePageTest::everyViewCanBeShown()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    for (const View view : {View::Empty, View::Busy, View::Failure, View::Result}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QCOMPARE(stage.page->view(), View::Result);
}

void ComparePageTest::theDemoIsComparedAtOnce()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    // Production is held against the newest other one.
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(chosen(stage, "compare.a"), QStringLiteral("feed-model v2, in production"));
    QCOMPARE(chosen(stage, "compare.b"), QStringLiteral("feed-model v1"));
    const QString proof = stage.said("compare.proof");
    QVERIFY2(proof.contains(QStringLiteral("on the same 3,000 rows")), qPrintable(proof));
    QVERIFY(proof.contains(QStringLiteral("DeLong p < 0.001")));
    auto *metrics = stage.find<TableView>("compare.metrics")->model();
    QTRY_VERIFY(metrics->rowCount() > 8);
    QTRY_VERIFY(!metrics->index(0, ComparisonModel::Interval).data().toString().isEmpty());
    QVERIFY(!stage.find<ChartView>("compare.roc")->chart().empty());
    QCOMPARE(stage.find<ChartView>("compare.calibration")->chart().series.size(), std::size_t {3});
    QVERIFY(stage.find<TableView>("compare.settings")->model()->rowCount() > 0);
    QCOMPARE(stage.page->inspection().statusWord, QStringLiteral("A is better"));
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral("compare feed-model/2 feed-model/1")));
    click(stage, "compare.decide");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("registry")});
    QCOMPARE(stage.session->selection().id(), QStringLiteral("feed-model/1"));
}

void ComparePageTest::theVerdictExplainsItself()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QTRY_COMPARE(stage.page->view(), View::Result);
    auto *rule = stage.find<QLabel>("compare.rule");
    QVERIFY(!rule->isVisible());
    click(stage, "compare.how");
    QVERIFY(rule->isVisible());
    QVERIFY(rule->text().contains(QStringLiteral("McNemar")));
}

void ComparePageTest::swappingTurnsTheVerdict()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QTRY_VERIFY(!stage.page->work());
    click(stage, "compare.swap");
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks better than A."), patience);
    QCOMPARE(chosen(stage, "compare.b"), QStringLiteral("feed-model v2, in production"));
}

void ComparePageTest::whatWasComparedIsKept()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    QSignalSpy started(&stage.session->launcher(), &Launcher::started);
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QTRY_VERIFY(!stage.page->work());
    // Choosing what the other one is swaps the two.
    choose(stage, "compare.a", 1);
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks better than A."), patience);
    QTRY_VERIFY(!stage.page->work());
    QCOMPARE(started.count(), 2);
    choose(stage, "compare.a", 0);
    QCOMPARE(compared(stage), QStringLiteral("B ranks worse than A."));
    QVERIFY(!stage.page->work());
    QCOMPARE(started.count(), 2);
    click(stage, "compare.run");
    QCOMPARE(started.count(), 3);
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), patience);
    QTRY_COMPARE(stage.page->view(), View::Result);
}

void ComparePageTest::theRowsCanBeChosen()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QTRY_VERIFY(!stage.page->work());
    auto *rows = stage.find<QComboBox>("compare.rows");
    QCOMPARE(rows->currentText(), QStringLiteral("feed_test v1"));
    QCOMPARE(rows->count(), 2); // not the rows that models learn from
    choose(stage, "compare.rows", rows->findData(QStringLiteral("feed_val")));
    QTRY_VERIFY_WITH_TIMEOUT(stage.said("compare.rule").contains(QStringLiteral("rows of feed_val")),
                             patience);
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral("--data feed_val")));
}

void ComparePageTest::aStoppedComparisonIsNotAskedAgainByItself()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    // At once: the comparison is quicker than a test that waits for it.
    QObject stopping;
    int stopped = 0;
    QObject::connect(&stage.session->launcher(), &Launcher::started, &stopping, [&](Job *job) {
        ++stopped;
        QTimer::singleShot(0, job, &Job::stop);
    });
    QTRY_VERIFY_WITH_TIMEOUT(stopped == 1 && !stage.page->work(), patience);
    QTest::qWait(300); // it has read again
    QCOMPARE(stopped, 1);
    QVERIFY(!stage.page->work());
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(compared(stage), QStringLiteral("These two have not been compared yet."));
    QObject::disconnect(&stage.session->launcher(), nullptr, &stopping, nullptr);
    click(stage, "compare.run");
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
}

void ComparePageTest::aFailureHasAWayOutAndCanBeTriedAgain()
{
    DemoWorkspace demo;
    QString model;
    for (const auto &entry : std::filesystem::directory_iterator(demo.folder() / "models/runs"))
        model = QString::fromStdString((entry.path() / "model.json").string());
    QVERIFY(QFile::rename(model, model + QStringLiteral(".aside")));
    Stage stage(demo.name(), "compare");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    click(stage, "compare.leave_failure");
    QTRY_COMPARE(stage.page->view(), View::Result);
    QTest::qWait(300);
    QCOMPARE(compared(stage), QStringLiteral("These two have not been compared yet."));
    click(stage, "compare.run");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    QVERIFY(QFile::rename(model + QStringLiteral(".aside"), model));
    click(stage, "compare.try_again");
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QTRY_COMPARE(stage.page->view(), View::Result);
}

void ComparePageTest::aRunCanBeRegistered()
{
    DemoWorkspace demo;
    unregister(demo, "version = 2");
    Stage stage(demo.name(), "compare");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work() && !compared(stage).startsWith(QStringLiteral("These two")),
                             patience);
    if (!chosen(stage, "compare.b").startsWith(QStringLiteral("Run")))
        click(stage, "compare.swap");
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), patience);
    QTRY_VERIFY(stage.find<QPushButton>("compare.register")->isVisible());
    QVERIFY(!stage.find<QPushButton>("compare.decide")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("compare.register")->isEnabled(), patience);
    click(stage, "compare.register");
    QTRY_COMPARE_WITH_TIMEOUT(stage.toasts.size(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(chosen(stage, "compare.b").startsWith(QStringLiteral("feed-model")), patience);
    QVERIFY(stage.find<QPushButton>("compare.decide")->isVisible());
}

void ComparePageTest::anotherPageChoosesTheTwo()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "compare");
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks worse than A."), patience);
    QTRY_VERIFY(!stage.page->work());
    stage.page->hide();
    QStringList runs;
    for (const auto &entry : std::filesystem::directory_iterator(demo.folder() / "models/runs"))
        runs << QString::fromStdString(entry.path().filename().string());
    runs.sort(); // by time
    stage.session->selection().setRuns(runs);
    QVERIFY(!stage.page->work());
    stage.page->show();
    QTRY_COMPARE_WITH_TIMEOUT(compared(stage), QStringLiteral("B ranks better than A."), patience);
    QCOMPARE(chosen(stage, "compare.a"), QStringLiteral("feed-model v1"));
}

void ComparePageTest::oneModelIsNotEnough()
{
    SampleWorkspace sample;
    sample.addRun("ranker", {{"test_auc", 0, 1, 0.7}});
    sample.addRun("second");
    Stage stage(sample.name(), "compare");
    QTRY_COMPARE(stage.said("view.title"), QStringLiteral("One more model is needed"));
    QCOMPARE(stage.page->view(), View::Empty);
    click(stage, "compare.to_evaluate");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("evaluate")});
}

void ComparePageTest::withoutModelsTheWayOnIsExperiments()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "compare");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    QCOMPARE(stage.said("view.title"), QStringLiteral("Nothing to compare yet"));
    QVERIFY(!stage.find<QPushButton>("compare.to_evaluate"));
    click(stage, "compare.to_experiments");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("experiments")});
    QVERIFY(!stage.find<QPushButton>("compare.run")->isEnabled());
}

SLIPWAY_UI_TEST_MAIN(ComparePageTest)
#include "compare_page_test.moc"
