#include "ui/jobs/jobs_model.h"

#include "tests/support/print_model.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "tests/ui/jobs/following.h"

#include <QAbstractItemModelTester>
#include <QPointer>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::printModel;
using slipway::testing::TemporaryFolder;
using workspace::JobRecorder;

class JobsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jobsThatWereThereBeforeAreShownNewestFirst();
    void aJobOfATerminalAppearsByItself();
    void progressIsShownAsItComes();
    void aJobThatWasKilledIsShownAsLost();
    void aJobOfThisWindowIsShownOnce();
    void aRowHasEverythingThatTheStripShows();
    void oldJobsMakeRoomButRunningOnesStay();

private:
    std::unique_ptr<JobRecorder> record(const TemporaryFolder &folder, const std::string &id,
                                        const std::vector<std::string> &command)
    {
        return JobRecorder::start(folder / "jobs", id, command).value();
    }
};

void JobsModelTest::jobsThatWereThereBeforeAreShownNewestFirst()
{
    const TemporaryFolder folder;
    record(folder, "01", {"data", "generate"})->append("error", {{"error", {{"code", "cancelled"}}}});
    record(folder, "02", {"train"})
        ->append("error", {{"error", {{"code", "bad_input"}, {"message", "No rows."}}}});
    const auto running = record(folder, "03", {"drift"});
    running->append("progress", {{"fraction", 0.5}, {"stage", "comparing"}});
    JobsModel model(folder.path());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(printModel(model),
                 QStringLiteral("Measure drift, comparing\n"
                                "Train the ranker, failed\n"
                                "Generate data, stopped"));
    QCOMPARE(model.running().size(), 1);
    QCOMPARE(model.index(1).data(Qt::ToolTipRole).toString(), QStringLiteral("No rows."));
}

void JobsModelTest::aJobOfATerminalAppearsByItself()
{
    const TemporaryFolder folder;
    folder.write("jobs/.keep", "");
    JobsModel model(folder.path());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(model.rowCount(), 0);
    QList<int> counts;
    connect(&model, &JobsModel::runningChanged, this, [&](int count) { counts << count; });
    const auto recorder = record(folder, "01", {"train"});
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 1000); // by the watcher, not by the slow timer
    recorder->append("result", {{"result", Json::object()}});
    QTRY_COMPARE(counts, (QList<int> {1, 0}));
}

void JobsModelTest::progressIsShownAsItComes()
{
    const TemporaryFolder folder;
    const auto recorder = record(folder, "01", {"train"});
    JobsModel model(folder.path());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<Measurement> points;
    connect(&model, &JobsModel::measured, this, [&](const Measurement &point) { points.push_back(point); });
    QTRY_COMPARE(model.rowCount(), 1);
    recorder->append("state", {{"state", "training"}, {"run", "r"}, {"epochs", 4}});
    recorder->append("progress", {{"fraction", 0.25}, {"stage", "training"}});
    recorder->append("metric", {{"run", "r"}, {"key", "loss"}, {"step", 1}, {"value", 0.5}});
    QTRY_COMPARE(printModel(model), QStringLiteral("Train the ranker, epoch 2 of 4"));
    QTRY_COMPARE(points.size(), std::size_t {1});
    QCOMPARE(model.index(0).data(JobsModel::FractionRole).toDouble(), 0.25);
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Train the ranker, epoch 2 of 4, 25 percent."));
}

void JobsModelTest::aJobThatWasKilledIsShownAsLost()
{
    const TemporaryFolder folder;
    folder.write("jobs/01/events.jsonl",
                 "{\"event\":\"started\",\"command\":[\"train\"],\"pid\":1073741824,\"pid_start\":1,"
                 "\"time\":\"2026-11-20T10:00:00Z\"}\n");
    JobsModel model(folder.path());
    QTRY_COMPARE(printModel(model), QStringLiteral("Train the ranker, lost: its process is gone"));
}

void JobsModelTest::aJobOfThisWindowIsShownOnce()
{
    slipway::testing::SampleWorkspace workspace;
    Launcher launcher(workspace.folder(), slipway::testing::engineProgram());
    JobsModel model(workspace.folder());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    connect(&launcher, &Launcher::started, &model, &JobsModel::add);
    QTRY_VERIFY(model.isComplete());
    const auto job = launcher.start(slipway::testing::shortCommand());
    QVERIFY_OK(job);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(job.value()->parent(), static_cast<QObject *>(&model));
    Job *ended = nullptr;
    connect(&model, &JobsModel::jobEnded, this, [&](Job *which) { ended = which; });
    QTRY_VERIFY_WITH_TIMEOUT(ended == job.value(), 30'000);
    QTest::qWait(400); // the watcher has looked by now
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(printModel(model).startsWith(QStringLiteral("Generate 2,000 interactions, done in ")));
}

void JobsModelTest::aRowHasEverythingThatTheStripShows()
{
    const TemporaryFolder folder;
    const auto recorder = record(folder, "01", {"report", "feed"});
    JobsModel model(folder.path());
    QTRY_COMPARE(model.rowCount(), 1);
    const auto row = model.index(0);
    QTRY_COMPARE(row.data(JobsModel::StateRole).value<Job::State>(), Job::State::Running);
    QCOMPARE(row.data(JobsModel::StateTextRole).toString(), QStringLiteral("Running"));
    QCOMPARE(row.data(StatusRole).value<ui::Status>(), ui::Status::Running);
    QCOMPARE(row.data(JobsModel::CanStopRole).toBool(), true);
    QCOMPARE(row.data(JobsModel::TimeLeftRole).toString(), QString());
    QCOMPARE(row.data(IdRole).toString(), QStringLiteral("01"));
    QVERIFY(row.data(JobsModel::StartedRole).toDateTime().isValid());
    QCOMPARE(row.data(JobsModel::CommandRole).toString(),
             QStringLiteral("slipway -w %1 report feed").arg(text(folder.path().string())));
    QCOMPARE(model.job(QStringLiteral("01")), model.job(row));
    QCOMPARE(model.job(QStringLiteral("no such job")), nullptr);
    QVERIFY(slipway::testing::isSpoken(model));
}

void JobsModelTest::oldJobsMakeRoomButRunningOnesStay()
{
    const TemporaryFolder folder;
    const auto running = record(folder, "000", {"serve"});
    for (int i = 1; i <= 120; ++i) {
        record(folder, std::to_string(1000 + i), {"report", "feed"})
            ->append("result", {{"result", Json::object()}});
    }
    JobsModel model(folder.path());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(model.rowCount(), 100);
    QVERIFY(model.job(QStringLiteral("000")));
    QVERIFY(model.job(QStringLiteral("1120")));
    QVERIFY(!model.job(QStringLiteral("1020")));
}

SLIPWAY_UI_TEST_MAIN(JobsModelTest)
#include "jobs_model_test.moc"
