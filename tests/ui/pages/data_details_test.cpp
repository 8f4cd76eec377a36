#include "ui/pages/data_details.h"

#include "tests/support/print_model.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/jobs/job.h"
#include "ui/models/text.h"
#include "ui/pages/data_checks_panel.h"
#include "ui/pages/data_failures.h"
#include "ui/pages/data_lineage.h"
#include "ui/pages/data_page.h"
#include "ui/pages/data_suites.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/graph_view.h"

#include <QComboBox>
#include <QDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QUndoStack>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::isSpoken;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;
using slipway::testing::TemporaryFolder;

namespace {

constexpr int engineMs = 30'000;

/// The Data page on sixty customers, of whom two have a city that is not known and one has no age.
class Stage : public PageStage<DataPage>
{
public:
    explicit Stage(const QString &workspaceFolder)
        : PageStage(workspaceFolder, "data")
    {
    }

    /// Runs a command of the engine to its end, as somebody in a terminal would.
    void run(const QStringList &command)
    {
        const auto job = session->start(command);
        QVERIFY(job.ok());
        QTRY_VERIFY_WITH_TIMEOUT(job.value()->hasEnded(), engineMs);
    }

    void openTab(const QString &id)
    {
        auto *bar = find<QTabBar>("data.tabs.bar");
        for (int i = 0; i < bar->count(); ++i) {
            if (bar->tabData(i).toString() == id)
                QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
        }
        QCOMPARE(find<DataDetails>("data.tabs")->current(), id);
    }

    QAbstractItemModel *model(const char *table) const { return find<QTableView>(table)->model(); }

    QString cell(const char *table, int row, int column) const
    {
        return model(table)->index(row, column).data().toString();
    }
};

void click(QWidget *button)
{
    QVERIFY(button && button->isVisible() && button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

void clickCell(QTableView *table, int row, int column)
{
    QVERIFY(table && table->isVisible());
    const auto place = table->visualRect(table->model()->index(row, column)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
}

} // namespace

class DataDetailsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aLinkLeadsToTheRowsThatFail();
    void allFailingRowsAreSaved();
    void proposedChecksArePassedAndCanBeRequired();
    void aProfileIsMadeOnceAndKept();
    void theInspectorShowsTheSpreadAndTheTarget();
    void tagsNotesAndDeletionsAreTakenBack();
    void twoVersionsAreCompared();
    void whatOthersWereMadeFromIsOnlyDeletedAllTheSame();
    void theLineageLeadsToOtherPages();
    void theLineageGoesFromTheFileToTheModel();
    void cleaningUpShowsWhatGoesFirst();
    void everythingIsReachedByKeyboard();

private:
    void addCustomers(const char *name, int first);
    void open();
    void checkCities();

    std::unique_ptr<SampleWorkspace> m_workspace;
    std::unique_ptr<TemporaryFolder> m_files;
    std::unique_ptr<Stage> m_stage;
};

void DataDetailsTest::init()
{
    m_workspace = std::make_unique<SampleWorkspace>();
    m_files = std::make_unique<TemporaryFolder>();
}

void DataDetailsTest::cleanup()
{
    m_stage.reset();
    m_files.reset();
    m_workspace.reset();
}

/// Sixty rows from `first` on, so that the next version shares some of them.
void DataDetailsTest::addCustomers(const char *name, int first)
{
    std::string rows = "customer_id,age,city,churn\n";
    for (int i = first; i < first + 60; ++i) {
        const std::string age = i == 7 ? "" : std::to_string(20 + i % 40);
        const char *city = i % 29 == 0 ? "Atlantis" : i % 2 == 0 ? "Oslo" : "Rome";
        rows +=
            "C" + std::to_string(1000 + i) + "," + age + "," + city + "," + (i % 5 == 0 ? "1" : "0") + "\n";
    }
    const auto file = text(m_files->write(name, rows).string());
    m_stage->run({QStringLiteral("data"), QStringLiteral("import"), file, QStringLiteral("--name"),
                  QStringLiteral("customers"), QStringLiteral("--target"), QStringLiteral("churn")});
}

void DataDetailsTest::open()
{
    m_stage = std::make_unique<Stage>(m_workspace->name());
    addCustomers("customers.csv", 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->page->chosen(), QStringLiteral("customers@1"), engineMs);
    QTRY_COMPARE(m_stage->page->view(), View::Result);
}

void DataDetailsTest::checkCities()
{
    const auto suite = m_files->write("suite.json", R"({"name": "cities", "expectations": [
        {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "city", "value_set": ["Oslo", "Rome"]}},
        {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "customer_id"}},
        {"type": "expect_dragons", "kwargs": {"column": "age"}}]})");
    m_stage->run({QStringLiteral("data"), QStringLiteral("validate"), QStringLiteral("customers@1"),
                  QStringLiteral("--suite"), text(suite.string())});
    std::filesystem::remove(suite); // the verdict keeps it
    QTRY_COMPARE(m_stage->model("data.checks")->rowCount(), 3);
}

