#include "tests/support/engine_process.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/activity_page.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QLineEdit>

using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int readMs = 20'000;

using Stage = PageStage<ActivityPage>;

} // namespace

class ActivityPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyLogSaysWhatWillStandThere();
    void showsWhatHappenedNewestFirst();
    void theFilterNarrowsTheList();
    void theInspectorHasTheProof();
    void verifiesTheLog();
    void saysWhichEventWasAltered();
    void takesBackWhatCanBeTakenBack();
    void hearsOfWhatOthersDo();
    void showsEachOfTheFourViews();
};

void ActivityPageTest::anEmptyLogSaysWhatWillStandThere()
{
    const SampleWorkspace empty;
    const Stage stage(empty.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, readMs);
    QTRY_COMPARE(stage.said("view.title"), QStringLiteral("Nothing has happened yet"));
    QTest::mouseClick(stage.find("activity.go_home"), Qt::LeftButton);
    QCOMPARE(stage.opened, QStringList({QStringLiteral("home")}));
}

void ActivityPageTest::showsWhatHappenedNewestFirst()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    const auto *model = stage.find<TableView>("activity.events")->model();
    QVERIFY(model->rowCount() > 10);
    QCOMPARE(model->index(0, 1).data().toString(), QStringLiteral("The report on feed was written"));
    QVERIFY(stage.said("activity.count").endsWith(QStringLiteral("events")));
}

void ActivityPageTest::theFilterNarrowsTheList()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    auto *filter = stage.find<QLineEdit>("activity.filter");
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("promoted"));
    const auto *model = stage.find<TableView>("activity.events")->model();
    QVERIFY(model->rowCount() >= 1);
    for (int row = 0; row < model->rowCount(); ++row)
        QVERIFY(model->index(row, 1).data().toString().contains(QStringLiteral("promoted")));
}

void ActivityPageTest::theInspectorHasTheProof()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    auto *events = stage.find<TableView>("activity.events");
    events->selectRow(0);
    const Inspection &shown = stage.page->inspection();
    QCOMPARE(shown.name, QStringLiteral("The report on feed was written"));
    QCOMPARE(shown.sections.last().id, QStringLiteral("proof"));
    QVERIFY(shown.sections.last().facts.first().value.size() > 8);
}

void ActivityPageTest::verifiesTheLog()
{
    const DemoWorkspace demo;
    Stage stage(demo.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    QTest::mouseClick(stage.find("activity.verify"), Qt::LeftButton);
    auto *verdict = stage.find<Chip>("activity.verdict");
    QTRY_VERIFY_WITH_TIMEOUT(verdict->isVisible(), readMs);
    QCOMPARE(verdict->status(), slipway::ui::Status::Ok);
    QVERIFY(verdict->word().endsWith(QStringLiteral("events are unaltered")));
}

void ActivityPageTest::saysWhichEventWasAltered()
{
    SampleWorkspace sample;
    sample.addEvent("report.written", "feed");
    sample.addEvent("report.written", "feed");
    QVERIFY(sample.store().execute("DROP TRIGGER events_are_never_changed"));
    QVERIFY(sample.store().execute("UPDATE events SET subject = 'another' WHERE seq = 1"));
    Stage stage(sample.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    QVERIFY(stage.actions.trigger(QStringLiteral("activity.verify")));
    auto *verdict = stage.find<Chip>("activity.verdict");
    QTRY_VERIFY_WITH_TIMEOUT(verdict->isVisible(), readMs);
    QCOMPARE(verdict->word(), QStringLiteral("The log was altered"));
}

void ActivityPageTest::takesBackWhatCanBeTakenBack()
{
    SampleWorkspace sample;
    const auto run = sample.addRun("first");
    const Engine engine(sample.folder());
    QVERIFY_EXIT_OK(engine.run({QStringLiteral("runs"), QStringLiteral("delete"), QString::fromStdString(run)}));
    Stage stage(sample.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    auto *events = stage.find<TableView>("activity.events");
    events->selectRow(0);
    QVERIFY(stage.actions.trigger(QStringLiteral("activity.take_back")));
    QTRY_VERIFY_WITH_TIMEOUT(
        events->model()->index(0, 1).data().toString().endsWith(QStringLiteral("was restored")), readMs);
}

void ActivityPageTest::hearsOfWhatOthersDo()
{
    SampleWorkspace sample;
    sample.addEvent("data.imported", "people");
    const Stage stage(sample.name(), "activity");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    sample.addEvent("report.written", "feed");
    const auto *model = stage.find<TableView>("activity.events")->model();
    QTRY_COMPARE_WITH_TIMEOUT(model->index(0, 1).data().toString(),
                              QStringLiteral("The report on feed was written"), readMs);
}

void ActivityPageTest::showsEachOfTheFourViews()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "activity");
    for (const View view : {View::Empty, View::Busy, View::Result, View::Failure}) {
        stage.page->showExample(view);
        QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), view, readMs);
    }
}

SLIPWAY_UI_TEST_MAIN(ActivityPageTest)
#include "activity_page_test.moc"
