#include "tests/support/print_model.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/canned_engine.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/features_graph.h"
#include "ui/pages/features_page.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::CannedEngine;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;

namespace {

constexpr int patience = 10'000;
constexpr qint64 frame = 50; ///< milliseconds, the whole way of a click
const QString historyView = QStringLiteral("group:view:history");

using Stage = PageStage<FeaturesPage>;

/// A set of `count` features of two tables, every fourth made from two others.
Json setOf(int count)
{
    Json features = Json::array();
    Json nodes = Json::array();
    Json edges = Json::array();
    for (int column = 0; column < 8; ++column) {
        const auto id = "column:orders.c" + std::to_string(column);
        nodes.push_back({{"id", id}, {"kind", "column"}, {"label", id.substr(7)}});
    }
    for (int i = 0; i < count; ++i) {
        const auto name = "f" + std::to_string(i);
        const bool derived = i % 4 == 3;
        features.push_back({{"name", name},
                            {"kind", derived ? "derived" : "windowed"},
                            {"type", "number"},
                            {"view", derived ? Json() : Json("history")},
                            {"entity", derived ? Json() : Json("user")},
                            {"aggregate", derived ? Json() : Json("sum")},
                            {"window_seconds", 604800},
                            {"expression", derived ? "a / b" : "amount"},
                            {"description", "The number " + std::to_string(i)},
                            {"owner", i % 2 == 0 ? "growth" : "risk"},
                            {"tags", {i % 3 == 0 ? "money" : "habit"}},
                            {"columns", {"orders.c" + std::to_string(i % 8)}}});
        nodes.push_back({{"id", "feature:" + name}, {"kind", "feature"}, {"label", name}});
        if (derived) {
            for (int k = 1; k <= 2; ++k)
                edges.push_back({{"from", "feature:f" + std::to_string(i - k)}, {"to", "feature:" + name}});
        } else {
            edges.push_back({{"from", "column:orders.c" + std::to_string(i % 8)}, {"to", "feature:" + name}});
        }
    }
    return {{"set", "shop"},
            {"version", 3},
            {"entities", {{{"name", "user"}, {"keys", {"user_id"}}}}},
            {"sources", {{{"name", "events"}, {"table", "orders"}, {"event_time", "at"}}}},
            {"views", {{{"name", "history"}, {"entity", "user"}, {"source", "events"}}}},
            {"features", features},
            {"labels", {{"table", "orders"}, {"target", "bought"}}},
            {"graph", {{"nodes", nodes}, {"edges", edges}}}};
}

void describe(const CannedEngine &engine, int features)
{
    engine.answer("list",
                  {{"sets", {{{"set", "shop"}, {"version", 3}, {"applied", "2026-01-30T10:00:00Z"}}}}});
    engine.answer("show", setOf(features));
}

void waitForFeatures(const Stage &stage)
{
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, patience);
    QTRY_VERIFY(stage.find<QTableView>("features.definitions")->model()->rowCount() > 0);
}

void showTab(const Stage &stage, const char *id)
{
    auto *bar = stage.find<QTabBar>("features.tabs.bar");
    for (int tab = 0; tab < bar->count(); ++tab) {
        if (bar->tabData(tab).toString() == QLatin1String(id))
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
    }
}

} // namespace

/// Parts of the page on answers that were written down before.
class FeaturesPartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSetThatWasNeverBuiltIsShown();
    void scenariosAreOffered();
    void definitionsThatCannotBeReadAreSaid();
    void skewShowsEveryCellThatDiffers();
    void skewThatIsNoneIsSaid();
    void freshnessSaysWhatIsTooOldAndWhatIsMissing();
    void aLookupRepeatsAndStops();
    void aMistakeOfALookupTakesThePlaceOfTheAnswer();
    void valuesThatCannotBeStoredAreSaid();
    void theChosenFeatureIsFoundInItsView();
    void aThousandFeaturesDoNotHoldUpTheWindow();
    void theCommandFollowsWhatIsShown();
};

