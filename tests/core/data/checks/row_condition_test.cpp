#include "core/data/checks/row_condition.h"
#include "core/data/expectations.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class RowConditionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void rowsAreChosenAsPandasChoosesThem_data();
    void rowsAreChosenAsPandasChoosesThem();
    void whatIsNoConditionIsRefused_data();
    void whatIsNoConditionIsRefused();
    void checksLookOnlyAtTheRowsThatAreMeant_data();
    void checksLookOnlyAtTheRowsThatAreMeant();

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_file;
};

void RowConditionTest::initTestCase()
{
    m_file = m_folder.write("x.csv",
                            "a,b,city,day,ok,two words\n"
                            "1,1.5,Rome,2026-01-01,true,1\n"
                            "2,,Oslo,2026-01-02,false,1\n"
                            "3,2.5,Rome,2026-01-03,,1\n"
                            ",3.5,,2026-01-04,true,2\n"
                            "5,4.5,it's,2026-01-05,false,2\n");
}

void RowConditionTest::rowsAreChosenAsPandasChoosesThem_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<int>("rows");
    const auto row = [](const char *condition, int rows) {
        QTest::newRow(condition) << QByteArray(condition) << rows;
    };
    row("a > 1", 3);
    row("a>=2 and b>2", 2);
    row("a == 1 or city == 'Oslo'", 2);
    row("a == 1 | city == \"Oslo\"", 2);
    row("(a > 1) & (b < 4)", 1);
    row("not a > 1", 2); // a missing value is not greater
    row("~(a > 1)", 2);
    row("a != 1", 4); // and differs from everything
    row("city in ['Rome', \"Oslo\"]", 3);
    row("city not in ['Rome']", 3);
    row("city.isin(['Rome'])", 2);
    row("b.isnull()", 1);
    row("b.notnull() and a.notna()", 3);
    row("1 < a < 5", 2);
    row("a + b > 3", 2);
    row("a * 2 == 6", 1);
    row("-a < -2", 2);
    row("a == b", 0);
    row("ok", 2);
    row("ok == False", 2);
    row("not ok", 3);
    row("day >= '2026-01-04'", 2);
    row("`two words` == 2", 2);
    row("city == 'it\\'s'", 1);
    row("a in []", 0);
    row("b > .5e0", 4);
    row(R"(col("a") > 1)", 3);
    row(R"(col("a").notNull() and col("city") == "Rome")", 2);
    row(R"(col("b").isNull())", 1);
    row(R"(col("two words") != 2)", 3);
}

void RowConditionTest::rowsAreChosenAsPandasChoosesThem()
{
    QFETCH(const QByteArray, condition);
    QFETCH(const int, rows);
    auto source = openSource(m_file);
    QVERIFY_OK(source);
    const auto sql = rowCondition(condition.toStdString(), source.value());
    QVERIFY_OK(sql);
    const auto count = source.value().duck.number("SELECT count(*) FROM " + source.value().expression
                                                  + " WHERE " + sql.value());
    QVERIFY_OK(count);
    QCOMPARE(count.value(), static_cast<double>(rows));
    const auto others = source.value().duck.number("SELECT count(*) FROM " + source.value().expression
                                                   + " WHERE NOT (" + sql.value() + ")");
    QCOMPARE(others.value(), 5.0 - rows); // never neither
}

void RowConditionTest::whatIsNoConditionIsRefused_data()
{
    QTest::addColumn<QByteArray>("condition");
    for (const char *condition : {"a",
                                  "a >",
                                  "a > 1 and",
                                  "(a > 1",
                                  "a > 1)",
                                  "town == 1",
                                  "city > 1",
                                  "a == 'x'",
                                  "city == day",
                                  "a.sum() > 1",
                                  "a > 1; DROP TABLE x",
                                  "(SELECT 1) = 1",
                                  "read_csv('/etc/passwd') > 1",
                                  "a = 'open",
                                  "@a > 1",
                                  "a > 1 -- x",
                                  "city + 1 > 2",
                                  "9999999999999999999 > a",
                                  "col(a) > 1",
                                  "a in 1",
                                  "1"})
        QTest::newRow(condition) << QByteArray(condition);
    QTest::newRow("too deep") << QByteArray(2000, '(');
    QTest::newRow("no text") << QByteArray("\xff\xfe > 1");
}

void RowConditionTest::whatIsNoConditionIsRefused()
{
    QFETCH(const QByteArray, condition);
    const auto source = openSource(m_file);
    QVERIFY_OK(source);
    const auto sql = rowCondition(condition.toStdString(), source.value());
    QVERIFY_FAILS(sql, "data.check_impossible");
}

void RowConditionTest::checksLookOnlyAtTheRowsThatAreMeant_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("kwargs");
    QTest::addColumn<bool>("success");
    const auto row = [](const char *type, const char *kwargs, bool success) {
        QTest::newRow(type) << QByteArray(type) << QByteArray(kwargs) << success;
    };
    row("expect_column_values_to_not_be_null", R"({"column": "b", "row_condition": "a != 2"})", true);
    row("expect_column_values_to_be_unique",
        R"({"column": "two words", "row_condition": "a <= 2 and a != 1"})", true);
    row("expect_column_values_to_be_in_set",
        R"({"column": "city", "value_set": ["Rome"], "row_condition": "b > 3"})", false);
    row("expect_compound_columns_to_be_unique",
        R"({"column_list": ["city", "two words"], "row_condition": "a == 1 or b > 3"})", true);
    row("expect_column_mean_to_be_between",
        R"({"column": "a", "min_value": 2, "max_value": 2, "row_condition": "city == \"Rome\"", "condition_parser": "pandas"})",
        true);
    row("expect_table_row_count_to_equal", R"({"value": 2, "row_condition": "city == 'Rome'"})", true);
    row("expect_column_distinct_values_to_equal_set",
        R"({"column": "two words", "value_set": [2], "row_condition": "b > 3"})", true);
    row("expect_column_most_common_value_to_be_in_set",
        R"json({"column": "city", "value_set": ["Oslo"], "row_condition": "col(\"b\").isNull()", "condition_parser": "great_expectations__experimental__"})json",
        true);
    row("expect_column_quantile_values_to_be_between",
        R"({"column": "a", "row_condition": "a > 2", "quantile_ranges": {"quantiles": [0], "value_ranges": [[3, 3]]}})",
        true);
}

void RowConditionTest::checksLookOnlyAtTheRowsThatAreMeant()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, kwargs);
    QFETCH(const bool, success);
    Suite suite;
    suite.expectations.push_back({type.toStdString(), Json::parse(kwargs.toStdString()), Json::object()});
    const auto result = validate(m_file, suite);
    QVERIFY_OK(result);
    const Json &first = result.value()["results"][0];
    QVERIFY2(!first["exception_info"]["raised_exception"].get<bool>(), first.dump().c_str());
    QVERIFY2(first["success"].get<bool>() == success, first.dump().c_str());
}

SLIPWAY_TEST_MAIN(RowConditionTest)
#include "row_condition_test.moc"
