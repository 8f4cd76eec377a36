#include "ui/pages/data_page.h"

#include "tests/support/print_model.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/text.h"
#include "ui/pages/data_rows_panel.h"
#include "ui/widgets/position_bar.h"

#include <QAbstractItemModelTester>
#include <QDropEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QUrl>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::DemoWorkspace;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;
using slipway::testing::TemporaryFolder;

namespace {

constexpr int engineMs = 30'000;

using Stage = PageStage<DataPage>;

/// A click where a person would click, also on a page that has just been laid out.
void click(QWidget *button)
{
    QVERIFY(button && button->isVisible() && button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

/// Until the cells of the first row are there.
void waitForRows(const Stage &stage)
{
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QTableView>("data.rows"), engineMs);
    const auto *rows = stage.find<QTableView>("data.rows")->model();
    QTRY_VERIFY_WITH_TIMEOUT(
        rows->rowCount() > 0 && !rows->index(0, 0).data(DataRowsModel::WaitingRole).toBool(), engineMs);
}

QString cell(const Stage &stage, int row, int column)
{
    return stage.find<QTableView>("data.rows")->model()->index(row, column).data().toString();
}

/// A data set of the file's rows, as a person would bring it.
void import(Stage &stage, const std::filesystem::path &file)
{
    QTRY_COMPARE(stage.page->view(), View::Empty);
    stage.page->importFiles({text(file.string())});
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("data.import.start")->isEnabled(), engineMs);
    click(stage.find("data.import.start"));
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work() && stage.page->view() == View::Result, engineMs);
    waitForRows(stage);
}

void clickHeader(const Stage &stage, int column)
{
    auto *header = stage.find<QTableView>("data.rows")->horizontalHeader();
    const QPoint at(header->sectionViewportPosition(column) + header->sectionSize(column) / 2, 12);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
}

void filterRows(const Stage &stage, const char *filter)
{
    auto *field = stage.find<QLineEdit>("data.rows.filter");
    field->setText(QString::fromLatin1(filter));
    QTest::keyClick(field, Qt::Key_Return);
}

Fact factOf(const Inspection &inspection, const QString &key)
{
    for (const auto &section : inspection.sections) {
        for (const auto &fact : section.facts) {
            if (fact.key == key)
                return fact;
        }
    }
    return {};
}

void drop(QWidget &page, const QString &file)
{
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event({20, 20}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &event);
}

} // namespace

class DataPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyWorkspaceSaysHowToGoOn();
    void aDemoShowsItsDataSetsRowsAndChecks();
    void anotherVersionIsShownWithItsOwnColumns();
    void furtherRowsComeAsTheTableIsScrolled();
    void aRowIsReachedByItsNumber();
    void aClickOnAHeaderSortsAndFiltersFollow();
    void aMistakeInTheFilterStandsBelowIt();
    void failingRowsAreASegmentOnceTheyAreKnown();
    void theColumnAtFaultIsInSight();
    void columnsAreChosenFromAList();
    void whatIsShownIsExported();
    void aChosenColumnIsCountedForTheInspector();
    void checksAreInWordsAndFailuresComeFirst();
    void checkingAgainRunsToItsEnd();
    void aDroppedFileBecomesADataSet();
    void workThatFailsEndsInTheFailureView();
    void stoppingGoesBackToWhatWasThere();
    void theFormAsksForRowsAndSeed();
    void importAsksForAFileWithoutBlocking();
    void theFilterNarrowsTheList();
    void everyViewHasAnExample();
    void theListIsReachedByKeyboard();
};

void DataPageTest::anEmptyWorkspaceSaysHowToGoOn()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    QTRY_VERIFY(stage.find<QPushButton>("data.empty.generate")->isVisible());
    QCOMPARE(stage.said("view.title"), QStringLiteral("No data yet"));
    click(stage.find("data.empty.generate"));
    QVERIFY(stage.find("data.generate.form")->isVisible());
    QCOMPARE(stage.page->focusWidget(), stage.find("data.generate.rows"));
    QTest::keyClick(stage.find("data.generate.rows"), Qt::Key_Escape);
    QVERIFY(!stage.find("data.generate.form")->isVisible());
    QCOMPARE(stage.page->command(), (QStringList {QStringLiteral("data"), QStringLiteral("generate")}));
}

