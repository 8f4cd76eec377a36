#include "core/data/row_index.h"

#include "core/data/row_window.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class RowIndexTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { std::filesystem::remove_all(m_folder / "cache"); }
    void aSortedViewHasEveryRowOnceAndTiesInTheFilesOrder_data();
    void aSortedViewHasEveryRowOnceAndTiesInTheFilesOrder();
    void missingValuesComeLastEitherWay();
    void aFilterKeepsTheFilesOrder();
    void theRowsStandBesideTheirNumbers();
    void aTextFileGetsAnIndexToo();
    void theRowsThatFailACheckAreAView();
    void theNameTellsContentAndView();
    void anOrderIsWrittenWithAColon();
    void whatIsWrongIsSaidAndLeavesNothing();
    void aStopLeavesNothing();

private:
    TemporaryFolder m_folder;

    std::filesystem::path table(const std::string &query)
    {
        const auto file = m_folder / "rows.parquet";
        auto duck = Duck::open({.allowed = {m_folder.path()}}).value();
        const auto made = duck.execute("COPY (" + query + ") TO " + data::quoted(file.string())
                                       + " (FORMAT parquet, ROW_GROUP_SIZE 2048, USE_TMP_FILE false)");
        if (!made)
            qFatal("%s", made.error().detail.c_str());
        return file;
    }

    Result<RowIndex> build(const std::filesystem::path &file, const RowView &view,
                           const RunContext &context = {})
    {
        return buildRowIndex(file, view, m_folder / "cache" / "index.parquet", m_folder / "spill", context);
    }

    /// The places of the rows in the index, through windows of 700.
    std::vector<std::int64_t> places()
    {
        auto source = openSource(m_folder / "cache" / "index.parquet").value();
        std::vector<std::int64_t> found;
        for (std::size_t before = 1; before != found.size();) {
            before = found.size();
            const auto read =
                readWindow(source, {static_cast<std::int64_t>(before), 700}, [&](const Block &block) {
                    found.insert(found.end(), block.columns[0].whole.begin(),
                                 block.columns[0].whole.begin() + static_cast<std::ptrdiff_t>(block.rows));
                    return done();
                });
            if (!read)
                qFatal("%s", read.error().detail.c_str());
        }
        return found;
    }

    bool leftNothing() const
    {
        std::error_code error;
        return !std::filesystem::exists(m_folder / "cache", error)
            || std::filesystem::is_empty(m_folder / "cache", error);
    }
};

void RowIndexTest::aSortedViewHasEveryRowOnceAndTiesInTheFilesOrder_data()
{
    QTest::addColumn<bool>("descending");
    QTest::newRow("least first") << false;
    QTest::newRow("greatest first") << true;
}

