#include "ui/pages/experiments_page.h"

#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/job.h"
#include "ui/pages/experiments_drawn.h"
#include "ui/pages/experiments_runs.h"
#include "ui/pages/experiments_table.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>

#include <fstream>

using namespace slipway;
using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int patientMs = 20'000;

using Stage = PageStage<ExperimentsPage>;

QAbstractItemModel &rows(const Stage &stage)
{
    return *stage.find<RunsTable>("experiments.runs")->model();
}

QString cell(const Stage &stage, int row, int column)
{
    return rows(stage).index(row, column).data().toString();
}

/// Clicks the box of a row.
void tick(const Stage &stage, int row)
{
    auto *table = stage.find<RunsTable>("experiments.runs");
    const QRect box = table->visualRect(rows(stage).index(row, RunsModel::Number));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, box.topLeft() + QPoint(20, box.height() / 2));
}

void choose(const Stage &stage, int row)
{
    auto *table = stage.find<RunsTable>("experiments.runs");
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(rows(stage).index(row, RunsModel::Name)).center());
}

/// What the inspector would say behind a key.
QString fact(const Stage &stage, const QString &key)
{
    for (const auto &section : stage.page->inspection().sections) {
        for (const auto &each : section.facts) {
            if (each.key == key)
                return each.value;
        }
    }
    return {};
}

const report::ChartSpec &aucChart(const Stage &stage)
{
    return stage.find<ChartView>("experiments.auc_chart")->chart();
}

void type(const Stage &stage, const char *name, const QString &text)
{
    auto *edit = stage.find<QLineEdit>(name);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

std::vector<workspace::MetricPoint> curve(std::initializer_list<double> values)
{
    std::vector<workspace::MetricPoint> points;
    for (const double value : values)
        points.push_back({"val_auc", static_cast<std::int64_t>(points.size()) + 1, utcNow(), value});
    return points;
}

} // namespace

class ExperimentsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsEachOfTheFourViews();
    void saysHowManyRunsThereAreAndWhichIsTheBest();
    void anEmptyWorkspaceShowsTheWayToData();
    void theNewestFinishedRunIsDrawnWithTheLineOfProduction();
    void tickingARowDrawsItsCurve();
    void spaceTicksTheRowThatTheKeyboardIsOn();
    void atMostEightRunsAreDrawn();
    void theChosenRunStandsInTheInspector();
    void theFilterLeavesTheRunsThatFit();
    void aHeaderSortsByItsMetric();
    void theFormSaysWhatIsWrongBelowTheField();
    void trainsFromTheFormAndItsCurveGrows();
    void aRunOfATerminalIsDrawnToo();
    void stopEndsTheTrainingAndIsNoFailure();
    void aFailedTrainingOffersWaysOut();
    void deletesARunAndBringsItBack();
    void evaluatesAndRegistersTheChosenRun();
    void tenThousandRunsArePagedIn();
    void itsTableKeepsTheRulesOfModels();
};

void ExperimentsPageTest::showsEachOfTheFourViews()
{
    const SampleWorkspace workspace;
    for (const View view : {View::Empty, View::Busy, View::Result, View::Failure}) {
        Stage stage(workspace.name(), "experiments");
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
        QVERIFY(stage.find("experiments.new_run")->isVisible());
    }
}

void ExperimentsPageTest::saysHowManyRunsThereAreAndWhichIsTheBest()
{
    SampleWorkspace workspace;
    (void)workspace.addRun("small", curve({0.61, 0.66}));
    (void)workspace.addRun("wide", curve({0.63, 0.742}));
    (void)workspace.addRun("broken", {}, "FAILED");
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(stage.page->view(), View::Result);
    QTRY_VERIFY(stage.page->findChildren<QLabel *>().size() > 0);
    const auto says = [&](const QString &sentence) {
        const auto labels = stage.page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->text() == sentence; });
    };
    QTRY_VERIFY(says(QStringLiteral(
        "3 runs. Run 2 is the best so far: validation AUC 0.742. Nothing is in production yet.")));
    QCOMPARE(stage.said("experiments.count"), QStringLiteral("3 runs, 1 drawn"));
}