void DataPageTest::aDemoShowsItsDataSetsRowsAndChecks()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, engineMs);
    QTRY_COMPARE(stage.page->chosen(), QStringLiteral("interactions@1"));
    waitForRows(stage);
    auto *rows = stage.find<QTableView>("data.rows");
    const QAbstractItemModelTester tester(rows->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(rows->model()->columnCount(), 8);
    QCOMPARE(rows->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("interaction_id"));
    QCOMPARE(rows->model()->headerData(0, Qt::Horizontal, DataRowsModel::TypeRole).toString(),
             QStringLiteral("whole"));
    QTRY_VERIFY(stage.said("data.rows.said").endsWith(QStringLiteral("of 20,000")));
    QTRY_COMPARE(stage.find<QTableView>("data.checks")->model()->rowCount(), 23);
    auto *checks = stage.find<QTableView>("data.checks")->model();
    const QAbstractItemModelTester checksTester(checks,
                                                QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(slipway::testing::isSpoken(*checks));
    QCOMPARE(stage.said("data.checks.said"), QStringLiteral("23 passed"));
    QVERIFY(stage.said("data.checks.where").startsWith(QStringLiteral("on all 20,000 rows in ")));
    QVERIFY(stage.said("data.checks.when").contains(QStringLiteral("feed_interactions")));
    QCOMPARE(stage.page->inspection().name, QStringLiteral("interactions"));
    QCOMPARE(stage.page->inspection().statusWord, QStringLiteral("23 checks passed"));
    QCOMPARE(factOf(stage.page->inspection(), QStringLiteral("Rows")).value, QStringLiteral("20,000"));
    QVERIFY(stage.find<QPushButton>("data.features")->isVisible());
    click(stage.find("data.features"));
    QCOMPARE(stage.opened, QStringList {QStringLiteral("features")});
}

void DataPageTest::anotherVersionIsShownWithItsOwnColumns()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    auto *list = stage.find<QListView>("data.versions");
    stage.page->choose(QStringLiteral("users"));
    QCOMPARE(stage.page->chosen(), QStringLiteral("users@1"));
    QCOMPARE(list->currentIndex().data(IdRole).toString(), QStringLiteral("users@1"));
    auto *rows = stage.find<QTableView>("data.rows");
    QTRY_VERIFY(rows->model()->rowCount() > 0);
    QCOMPARE(rows->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("user_id"));
    QVERIFY(stage.find("data.checks.none")->isVisible());
    QVERIFY(!stage.actions.action(QStringLiteral("data.validate"))->isEnabled());
    QCOMPARE(stage.session->selection().id(), QStringLiteral("users@1"));
    stage.session->selection().set(Selection::Kind::Dataset, QStringLiteral("items@1"));
    QCOMPARE(stage.page->chosen(), QStringLiteral("items@1"));
}

