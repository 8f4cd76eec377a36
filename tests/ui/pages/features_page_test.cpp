#include "ui/pages/features_page.h"

#include "tests/support/engine_process.h"
#include "tests/support/print_model.h"
#include "tests/support/verify.h"
#include "tests/support/without_rights.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/models/text.h"
#include "ui/pages/features_graph.h"
#include "ui/pages/features_words.h"
#include "ui/widgets/panel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>

#include <numeric>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::DemoWorkspace;
using slipway::testing::Engine;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;
using slipway::testing::TemporaryFolder;
using slipway::testing::WithoutRights;

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

void showTab(const Stage &stage, const char *id)
{
    auto *bar = stage.find<QTabBar>("features.tabs.bar");
    for (int tab = 0; tab < bar->count(); ++tab) {
        if (bar->tabData(tab).toString() == QLatin1String(id))
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
    }
}

QAbstractItemModel &definitions(const Stage &stage)
{
    return *stage.find<QTableView>("features.definitions")->model();
}

/// A cell of the feature's row; empty where there is no such row.
QString cell(const Stage &stage, const char *feature, int column)
{
    const auto &model = definitions(stage);
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, 0).data().toString() == QLatin1String(feature))
            return model.index(row, column).data().toString();
    }
    return {};
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
    void stepsAreShownOnRequest();
    void theInspectorSaysHowItIsComputed();
    void valuesAreDrawnOverTime();
    void theDefinitionLeadsToWhatItIsMadeFrom();
    void theLineageIsWalkedByKeyboardAndPointer();
    void aMomentIsAskedAbout();
    void valuesAreStoredAndLookedUp();
    void screeningLooksAtFeaturesOnly();
    void aReadOnlyWorkspaceIsShownAndLeftAlone();
    void aFileIsAppliedAndTakenBack();
    void aMistakeInAFileIsSaidWithItsPlace();
    void theSplitIsChosenForTheNextBuild();
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
    const QAbstractItemModelTester tester(&definitions(stage),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(definitions(stage).rowCount(), 17);
    QCOMPARE(stage.said("features.count"), QStringLiteral("17 features"));
    QCOMPARE(stage.find<QComboBox>("features.set")->currentText(), QStringLiteral("feed, version 1"));
    QCOMPARE(cell(stage, "user_historical_ctr", FeaturesModel::From), QStringLiteral("derived"));
    QCOMPARE(cell(stage, "user_country", FeaturesModel::From), QStringLiteral("users"));
    // Nothing is blank in the sample.
    QTRY_COMPARE_WITH_TIMEOUT(cell(stage, "user_historical_ctr", FeaturesModel::Blank),
                              QStringLiteral("0.0%"), engineMs);
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
    QTest::keyClicks(filter, QStringLiteral("ITEM_CTR"));
    QCOMPARE(definitions(stage).rowCount(), 1);
    QCOMPARE(stage.said("features.count"), QStringLiteral("1 of 17 features"));
    filter->clear();
    QCOMPARE(definitions(stage).rowCount(), 17);
    QTest::keyClicks(filter, QStringLiteral("users.country")); // a column that it is made from
    QCOMPARE(definitions(stage).rowCount(), 1);
    QVERIFY(!cell(stage, "user_country", FeaturesModel::Name).isEmpty());
    filter->clear();
    QTest::keyClicks(filter, QStringLiteral("natural logarithm popul")); // words of its meaning, and its name
    QVERIFY(!cell(stage, "item_popularity", FeaturesModel::Name).isEmpty());
    filter->clear();
    auto *tags = stage.find<QComboBox>("features.tag");
    QTRY_VERIFY_WITH_TIMEOUT(tags->findText(QStringLiteral("history")) > 0, engineMs);
    tags->setCurrentIndex(tags->findText(QStringLiteral("history")));
    QCOMPARE(definitions(stage).rowCount(), 6);
}

void FeaturesPageTest::stepsAreShownOnRequest()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    QVERIFY(cell(stage, "prior_ctr", FeaturesModel::Name).isEmpty());
    QTest::mouseClick(stage.find("features.steps"), Qt::LeftButton);
    QCOMPARE(definitions(stage).rowCount(), 31);
    choose(stage, QStringLiteral("prior_ctr"));
    QTRY_COMPARE(stage.page->inspection().kind, QStringLiteral("Step, number"));
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

