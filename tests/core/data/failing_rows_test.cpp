#include "core/data/expectations.h"

#include "core/data/read.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fstream>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class FailingRowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFailingRowIsReachedInOrder();
    void pagesFollowEachOther();
    void allRowsAreExported_data();
    void allRowsAreExported();
    void rowsThatOccurTwiceKeepTheirPlaces();
    void aggregatesHaveRowsToBlameWhereThatMakesSense();
    void checksWithoutRowsAreErrors();
    void indexesCanBeColumnsAndRowsCanBeWhole();

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_file;
    Suite m_suite;
    static constexpr int rows = 20'000;
};

// Rows 0, 7, 14, ... have no value, and those that divide by 1000 stand twice.
void FailingRowsTest::initTestCase()
{
    m_file = m_folder / "x.csv";
    std::ofstream file(m_file);
    file << "id,value\n";
    for (int i = 0; i < rows; ++i) {
        file << (i % 1000 == 1 ? i - 1 : i) << ',';
        if (i % 7 != 0)
            file << i;
        file << '\n';
    }
    m_suite.name = "s";
    m_suite.expectations = {
        {"expect_column_values_to_not_be_null", {{"column", "value"}}, Json::object()},
        {"expect_column_values_to_be_unique", {{"column", "id"}}, Json::object()},
        {"expect_column_max_to_be_between", {{"column", "value"}, {"max_value", 19'990}}, {}},
        {"expect_column_to_exist", {{"column", "id"}}, Json::object()},
        {"expect_the_unexpected", Json::object(), Json::object()}};
}

void FailingRowsTest::everyFailingRowIsReachedInOrder()
{
    const auto answer = failingRows(m_file, m_suite, {.check = 0, .limit = rows});
    QVERIFY_OK(answer);
    const Json &json = answer.value();
    QCOMPARE(json["total"].get<int>(), (rows + 6) / 7);
    QCOMPARE(json["rows"].size(), std::size_t((rows + 6) / 7));
    for (std::size_t i = 0; i < json["rows"].size(); ++i)
        QCOMPARE(json["rows"][i]["row"].get<std::size_t>(), 7 * i);
    QCOMPARE_TEXT(json["rows"][1]["values"].dump(), R"({"id":7,"value":null})");
}

void FailingRowsTest::pagesFollowEachOther()
{
    const auto page = failingRows(m_file, m_suite, {.check = 0, .offset = 10, .limit = 2});
    QVERIFY_OK(page);
    QCOMPARE(page.value()["rows"].size(), std::size_t(2));
    QCOMPARE(page.value()["rows"][0]["row"].get<int>(), 70);
    const auto beyond = failingRows(m_file, m_suite, {.check = 0, .offset = rows});
    QVERIFY_OK(beyond);
    QVERIFY(beyond.value()["rows"].empty());
}

void FailingRowsTest::allRowsAreExported_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("csv") << QByteArray("out.csv");
    QTest::newRow("parquet") << QByteArray("out.parquet");
}

void FailingRowsTest::allRowsAreExported()
{
    QFETCH(const QByteArray, name);
    const auto out = m_folder / name.toStdString();
    QVERIFY_OK(failingRows(m_file, m_suite, {.check = 0, .out = out}));
    const auto table = readTable(out);
    QVERIFY_OK(table);
    QCOMPARE(table.value().rows(), std::size_t((rows + 6) / 7));
    QCOMPARE_TEXT(table.value().columns[0].name, "row_number");
    QCOMPARE(table.value().columns[0].numbers.back(), 19'999.0 - 19'999 % 7);
    QVERIFY_FAILS(failingRows(m_file, m_suite, {.check = 0, .out = m_folder / "out.xls"}),
                  "data.format_unknown");
}

void FailingRowsTest::rowsThatOccurTwiceKeepTheirPlaces()
{
    const auto answer = failingRows(m_file, m_suite, {.check = 1});
    QVERIFY_OK(answer);
    QCOMPARE(answer.value()["total"].get<int>(), 40);
    for (std::size_t i = 0; i < 40; ++i)
        QCOMPARE(answer.value()["rows"][i]["row"].get<std::size_t>(), 1000 * (i / 2) + i % 2);
    const auto result = validate(m_file, m_suite);
    QVERIFY_OK(result);
    QCOMPARE_TEXT(
        result.value()["results"][1]["result"]["partial_unexpected_index_list"].dump(),
        "[0,1,1000,1001,2000,2001,3000,3001,4000,4001,5000,5001,6000,6001,7000,7001,8000,8001,9000,9001]");
}

void FailingRowsTest::aggregatesHaveRowsToBlameWhereThatMakesSense()
{
    const auto answer = failingRows(m_file, m_suite, {.check = 2});
    QVERIFY_OK(answer);
    QCOMPARE(answer.value()["total"].get<int>(), 7); // 19991 to 19999 without 19992 and 19999
}

void FailingRowsTest::checksWithoutRowsAreErrors()
{
    QVERIFY_FAILS(failingRows(m_file, m_suite, {.check = 3}), "data.check_without_rows");
    QVERIFY_FAILS(failingRows(m_file, m_suite, {.check = 4}), "data.check_unsupported");
    QVERIFY_FAILS(failingRows(m_file, m_suite, {.check = 5}), "data.check_number");
    QVERIFY_FAILS(failingRows(m_folder / "none.csv", m_suite, {}), "data.file_missing");
}

void FailingRowsTest::indexesCanBeColumnsAndRowsCanBeWhole()
{
    Suite suite;
    suite.expectations.push_back({"expect_column_values_to_be_between",
                                  {{"column", "value"},
                                   {"min_value", 3},
                                   {"result_format",
                                    {{"result_format", "COMPLETE"},
                                     {"unexpected_index_column_names", {"id"}},
                                     {"include_unexpected_rows", true}}}},
                                  Json::object()});
    const auto result = validate(m_file, suite);
    QVERIFY_OK(result);
    const Json &first = result.value()["results"][0]["result"];
    QCOMPARE_TEXT(first["unexpected_index_list"].dump(), R"([{"id":0,"value":1},{"id":2,"value":2}])");
    QCOMPARE_TEXT(first["unexpected_rows"].dump(), R"([{"id":0,"value":1},{"id":2,"value":2}])");
    QCOMPARE_TEXT(first["unexpected_index_query"].get<std::string>(), "df.filter(items=[1,2], axis=0)");
}

SLIPWAY_TEST_MAIN(FailingRowsTest)
#include "failing_rows_test.moc"