void FeaturesPartsTest::aSetThatWasNeverBuiltIsShown()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 20);
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    auto *model = stage.find<QTableView>("features.definitions")->model();
    QCOMPARE(model->rowCount(), 20);
    QVERIFY(slipway::testing::isSpoken(*model));
    QTRY_VERIFY(!stage.find<QTableView>("features.definitions")->isColumnHidden(FeaturesModel::Owner));
    QVERIFY(stage.find<QTableView>("features.definitions")->isColumnHidden(FeaturesModel::Blank));
    QTest::keyClicks(stage.find("features.filter"), QStringLiteral("risk"));
    QCOMPARE(model->rowCount(), 10);
    auto *tags = stage.find<QComboBox>("features.tag");
    tags->setCurrentIndex(tags->findText(QStringLiteral("money")));
    QVERIFY(model->rowCount() < 10 && model->rowCount() > 0);
}

void FeaturesPartsTest::scenariosAreOffered()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    engine.answer("list",
                  {{"sets", Json::array()},
                   {"offers", {{{"scenario", "churn"}, {"features", 164}, {"tables_here", true}}}}});
    Stage stage(workspace.name(), "features", engine.program());
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, patience);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("features.empty.build"), patience);
    const auto labels = stage.page->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(QStringLiteral("churn"))
            && label->text().contains(QStringLiteral("164"));
    }));
}

void FeaturesPartsTest::definitionsThatCannotBeReadAreSaid()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    engine.answer("list",
                  {{"sets", {{{"set", "shop"}, {"version", 3}, {"applied", "2026-01-30T10:00:00Z"}}}}});
    Stage stage(workspace.name(), "features", engine.program());
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    describe(engine, 4);
    QTest::mouseClick(stage.find("features.read_again"), Qt::LeftButton);
    waitForFeatures(stage);
}

void FeaturesPartsTest::skewShowsEveryCellThatDiffers()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 8);
    engine.answer("skew",
                  {{"requests", 40},
                   {"cells", 320},
                   {"different", 1},
                   {"stale", 2},
                   {"largest_difference", 0.25},
                   {"passed", false},
                   {"cells_different",
                    {{{"request", "r1"},
                      {"time", "2026-01-30T09:00:00Z"},
                      {"entity", {{"user_id", 7}}},
                      {"feature", "f1"},
                      {"served", 0.5},
                      {"offline", 0.75},
                      {"reason", "Other values."}}}}});
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    showTab(stage, "store");
    QTest::mouseClick(stage.find("features.store.part.skew"), Qt::LeftButton);
    QTest::mouseClick(stage.find("features.skew.start"), Qt::LeftButton);
    auto *cells = stage.find<QTableView>("features.skew.cells");
    QTRY_COMPARE_WITH_TIMEOUT(cells->model()->rowCount(), 1, patience);
    QVERIFY(slipway::testing::isSpoken(*cells->model()));
    QVERIFY(stage.said("features.skew.said")
                .contains(QStringLiteral("40 answers, 320 cells compared: 1 differ, 2 were stale")));
    cells->setCurrentIndex(cells->model()->index(0, 2));
    QTest::keyClick(cells, Qt::Key_Return);
    QTRY_COMPARE(stage.page->inspection().name, QStringLiteral("f1"));
}