void FeaturesPageTest::valuesAreDrawnOverTime()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    choose(stage, QStringLiteral("item_ctr"));
    QTest::mouseClick(stage.find("features.distribution.view.time"), Qt::LeftButton);
    auto *chart = stage.find<ChartView>("features.timeline");
    QTRY_COMPARE_WITH_TIMEOUT(chart->chart().title, std::string("item_ctr"), engineMs);
    QCOMPARE(chart->chart().kind, report::ChartKind::Line);
    QVERIFY(chart->chart().x.time);
    QCOMPARE(chart->chart().limits.size(), 2U); // where validation and test begin
    const auto &middle = chart->chart().series.at(0);
    const auto &wide = chart->chart().series.at(1);
    QVERIFY(std::is_sorted(middle.x.begin(), middle.x.end()));
    for (std::size_t i = 0; i < middle.x.size(); ++i) {
        QVERIFY(wide.low[i] <= middle.low[i] && middle.low[i] <= middle.y[i]);
        QVERIFY(middle.y[i] <= middle.high[i] && middle.high[i] <= wide.high[i]);
    }
    choose(stage, QStringLiteral("device"));
    QTRY_COMPARE_WITH_TIMEOUT(chart->chart().title, std::string("device"), engineMs);
    QCOMPARE(chart->chart().kind, report::ChartKind::HeatMap);
    for (std::size_t step = 0; step < chart->chart().x.categories.size(); ++step) {
        double all = 0;
        for (const auto &level : chart->chart().series)
            all += level.y[step];
        QCOMPARE_NEAR(all, 100.0, 1e-6);
    }
}

void FeaturesPageTest::theDefinitionLeadsToWhatItIsMadeFrom()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    choose(stage, QStringLiteral("item_ctr"));
    showTab(stage, "about");
    QVERIFY(stage.find<QPlainTextEdit>("features.about.formula")
                ->toPlainText()
                .contains(QStringLiteral("prior_ctr")));
    QTest::mouseClick(stage.find("features.about.input.prior_ctr"), Qt::LeftButton);
    QTRY_COMPARE(stage.page->inspection().name, QStringLiteral("prior_ctr")); // though steps were not shown
}

void FeaturesPageTest::theLineageIsWalkedByKeyboardAndPointer()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    choose(stage, QStringLiteral("item_ctr"));
    showTab(stage, "lineage");
    auto *graph = stage.find<FeaturesGraph>("features.lineage");
    QCOMPARE(graph->selected(), QStringLiteral("feature:item_ctr"));
    QVERIFY(graph->accessibleName().contains(QStringLiteral("item_ctr is made from")));
    graph->setFocus();
    QTest::keyClick(graph, Qt::Key_Left);
    const QString before = graph->focused();
    QVERIFY(before != QLatin1String("feature:item_ctr") && before.startsWith(QLatin1String("feature:")));
    QTest::keyClick(graph, Qt::Key_Return);
    QTRY_COMPARE(stage.page->inspection().name, before.section(QLatin1Char(':'), 1));
    QTest::mouseClick(stage.find("features.lineage.reach.whole"), Qt::LeftButton);
    QVERIFY(graph->graph().nodes.size() < 31); // tables and views first
    QTest::mouseClick(stage.find("features.lineage.all"), Qt::LeftButton);
    QVERIFY(graph->graph().nodes.size() >= 31 + 10);
    QTest::keyClick(graph, Qt::Key_0);
    const double whole = graph->zoom();
    QTest::keyClick(graph, Qt::Key_Plus);
    QVERIFY(graph->zoom() > whole);
    QTest::keyClick(graph, Qt::Key_0);
    QCOMPARE_NEAR(graph->zoom(), whole, 1e-6);
    QTest::mouseClick(graph->viewport(), Qt::LeftButton, {},
                      graph->placeOf(QStringLiteral("feature:user_age")));
    QTRY_COMPARE(stage.page->inspection().name, QStringLiteral("user_age"));
    QTest::mouseClick(graph->viewport(), Qt::LeftButton, {},
                      graph->placeOf(QStringLiteral("column:users.age")));
    QTRY_COMPARE(stage.opened, QStringList {QStringLiteral("data")});
    QCOMPARE(stage.session->selection().id(), QStringLiteral("users"));
}