void DataPageTest::furtherRowsComeAsTheTableIsScrolled()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    auto *rows = stage.find<QTableView>("data.rows");
    auto *bar = stage.find<PositionBar>("data.rows.position");
    QCOMPARE(rows->model()->rowCount(), 20'000); // all of them, whether they are read or not
    QTRY_VERIFY(stage.said("data.rows.said").startsWith(QStringLiteral("Rows 1 to ")));
    QTest::keyClick(bar, Qt::Key_End);
    QTRY_VERIFY(stage.said("data.rows.said").endsWith(QStringLiteral("to 20,000 of 20,000")));
    QCOMPARE(bar->sentence(), QStringLiteral("row %1 of 20,000").arg(QLocale().toString(bar->last() + 1)));
    QTRY_VERIFY_WITH_TIMEOUT(!cell(stage, 19'999, 0).isEmpty(), engineMs);
    QTest::keyClick(rows, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(bar->position(), 0);
    QCOMPARE(rows->currentIndex().row(), 0);
    QTest::keyClick(rows, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(rows->currentIndex().row(), 19'999);
    QCOMPARE(bar->position(), bar->last());
    rows->verticalScrollBar()->setValue(0); // as a wheel over the table does
    QCOMPARE(bar->position(), 0);
    QTest::keyClick(rows, Qt::Key_Home, Qt::ControlModifier);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(rows, Qt::Key_PageDown);
    QVERIFY(bar->position() > 0);
    QVERIFY(rows->currentIndex().row() > 0);
}

void DataPageTest::aRowIsReachedByItsNumber()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    auto *rows = stage.find<QTableView>("data.rows");
    QVERIFY(stage.actions.trigger(QStringLiteral("data.go_to_row")));
    auto *number = stage.find<QLineEdit>("data.rows.number");
    QCOMPARE(stage.page->focusWidget(), number);
    QTest::keyClicks(number, QStringLiteral("12,345"));
    QTest::keyClick(number, Qt::Key_Return);
    QCOMPARE(rows->rowAt(0), 12'344);
    QCOMPARE(rows->currentIndex().row(), 12'344);
    QVERIFY(stage.said("data.rows.said").startsWith(QStringLiteral("Rows 12,345 to ")));
    QTRY_VERIFY_WITH_TIMEOUT(!cell(stage, 12'344, 0).isEmpty(), engineMs);
    QTest::keyClicks(number, QStringLiteral("99999999"));
    QTest::keyClick(number, Qt::Key_Return);
    QTRY_VERIFY(stage.said("data.rows.said").endsWith(QStringLiteral("to 20,000 of 20,000")));
}

void DataPageTest::aClickOnAHeaderSortsAndFiltersFollow()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    Stage stage(workspace.name(), "data");
    import(stage, files.write("people.csv", "name,age\nUna,31\nBo,5\nCai,\nDee,47\nEli,12\n"));
    QCOMPARE(cell(stage, 0, 1), QStringLiteral("31"));
    clickHeader(stage, 1);
    QTRY_COMPARE_WITH_TIMEOUT(cell(stage, 0, 1), QStringLiteral("5"), engineMs);
    QCOMPARE(cell(stage, 4, 0), QStringLiteral("Cai")); // what is missing comes last
    clickHeader(stage, 1);
    QTRY_COMPARE_WITH_TIMEOUT(cell(stage, 0, 1), QStringLiteral("47"), engineMs);
    filterRows(stage, "age < 40");
    QTRY_COMPARE_WITH_TIMEOUT(stage.said("data.rows.count"), QStringLiteral("3 of 5 rows"), engineMs);
    QTRY_COMPARE(cell(stage, 0, 0), QStringLiteral("Una"));
    QTRY_VERIFY(!stage.find("data.rows.work")->isVisible());
    const auto jobs = stage.session->jobs().rowCount();
    clickHeader(stage, 1); // the file's order again
    QTRY_COMPARE_WITH_TIMEOUT(cell(stage, 1, 0), QStringLiteral("Bo"), engineMs);
    QTRY_COMPARE(stage.session->jobs().rowCount(), jobs + 1);
    stage.find<QLineEdit>("data.rows.filter")->clear();
    QTRY_COMPARE(stage.said("data.rows.count"), QStringLiteral("5 rows"));
    filterRows(stage, "age < 40"); // its index is there: nothing is built again
    QTRY_COMPARE(stage.said("data.rows.count"), QStringLiteral("3 of 5 rows"));
    QCOMPARE(stage.session->jobs().rowCount(), jobs + 1);
}

void DataPageTest::aMistakeInTheFilterStandsBelowIt()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    Stage stage(workspace.name(), "data");
    import(stage, files.write("people.csv", "name,age\nUna,31\nBo,5\n"));
    QCOMPARE(stage.find<QLineEdit>("data.rows.filter")->placeholderText(),
             QStringLiteral("Filter rows, for example age < 6"));
    filterRows(stage, "age <");
    QTRY_VERIFY(stage.find("data.rows.filter.error")->isVisible());
    QVERIFY(stage.said("data.rows.filter.error").contains(QStringLiteral("cannot be understood")));
    QCOMPARE(stage.page->view(), View::Result);
    QCOMPARE(stage.said("data.rows.count"), QStringLiteral("2 rows"));
    QTest::keyClicks(stage.find("data.rows.filter"), QStringLiteral("1"));
    QVERIFY(!stage.find("data.rows.filter.error")->isVisible());
}

void DataPageTest::failingRowsAreASegmentOnceTheyAreKnown()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    Stage stage(workspace.name(), "data");
    import(stage, files.write("people.csv", "name,age\nUna,31\nBo,-5\nCai,200\n"));
    QVERIFY(!stage.find("data.which")->isVisible());
    const auto suite = files.write(
        "suite.json", R"({"suite_name": "s", "expectations": [{"type": "expect_column_values_to_be_between",
            "kwargs": {"column": "age", "min_value": 0, "max_value": 120}}]})");
    auto *panel = stage.page->findChild<DataRowsPanel *>();
    QVERIFY(panel);
    panel->showOnly({.title = QStringLiteral("age is between 0 and 120"),
                     .check = 0,
                     .suite = text(suite.string()),
                     .column = QStringLiteral("age")});
    QTRY_COMPARE_WITH_TIMEOUT(stage.said("data.rows.count"), QStringLiteral("2 of 3 rows"), engineMs);
    QTRY_COMPARE(cell(stage, 1, 0), QStringLiteral("Cai"));
    QVERIFY(stage.find("data.which")->isVisible());
    QCOMPARE(stage.said("data.which.title"), QStringLiteral("age is between 0 and 120"));
    panel->showOnly({.title = QStringLiteral("no such check"), .check = 7, .suite = text(suite.string())});
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("data.rows.filter.error")->isVisible(), engineMs);
    QCOMPARE(stage.page->view(), View::Result); // the rows that were shown stay
    QCOMPARE(stage.said("data.which.title"), QStringLiteral("age is between 0 and 120"));
    click(stage.find("data.which.all"));
    QTRY_COMPARE(stage.said("data.rows.count"), QStringLiteral("3 rows"));
    QVERIFY(stage.find("data.which")->isVisible());
    click(stage.find("data.which.failing"));
    QTRY_COMPARE_WITH_TIMEOUT(stage.said("data.rows.count"), QStringLiteral("2 of 3 rows"), engineMs);
}

// The columns take their widths when their cells come, which must not push it out again.
void DataPageTest::theColumnAtFaultIsInSight()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    Stage stage(workspace.name(), "data");
    std::string names = "c0";
    std::string cells = "a text of some length";
    std::string full = cells;
    for (int i = 1; i < 40; ++i) {
        full += ",a text of some length";
        names += ",c" + std::to_string(i);
        cells += i == 38 ? "," : ",a text of some length";
    }
    import(stage, files.write("wide.csv", names + "\n" + cells + "\n" + cells + "\n" + full + "\n"));
    const auto suite = files.write(
        "suite.json", R"({"suite_name": "s", "expectations": [{"type": "expect_column_values_to_not_be_null",
            "kwargs": {"column": "c38"}}]})");
    stage.page->findChild<DataRowsPanel *>()->showOnly({.title = QStringLiteral("c38 is never blank"),
                                                        .suite = text(suite.string()),
                                                        .column = QStringLiteral("c38")});
    QTRY_COMPARE_WITH_TIMEOUT(stage.said("data.rows.count"), QStringLiteral("2 of 3 rows"), engineMs);
    const auto *table = stage.find<QTableView>("data.rows");
    const auto arrived = [&](int column) {
        return !table->model()->index(0, column).data(DataRowsModel::WaitingRole).toBool();
    };
    QTRY_VERIFY_WITH_TIMEOUT(arrived(30) && arrived(38), engineMs);
    QTest::qWait(100);
    QVERIFY(table->columnViewportPosition(38) >= 0);
    QVERIFY(table->columnViewportPosition(38) + table->columnWidth(38) <= table->viewport()->width());
}

