#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/life_ring.h"
#include "ui/pages/home_page.h"
#include "ui/widgets/key_figure.h"
#include "ui/widgets/table_view.h"

#include <QPushButton>

using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int readMs = 10'000;
constexpr int demoMs = 120'000;

using Stage = PageStage<HomePage>;

} // namespace

class HomePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void welcomesAnEmptyWorkspace();
    void showsTheLifeOfTheModel();
    void aStageOpensItsPage();
    void anEventOpensThePageThatTellsMore();
    void theNextStepIsOneClick();
    void takesAModelThroughItsLifeFromTheWelcome();
    void stopsTheDemoAndWelcomesAgain();
    void showsEachOfTheFourViews();
};

void HomePageTest::welcomesAnEmptyWorkspace()
{
    const SampleWorkspace empty;
    const Stage stage(empty.name(), "home");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, readMs);
    QCOMPARE(stage.said("home.welcome"), QStringLiteral("Take a model through its whole life, on this machine"));
    QTest::mouseClick(stage.find("home.import"), Qt::LeftButton);
    QCOMPARE(stage.opened, QStringList({QStringLiteral("data")}));
}

void HomePageTest::showsTheLifeOfTheModel()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "home");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    const auto *ring = stage.find<LifeRing>("home.ring");
    QCOMPARE(ring->stages().size(), 8);
    QCOMPARE(ring->stages()[0].status, slipway::ui::Status::Ok);
    QCOMPARE(ring->stages()[0].note, QStringLiteral("every check passed"));
    QVERIFY(ring->accessibleDescription().contains(QStringLiteral("In production")));
    QVERIFY2(!stage.said("home.step_title").isEmpty(), "there is always a next step");
    QVERIFY(stage.find<KeyFigure>("home.card_1")->figure().value.startsWith(QStringLiteral("0.")));
    QVERIFY(stage.find<TableView>("home.events")->model()->rowCount() > 5);
}

void HomePageTest::aStageOpensItsPage()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "home");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    auto *ring = stage.find<LifeRing>("home.ring");
    QTest::mouseClick(ring->viewport(), Qt::LeftButton, {}, ring->placeOf(1).toPoint());
    QCOMPARE(stage.opened, QStringList({QStringLiteral("features")}));
}

void HomePageTest::anEventOpensThePageThatTellsMore()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "home");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    auto *events = stage.find<TableView>("home.events");
    events->setFocus();
    events->setCurrentIndex(events->model()->index(0, 0));
    QTest::keyClick(events, Qt::Key_Return);
    QCOMPARE(stage.opened, QStringList({QStringLiteral("reports")})); // the demo's last step
}

void HomePageTest::theNextStepIsOneClick()
{
    SampleWorkspace sample;
    sample.addRun("first");
    const Stage stage(sample.name(), "home");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, readMs);
    QVERIFY(stage.find<QPushButton>("home.step")->isVisible());
    QVERIFY(!stage.find<QPushButton>("home.step")->text().isEmpty());
}

void HomePageTest::takesAModelThroughItsLifeFromTheWelcome()
{
    const SampleWorkspace empty;
    Stage stage(empty.name(), "home");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, readMs);
    QVERIFY(stage.actions.trigger(QStringLiteral("home.run_demo")));
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Busy, readMs);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, demoMs);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<LifeRing>("home.ring")->accessibleDescription().contains(
                                 QStringLiteral("feed-model/")),
                             readMs);
}

void HomePageTest::stopsTheDemoAndWelcomesAgain()
{
    const SampleWorkspace empty;
    Stage stage(empty.name(), "home");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, readMs);
    QTest::mouseClick(stage.find("home.guided_demo"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Busy, readMs);
    auto *stop = stage.find<QPushButton>("view.stop");
    QTest::mouseClick(stop, Qt::LeftButton);
    QVERIFY(stop->text().contains(QStringLiteral("Stopping")));
    QTRY_VERIFY_WITH_TIMEOUT(stage.page->view() != View::Busy, readMs);
    QVERIFY(stage.page->view() != View::Failure);
}

void HomePageTest::showsEachOfTheFourViews()
{
    const DemoWorkspace demo;
    const Stage stage(demo.name(), "home");
    for (const View view : {View::Empty, View::Busy, View::Result, View::Failure}) {
        stage.page->showExample(view);
        QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), view, readMs);
    }
}

SLIPWAY_UI_TEST_MAIN(HomePageTest)
#include "home_page_test.moc"
