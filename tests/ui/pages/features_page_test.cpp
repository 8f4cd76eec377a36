#include "ui/pages/features_page.h"

#include "tests/support/engine_process.h"
#include "tests/support/print_model.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/pages/features_words.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>

#include <numeric>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::DemoWorkspace;
using slipway::testing::Engine;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;

namespace {

constexpr int engineMs = 30'000;

using Stage = PageStage<FeaturesPage>;

void waitForFeatures(const Stage &stage)
{
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, engineMs);
    QTRY_VERIFY(stage.find<QTableView>("features.definitions")->model()->rowCount() > 0);
}

void choose(const Stage &stage, const QString &name)
{
    auto *table = stage.find<QTableView>("features.definitions");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString() == name) {
            table->scrollTo(table->model()->index(row, 0));
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(row, 0)).center());
        }
    }
}

double sum(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

class FeaturesPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutDataItSendsToData();
    void withDataItBuilds();
    void theDemoShowsDefinitionsAndTheSentence();
    void aNumberIsDrawnInTrainAndTest();
    void aCategoryIsDrawnAsBars();
    void theFilterNarrowsTheTable();
    void theInspectorSaysHowItIsComputed();
    void aMissingFileIsSaidInTheChart();
    void agesAreInWords();
    void everyViewHasAnExample();
    void everythingIsReachedByKeyboard();
};

void FeaturesPageTest::withoutDataItSendsToData()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "features");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    QTRY_VERIFY(stage.find("features.empty.data") && stage.find("features.empty.data")->isVisible());
    QVERIFY(!stage.find("features.empty.build"));
    QVERIFY(!stage.actions.action(QStringLiteral("features.build"))->isEnabled());
    QTest::mouseClick(stage.find("features.empty.data"), Qt::LeftButton);
    QCOMPARE(stage.opened, QStringList {QStringLiteral("data")});
}

void FeaturesPageTest::withDataItBuilds()
{
    SampleWorkspace workspace;
    const Engine engine(workspace.folder());
    QVERIFY_EXIT_OK(engine.run({QStringLiteral("data"), QStringLiteral("generate"), QStringLiteral("--rows"),
                                QStringLiteral("2000")}));
    Stage stage(workspace.name(), "features");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("features.empty.build"), engineMs);
    QTRY_VERIFY(stage.find("features.empty.build")->isVisible());
    QTest::mouseClick(stage.find("features.empty.build"), Qt::LeftButton);
    QVERIFY(stage.page->work());
    QVERIFY(!stage.actions.action(QStringLiteral("features.build"))->isEnabled());
    waitForFeatures(stage);
    QTRY_VERIFY(stage.find("features.build")->isVisible() && stage.find("features.build")->isEnabled());
}

void FeaturesPageTest::theDemoShowsDefinitionsAndTheSentence()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    auto *model = stage.find<QTableView>("features.definitions")->model();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model->rowCount(), 17);
    QCOMPARE(stage.said("features.count"), QStringLiteral("17 features"));
    QCOMPARE(model->index(0, FeaturesModel::Name).data().toString(), QStringLiteral("user_historical_ctr"));
    QCOMPARE(model->index(0, FeaturesModel::From).data().toString(), QStringLiteral("history"));
    // Nothing is blank in the sample.
    QTRY_COMPARE_WITH_TIMEOUT(model->index(0, FeaturesModel::Blank).data().toString(), QStringLiteral("0.0%"),
                              engineMs);
}

void FeaturesPageTest::aNumberIsDrawnInTrainAndTest()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    choose(stage, QStringLiteral("hour_of_day"));
    auto *chart = stage.find<ChartView>("features.distribution");
    QTRY_COMPARE_WITH_TIMEOUT(chart->chart().title, std::string("hour_of_day"), engineMs);
    QCOMPARE(chart->chart().kind, report::ChartKind::Histogram);
    QCOMPARE(chart->chart().series.size(), 2U);
    QVERIFY(chart->chart().series[0].reference);
    for (const auto &series : chart->chart().series) {
        QCOMPARE_NEAR(sum(series.y), 1.0, 1e-9); // every row that has a value is in one bin
        QCOMPARE(series.x.size(), series.y.size() + 1);
    }
    auto *parts = stage.find<QTableView>("features.statistics")->model();
    QTRY_VERIFY(parts->rowCount() > 8);
    const QAbstractItemModelTester tester(parts, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(slipway::testing::isSpoken(*parts));
    QCOMPARE(parts->index(0, 0).data().toString(), QStringLiteral("Rows"));
    QCOMPARE(parts->index(0, 1).data().toString(), QStringLiteral("14,000"));
}