void ExperimentsPageTest::anEmptyWorkspaceShowsTheWayToData()
{
    const SampleWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_VERIFY(stage.find("experiments.go_data"));
    QCOMPARE(stage.page->view(), View::Empty);
    QVERIFY(!stage.actions.trigger(QStringLiteral("experiments.train")));
    QTest::mouseClick(stage.find("experiments.go_data"), Qt::LeftButton);
    QCOMPARE(stage.opened, QStringList {QStringLiteral("data")});
}

void ExperimentsPageTest::theNewestFinishedRunIsDrawnWithTheLineOfProduction()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(stage.page->view(), View::Result);
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {1});
    QTRY_COMPARE(aucChart(stage).series.front().name, std::string("run 2"));
    QTRY_VERIFY(aucChart(stage).series.front().x.size() > 1);
    QTRY_COMPARE(aucChart(stage).limits.size(), std::size_t {1});
    QVERIFY(aucChart(stage).limits.front().word.starts_with("production 0."));
    QCOMPARE(rows(stage).index(0, RunsModel::Number).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
}

void ExperimentsPageTest::tickingARowDrawsItsCurve()
{
    SampleWorkspace workspace;
    (void)workspace.addRun("first", curve({0.6, 0.7}));
    (void)workspace.addRun("second", curve({0.5, 0.6, 0.65}));
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {1});
    tick(stage, 1);
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {2});
    QTRY_COMPARE(aucChart(stage).series.back().name, std::string("run 1"));
    QCOMPARE(aucChart(stage).series.back().y, (std::vector<double> {0.6, 0.7}));
    tick(stage, 0);
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {1});
    QCOMPARE(aucChart(stage).series.front().style, 1); // its line stays as it was
    tick(stage, 1);
    QTRY_VERIFY(aucChart(stage).empty());
    QCOMPARE(stage.find("experiments.auc_chart")->accessibleDescription(),
             QStringLiteral("Tick runs below, and their curves appear here."));
}

void ExperimentsPageTest::spaceTicksTheRowThatTheKeyboardIsOn()
{
    SampleWorkspace workspace;
    (void)workspace.addRun("first", curve({0.6, 0.7}));
    (void)workspace.addRun("second", curve({0.5, 0.6}));
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {1});
    auto *table = stage.find<RunsTable>("experiments.runs");
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Space);
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {2});
    QCOMPARE(stage.said("experiments.count"), QStringLiteral("2 runs, 2 drawn"));
}

void ExperimentsPageTest::atMostEightRunsAreDrawn()
{
    SampleWorkspace workspace;
    for (int i = 0; i < DrawnRuns::most + 1; ++i)
        (void)workspace.addRun("run", curve({0.6, 0.7}));
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(stage.said("experiments.count"), QStringLiteral("9 runs, 1 drawn"));
    for (int row = 1; row <= DrawnRuns::most; ++row)
        tick(stage, row);
    QCOMPARE(stage.said("experiments.count"), QStringLiteral("9 runs, 8 drawn"));
    QCOMPARE(stage.toasts, QStringList {QStringLiteral("At most 8 runs are drawn. Untick one first.")});
}

void ExperimentsPageTest::theChosenRunStandsInTheInspector()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(rows(stage).rowCount(), 2);
    choose(stage, 1);
    QTRY_COMPARE(fact(stage, QStringLiteral("Algorithm")), QStringLiteral("mlp"));
    QCOMPARE(stage.page->inspection().kind, QStringLiteral("Run 1"));
    QCOMPARE(stage.page->inspection().statusWord, QStringLiteral("Finished"));
    QTRY_VERIFY(fact(stage, QStringLiteral("Training rows")).startsWith(QStringLiteral("feed_train v1, ")));
    QTRY_VERIFY(!fact(stage, QStringLiteral("Against production")).isEmpty());
    QTRY_VERIFY(stage.page->commandLine().contains(QStringLiteral(" train --name ")));
    QCOMPARE(stage.session->selection().kind(), Selection::Kind::Run);
}