void RowIndexTest::aSortedViewHasEveryRowOnceAndTiesInTheFilesOrder()
{
    QFETCH(bool, descending);
    const auto built = build(table("SELECT range AS id, (range * 7919) % 10 AS x FROM range(10000)"),
                             {.sort = RowOrder {"x", descending}});
    QVERIFY_OK(built);
    QCOMPARE(built.value().rows, std::int64_t {10'000});
    QCOMPARE_TEXT(built.value().rowColumn, "slipway_row");
    std::vector<std::int64_t> expected;
    for (std::int64_t i = 0; i < 10'000; ++i)
        expected.push_back(i);
    std::stable_sort(expected.begin(), expected.end(), [&](std::int64_t left, std::int64_t right) {
        const auto a = left * 7919 % 10;
        const auto b = right * 7919 % 10;
        return descending ? a > b : a < b;
    });
    QCOMPARE(places(), expected);
}

void RowIndexTest::missingValuesComeLastEitherWay()
{
    const auto file = table("SELECT * FROM (VALUES (2), (NULL), (1), (3)) AS v(x)");
    QVERIFY_OK(build(file, {.sort = RowOrder {"x"}}));
    QCOMPARE(places(), (std::vector<std::int64_t> {2, 0, 3, 1}));
    QVERIFY_OK(build(file, {.sort = RowOrder {"x", true}}));
    QCOMPARE(places(), (std::vector<std::int64_t> {3, 0, 2, 1}));
}

void RowIndexTest::aFilterKeepsTheFilesOrder()
{
    const auto built =
        build(table("SELECT range AS id FROM range(10000)"), {.filter = "id between 4000 and 6999"});
    QVERIFY_OK(built);
    QCOMPARE(built.value().rows, std::int64_t {3000});
    const auto found = places();
    QCOMPARE(found.size(), std::size_t {3000});
    for (std::size_t i = 0; i < found.size(); ++i)
        QCOMPARE(found[i], static_cast<std::int64_t>(4000 + i));
}

void RowIndexTest::theRowsStandBesideTheirNumbers()
{
    QVERIFY_OK(
        build(table("SELECT range AS slipway_row, 100 - range AS x, 'text ' || range AS name FROM range(50)"),
              {.sort = RowOrder {"x"}, .filter = "x < 90"}));
    auto source = openSource(m_folder / "cache" / "index.parquet").value();
    QCOMPARE_TEXT(source.columns[0].name, "slipway_row_"); // the table has a column of the usual name
    std::string names;
    QVERIFY_OK(readWindow(source, {0, 2}, [&](const Block &block) {
        for (std::size_t row = 0; row < block.rows; ++row)
            names += std::string(block.columns[3].texts[row]) + ";";
        return done();
    }));
    QCOMPARE_TEXT(names, "text 49;text 48;");
}

void RowIndexTest::aTextFileGetsAnIndexToo()
{
    QVERIFY_OK(build(m_folder.write("rows.csv", "a,b\n3,x\n1,y\n2,x\n"),
                     {.sort = RowOrder {"a"}, .filter = "b = 'x'"}));
    QCOMPARE(places(), (std::vector<std::int64_t> {2, 0}));
}

void RowIndexTest::theRowsThatFailACheckAreAView()
{
    const auto suite = readSuite(R"({"suite_name": "s", "expectations": [
        {"type": "expect_column_values_to_be_between", "kwargs": {"column": "x", "max_value": 7}},
        {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "y"}}]})",
                                 "suite");
    QVERIFY_OK(suite);
    for (const auto &file :
         {table("SELECT range AS id, range % 10 AS x, range // 2 * (range % 3) AS y FROM range(20)"),
          m_folder.write("fails.csv", "id,x,y\n0,8,1\n1,2,5\n2,9,5\n3,1,2\n")}) {
        const bool text = file.extension() == ".csv";
        QVERIFY_OK(build(file, {.failing = SuiteCheck {suite.value(), 0}}));
        QCOMPARE(places(),
                 text ? (std::vector<std::int64_t> {0, 2}) : (std::vector<std::int64_t> {8, 9, 18, 19}));
        QVERIFY_OK(build(
            file,
            {.sort = RowOrder {"id", true}, .filter = "id > 1", .failing = SuiteCheck {suite.value(), 0}}));
        QCOMPARE(places(),
                 text ? (std::vector<std::int64_t> {2}) : (std::vector<std::int64_t> {19, 18, 9, 8}));
    }
    // Rows of equal value stand far from each other; they come in the file's order all the same.
    QVERIFY_OK(build(m_folder / "fails.csv", {.failing = SuiteCheck {suite.value(), 1}}));
    QCOMPARE(places(), (std::vector<std::int64_t> {1, 2}));
    QVERIFY_FAILS(build(m_folder / "fails.csv", {.failing = SuiteCheck {suite.value(), 2}}),
                  "data.check_number");
    QVERIFY(rowIndexName("d", {.failing = SuiteCheck {suite.value(), 0}})
            != rowIndexName("d", {.failing = SuiteCheck {suite.value(), 1}}));
}

void RowIndexTest::theNameTellsContentAndView()
{
    const RowView sorted {.sort = RowOrder {"x"}};
    QCOMPARE_TEXT(rowIndexName("d", sorted), rowIndexName("d", sorted));
    QVERIFY(rowIndexName("d", sorted) != rowIndexName("e", sorted));
    QVERIFY(rowIndexName("d", sorted) != rowIndexName("d", {.sort = RowOrder {"x", true}}));
    QVERIFY(rowIndexName("d", sorted) != rowIndexName("d", {.sort = RowOrder {"x"}, .filter = "x = 1"}));
    QVERIFY(rowIndexName("d", {}) != rowIndexName("d", sorted));
}

void RowIndexTest::anOrderIsWrittenWithAColon()
{
    QCOMPARE_TEXT(rowOrder("x").column, "x");
    QVERIFY(!rowOrder("x").descending);
    QCOMPARE_TEXT(rowOrder("x:asc").column, "x");
    QCOMPARE_TEXT(rowOrder("a:b:desc").column, "a:b");
    QVERIFY(rowOrder("a:b:desc").descending);
    QCOMPARE_TEXT(rowOrder("a:b").column, "a:b");
}

void RowIndexTest::whatIsWrongIsSaidAndLeavesNothing()
{
    const auto file = table("SELECT range AS id FROM range(10)");
    QVERIFY_FAILS(build(file, {.sort = RowOrder {"price"}}), "data.column_missing");
    QVERIFY_FAILS(build(file, {.filter = "id = "}), "data.filter_invalid");
    QVERIFY_FAILS(build(m_folder / "none.parquet", {}), "data.file_missing");
    QVERIFY(leftNothing());
}

void RowIndexTest::aStopLeavesNothing()
{
    const auto file = table("SELECT range AS id FROM range(10)");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(build(file, {.sort = RowOrder {"id"}}, {.stop = stop.get_token()}), "base.cancelled");
    QVERIFY(leftNothing());
}

SLIPWAY_TEST_MAIN(RowIndexTest)
#include "row_index_test.moc"
