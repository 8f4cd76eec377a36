#include "ui/models/events_model.h"

#include "core/workspace/change_feed.h"
#include "core/workspace/sqlite_store.h"
#include "tests/support/print_model.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QAbstractItemModelTester>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::SampleWorkspace;

class EventsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsSentence();
    void newsComeOnTopOnce();
    void olderEventsComePageByPage();
    void aGapIsFilledByReadingAgain();
    void aRowKnowsHowToTakeItBack();

private:
    QStringList sentences(const EventsModel &model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row, EventsModel::What).data().toString();
        return list;
    }
};

void EventsModelTest::everyKindHasItsSentence()
{
    SampleWorkspace workspace;
    const std::string run = "01a1fafac5c8700088e79f899c6496c9";
    workspace.addEvent("data.generated", "feed");
    workspace.addEvent("data.imported", "items");
    workspace.addEvent("data.validated", "items@1", {{"passed", true}, {"failed", 0}});
    workspace.addEvent("data.validated", "items@2", {{"passed", false}, {"failed", 1}});
    workspace.addEvent("data.validated", "items@3", {{"passed", false}, {"failed", 3}});
    workspace.addEvent("features.built", "feed");
    workspace.addEvent("run.trained", run);
    workspace.addEvent("run.evaluated", run, {{"auc", 0.72089}});
    workspace.addEvent("run.deleted", run);
    workspace.addEvent("run.restored", run);
    workspace.addEvent("model.registered", "feed-model/1", {{"run", run}});
    workspace.addEvent("model.promoted", "feed-model/1", {{"reason", "better"}});
    workspace.addEvent("model.rolled_back", "feed-model/1");
    workspace.addEvent("model.refused", "feed-model/2", {{"reason", "demo"}});
    workspace.addEvent("drift.measured", "feed", {{"drifted_columns", 8}});
    workspace.addEvent("drift.measured", "feed", {{"drifted_columns", 1}});
    workspace.addEvent("drift.measured", "feed", {{"drifted_columns", 0}});
    workspace.addEvent("report.written", "feed");
    workspace.addEvent("moon.landed", "apollo");
    WorkspaceReader reader(workspace.folder());
    EventsModel model(reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_VERIFY(model.isLoaded());
    auto list = sentences(model);
    std::reverse(list.begin(), list.end());
    QCOMPARE(list.join(QLatin1Char('\n')),
             QStringLiteral("Data of the scenario feed was generated\n"
                            "items was imported\n"
                            "items@1 passed every check\n"
                            "items@2 failed one check\n"
                            "items@3 failed 3 checks\n"
                            "Features of feed were built\n"
                            "Run 01a1fafac5c87 was trained\n"
                            "Run 01a1fafac5c87 was evaluated: AUC 0.721\n"
                            "Run 01a1fafac5c87 was deleted\n"
                            "Run 01a1fafac5c87 was restored\n"
                            "feed-model/1 was registered from run 01a1fafac5c87\n"
                            "feed-model/1 was promoted: better\n"
                            "Production was rolled back to feed-model/1\n"
                            "feed-model/2 was refused by a gate: demo\n"
                            "Drift was measured: 8 columns have drifted\n"
                            "Drift was measured: one column has drifted\n"
                            "Drift was measured: nothing has drifted\n"
                            "The report on feed was written\n"
                            "moon.landed: apollo"));
    QVERIFY(slipway::testing::isSpoken(model));
    QCOMPARE(model.index(0, EventsModel::Who).data().toString(), QStringLiteral("ada, in a terminal"));
}

void EventsModelTest::newsComeOnTopOnce()
{
    SampleWorkspace workspace;
    workspace.addEvent("data.imported", "a");
    WorkspaceReader reader(workspace.folder());
    EventsModel model(reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto mine = workspace::openSqliteStore(workspace.folder() / "slipway.db").value();
    auto feed = workspace::ChangeFeed::start(*mine).value();
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1);
    workspace.addEvent("data.imported", "b");
    workspace.addEvent("data.imported", "c");
    const auto news = feed.poll().value().events;
    QCOMPARE(news.size(), std::size_t {2});
    model.add(news);
    model.add(news);
    model.refresh();
    QTRY_VERIFY(sentences(model).size() == 3);
    QCOMPARE(sentences(model),
             (QStringList {QStringLiteral("c was imported"), QStringLiteral("b was imported"),
                           QStringLiteral("a was imported")}));
}

void EventsModelTest::olderEventsComePageByPage()
{
    SampleWorkspace workspace;
    // Without the model tester: it fetches by itself.
    for (int i = 1; i <= 450; ++i)
        workspace.addEvent("data.imported", std::to_string(i));
    WorkspaceReader reader(workspace.folder());
    EventsModel model(reader);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 200);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 400);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 450);
    QVERIFY(!model.canFetchMore({}));
    for (int row = 0; row < 450; ++row)
        QCOMPARE(model.index(row, 0).data(IdRole).toInt(), 450 - row);
}

void EventsModelTest::aGapIsFilledByReadingAgain()
{
    SampleWorkspace workspace;
    workspace.addEvent("data.imported", "old");
    WorkspaceReader reader(workspace.folder());
    EventsModel model(reader);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1);
    for (int i = 0; i < 250; ++i)
        workspace.addEvent("data.imported", std::to_string(i));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 200);
    QCOMPARE(model.index(0, 0).data(IdRole).toInt(), 251);
    QVERIFY(model.canFetchMore({}));
}

void EventsModelTest::aRowKnowsHowToTakeItBack()
{
    SampleWorkspace workspace;
    workspace.addEvent("run.deleted", "r1", Json::object(), "runs restore r1");
    workspace.addEvent("run.trained", "r2");
    WorkspaceReader reader(workspace.folder());
    EventsModel model(reader);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 0).data(EventsModel::InverseRole).toString(), QStringLiteral("runs restore r1"));
    QCOMPARE(model.index(0, 0).data(EventsModel::InverseRole).toString(), QString());
    QCOMPARE(model.index(0, 0).data(EventsModel::HashRole).toString().size(), 64);
}

SLIPWAY_UI_TEST_MAIN(EventsModelTest)
#include "events_model_test.moc"