void ExperimentsPageTest::theFilterLeavesTheRunsThatFit()
{
    SampleWorkspace workspace;
    (void)workspace.addRun("wide", curve({0.6}));
    (void)workspace.addRun("deep", curve({0.6}));
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(rows(stage).rowCount(), 2);
    type(stage, "experiments.filter", QStringLiteral("wid"));
    QTRY_COMPARE(rows(stage).rowCount(), 1);
    QTRY_COMPARE(stage.said("experiments.count"), QStringLiteral("1 of 2 runs, 1 drawn"));
    type(stage, "experiments.filter", QStringLiteral("nothing"));
    QTRY_COMPARE(rows(stage).rowCount(), 0);
    QTRY_COMPARE(stage.find<RunsTable>("experiments.runs")->placeholder(),
                 QStringLiteral("No run fits this filter."));
    QCOMPARE(stage.page->view(), View::Result);
}

void ExperimentsPageTest::aHeaderSortsByItsMetric()
{
    SampleWorkspace workspace;
    (void)workspace.addRun("middle", curve({0.65}));
    (void)workspace.addRun("best", curve({0.7}));
    (void)workspace.addRun("worst", curve({0.6}));
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(cell(stage, 0, RunsModel::Name), QStringLiteral("worst"));
    auto *header = stage.find<RunsTable>("experiments.runs")->horizontalHeader();
    const int column = RunsModel::FirstMetric;
    const QPoint place(header->sectionViewportPosition(column) + 20, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
    if (header->sortIndicatorOrder() == Qt::AscendingOrder)
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
    QTRY_COMPARE(cell(stage, 0, RunsModel::Name), QStringLiteral("best"));
    QCOMPARE(cell(stage, 2, RunsModel::Name), QStringLiteral("worst"));
}

void ExperimentsPageTest::theFormSaysWhatIsWrongBelowTheField()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_VERIFY(stage.find("experiments.new_run")->isEnabled());
    QTest::mouseClick(stage.find("experiments.new_run"), Qt::LeftButton);
    QVERIFY(stage.find("experiments.form")->isVisible());
    QCOMPARE(stage.page->focusWidget(), stage.find("experiments.name"));
    QTRY_COMPARE(stage.find<QLineEdit>("experiments.hidden")->text(), QStringLiteral("128, 64"));
    QTRY_VERIFY(stage.find<QPushButton>("experiments.train")->isEnabled());
    type(stage, "experiments.epochs", QStringLiteral("-4"));
    QTest::mouseClick(stage.find("experiments.train"), Qt::LeftButton);
    QCOMPARE(stage.find("experiments.epochs")->accessibleDescription(),
             QStringLiteral("Epochs: use a whole number from 1 to 10,000."));
    QCOMPARE(stage.page->focusWidget(), stage.find("experiments.epochs"));
    QVERIFY(stage.session->jobs().running().isEmpty());
    type(stage, "experiments.epochs", QStringLiteral("3"));
    QCOMPARE(stage.find("experiments.epochs")->accessibleDescription(),
             QStringLiteral("Passes over the rows, at most"));
    QTest::keyClick(stage.find("experiments.epochs"), Qt::Key_Escape);
    QVERIFY(!stage.find("experiments.form")->isVisible());
}