void FeaturesPageTest::aMomentIsAskedAbout()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    showTab(stage, "known");
    QTest::mouseClick(stage.find("features.known.ask"), Qt::LeftButton);
    QVERIFY(stage.find<QLineEdit>("features.known.user_id")->hasFocus()); // it says which one is missing
    auto *kinds = stage.find<QComboBox>("features.known.kind");
    kinds->setCurrentIndex(kinds->findText(QStringLiteral("user")));
    stage.find<QLineEdit>("features.known.time")->setText(QStringLiteral("not a moment"));
    QTest::keyClicks(stage.find("features.known.user_id"), QStringLiteral("7"));
    QTest::keyClick(stage.find("features.known.user_id"), Qt::Key_Return);
    QVERIFY(stage.find<QLineEdit>("features.known.time")->hasFocus());
    stage.find<QLineEdit>("features.known.time")->setText(QStringLiteral("2026-01-20"));
    stage.find<QCheckBox>("features.known.history")->setChecked(true);
    QVERIFY(stage.page->command().join(u' ').contains(
        QStringLiteral("features asof --at 2026-01-20T00:00:00Z --entity user_id=7 --set feed --history")));
    QTest::keyClick(stage.find("features.known.time"), Qt::Key_Return);
    auto *values = stage.find<QTableView>("features.known.values");
    QTRY_VERIFY_WITH_TIMEOUT(values->isVisible() && values->model()->rowCount() > 3, engineMs);
    QVERIFY(slipway::testing::isSpoken(*values->model()));
    QVERIFY(
        stage.said("features.known.said").startsWith(QStringLiteral("user_id 7 at 20 Jan 2026 00:00 UTC")));
}

void FeaturesPageTest::valuesAreStoredAndLookedUp()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    showTab(stage, "store");
    QTRY_VERIFY(stage.actions.action(QStringLiteral("features.materialize_all"))->isEnabled());
    stage.actions.trigger(QStringLiteral("features.materialize_all"));
    QVERIFY(stage.page->work());
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work() && stage.page->view() == View::Result, engineMs);
    QVERIFY(stage.toasts.join(u' ').contains(QStringLiteral("values of")));
    auto *views = stage.find<QTableView>("features.freshness.views");
    QTRY_VERIFY_WITH_TIMEOUT(views->isVisible() && views->model()->rowCount() == 6, engineMs);
    QVERIFY(slipway::testing::isSpoken(*views->model()));
    QTRY_VERIFY(stage.find("features.tabs.chip.store")); // what was long ago is older than promised

    QTest::mouseClick(stage.find("features.store.part.lookup"), Qt::LeftButton);
    auto *kinds = stage.find<QComboBox>("features.lookup.kind");
    kinds->setCurrentIndex(kinds->findText(QStringLiteral("user")));
    QTest::keyClicks(stage.find("features.lookup.user_id"), QStringLiteral("7, 8"));
    QTest::keyClicks(stage.find("features.lookup.features"), QStringLiteral("user_age, user_country"));
    QTest::keyClick(stage.find("features.lookup.features"), Qt::Key_Return);
    auto *cells = stage.find<QTableView>("features.lookup.values");
    QTRY_VERIFY_WITH_TIMEOUT(cells->isVisible() && cells->model()->rowCount() == 4, engineMs);
    QVERIFY(slipway::testing::isSpoken(*cells->model()));
    QVERIFY(stage.said("features.lookup.said").startsWith(QStringLiteral("4 of 4 values were there")));
}

void FeaturesPageTest::screeningLooksAtFeaturesOnly()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    showTab(stage, "screening");
    QTest::mouseClick(stage.find("features.screening.start"), Qt::LeftButton);
    auto *columns = stage.find<QTableView>("features.screening.columns")->model();
    QTRY_COMPARE_WITH_TIMEOUT(columns->rowCount(), 17, engineMs); // neither keys nor moments
    QVERIFY(slipway::testing::isSpoken(*columns));
    QVERIFY(stage.said("features.screening.said").contains(QStringLiteral("of 17 features")));
}

