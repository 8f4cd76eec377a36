#include "ui/pages/monitoring_page.h"

#include "core/workspace/vault.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/job.h"
#include "ui/pages/monitoring_words.h"
#include "ui/widgets/chip.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>

#include <numeric>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::DemoWorkspace;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;

namespace {

constexpr int engineMs = 30'000;

using Stage = PageStage<MonitoringPage>;

QAbstractItemModel *rows(const Stage &stage)
{
    return stage.find<QTableView>("monitoring.features")->model();
}

void waitForReport(const Stage &stage)
{
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, engineMs);
    QTRY_VERIFY(rows(stage)->rowCount() > 0);
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

void choose(const Stage &stage, const QString &name)
{
    auto *table = stage.find<QTableView>("monitoring.features");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const auto index = table->model()->index(row, 0);
        if (index.data().toString() != name)
            continue;
        table->scrollTo(index);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
    }
}

const report::ChartSpec &chart(const Stage &stage, const char *name)
{
    return stage.find<ChartView>(name)->chart();
}

QString chip(const Stage &stage)
{
    return stage.find<Chip>("monitoring.chip")->word();
}

QString sentence(const Stage &stage)
{
    for (const auto *label : stage.page->findChildren<QLabel *>()) {
        if (label->property("role") == QStringLiteral("sentence") && label->isVisible())
            return label->text();
    }
    return {};
}

std::filesystem::path reportFile(const std::filesystem::path &workspace)
{
    return workspace / "data/monitoring/drift_report.json";
}

Json feature(const Json &drifted, double psi)
{
    return {{"type", "numeric"},   {"test", "psi"}, {"statistic", psi},
            {"threshold", 0.1},    {"psi", psi},    {"drift_detected", drifted},
            {"p_value", 0.00001}};
}

/// A report with one column that could not be judged.
Json reportWithAGap(bool withDrift)
{
    const Json gap = {{"type", "numeric"},
                      {"drift_detected", nullptr},
                      {"null_share", {{"reference", 0.0}, {"current", 1.0}}},
                      {"undefined", {{"drift_detected", "the current data has no value in this column"}}}};
    return {{"profile", "documents"},
            {"reference", {{"rows", 900}}},
            {"current", {{"rows", 300}}},
            {"summary", {{"columns", 3}, {"drifted_columns", withDrift ? 1 : 0}, {"drift_detected", nullptr}}},
            {"features",
             {{"age", feature(withDrift, withDrift ? 0.4 : 0.01)}, {"ctr", feature(false, 0.02)}, {"income", gap}}}};
}

void write(const SampleWorkspace &workspace, const Json &report)
{
    QVERIFY_OK(workspace::writeFile(reportFile(workspace.folder()), writeJson(report)));
}

} // namespace

class MonitoringPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutRowsItSendsToFeatures();
    void withRowsTheFirstCheckIsOneClickAway();
    void theDemoSaysWhatWasComparedAndWhatDrifted();
    void segmentsAndFilterNarrowTheTable();
    void theChosenFeatureIsDrawnInBothSamples();
    void aCategoryIsDrawnAsBars();
    void everyBinOfADistributionHoldsItsShare();
    void aSecondCheckMakesAHeatMap();
    void theDecisionLeadsToRetraining();
    void whatCouldNotBeJudgedIsNeverCalledStable();
    void predictionsAreShownWhereTheyWereCompared();
    void theReportIsSavedWhereOneWants();
    void aPlaceThatCannotBeWrittenIsSaid();
    void aRefusedCheckHasAWayOut();
    void stoppingLeavesTheLastReport();
    void everyViewHasAnExample();
    void everythingIsReachedByKeyboard();
};

void MonitoringPageTest::withoutRowsItSendsToFeatures()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    QTRY_COMPARE(heading(stage), QStringLiteral("Drift has not been measured yet"));
    QVERIFY(!stage.actions.action(QStringLiteral("monitoring.check"))->isEnabled());
    QVERIFY(!stage.actions.action(QStringLiteral("monitoring.export"))->isEnabled());
    QVERIFY(!stage.find("monitoring.chip")->isVisible());
    click(stage, "monitoring.empty.features");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("features")});
}