void FeaturesPartsTest::skewThatIsNoneIsSaid()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 8);
    engine.answer("skew", {{"requests", 4}, {"cells", 32}, {"different", 0}, {"passed", true}});
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    showTab(stage, "store");
    QTest::mouseClick(stage.find("features.store.part.skew"), Qt::LeftButton);
    QTest::mouseClick(stage.find("features.skew.start"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(stage.said("features.skew.none").startsWith(QStringLiteral("Every cell")),
                             patience);
}

void FeaturesPartsTest::freshnessSaysWhatIsTooOldAndWhatIsMissing()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 8);
    engine.answer("status",
                  {{"set", "shop"},
                   {"store", "lmdb"},
                   {"views",
                    {{{"view", "history"},
                      {"rows", 200},
                      {"materialized", "2026-01-30T10:00:00Z"},
                      {"freshness_seconds", 7200},
                      {"promised_seconds", 3600},
                      {"fresh", false},
                      {"completeness", {{"f0", 0.5}, {"f1", 1.0}}}}}},
                   {"missing", {"profile"}}});
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("features.tabs.chip.store"), patience);
    showTab(stage, "store");
    auto *views = stage.find<QTableView>("features.freshness.views");
    QTRY_COMPARE_WITH_TIMEOUT(views->model()->rowCount(), 2, patience);
    QCOMPARE(views->model()->index(0, 0).data().toString(), QStringLiteral("Too old"));
    QCOMPARE(views->model()->index(0, 3).data().toString(), QStringLiteral("2 h"));
    QCOMPARE(views->model()->index(0, 6).data().toString(), QStringLiteral("50.0%"));
    QCOMPARE(views->model()->index(1, 0).data().toString(), QStringLiteral("Not stored"));
    auto *shares = stage.find<QTableView>("features.freshness.shares")->model();
    QCOMPARE(shares->index(0, 0).data().toString(), QStringLiteral("f0")); // the least complete one first
    QVERIFY(slipway::testing::isSpoken(*views->model()));
    QVERIFY(slipway::testing::isSpoken(*shares));
}

void FeaturesPartsTest::aLookupRepeatsAndStops()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 8);
    engine.answer("get",
                  {{"metadata", {{"feature_names", {"user_id", "f0"}}}},
                   {"results", {{{"values", {7}}}, {{"values", {3}}, {"statuses", {"PRESENT"}}}}}});
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    showTab(stage, "store");
    QTest::mouseClick(stage.find("features.store.part.lookup"), Qt::LeftButton);
    QTest::keyClicks(stage.find("features.lookup.user_id"), QStringLiteral("7"));
    auto *again = stage.find<QAbstractButton>("features.lookup.repeat");
    again->click();
    QTRY_VERIFY_WITH_TIMEOUT(engine.asked().count(QStringLiteral("features get --entity user_id=7")) >= 2,
                             patience);
    QTRY_VERIFY_WITH_TIMEOUT(stage.said("features.lookup.said").contains(QStringLiteral("asked 2 times")),
                             patience);
    showTab(stage, "about");
    QVERIFY(!again->isChecked()); // nobody looks any more
}

void FeaturesPartsTest::aMistakeOfALookupTakesThePlaceOfTheAnswer()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 8);
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    showTab(stage, "store");
    QTest::mouseClick(stage.find("features.store.part.lookup"), Qt::LeftButton);
    QTest::mouseClick(stage.find("features.lookup.ask"), Qt::LeftButton);
    QVERIFY(stage.find<QLineEdit>("features.lookup.user_id")->hasFocus());
    QVERIFY(!engine.asked().contains(QStringLiteral("features get")));
    QTest::keyClicks(stage.find("features.lookup.user_id"), QStringLiteral("7"));
    QTest::keyClick(stage.find("features.lookup.user_id"), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(stage.said("features.lookup.none"),
                              QStringLiteral("Nobody has written an answer down."), patience);
}

void FeaturesPartsTest::valuesThatCannotBeStoredAreSaid()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 8);
    engine.answer(
        "status",
        {{"set", "shop"},
         {"store", "lmdb"},
         {"views", {{{"view", "history"}, {"rows", 200}, {"materialized", "2026-01-30T10:00:00Z"}}}}});
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    showTab(stage, "store");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("features.store.materialize")->isEnabled(), patience);
    auto *menu = stage.find<QPushButton>("features.store.materialize")->menu();
    menu->popup(stage.page->mapToGlobal(QPoint(40, 40)));
    auto *action = stage.actions.action(QStringLiteral("features.materialize_all"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    const auto labels = stage.page->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible()
            && label->text()
            == QLatin1String("Nobody has written an answer down. What was there before is unchanged.");
    }));
    QVERIFY(stage.toasts.isEmpty()); // nothing was stored
    QTest::keyClick(stage.find("features.leave_failure"), Qt::Key_Space);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(stage.find<QTableView>("features.freshness.views")->model()->rowCount(), 1);
}