void DataPageTest::columnsAreChosenFromAList()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    Stage stage(workspace.name(), "data");
    import(stage, files.write("people.csv", "name,age,city\nUna,31,Oslo\n"));
    QCOMPARE(stage.said("data.columns").trimmed(), QStringLiteral("3 of 3 columns"));
    click(stage.find("data.columns"));
    auto *list = stage.find<QListView>("data.columns.list");
    QVERIFY(list && list->isVisible());
    QTest::keyClicks(stage.find("data.columns.filter"), QStringLiteral("age"));
    QCOMPARE(list->model()->rowCount(), 1);
    QVERIFY(list->model()->setData(list->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(stage.said("data.columns").trimmed(), QStringLiteral("2 of 3 columns"));
    QCOMPARE(cell(stage, 0, 1), QStringLiteral("Oslo"));
    click(stage.find("data.columns.all"));
    QCOMPARE(stage.said("data.columns").trimmed(), QStringLiteral("3 of 3 columns"));
    stage.find("data.columns.chooser")->close();
}

void DataPageTest::whatIsShownIsExported()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    Stage stage(workspace.name(), "data");
    import(stage, files.write("people.csv", "name,age\nUna,31\nBo,5\nCai,40\n"));
    filterRows(stage, "age > 10");
    QTRY_COMPARE_WITH_TIMEOUT(stage.said("data.rows.count"), QStringLiteral("2 of 3 rows"), engineMs);
    click(stage.find("data.export"));
    QPointer<QFileDialog> dialog = stage.find<QFileDialog>("data.export.dialog");
    QVERIFY(dialog);
    const auto out = files.path() / "out.csv";
    Q_EMIT dialog->fileSelected(text(out.string()));
    dialog->reject();
    QTRY_COMPARE_WITH_TIMEOUT(stage.toasts.size(), 1, engineMs);
    QCOMPARE(QString::fromStdString(slipway::testing::readText(out)),
             QStringLiteral("name,age\nUna,31\nCai,40\n"));
}