void MonitoringPageTest::withRowsTheFirstCheckIsOneClickAway()
{
    const DemoWorkspace workspace;
    std::filesystem::remove(reportFile(workspace.folder()));
    Stage stage(workspace.name(), "monitoring");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("monitoring.empty.check"), engineMs);
    QTRY_VERIFY(stage.find("monitoring.empty.check")->isVisible());
    click(stage, "monitoring.empty.check");
    QVERIFY(stage.page->work());
    QVERIFY(!stage.actions.action(QStringLiteral("monitoring.check"))->isEnabled());
    waitForReport(stage);
    QTRY_VERIFY(stage.find("monitoring.check")->isEnabled());
    QVERIFY(std::filesystem::exists(reportFile(workspace.folder())));
}

void MonitoringPageTest::theDemoSaysWhatWasComparedAndWhatDrifted()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    const QAbstractItemModelTester tester(rows(stage), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(rows(stage)->rowCount(), 18);
    QVERIFY(QRegularExpression(QStringLiteral("^\\d+ of 18 features drifted$")).match(chip(stage)).hasMatch());
    QTRY_VERIFY2(sentence(stage).startsWith(
                     QStringLiteral("3,000 rows of feed_test compared with 14,000 rows of feed_train at ")),
                 qPrintable(sentence(stage)));
    // The farthest past its limit comes first, and is chosen.
    QVERIFY(rows(stage)->index(0, DriftModel::Drift).data(SortRole).toDouble()
            > rows(stage)->index(1, DriftModel::Drift).data(SortRole).toDouble());
    QCOMPARE(stage.page->inspection().name, rows(stage)->index(0, 0).data().toString());
    const auto &overview = chart(stage, "monitoring.overview");
    QCOMPARE(overview.kind, report::ChartKind::Bars);
    QCOMPARE(overview.y.categories.size(), 16U);
    QCOMPARE(overview.limits.size(), 1U);
    QCOMPARE(overview.limits.front().value, 1.0);
}

void MonitoringPageTest::segmentsAndFilterNarrowTheTable()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    QTRY_COMPARE(stage.said("monitoring.show.all"), QStringLiteral("All 18"));
    QVERIFY(!stage.find("monitoring.show.not_known")->isVisible());
    const int drifted = chip(stage).section(u' ', 0, 0).toInt();
    QVERIFY(drifted > 0);
    click(stage, "monitoring.show.drifted");
    QCOMPARE(rows(stage)->rowCount(), drifted);
    QCOMPARE(stage.said("monitoring.count"), QStringLiteral("%1 of 18 features").arg(drifted));
    click(stage, "monitoring.show.all");
    QTest::keyClicks(stage.find<QLineEdit>("monitoring.filter"), QStringLiteral("user_"));
    QVERIFY(rows(stage)->rowCount() > 3 && rows(stage)->rowCount() < 18);
    stage.find<QLineEdit>("monitoring.filter")->clear();
    QCOMPARE(rows(stage)->rowCount(), 18);
    QCOMPARE(stage.said("monitoring.count"), QString());
}

void MonitoringPageTest::theChosenFeatureIsDrawnInBothSamples()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    choose(stage, QStringLiteral("item_age"));
    const auto &spread = chart(stage, "monitoring.distributions");
    QTRY_COMPARE(spread.title, std::string("item_age"));
    QCOMPARE(spread.kind, report::ChartKind::Histogram);
    QCOMPARE(spread.series.size(), 2U);
    QVERIFY(spread.series[0].reference && !spread.series[1].reference);
    QTRY_COMPARE(spread.series[0].name, std::string("feed_train"));
    QCOMPARE(spread.series[1].name, std::string("feed_test"));
    QVERIFY(stage.said("monitoring.number.psi").toDouble() > 0.1);
    QVERIFY(stage.said("monitoring.number.blank").contains(QStringLiteral(" → ")));
    QCOMPARE(stage.said("monitoring.number.rows"), QStringLiteral("3,000"));
    QCOMPARE(stage.page->inspection().name, QStringLiteral("item_age"));
    QCOMPARE(stage.page->inspection().statusWord, QStringLiteral("Drifted"));
}