void DataDetailsTest::aLinkLeadsToTheRowsThatFail()
{
    open();
    QVERIFY(m_stage->find("data.checks.none")->isVisible());
    checkCities();
    QCOMPARE(m_stage->said("data.checks.said"), QStringLiteral("1 passed, 1 failed, 1 not decided"));
    QVERIFY(m_stage->said("data.checks.where").startsWith(QStringLiteral("on all 60 rows in ")));
    QVERIFY(m_stage->said("data.checks.when").contains(QStringLiteral("Suite cities")));
    QCOMPARE(m_stage->find<Chip>("data.tabs.chip.validation")->word(), QStringLiteral("2 failed"));
    QCOMPARE(m_stage->cell("data.checks", 0, ChecksModel::Rows), QStringLiteral("Show 2 rows"));
    QCOMPARE(m_stage->cell("data.checks", 1, ChecksModel::State), QStringLiteral("Not supported"));

    QSignalSpy wanted(m_stage->find<DataDetails>("data.tabs"), &DataDetails::failingRowsWanted);
    clickCell(m_stage->find<QTableView>("data.checks"), 0, ChecksModel::Check); // the sentence is no link
    QCOMPARE(wanted.size(), 0);
    clickCell(m_stage->find<QTableView>("data.checks"), 0, ChecksModel::Rows);
    QCOMPARE(wanted.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.failures")->rowCount(), 2, engineMs);
    QVERIFY(m_stage->find("data.failures")->isVisible());
    QCOMPARE(m_stage->said("data.failures.said"), QStringLiteral("city is one of Oslo, Rome"));
    QCOMPARE(m_stage->cell("data.failures", 0, 0), QStringLiteral("29"));
    QCOMPARE(m_stage->cell("data.failures", 0, 1), QStringLiteral("Atlantis")); // what fails comes first
    QVERIFY(isSpoken(*m_stage->model("data.failures")));
    QTest::keyClick(m_stage->find("data.failures"), Qt::Key_Escape);
    QVERIFY(m_stage->find("data.checks")->isVisible());
}

void DataDetailsTest::allFailingRowsAreSaved()
{
    open();
    checkCities();
    auto *checks = m_stage->find<QTableView>("data.checks");
    checks->setCurrentIndex(checks->model()->index(0, 0));
    QTest::keyClick(checks, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.failures")->rowCount(), 2, engineMs);
    QVERIFY(m_stage->find("data.failures.save")->isEnabled());
    const auto file = text((*m_files / "wrong.csv").string());
    m_stage->find<DataFailures>("data.failures.view")->saveAll(file);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->toasts.size(), 1, engineMs);
    QVERIFY2(m_stage->toasts.first().contains(QStringLiteral("2 rows")), qPrintable(m_stage->toasts.first()));
    QCOMPARE(slipway::testing::readText(path(file)),
             std::string(
                 "row_number,customer_id,age,city,churn\n28,C1029,49,Atlantis,0\n57,C1058,38,Atlantis,0\n"));
}

void DataDetailsTest::proposedChecksArePassedAndCanBeRequired()
{
    open();
    auto *suites = m_stage->page->findChild<DataSuites *>();
    const QString file = m_workspace->name() + QStringLiteral("/config/customers_suite.json");
    suites->propose(QStringLiteral("customers@1"), file);
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->said("data.checks.when").contains(QStringLiteral("Suite customers")),
                             engineMs);
    QTRY_VERIFY(!m_stage->page->work());
    QVERIFY(QFileInfo::exists(file));
    QVERIFY(m_stage->model("data.checks")->rowCount() > 5);
    QVERIFY(!m_stage->said("data.checks.said").contains(QStringLiteral("failed")));
    QTRY_VERIFY(m_stage->said("data.requirement").startsWith(QStringLiteral("No checks are required")));
    auto *before = m_stage->page->findChild<QAction *>(QStringLiteral("data.require.training"));
    QVERIFY(before);
    before->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(
        m_stage->said("data.requirement"),
        QStringLiteral("Before training, data must pass the suite config/customers_suite.json."), engineMs);
    QTRY_COMPARE(m_stage->session->undoStack()->count(), 2);
    m_stage->session->undoStack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(
        m_stage->said("data.requirement").startsWith(QStringLiteral("No checks are required")), engineMs);
}