void DataPageTest::aChosenColumnIsCountedForTheInspector()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    auto *rows = stage.find<QTableView>("data.rows");
    int device = -1;
    for (int column = 0; column < rows->model()->columnCount(); ++column) {
        if (rows->model()->headerData(column, Qt::Horizontal).toString() == QLatin1String("device"))
            device = column;
    }
    QVERIFY(device >= 0);
    const auto cell = rows->visualRect(rows->model()->index(1, device)).center();
    QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, cell);
    QCOMPARE(stage.page->inspection().name, QStringLiteral("device"));
    QTRY_COMPARE_WITH_TIMEOUT(factOf(stage.page->inspection(), QStringLiteral("Distinct")).value,
                              QStringLiteral("3"), engineMs);
    QCOMPARE(stage.page->inspection().kind, QStringLiteral("Column, text"));
    QVERIFY(
        factOf(stage.page->inspection(), QStringLiteral("mobile")).value.endsWith(QStringLiteral("rows")));
    QTest::keyClick(rows, Qt::Key_Right);
    QTRY_VERIFY_WITH_TIMEOUT(!factOf(stage.page->inspection(), QStringLiteral("Mean")).value.isEmpty(),
                             engineMs);
}

void DataPageTest::checksAreInWordsAndFailuresComeFirst()
{
    const Json result = Json::parse(R"({"suite_name": "mine", "results": [
        {"success": true, "expectation_config": {"type": "expect_column_to_exist", "kwargs": {"column": "age"}},
         "result": {}, "exception_info": {"raised_exception": false}},
        {"success": false, "expectation_config": {"type": "expect_column_values_to_be_between",
         "kwargs": {"column": "age", "min_value": 0, "max_value": 120}},
         "result": {"element_count": 2000, "unexpected_count": 3, "unexpected_percent": 0.15,
                    "partial_unexpected_list": [-4, 130]},
         "exception_info": {"raised_exception": false}},
        {"success": false, "expectation_config": {"type": "expect_dragons", "kwargs": {"column": "age"}},
         "result": {}, "exception_info": {"raised_exception": true, "exception_message": "It is not supported."}}]})");
    const auto validation = validationFrom(result);
    QCOMPARE(validation.failed, 2);
    QCOMPARE(validation.rows, 2000.0);
    QCOMPARE(validation.checks.size(), 3U);
    QCOMPARE(validation.checks[0].words, QStringLiteral("age is between 0 and 120"));
    QCOMPARE(validation.checks[0].failing, 3.0);
    QCOMPARE_NEAR(validation.checks[0].share, 0.0015, 1e-12);
    QCOMPARE(validation.checks[0].why, QStringLiteral("For example −4, 130."));
    QVERIFY(!validation.checks[1].decided);
    QCOMPARE(validation.checks[1].why, QStringLiteral("It is not supported."));
    QCOMPARE(validation.checks[2].words, QStringLiteral("age is there"));
}

void DataPageTest::checkingAgainRunsToItsEnd()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    QTRY_VERIFY(stage.find("data.validate")->isEnabled());
    const auto before = stage.session->jobs().rowCount();
    click(stage.find("data.validate"));
    QVERIFY(stage.page->work());
    QVERIFY(!stage.find("data.validate")->isEnabled());
    QVERIFY(!stage.find("data.import")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), engineMs);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QVERIFY(stage.session->jobs().rowCount() > before);
    QTRY_COMPARE(stage.find<QTableView>("data.checks")->model()->rowCount(), 23);
}

void DataPageTest::aDroppedFileBecomesADataSet()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    const auto file =
        files.write("Customers 2026-11.csv", "customer_id,age,city\n1,31,Oslo\n2,,Rome\n3,47,Oslo\n");
    Stage stage(workspace.name(), "data");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    drop(*stage.page, text(file.string()));
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("data.import.start")->isEnabled(), engineMs);
    click(stage.find("data.import.start"));
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, engineMs);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->chosen(), QStringLiteral("customers_2026_11@1"), engineMs);
    waitForRows(stage);
    auto *rows = stage.find<QTableView>("data.rows");
    QCOMPARE(rows->model()->index(0, 0).data().toString(), QStringLiteral("1"));
    QCOMPARE(rows->model()->index(1, 1).data().toString(), QString());
    QCOMPARE(rows->model()->index(1, 1).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Row 2, age: blank."));
    drop(*stage.page, text(files.path().string()));
    QVERIFY(!stage.find("data.import.wizard") || !stage.find("data.import.wizard")->isVisible());
}