void MonitoringPageTest::aCategoryIsDrawnAsBars()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    choose(stage, QStringLiteral("device"));
    const auto &spread = chart(stage, "monitoring.distributions");
    QTRY_COMPARE(spread.title, std::string("device"));
    QCOMPARE(spread.kind, report::ChartKind::Bars);
    QCOMPARE(spread.y.categories.size(), 3U);
    QCOMPARE_NEAR(std::accumulate(spread.series[1].x.begin(), spread.series[1].x.end(), 0.0), 100.0, 1e-9);
}

// Bins of unequal width are drawn by height times width, so the area is what has to add up.
void MonitoringPageTest::everyBinOfADistributionHoldsItsShare()
{
    DriftRow row;
    row.column = QStringLiteral("age");
    row.spread.edges = {0, 1, 2, 4, 20};
    row.spread.before = {0.25, 0.25, 0.25, 0.25};
    row.spread.now = {0.1, 0.1, 0.2, 0.6};
    const auto spread = MonitoringCharts::spread(row, {});
    // The last bin is cut where it is wider than all others together.
    QCOMPARE(spread.x.upper.value(), 7.0);
    QVERIFY(!spread.x.label.empty());
    const auto &now = spread.series[1];
    double area = 0;
    for (std::size_t i = 0; i < now.y.size(); ++i)
        area += now.y[i] * (now.x[i + 1] - now.x[i]);
    QCOMPARE(MonitoringCharts::spreadUnit(row), QStringLiteral("% of rows per 0.5"));
    QCOMPARE_NEAR(area / 0.5, 100.0, 1e-9);
    QVERIFY(!MonitoringCharts::spread({}, {}).emptyReason.empty());
}

void MonitoringPageTest::aSecondCheckMakesAHeatMap()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    QTRY_VERIFY(stage.find("monitoring.check")->isEnabled());
    click(stage, "monitoring.check");
    QTRY_COMPARE_WITH_TIMEOUT(chart(stage, "monitoring.overview").kind, report::ChartKind::HeatMap, engineMs);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(chart(stage, "monitoring.overview").x.categories.size(), 2U);
    QCOMPARE(chart(stage, "monitoring.overview").series.size(), 16U);
}

void MonitoringPageTest::theDecisionLeadsToRetraining()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    QTRY_COMPARE(stage.said("monitoring.decision.headline"),
                 QStringLiteral("Retraining has to wait."));
    QVERIFY(stage.said("monitoring.decision.proof").contains(QStringLiteral("Not known: drop of accuracy.")));
    click(stage, "monitoring.to_retraining");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("retraining")});
}

void MonitoringPageTest::whatCouldNotBeJudgedIsNeverCalledStable()
{
    SampleWorkspace workspace;
    write(workspace, reportWithAGap(false));
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    QTRY_COMPARE(chip(stage), QStringLiteral("2 of 3 features stable, the rest not known"));
    QCOMPARE(stage.find<Chip>("monitoring.chip")->status(), ui::Status::Neutral);
    QVERIFY(sentence(stage).endsWith(QStringLiteral("One feature could not be judged.")));
    QTRY_VERIFY(stage.find("monitoring.show.not_known")->isVisible());
    click(stage, "monitoring.show.not_known");
    QCOMPARE(rows(stage)->rowCount(), 1);
    QCOMPARE(rows(stage)->index(0, DriftModel::Drift).data().toString(), QStringLiteral("Not known"));
    choose(stage, QStringLiteral("income"));
    QCOMPARE(stage.page->inspection().statusWord, QStringLiteral("Not known"));
    QVERIFY(chart(stage, "monitoring.distributions").empty());
    QCOMPARE(chart(stage, "monitoring.distributions").emptyReason,
             std::string("Every value is blank on one side."));
    QTRY_COMPARE(stage.said("monitoring.decision.headline"), QStringLiteral("Not enough is known."));
    QVERIFY(!stage.find("monitoring.predictions")->isVisible());
}