void ExperimentsPageTest::trainsFromTheFormAndItsCurveGrows()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_VERIFY(stage.actions.action(QStringLiteral("experiments.train"))->isEnabled());
    QTest::mouseClick(stage.find("experiments.new_run"), Qt::LeftButton);
    QTest::keyClicks(stage.find("experiments.name"), QStringLiteral("narrow"));
    type(stage, "experiments.hidden", QStringLiteral("16, 8"));
    type(stage, "experiments.epochs", QStringLiteral("3"));
    QSignalSpy points(&stage.session->jobs(), &JobsModel::measured);
    QTest::keyClick(stage.find("experiments.epochs"), Qt::Key_Return);
    QVERIFY(!stage.find("experiments.form")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(cell(stage, 0, RunsModel::Name), QStringLiteral("narrow"), patientMs);
    QTRY_VERIFY_WITH_TIMEOUT(points.size() > 0, patientMs);
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {2}); // drawn without being ticked
    QTRY_COMPARE_WITH_TIMEOUT(cell(stage, 0, RunsModel::State), QStringLiteral("Finished"), patientMs);
    QTRY_COMPARE(aucChart(stage).series.back().name, std::string("run 3"));
    QTRY_COMPARE(aucChart(stage).series.back().x, (std::vector<double> {1, 2, 3}));
    QTRY_COMPARE(stage.page->inspection().kind, QStringLiteral("Run 3")); // and chosen
    QTRY_COMPARE(fact(stage, QStringLiteral("Hidden layers")), QStringLiteral("16, 8"));
    QCOMPARE(stage.page->view(), View::Result);
}

void ExperimentsPageTest::aRunOfATerminalIsDrawnToo()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(rows(stage).rowCount(), 2);
    QTRY_COMPARE(stage.session->selection().runs().size(), 1);
    QProcess terminal;
    terminal.start(QStringLiteral(SLIPWAY_BIN_DIR "/slipway"),
                   {QStringLiteral("--workspace"), workspace.name(), QStringLiteral("train"),
                    QStringLiteral("--name"), QStringLiteral("by hand"), QStringLiteral("--set"),
                    QStringLiteral("training.epochs=2")});
    QTRY_COMPARE_WITH_TIMEOUT(stage.session->selection().runs().size(), 2, patientMs);
    QTRY_COMPARE_WITH_TIMEOUT(aucChart(stage).series.size(), std::size_t {2}, patientMs);
    QTRY_COMPARE_WITH_TIMEOUT(aucChart(stage).series.back().x.size(), std::size_t {2}, patientMs);
    QTRY_COMPARE_WITH_TIMEOUT(terminal.state(), QProcess::NotRunning, patientMs);
    QCOMPARE(terminal.exitCode(), 0);
}

void ExperimentsPageTest::stopEndsTheTrainingAndIsNoFailure()
{
    const DemoWorkspace workspace;
    std::ofstream(workspace.folder() / "config/model_config.yaml") << "training:\n  patience: 10000\n";
    Stage stage(workspace.name(), "experiments");
    QTRY_VERIFY(stage.actions.action(QStringLiteral("experiments.train"))->isEnabled());
    stage.actions.trigger(QStringLiteral("experiments.new_run"));
    type(stage, "experiments.epochs", QStringLiteral("5000"));
    QTest::mouseClick(stage.find("experiments.train"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(stage.actions.action(QStringLiteral("experiments.stop"))->isEnabled(),
                             patientMs);
    QTRY_VERIFY(stage.find("experiments.running")->isVisible());
    QVERIFY(!stage.actions.action(QStringLiteral("experiments.delete"))->isEnabled());
    QVERIFY(stage.actions.trigger(QStringLiteral("experiments.stop")));
    QTRY_COMPARE_WITH_TIMEOUT(cell(stage, 0, RunsModel::State), QStringLiteral("Stopped"), patientMs);
    QTRY_VERIFY(!stage.find("experiments.running")->isVisible());
    QCOMPARE(stage.page->view(), View::Result);
}

void ExperimentsPageTest::aFailedTrainingOffersWaysOut()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_VERIFY(stage.actions.action(QStringLiteral("experiments.train"))->isEnabled());
    std::ofstream(workspace.folder() / "config/model_config.yaml") << "model:\n  type: unknown\n";
    QVERIFY(stage.actions.trigger(QStringLiteral("experiments.train")));
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patientMs);
    QVERIFY(stage.find("experiments.try_again"));
    QTest::mouseClick(stage.find("experiments.leave_failure"), Qt::LeftButton);
    QTRY_COMPARE(stage.page->view(), View::Result);
}

