#include "ui/pages/evaluate_page.h"

#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/pages/evaluate_metrics.h"
#include "ui/widgets/key_figure.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTableView>

#include <filesystem>

using namespace slipway;
using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int patientMs = 20'000;

using Stage = PageStage<EvaluatePage>;

const report::ChartSpec &chart(const Stage &stage, const char *name)
{
    return stage.find<ChartView>(name)->chart();
}

bool says(const Stage &stage, const QString &start)
{
    const auto labels = stage.page->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel *label) { return label->isVisible() && label->text().startsWith(start); });
}

} // namespace

class EvaluatePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsEachOfTheFourViews();
    void showsTheNewestEvaluatedRunWithItsCurves();
    void anotherRunIsChosenFromTheList();
    void followsTheRunThatIsChosenElsewhere();
    void anEmptyWorkspaceShowsTheWayToExperiments();
    void aRunThatWasNeverEvaluatedIsOneClickAway();
    void evaluatesAgainAndShowsTheResult();
    void aModelThatIsGoneIsAFailureWithWaysOut();
    void comparesWithWhatServes();
    void itsNumbersKeepTheRulesOfModels();
};

void EvaluatePageTest::showsEachOfTheFourViews()
{
    const DemoWorkspace workspace;
    for (const View view : {View::Empty, View::Busy, View::Result, View::Failure}) {
        Stage stage(workspace.name(), "evaluate");
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
        QVERIFY(stage.find("evaluate.run_now")->isVisible());
    }
}

void EvaluatePageTest::showsTheNewestEvaluatedRunWithItsCurves()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    QTRY_COMPARE(stage.page->view(), View::Result);
    QTRY_VERIFY(says(stage, QStringLiteral("Run 2, ranker, has an AUC of 0.")));
    QVERIFY(stage.find<QComboBox>("evaluate.run")->currentText().startsWith(QStringLiteral("Run 2, ranker: AUC 0.")));
    for (const char *name : {"evaluate.roc", "evaluate.recall", "evaluate.calibration", "evaluate.scores"})
        QVERIFY2(!chart(stage, name).empty(), name);
    QTRY_COMPARE(chart(stage, "evaluate.learning").series.size(), std::size_t {2});
    const auto &auc = stage.find<KeyFigure>("evaluate.auc")->figure();
    QVERIFY(auc.value.startsWith(QStringLiteral("0.")) && auc.note.startsWith(QStringLiteral("95%: 0.")));
    QCOMPARE(stage.find<KeyFigure>("evaluate.rows")->figure().value, QStringLiteral("3,000"));
    QCOMPARE(stage.page->inspection().kind, QStringLiteral("Run 2"));
    QVERIFY(stage.page->commandLine().contains(QStringLiteral(" evaluate ")));
}

void EvaluatePageTest::anotherRunIsChosenFromTheList()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    QTRY_VERIFY(says(stage, QStringLiteral("Run 2, ranker, has an AUC of 0.")));
    auto *choice = stage.find<QComboBox>("evaluate.run");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTRY_VERIFY(says(stage, QStringLiteral("Run 1, ")));
    QTRY_COMPARE(chart(stage, "evaluate.roc").series.back().name, std::string("run 1"));
    QCOMPARE(stage.session->selection().id(), choice->currentData().toString());
}

void EvaluatePageTest::followsTheRunThatIsChosenElsewhere()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    QTRY_VERIFY(says(stage, QStringLiteral("Run 2, ranker, has an AUC of 0.")));
    stage.session->selection().set(Selection::Kind::Run, stage.find<QComboBox>("evaluate.run")->itemData(1).toString());
    QTRY_VERIFY(says(stage, QStringLiteral("Run 1, ")));
}

void EvaluatePageTest::anEmptyWorkspaceShowsTheWayToExperiments()
{
    const SampleWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    QTRY_VERIFY(stage.find("evaluate.go_experiments"));
    QCOMPARE(stage.page->view(), View::Empty);
    QVERIFY(!stage.find("evaluate.run_now")->isEnabled());
    QTest::mouseClick(stage.find("evaluate.go_experiments"), Qt::LeftButton);
    QCOMPARE(stage.opened, QStringList {QStringLiteral("experiments")});
}

void EvaluatePageTest::aRunThatWasNeverEvaluatedIsOneClickAway()
{
    SampleWorkspace workspace;
    (void)workspace.addRun("first", {{"val_auc", 1, utcNow(), 0.7}});
    Stage stage(workspace.name(), "evaluate");
    QTRY_VERIFY(stage.find("evaluate.first"));
    QCOMPARE(stage.page->view(), View::Empty);
    QCOMPARE(stage.find<QAbstractButton>("evaluate.first")->text(), QStringLiteral("E&valuate run 1"));
    // This run has records only: the engine says so, and the page says how to go on.
    QTest::mouseClick(stage.find("evaluate.first"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patientMs);
}

void EvaluatePageTest::evaluatesAgainAndShowsTheResult()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    QTRY_VERIFY(says(stage, QStringLiteral("Run 2, ranker, has an AUC of 0.")));
    const auto file = workspace.folder() / "models/runs"
        / stage.find<QComboBox>("evaluate.run")->currentData().toString().toStdString() / "evaluation.json";
    const auto before = std::filesystem::last_write_time(file);
    QTest::mouseClick(stage.find("evaluate.run_now"), Qt::LeftButton);
    QVERIFY(stage.page->work());
    QVERIFY(!stage.find("evaluate.run_now")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), patientMs);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QVERIFY(std::filesystem::last_write_time(file) > before);
    QTRY_VERIFY(says(stage, QStringLiteral("Run 2, ranker, has an AUC of 0.")));
}

void EvaluatePageTest::aModelThatIsGoneIsAFailureWithWaysOut()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    QTRY_VERIFY(says(stage, QStringLiteral("Run 2, ranker, has an AUC of 0.")));
    const auto run = stage.find<QComboBox>("evaluate.run")->currentData().toString().toStdString();
    std::filesystem::remove(workspace.folder() / "models/runs" / run / "weights.safetensors");
    QTest::mouseClick(stage.find("evaluate.run_now"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patientMs);
    QVERIFY(stage.find("evaluate.try_again"));
    QTest::mouseClick(stage.find("evaluate.leave_failure"), Qt::LeftButton);
    QTRY_COMPARE(stage.page->view(), View::Result);
}

void EvaluatePageTest::comparesWithWhatServes()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    QTRY_VERIFY(says(stage, QStringLiteral("Run 2, ranker, has an AUC of 0.")));
    auto *choice = stage.find<QComboBox>("evaluate.run");
    const QString serving = choice->itemData(0).toString();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTRY_VERIFY(says(stage, QStringLiteral("Run 1, ")));
    QTest::mouseClick(stage.find("evaluate.compare"), Qt::LeftButton);
    QCOMPARE(stage.opened, QStringList {QStringLiteral("compare")});
    QCOMPARE(stage.session->selection().runs(), (QStringList {serving, choice->itemData(1).toString()}));
}

void EvaluatePageTest::itsNumbersKeepTheRulesOfModels()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "evaluate");
    auto *model = stage.find<QTableView>("evaluate.metrics")->model();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(model->rowCount() > 20);
    QCOMPARE(model->index(0, EvaluationMetrics::Name).data().toString(), QStringLiteral("Rows"));
    QCOMPARE(model->index(0, EvaluationMetrics::Value).data().toString(), QStringLiteral("3,000"));
}

SLIPWAY_UI_TEST_MAIN(EvaluatePageTest)
#include "evaluate_page_test.moc"