void MonitoringPageTest::predictionsAreShownWhereTheyWereCompared()
{
    SampleWorkspace workspace;
    Json report = reportWithAGap(true);
    report["predictions"] = {{"ks_statistic", 0.21},
                             {"p_value", 0.0001},
                             {"drift_detected", true},
                             {"reference_churn_rate", 0.1},
                             {"current_churn_rate", 0.25}};
    write(workspace, report);
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    QTRY_VERIFY(stage.find("monitoring.predictions")->isVisible());
    QVERIFY(stage.find("monitoring.predictions.scores")->accessibleName().contains(QStringLiteral("0.210")));
    QVERIFY(stage.find("monitoring.predictions.rate")->accessibleName().contains(QStringLiteral("25.0%")));
    QCOMPARE(chip(stage), QStringLiteral("1 of 3 features drifted"));
}

void MonitoringPageTest::theReportIsSavedWhereOneWants()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    click(stage, "monitoring.export");
    auto *dialog = stage.find<QFileDialog>("monitoring.export.dialog");
    QVERIFY(dialog);
    dialog->reject();
    const QString copy = stage.folder.filePath(QStringLiteral("drift of today.json"));
    stage.page->saveTo(copy);
    QTRY_COMPARE(stage.toasts, QStringList {QStringLiteral("The drift report is saved as drift of today.json.")});
    QFile saved(copy);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const auto json = Json::parse(saved.readAll().toStdString(), nullptr, false);
    QVERIFY(json.is_object() && json.contains("features"));
    QVERIFY(json["features"]["item_age"].contains("histogram"));
}

void MonitoringPageTest::aPlaceThatCannotBeWrittenIsSaid()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    stage.page->saveTo(stage.folder.filePath(QStringLiteral("no such folder/drift.json")));
    QTRY_COMPARE(stage.page->view(), View::Failure);
    QVERIFY(stage.find<QPushButton>("monitoring.export_elsewhere"));
    click(stage, "monitoring.leave_export");
    QCOMPARE(stage.page->view(), View::Result);
}

void MonitoringPageTest::aRefusedCheckHasAWayOut()
{
    const DemoWorkspace workspace;
    std::filesystem::path file;
    {
        auto opened =
            workspace::Workspace::open(workspace.folder(), workspace::OpenMode::Existing, {"ada", "cli", ""});
        QVERIFY_OK(opened);
        const auto test = opened.value().datasets().find("feed_test");
        QVERIFY_OK(test);
        file = workspace.folder() / "artifacts" / test.value().fileHash;
    }
    std::filesystem::rename(file, workspace.folder() / "elsewhere");
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    QTRY_VERIFY(stage.find("monitoring.check")->isEnabled());
    click(stage, "monitoring.check");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, engineMs);
    std::filesystem::rename(workspace.folder() / "elsewhere", file);
    click(stage, "monitoring.try_again");
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), engineMs);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, engineMs);
}

void MonitoringPageTest::stoppingLeavesTheLastReport()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    QTRY_VERIFY(stage.find("monitoring.check")->isEnabled());
    const QString before = chip(stage);
    click(stage, "monitoring.check");
    QVERIFY(stage.page->work());
    stage.page->work()->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), engineMs);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(chip(stage), before);
}

void MonitoringPageTest::everyViewHasAnExample()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    for (const auto view : {View::Empty, View::Busy, View::Failure, View::Result}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral(" drift")));
}

void MonitoringPageTest::everythingIsReachedByKeyboard()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "monitoring");
    waitForReport(stage);
    auto *table = stage.find<QTableView>("monitoring.features");
    table->setFocus();
    const QString before = stage.page->inspection().name;
    QTest::keyClick(table, Qt::Key_Down);
    QVERIFY(stage.page->inspection().name != before);
    for (const char *name : {"monitoring.filter", "monitoring.show.all", "monitoring.overview",
                             "monitoring.distributions", "monitoring.to_retraining", "monitoring.features",
                             "monitoring.export", "monitoring.check"}) {
        const auto *widget = stage.find(name);
        QVERIFY2(widget, name);
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
}

SLIPWAY_UI_TEST_MAIN(MonitoringPageTest)
#include "monitoring_page_test.moc"