void FeaturesPartsTest::theChosenFeatureIsFoundInItsView()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 40);
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    showTab(stage, "lineage");
    auto *graph = stage.find<FeaturesGraph>("features.lineage");
    QCOMPARE(graph->selected(), QStringLiteral("feature:f0"));
    QTest::mouseClick(stage.find("features.lineage.reach.whole"), Qt::LeftButton);
    QCOMPARE(graph->selected(), historyView);
    graph->setFocus(Qt::TabFocusReason);
    QTest::keyClick(graph, Qt::Key_Return); // opens it, by keyboard
    QCOMPARE(graph->selected(), QStringLiteral("feature:f0"));
    QCOMPARE(graph->graph().nodes.size(), 30U + 2U);
    QCOMPARE(stage.said("features.lineage.all"), QStringLiteral("Close all"));
    QTest::mouseClick(stage.find("features.lineage.all"), Qt::LeftButton);
    QCOMPARE(graph->selected(), historyView);
}

void FeaturesPartsTest::aThousandFeaturesDoNotHoldUpTheWindow()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 1000);
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    QCOMPARE(stage.find<QTableView>("features.definitions")->model()->rowCount(), 1000);
    showTab(stage, "lineage");
    QElapsedTimer timer;
    const auto quick = [&](const char *what) {
        const auto taken = timer.elapsed();
        return taken <= frame ? QByteArray() : QByteArray(what) + ": " + QByteArray::number(taken) + " ms";
    };
    auto *graph = stage.find<FeaturesGraph>("features.lineage");
    timer.start();
    QTest::mouseClick(stage.find("features.lineage.reach.whole"), Qt::LeftButton);
    QVERIFY2(quick("the views").isEmpty(), quick("the views"));
    QCOMPARE(graph->graph().nodes.size(), 3U); // the table, the view, and what is derived
    timer.start();
    QTest::mouseClick(graph->viewport(), Qt::LeftButton, {}, graph->placeOf(historyView));
    QVERIFY2(quick("one view").isEmpty(), quick("one view"));
    QCOMPARE(graph->graph().nodes.size(), 750U + 2U);
    QTest::mouseClick(stage.find("features.lineage.all"), Qt::LeftButton);
    QCOMPARE(graph->graph().nodes.size(), 3U);
    timer.start();
    QTest::mouseClick(stage.find("features.lineage.all"), Qt::LeftButton);
    QVERIFY2(quick("the whole graph").isEmpty(), quick("the whole graph"));
    QCOMPARE(graph->graph().nodes.size(), 1008U);
    timer.start();
    QTest::keyClick(stage.find("features.filter"), Qt::Key_9);
    QVERIFY2(quick("a letter of a filter").isEmpty(), quick("a letter of a filter"));
    auto *table = stage.find<QTableView>("features.definitions");
    table->setFocus();
    timer.start();
    QTest::keyClick(table, Qt::Key_Down);
    QVERIFY2(quick("the next feature").isEmpty(), quick("the next feature"));
}

void FeaturesPartsTest::theCommandFollowsWhatIsShown()
{
    SampleWorkspace workspace;
    const CannedEngine engine;
    describe(engine, 8);
    Stage stage(workspace.name(), "features", engine.program());
    waitForFeatures(stage);
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral("features build --set shop")));
    showTab(stage, "store");
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral("features status --set shop")));
    QTest::mouseClick(stage.find("features.store.part.skew"), Qt::LeftButton);
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral("features skew --set shop")));
}

SLIPWAY_UI_TEST_MAIN(FeaturesPartsTest)
#include "features_parts_test.moc"