void DataDetailsTest::aProfileIsMadeOnceAndKept()
{
    open();
    m_stage->openTab(QStringLiteral("profile"));
    QTRY_VERIFY(
        m_stage->said("data.profile.none").startsWith(QStringLiteral("These rows have no profile yet")));
    QTRY_COMPARE(m_stage->find<QComboBox>("data.profile.target")->currentData().toString(),
                 QStringLiteral("churn"));
    click(m_stage->find("data.profile.make"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.profile.columns")->rowCount(), 4, engineMs);
    QCOMPARE(m_stage->said("data.profile.said"),
             QStringLiteral("60 rows, 4 columns, no row twice, measured against churn"));
    QVERIFY(m_stage->find("data.profile.warnings")->isVisible()); // they come first
    QVERIFY(m_stage->model("data.profile.warnings")->rowCount() > 0);
    QVERIFY(isSpoken(*m_stage->model("data.profile.warnings")));
    QCOMPARE(m_stage->cell("data.profile.warnings", 0, 1), QStringLiteral("customer_id"));
    click(m_stage->find("data.profile.part.columns"));
    QVERIFY(m_stage->find("data.profile.columns")->isVisible());
    QCOMPARE(m_stage->cell("data.profile.columns", 1, 0), QStringLiteral("age"));
    QCOMPARE(m_stage->cell("data.profile.columns", 1, 3), QStringLiteral("1.7%"));
    clickCell(m_stage->find<QTableView>("data.profile.columns"), 1, 0);
    QCOMPARE(m_stage->page->inspection().name, QStringLiteral("age"));
    click(m_stage->find("data.profile.part.correlations"));
    QVERIFY(m_stage->find("data.profile.heat")->isVisible());

    const auto jobs = m_stage->session->jobs().rowCount();
    m_stage.reset(); // another window finds it
    m_stage = std::make_unique<Stage>(m_workspace->name());
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->page->chosen(), QStringLiteral("customers@1"), engineMs);
    QTRY_COMPARE(m_stage->page->view(), View::Result);
    m_stage->openTab(QStringLiteral("profile"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.profile.columns")->rowCount(), 4, engineMs);
    QCOMPARE(m_stage->session->jobs().rowCount(), jobs);
}

void DataDetailsTest::theInspectorShowsTheSpreadAndTheTarget()
{
    open();
    checkCities();
    auto *checks = m_stage->find<QTableView>("data.checks");
    clickCell(checks, 0, ChecksModel::Check);
    const auto section = [this](const char *id) -> FactSection {
        for (const auto &each : m_stage->page->inspection().sections) {
            if (each.id == QLatin1String(id))
                return each;
        }
        return {};
    };
    QCOMPARE(m_stage->page->inspection().name, QStringLiteral("city"));
    QTRY_VERIFY_WITH_TIMEOUT(!section("data.against").picture.isEmpty(), engineMs);
    QCOMPARE(section("data.against").note,
             QStringLiteral("Share with churn = 1, by the most frequent values"));
    QCOMPARE(section("data.against").picture.below.first(), QStringLiteral("Oslo"));
    QVERIFY(section("data.spread").picture.isEmpty()); // of texts there is none
    QVERIFY(!section("data.column_checks").facts.isEmpty());
    clickCell(checks, 1, ChecksModel::Check);
    QCOMPARE(m_stage->page->inspection().name, QStringLiteral("age"));
    QTRY_VERIFY_WITH_TIMEOUT(!section("data.against").picture.isEmpty(), engineMs);
    QVERIFY(!section("data.spread").picture.isEmpty());
    QVERIFY(section("data.spread").picture.marker > 0);
    QCOMPARE(section("data.against").picture.bars.size(), 5U);
}

void DataDetailsTest::tagsNotesAndDeletionsAreTakenBack()
{
    open();
    m_stage->openTab(QStringLiteral("versions"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.history")->rowCount(), 1, engineMs);
    QCOMPARE(m_stage->cell("data.history", 0, 0), QStringLiteral("version 1"));
    QCOMPARE(m_stage->cell("data.history", 0, 3), QStringLiteral("imported from customers.csv"));
    QVERIFY(!m_stage->find("data.history.compare")->isEnabled());

    auto *tag = m_stage->find<QLineEdit>("data.history.tag");
    QTest::keyClicks(tag, QStringLiteral("owner=ada"));
    QTest::keyClick(tag, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->cell("data.history", 0, 4), QStringLiteral("owner=ada"), engineMs);
    auto *note = m_stage->find<QLineEdit>("data.history.note");
    note->setFocus();
    QTest::keyClicks(note, QStringLiteral("From the old shop"));
    QTest::keyClick(note, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->cell("data.history", 0, 5), QStringLiteral("From the old shop"),
                              engineMs);
    QTRY_COMPARE(m_stage->session->undoStack()->count(), 2); // Enter has not written it twice
    QTest::keyClick(m_stage->find("data.history.tag.owner"), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->cell("data.history", 0, 4), QString(), engineMs);
    m_stage->session->undoStack()->undo();
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->cell("data.history", 0, 4), QStringLiteral("owner=ada"), engineMs);

    addCustomers("next.csv", 11);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.history")->rowCount(), 2, engineMs);
    clickCell(m_stage->find<QTableView>("data.history"), 0, 0);
    QCOMPARE(m_stage->cell("data.history", 0, 0), QStringLiteral("version 2"));
    click(m_stage->find("data.history.delete"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->cell("data.history", 0, 0), QStringLiteral("version 2, deleted"),
                              engineMs);
    QCOMPARE(m_stage->said("data.history.delete"), QStringLiteral("Restore"));
    click(m_stage->find("data.history.delete"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->cell("data.history", 0, 0), QStringLiteral("version 2"), engineMs);
}

void DataDetailsTest::twoVersionsAreCompared()
{
    open();
    addCustomers("next.csv", 11);
    m_stage->openTab(QStringLiteral("versions"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.history")->rowCount(), 2, engineMs);
    clickCell(m_stage->find<QTableView>("data.history"), 0, 0);
    QTRY_COMPARE(m_stage->find<QComboBox>("data.history.other")->currentData().toString(),
                 QStringLiteral("customers@1"));
    click(m_stage->find("data.history.compare"));
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->find("data.diff.said")->isVisible(), engineMs);
    QCOMPARE(m_stage->find<QComboBox>("data.diff.key")->currentData().toString(),
             QStringLiteral("customer_id"));
    QCOMPARE(m_stage->said("data.diff.said"),
             QStringLiteral("10 rows added, 10 removed, 0 changed, 50 the same"));
    QVERIFY(m_stage->model("data.diff.columns")->rowCount() >= 3);
    QVERIFY(isSpoken(*m_stage->model("data.diff.columns")));
    QTest::mouseClick(m_stage->find("data.diff.part.rows"), Qt::LeftButton);
    QCOMPARE(m_stage->cell("data.diff.rows", 0, 0), QStringLiteral("added"));
    QVERIFY(m_stage->cell("data.diff.rows", 0, 1).contains(QStringLiteral("customer_id: C1061")));
    click(m_stage->find("data.diff.back"));
    QVERIFY(m_stage->find("data.history")->isVisible());
}

void DataDetailsTest::whatOthersWereMadeFromIsOnlyDeletedAllTheSame()
{
    open();
    auto datasets = m_workspace->workspace().datasets();
    const auto customers = datasets.find("customers");
    QVERIFY_OK(customers);
    QVERIFY_OK(datasets.add({.name = "features",
                             .digest = "f",
                             .sourceType = "features",
                             .source = customers.value().digest,
                             .rows = 60}));
    m_stage->openTab(QStringLiteral("versions"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->model("data.history")->rowCount(), 1, engineMs);
    click(m_stage->find("data.history.delete"));
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->find("data.history.force")->isVisible(), engineMs);
    QVERIFY(m_stage->said("data.history.error").contains(QStringLiteral("features")));
    QCOMPARE(m_stage->cell("data.history", 0, 0), QStringLiteral("version 1"));
    click(m_stage->find("data.history.force"));
    QTRY_VERIFY_WITH_TIMEOUT(datasets.findWithDeleted("customers@1").value().stage == "deleted", engineMs);
    // The record is there before the engine has ended and the window has heard of it.
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->session->undoStack()->canUndo(), engineMs);
    m_stage->session->undoStack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(datasets.find("customers@1").ok(), engineMs);
}

void DataDetailsTest::theLineageGoesFromTheFileToTheModel()
{
    using Kind = workspace::LineageNode::Kind;
    const auto graph =
        DataLineage::of({"dataset:a@1",
                         {{"source:a.csv", Kind::Source, "/somewhere/a.csv", {{"source_type", "imported"}}},
                          {"dataset:a@1", Kind::Dataset, "a@1", {{"deleted", false}}},
                          {"dataset:f@1", Kind::Features, "f@1", {{"deleted", true}}},
                          {"run:1", Kind::Run, "ranker", {{"status", "FINISHED"}, {"run_id", "1"}}},
                          {"model:m/1", Kind::Model, "m/1", {{"stage", "Production"}}}},
                         {{"source:a.csv", "dataset:a@1", "imported"},
                          {"dataset:a@1", "dataset:f@1", "derived"},
                          {"dataset:f@1", "run:1", "training"},
                          {"dataset:f@1", "run:1", "validation"},
                          {"dataset:a@1", "run:1", "test"},
                          {"run:1", "model:m/1", "registered"}}});
    QList<int> columns;
    QStringList titles;
    for (const auto &node : graph.nodes) {
        columns << node.column;
        titles << node.title;
    }
    QCOMPARE(columns, (QList<int> {0, 1, 2, 3, 4}));
    QCOMPARE(titles.join(QLatin1Char(' ')), QStringLiteral("a.csv a v1 f v1 ranker m/1"));
    QCOMPARE(graph.edges.size(), 5); // read for two purposes, and yet one way
    QVERIFY(graph.nodes[2].planned);
    QCOMPARE(graph.nodes[4].status, ui::Status::Ok);
}

void DataDetailsTest::theLineageLeadsToOtherPages()
{
    open();
    m_stage->openTab(QStringLiteral("lineage"));
    auto *graph = m_stage->find<GraphView>("data.lineage");
    QTRY_COMPARE_WITH_TIMEOUT(graph->nodes().size(), 2, engineMs);
    QCOMPARE(graph->nodes()[0].title, QStringLiteral("customers.csv"));
    QCOMPARE(graph->nodes()[0].caption, QStringLiteral("file"));
    QCOMPARE(graph->nodes()[1].title, QStringLiteral("customers v1"));
    QCOMPARE(graph->nodes()[1].column, 1);
    QCOMPARE(graph->edges().size(), 1);
    QVERIFY(graph->accessibleName().contains(QStringLiteral("customers v1")));
}

void DataDetailsTest::cleaningUpShowsWhatGoesFirst()
{
    open();
    addCustomers("next.csv", 11);
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->said("data.count").contains(QStringLiteral("on disk")), engineMs);
    m_stage->run({QStringLiteral("data"), QStringLiteral("delete"), QStringLiteral("customers@2")});
    click(m_stage->find("data.cleanup"));
    QPointer<QDialog> dialog = m_stage->find<QDialog>("data.cleanup.dialog");
    QVERIFY(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->find("data.cleanup.remove")->isEnabled(), engineMs);
    QVERIFY(m_stage->model("data.cleanup.list")->rowCount() > 0);
    QVERIFY(m_stage->said("data.cleanup.said").contains(QStringLiteral("cannot be taken back")));
    click(m_stage->find("data.cleanup.remove"));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog, engineMs);
    QCOMPARE(m_stage->toasts.size(), 1);
    QVERIFY(m_stage->toasts.first().contains(QStringLiteral("removed")));
}

void DataDetailsTest::everythingIsReachedByKeyboard()
{
    open();
    checkCities();
    for (const auto *name :
         {"data.tabs.bar", "data.checks", "data.validate", "data.suite", "data.propose", "data.require",
          "data.profile.target", "data.profile.make", "data.profile.columns", "data.history",
          "data.history.tag", "data.history.note", "data.history.compare", "data.cleanup"}) {
        const auto *widget = m_stage->find(name);
        QVERIFY2(widget, name);
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
    auto *bar = m_stage->find<QTabBar>("data.tabs.bar");
    bar->setFocus();
    QTest::keyClick(bar, Qt::Key_Right);
    QCOMPARE(m_stage->find<DataDetails>("data.tabs")->current(), QStringLiteral("profile"));
}

SLIPWAY_UI_TEST_MAIN(DataDetailsTest)
#include "data_details_test.moc"