void DataPageTest::workThatFailsEndsInTheFailureView()
{
    SampleWorkspace workspace;
    TemporaryFolder files;
    const auto file = files.write("gone.csv", "a,b\n1,2\n3,4\n");
    Stage stage(workspace.name(), "data");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    stage.page->importFiles({text(file.string())});
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("data.import.start")->isEnabled(), engineMs);
    std::filesystem::remove(file);
    click(stage.find("data.import.start"));
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, engineMs);
    QTRY_VERIFY(stage.find<QPushButton>("data.try_again"));
    QCOMPARE(stage.page->focusWidget()->objectName(), QStringLiteral("data.try_again"));
    const auto labels = stage.find("view.failure")->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(QStringLiteral("gone.csv"));
    }));
    click(stage.find("data.leave_failure"));
    QTRY_COMPARE(stage.page->view(), View::Empty);
}

void DataPageTest::stoppingGoesBackToWhatWasThere()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    click(stage.find("data.generate"));
    stage.find<QLineEdit>("data.generate.rows")->setText(QStringLiteral("500000000"));
    QTest::keyClick(stage.find("data.generate.rows"), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Busy, engineMs);
    QVERIFY(stage.said("view.stage").contains(QStringLiteral("500,000,000")));
    click(stage.find("view.stop"));
    QTRY_VERIFY_WITH_TIMEOUT(!stage.page->work(), engineMs);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, engineMs);
    QTRY_VERIFY(stage.find("data.generate")->isEnabled());
}

void DataPageTest::theFormAsksForRowsAndSeed()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    click(stage.find("data.generate"));
    auto *rows = stage.find<QLineEdit>("data.generate.rows");
    rows->setText(QStringLiteral("many"));
    click(stage.find("data.generate.start"));
    QVERIFY(!stage.page->work());
    QCOMPARE(stage.page->focusWidget(), rows);
    rows->setText(QStringLiteral("2,000"));
    stage.find<QLineEdit>("data.generate.seed")->setText(QStringLiteral("7"));
    click(stage.find("data.generate.start"));
    QVERIFY(stage.page->work());
    QVERIFY(!stage.find("data.generate.form")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->chosen(), QStringLiteral("interactions@1"), engineMs);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(factOf(stage.page->inspection(), QStringLiteral("From")).value, QStringLiteral("seed 7"));
    QVERIFY(stage.find("data.checks.none")->isVisible());
}

void DataPageTest::importAsksForAFileWithoutBlocking()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    QTRY_COMPARE(stage.page->view(), View::Empty);
    click(stage.find("data.import"));
    QPointer<QFileDialog> dialog = stage.find<QFileDialog>("data.import.dialog");
    QVERIFY(dialog);
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QVERIFY(!stage.page->work());
}

void DataPageTest::theFilterNarrowsTheList()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    auto *list = stage.find<QListView>("data.versions");
    const int all = list->model()->rowCount();
    QVERIFY(all > 4);
    QTest::keyClicks(stage.find<QLineEdit>("data.filter"), QStringLiteral("users"));
    QVERIFY(list->model()->rowCount() < all);
    QVERIFY(list->model()->rowCount() > 0);
    stage.find<QLineEdit>("data.filter")->clear();
    QCOMPARE(list->model()->rowCount(), all);
}

void DataPageTest::everyViewHasAnExample()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    for (const auto view : {View::Empty, View::Busy, View::Failure, View::Result}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
}

void DataPageTest::theListIsReachedByKeyboard()
{
    const DemoWorkspace workspace;
    Stage stage(workspace.name(), "data");
    waitForRows(stage);
    auto *list = stage.find<QListView>("data.versions");
    list->setFocus();
    const QString before = stage.page->chosen();
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(stage.page->chosen() != before);
    for (const char *name :
         {"data.filter", "data.versions", "data.rows", "data.rows.position", "data.rows.filter",
          "data.columns", "data.export", "data.checks", "data.validate"}) {
        const auto *widget = stage.find(name);
        QVERIFY2(widget, name);
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
}

SLIPWAY_UI_TEST_MAIN(DataPageTest)
#include "data_page_test.moc"