void FeaturesPageTest::aReadOnlyWorkspaceIsShownAndLeftAlone()
{
    const DemoWorkspace workspace;
    const WithoutRights rights(workspace.folder());
    if (!rights.isBound())
        QSKIP("The rights of this process cannot be taken away.");
    Stage stage(workspace.name(), "features");
    QVERIFY(stage.session->isReadOnly());
    waitForFeatures(stage);
    QCOMPARE(definitions(stage).rowCount(), 17);
    for (const char *work :
         {"features.build", "features.apply", "features.materialize", "features.materialize_all"})
        QVERIFY2(!stage.actions.action(QString::fromLatin1(work))->isEnabled(), work);
    QVERIFY(stage.actions.action(QStringLiteral("features.docs"))->isEnabled()); // lies elsewhere
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(QStringLiteral("/somewhere/features.yaml"))});
    QDragEnterEvent enter({400, 300}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(stage.page.get(), &enter);
    QVERIFY(!enter.isAccepted());
    showTab(stage, "screening");
    QVERIFY(!stage.find("features.screening.start")->isEnabled());
    QVERIFY(stage.said("features.screening.none").contains(QStringLiteral("read only")));
    showTab(stage, "known");
    QVERIFY(!stage.find("features.known.ask")->isEnabled());
    QVERIFY(stage.said("features.known.none").contains(QStringLiteral("read only")));
    showTab(stage, "store");
    QVERIFY(!stage.find("features.store.materialize")->isEnabled());
    QTest::mouseClick(stage.find("features.store.part.skew"), Qt::LeftButton);
    QVERIFY(!stage.find("features.skew.start")->isEnabled());
    QTest::mouseClick(stage.find("features.store.part.lookup"), Qt::LeftButton);
    QVERIFY(stage.find("features.lookup.ask")->isEnabled()); // reads only
}

void FeaturesPageTest::aFileIsAppliedAndTakenBack()
{
    const DemoWorkspace workspace;
    const TemporaryFolder folder;
    const auto yaml =
        Engine(workspace.folder())
            .run({QStringLiteral("features"), QStringLiteral("show"), QStringLiteral("feed"),
                  QStringLiteral("--yaml")})
            .output.replace("{name: user_age, column: age,", "{name: user_age, column: age + 1,");
    const auto file = folder.write("mine.yaml", yaml.toStdString());
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(text(file.string()))});
    QDragEnterEvent enter({400, 300}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(stage.page.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({400, 300}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(stage.page.get(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(stage.find<QComboBox>("features.set")->currentText(),
                              QStringLiteral("feed, version 2"), engineMs);
    QVERIFY(stage.toasts.join(u' ').contains(QStringLiteral("feed, version 2, is in force")));
    showTab(stage, "versions");
    auto *changes = stage.find<QTableView>("features.versions.changes");
    QTRY_VERIFY_WITH_TIMEOUT(changes->isVisible() && changes->model()->rowCount() == 1, engineMs);
    QCOMPARE(changes->model()->index(0, 1).data().toString(), QStringLiteral("user_age"));
    QVERIFY(stage.said("features.versions.touched").contains(QStringLiteral("feed-model/1")));
    QVERIFY(slipway::testing::isSpoken(*changes->model()));
    // The earlier version, in force again.
    auto *after = stage.find<QComboBox>("features.versions.after");
    after->setCurrentIndex(after->findData(QStringLiteral("feed@1")));
    QTest::mouseClick(stage.find("features.versions.apply"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stage.find<QComboBox>("features.set")->currentText(),
                              QStringLiteral("feed, version 1"), engineMs);
}

void FeaturesPageTest::aMistakeInAFileIsSaidWithItsPlace()
{
    const DemoWorkspace workspace;
    const TemporaryFolder folder;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    stage.page->applyFile(text(folder.write("wrong.yaml", "features: mine\nviws: []\n").string()));
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, engineMs);
    const auto labels = stage.page->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(QStringLiteral("wrong.yaml"))
            && label->text().contains(QStringLiteral("viws"));
    }));
    QTest::mouseClick(stage.find("features.leave_failure"), Qt::LeftButton);
    QTRY_COMPARE(stage.page->view(), View::Result);
}

void FeaturesPageTest::theSplitIsChosenForTheNextBuild()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "features");
    waitForFeatures(stage);
    QCOMPARE(stage.page->command(),
             (QStringList {QStringLiteral("features"), QStringLiteral("build"), QStringLiteral("--set"),
                           QStringLiteral("feed")}));
    stage.page->findChild<QAction *>(QStringLiteral("features.split.stratified"))->trigger();
    QCOMPARE(stage.page->command().last(), QStringLiteral("stratified"));
    QTest::mouseClick(stage.find("features.build"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(stage.page->view() == View::Result && !stage.page->work(), engineMs);
    QTRY_VERIFY(stage.page->findChild<TitleLine *>()->sentence().contains(QStringLiteral("at random")));
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
    QCOMPARE(definitions(stage).rowCount(), 17);
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
