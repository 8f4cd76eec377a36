#include "ui/pages/retraining_page.h"

#include "core/registry/models.h"
#include "core/workspace/vault.h"
#include "tests/support/print_model.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/jobs/job.h"
#include "ui/pages/retraining_words.h"
#include "ui/widgets/chip.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTableView>

#include <cmath>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::DemoWorkspace;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;

namespace {

constexpr int engineMs = 60'000;

using Stage = PageStage<RetrainingPage>;

void waitForVerdict(const Stage &stage)
{
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, engineMs);
    QTRY_VERIFY(!stage.said("retraining.headline").isEmpty());
}

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

QAbstractItemModel *model(const Stage &stage, const char *name)
{
    return stage.find<QTableView>(name)->model();
}

QString step(const Stage &stage, int number)
{
    return stage.find(qPrintable(QStringLiteral("retraining.step_%1").arg(number)))->accessibleName();
}

/// A model in production that was trained just now.
std::string serve(SampleWorkspace &workspace)
{
    const auto run = workspace.addRun("ranker");
    workspace.addEvent("run.trained", run);
    registry::Models models(workspace.store());
    const auto version = models.add({.name = "feed-model", .modelId = "one", .runId = run, .folder = "models/runs/one"});
    (void)models.setProduction("feed-model", version.value().version);
    workspace.addEvent("model.promoted", "feed-model/1");
    return run;
}

void measureDrift(SampleWorkspace &workspace, double score)
{
    const Json report = {{"profile", "calibrated"}, {"summary", {{"columns", 3}, {"overall_score", score}}}};
    const auto hash = workspace.workspace().artifacts().putBytes(writeJson(report));
    workspace.addEvent("drift.measured", "feed", {{"report", hash.value()}});
}

/// Limits under which the model of just now may be trained again at once.
void withoutPause(const SampleWorkspace &workspace)
{
    QVERIFY_OK(workspace::writeFile(workspace.folder() / "config/monitoring_config.yaml",
                                    "retraining:\n  drift_threshold: 0.25\n  min_days: 0\n"));
}

} // namespace

class RetrainingPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAModelInProductionItSendsOn();
    void theDemoHasToWait();
    void driftAboveTheLimitIsAdvised();
    void aQuietPolicySaysWhatItDoesNotKnow();
    void withoutDriftNotEnoughIsKnown();
    void theSettingsAreThoseOfTheFile();
    void theHistoryTellsWhatBecameOfEachTraining();
    void retrainingTrainsBesideAndSaysWhatFollows();
    void stoppingTheTrainingLeavesThePage();
    void aTrainingThatFailsHasAWayOut();
    void askingAgainIsAnswered();
    void everyViewHasAnExample();
    void everythingIsReachedByKeyboard();
};

void RetrainingPageTest::withoutAModelInProductionItSendsOn()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "retraining");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    QTRY_COMPARE(heading(stage), QStringLiteral("Nothing is in production yet"));
    QVERIFY(!stage.find("retraining.chip")->isVisible());
    click(stage, "retraining.to_experiments");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("experiments")});
}

void RetrainingPageTest::theDemoHasToWait()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    auto *rules = model(stage, "retraining.rules");
    const QAbstractItemModelTester tester(rules, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(slipway::testing::isSpoken(*rules));
    QCOMPARE(rules->rowCount(), 4);
    QCOMPARE(stage.said("retraining.headline"), QStringLiteral("Retraining has to wait."));
    QCOMPARE(stage.said("retraining.proof"),
             QStringLiteral("One rule says yes, but at least 7 days have to pass between two trainings. Not known: drop "
                            "of accuracy."));
    QCOMPARE(rules->index(0, RetrainingRulesModel::Verdict).data().toString(), QStringLiteral("Retrain"));
    QCOMPARE(rules->index(1, RetrainingRulesModel::Value).data().toString(), QStringLiteral("not known"));
    QCOMPARE(rules->index(1, RetrainingRulesModel::Verdict).data(StatusRole).value<ui::Status>(),
             ui::Status::Neutral);
    QCOMPARE(rules->index(3, RetrainingRulesModel::Verdict).data().toString(), QStringLiteral("Wait"));
    QCOMPARE(stage.find<Chip>("retraining.chip")->word(), QStringLiteral("Has to wait"));
    QVERIFY(stage.page->inspection().name == QStringLiteral("Verdict of today"));
    QVERIFY(!stage.find("retraining.next")->isVisible()); // the newest model serves
}

void RetrainingPageTest::driftAboveTheLimitIsAdvised()
{
    SampleWorkspace workspace;
    serve(workspace);
    measureDrift(workspace, 0.3);
    withoutPause(workspace);
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    QCOMPARE(stage.said("retraining.headline"), QStringLiteral("Retraining is advised."));
    QVERIFY(stage.said("retraining.proof")
                .startsWith(QStringLiteral("One rule says yes, and nothing forbids it.")));
    QCOMPARE(stage.find("retraining.verdict")->property("emphasis").toString(), QStringLiteral("warn"));
    QCOMPARE(stage.find<QPushButton>("retraining.retrain")->property("kind").toString(), QStringLiteral("primary"));
}