void ExperimentsPageTest::deletesARunAndBringsItBack()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(rows(stage).rowCount(), 2);
    choose(stage, 0);
    QVERIFY(stage.actions.trigger(QStringLiteral("experiments.delete")));
    QTRY_COMPARE_WITH_TIMEOUT(rows(stage).rowCount(), 1, patientMs);
    QTRY_COMPARE(stage.toasts, QStringList {QStringLiteral("Run 2 deleted.")});
    QVERIFY(stage.session->selection().runs().isEmpty()); // its curve is gone too
    QTRY_COMPARE(stage.page->inspection().kind, QStringLiteral("Run 1")); // the next row
    QTest::mouseClick(stage.find("experiments.stage.deleted"), Qt::LeftButton);
    QTRY_COMPARE(cell(stage, 0, RunsModel::Number), QStringLiteral("2"));
    choose(stage, 0);
    QVERIFY(stage.actions.trigger(QStringLiteral("experiments.restore")));
    QTRY_COMPARE_WITH_TIMEOUT(rows(stage).rowCount(), 0, patientMs);
    QTRY_COMPARE(stage.find<RunsTable>("experiments.runs")->placeholder(),
                 QStringLiteral("No run was deleted."));
    QTest::mouseClick(stage.find("experiments.stage.active"), Qt::LeftButton);
    QTRY_COMPARE(rows(stage).rowCount(), 2);
}

void ExperimentsPageTest::evaluatesAndRegistersTheChosenRun()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(rows(stage).rowCount(), 2);
    choose(stage, 0);
    QVERIFY(stage.actions.trigger(QStringLiteral("experiments.evaluate")));
    QTRY_COMPARE_WITH_TIMEOUT(stage.toasts.size(), 1, patientMs);
    QVERIFY2(stage.toasts.last().startsWith(QStringLiteral("Run 2 has an AUC of 0.")),
             qPrintable(stage.toasts.last()));
    QVERIFY(stage.actions.trigger(QStringLiteral("experiments.register")));
    QTRY_COMPARE_WITH_TIMEOUT(stage.toasts.size(), 2, patientMs);
    QCOMPARE(stage.toasts.last(), QStringLiteral("Run 2 is feed-model/2."));
}

void ExperimentsPageTest::tenThousandRunsArePagedIn()
{
    SampleWorkspace workspace;
    (void)workspace.store().transaction([&]() -> slipway::Status {
        for (int i = 0; i < 10'000; ++i)
            (void)workspace.addRun("run", i % 100 == 0 ? curve({0.6}) : curve({}));
        return done();
    });
    Stage stage(workspace.name(), "experiments");
    QTRY_COMPARE(stage.said("experiments.count"), QStringLiteral("10,000 runs, 1 drawn"));
    const int first = rows(stage).rowCount();
    QVERIFY2(first < 1000, qPrintable(QString::number(first)));
    auto *table = stage.find<RunsTable>("experiments.runs");
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(rows(stage).rowCount() > first);
}

void ExperimentsPageTest::itsTableKeepsTheRulesOfModels()
{
    SampleWorkspace workspace;
    (void)workspace.addRun("first", curve({0.6, 0.7}));
    Stage stage(workspace.name(), "experiments");
    const QAbstractItemModelTester tester(&rows(stage),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(rows(stage).rowCount(), 1);
    (void)workspace.addRun("second", curve({0.5}));
    QTRY_COMPARE(rows(stage).rowCount(), 2);
    tick(stage, 0);
    QTRY_COMPARE(aucChart(stage).series.size(), std::size_t {2});
}

SLIPWAY_UI_TEST_MAIN(ExperimentsPageTest)
#include "experiments_page_test.moc"