void FeaturesPageTest::aCategoryIsDrawnAsBars()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    choose(stage, QStringLiteral("device"));
    auto *chart = stage.find<ChartView>("features.distribution");
    QTRY_COMPARE_WITH_TIMEOUT(chart->chart().title, std::string("device"), engineMs);
    QCOMPARE(chart->chart().kind, report::ChartKind::Bars);
    QCOMPARE(chart->chart().y.categories.size(), 3U);
    QCOMPARE_NEAR(sum(chart->chart().series[1].x), 1.0, 1e-9);
    QTRY_COMPARE(stage.find<QTableView>("features.statistics")->model()->rowCount(), 3);
}

void FeaturesPageTest::theFilterNarrowsTheTable()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    auto *filter = stage.find<QLineEdit>("features.filter");
    QTRY_VERIFY(filter->isVisible());
    QTest::keyClicks(filter, QStringLiteral("item_"));
    auto *model = stage.find<QTableView>("features.definitions")->model();
    QCOMPARE(model->rowCount(), 7);
    QCOMPARE(stage.said("features.count"), QStringLiteral("7 of 17 features"));
    filter->clear();
    QCOMPARE(model->rowCount(), 17);
}

void FeaturesPageTest::theInspectorSaysHowItIsComputed()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    choose(stage, QStringLiteral("item_ctr"));
    QTRY_COMPARE(stage.page->inspection().name, QStringLiteral("item_ctr"));
    QCOMPARE(stage.page->inspection().kind, QStringLiteral("Feature, number"));
    QString formula;
    for (const auto &section : stage.page->inspection().sections) {
        if (section.id == QLatin1String("features.formula"))
            formula = section.facts.value(0).value;
    }
    QVERIFY(formula.contains(QStringLiteral("item_clicks")));
}

void FeaturesPageTest::aMissingFileIsSaidInTheChart()
{
    const DemoWorkspace workspace;
    {
        auto opened =
            workspace::Workspace::open(workspace.folder(), workspace::OpenMode::Existing, {"ada", "cli", ""});
        QVERIFY_OK(opened);
        const auto test = opened.value().datasets().find("feed_test");
        QVERIFY_OK(test);
        QVERIFY(std::filesystem::remove(workspace.folder() / "artifacts" / test.value().fileHash));
    }
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    auto *chart = stage.find<ChartView>("features.distribution");
    QTRY_VERIFY_WITH_TIMEOUT(chart->chart().emptyReason.find("is not in this workspace") != std::string::npos,
                             engineMs);
    QVERIFY(chart->chart().empty());
    QCOMPARE(stage.find<QTableView>("features.definitions")->model()->rowCount(), 17);
}

void FeaturesPageTest::agesAreInWords()
{
    const TimeMicros now = 1'577'880'000 * microsPerSecond;
    QCOMPARE(FeaturesWords::ago(now - 20 * microsPerSecond, now), QStringLiteral("just now"));
    QCOMPARE(FeaturesWords::ago(now - 6 * 60 * microsPerSecond, now), QStringLiteral("6 min ago"));
    QCOMPARE(FeaturesWords::ago(now - 3 * 3600 * microsPerSecond, now), QStringLiteral("3 h ago"));
    FeatureBuild build {.built = now - 6 * 60 * microsPerSecond};
    build.features.resize(17);
    build.parts = {
        {QStringLiteral("train"), 70'000}, {QStringLiteral("val"), 10'000}, {QStringLiteral("test"), 20'000}};
    QCOMPARE(
        FeaturesWords::sentence(build, now),
        QStringLiteral("17 features for 100,000 rows, built 6 min ago; split by time 70/10/20: oldest train, "
                       "newest test."));
}

void FeaturesPageTest::everyViewHasAnExample()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    for (const auto view : {View::Empty, View::Busy, View::Failure, View::Result}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
}

void FeaturesPageTest::everythingIsReachedByKeyboard()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    auto *table = stage.find<QTableView>("features.definitions");
    table->setFocus();
    const QString before = stage.page->inspection().name;
    QTest::keyClick(table, Qt::Key_Down);
    QVERIFY(stage.page->inspection().name != before);
    for (const char *name : {"features.filter", "features.definitions", "features.distribution",
                             "features.statistics", "features.build"}) {
        const auto *widget = stage.find(name);
        QVERIFY2(widget, name);
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
}

SLIPWAY_UI_TEST_MAIN(FeaturesPageTest)
#include "features_page_test.moc"