void RetrainingPageTest::aQuietPolicySaysWhatItDoesNotKnow()
{
    SampleWorkspace workspace;
    serve(workspace);
    measureDrift(workspace, 0.1);
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    QCOMPARE(stage.said("retraining.headline"), QStringLiteral("Nothing calls for retraining today."));
    QCOMPARE(stage.said("retraining.proof"),
             QStringLiteral("No rule that could be judged asks for it. Not known: drop of accuracy."));
    QCOMPARE(stage.find("retraining.verdict")->property("emphasis").toString(), QStringLiteral("ok"));
}

void RetrainingPageTest::withoutDriftNotEnoughIsKnown()
{
    SampleWorkspace workspace;
    serve(workspace);
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    QCOMPARE(stage.said("retraining.headline"), QStringLiteral("Not enough is known."));
    QCOMPARE(stage.find("retraining.verdict")->property("emphasis").toString(), QString());
    QCOMPARE(stage.find<Chip>("retraining.chip")->status(), ui::Status::Neutral);
    // As soon as somebody measures it, the page says so.
    measureDrift(workspace, 0.1);
    QTRY_COMPARE(stage.said("retraining.headline"), QStringLiteral("Nothing calls for retraining today."));
}

void RetrainingPageTest::theSettingsAreThoseOfTheFile()
{
    SampleWorkspace workspace;
    serve(workspace);
    withoutPause(workspace);
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    QCOMPARE(stage.said("retraining.drift_threshold"), QStringLiteral("0.250"));
    QCOMPARE(stage.said("retraining.accuracy_drop"), QStringLiteral("0.050"));
    QCOMPARE(stage.said("retraining.max_days"), QStringLiteral("30"));
    QCOMPARE(stage.said("retraining.min_days"), QStringLiteral("0"));
    QVERIFY(stage.said("retraining.where").contains(QStringLiteral("config/monitoring_config.yaml")));
    click(stage, "retraining.to_settings");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("settings")});
}

void RetrainingPageTest::theHistoryTellsWhatBecameOfEachTraining()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    auto *trainings = model(stage, "retraining.trainings");
    const QAbstractItemModelTester tester(trainings, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(slipway::testing::isSpoken(*trainings));
    QCOMPARE(trainings->rowCount(), 2);
    QCOMPARE(trainings->index(0, TrainingsModel::Run).data().toString(), QStringLiteral("ranker"));
    QCOMPARE(trainings->index(0, TrainingsModel::Became).data().toString(), QStringLiteral("feed-model/2, serves"));
    QCOMPARE(trainings->index(1, TrainingsModel::Became).data().toString(),
             QStringLiteral("feed-model/1, served before"));
    QVERIFY(std::isfinite(trainings->index(0, TrainingsModel::Test).data(SortRole).toDouble()));
}

void RetrainingPageTest::retrainingTrainsBesideAndSaysWhatFollows()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    click(stage, "retraining.retrain");
    QCOMPARE(stage.page->view(), View::Result); // it trains beside
    QTRY_VERIFY(step(stage, 1).startsWith(QStringLiteral("Training")));
    QVERIFY(!stage.find("retraining.retrain")->isEnabled());
    QCOMPARE(stage.toasts.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(model(stage, "retraining.trainings")->rowCount(), 3, engineMs);
    QTRY_VERIFY(step(stage, 1).startsWith(QStringLiteral("Trained")));
    QTRY_VERIFY(stage.find("retraining.retrain")->isEnabled());
    QCOMPARE(model(stage, "retraining.trainings")->index(0, TrainingsModel::Run).data().toString(),
             QStringLiteral("retrained"));
    QCOMPARE(stage.said("retraining.next"), QStringLiteral("Open Evaluate"));
    click(stage, "retraining.next");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("evaluate")});
}

void RetrainingPageTest::stoppingTheTrainingLeavesThePage()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    click(stage, "retraining.retrain");
    const auto running = stage.session->jobs().running();
    QCOMPARE(running.size(), 1);
    running.first()->stop();
    QTRY_VERIFY_WITH_TIMEOUT(stage.session->jobs().running().isEmpty(), engineMs);
    QCOMPARE(stage.page->view(), View::Result);
    QTRY_VERIFY(stage.find("retraining.retrain")->isEnabled());
    QCOMPARE(model(stage, "retraining.trainings")->rowCount(), 2);
}

void RetrainingPageTest::aTrainingThatFailsHasAWayOut()
{
    SampleWorkspace workspace; // it has no features to train on
    serve(workspace);
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    click(stage, "retraining.retrain");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, engineMs);
    QVERIFY(heading(stage).startsWith(QStringLiteral("“Train retrained” did not finish")));
    click(stage, "retraining.leave_failure");
    QTRY_COMPARE(stage.page->view(), View::Result);
}

void RetrainingPageTest::askingAgainIsAnswered()
{
    SampleWorkspace workspace;
    serve(workspace);
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    click(stage, "retraining.check");
    QTRY_COMPARE(stage.toasts,
                 QStringList {QStringLiteral("The policy was asked again: Not enough is known.")});
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral(" retraining")));
}

void RetrainingPageTest::everyViewHasAnExample()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    for (const auto view : {View::Empty, View::Busy, View::Failure, View::Result}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
}

void RetrainingPageTest::everythingIsReachedByKeyboard()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "retraining");
    waitForVerdict(stage);
    for (const char *name : {"retraining.check", "retraining.retrain", "retraining.rules", "retraining.to_settings",
                             "retraining.trainings"}) {
        const auto *widget = stage.find(name);
        QVERIFY2(widget, name);
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
}

SLIPWAY_UI_TEST_MAIN(RetrainingPageTest)
#include "retraining_page_test.moc"
