#include "core/data/checks/check.h"
#include "core/data/expectations.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>
#include <set>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

/// Every type of expectation on a table of eight rows, worked by hand.
class CheckTypesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyTypeIsDecidedAsWorkedByHand_data();
    void everyTypeIsDecidedAsWorkedByHand();
    void everyTypeIsInTheTable();
    void whatCannotBeDoneSaysWhy_data();
    void whatCannotBeDoneSaysWhy();
    void checksOfStatisticsFailWithoutValues();
    void quantilesAreInterpolatedAsTheyAreAskedTo_data();
    void quantilesAreInterpolatedAsTheyAreAskedTo();
    void divergenceOfBinsCountsWhatLiesOutside();
    void mismatchedColumnsAreNamed();
    void oneBadCheckDoesNotSpoilTheOthers();

private:
    Json only(const Json &type, const Json &kwargs, const std::filesystem::path &file = {})
    {
        Suite suite;
        suite.expectations.push_back({type, kwargs, Json::object()});
        const auto result = validate(file.empty() ? m_file : file, suite);
        if (!result)
            qFatal("%s", result.error().detail.c_str());
        return result.value()["results"][0];
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_file;
};

void CheckTypesTest::initTestCase()
{
    m_file = m_folder.write("x.csv",
                            "n,m,name,gap,day,flag,total\n"
                            "1,2,ab,,2026-01-01,true,3\n"
                            "2,2,abc,,2026-01-02,false,4\n"
                            "3,1,abcd,7,2026-01-03,true,4\n"
                            "4,5,b,,2026-01-04,true,9\n"
                            "5,5,b,8,2026-01-05,true,10\n"
                            "6,5,c-1,,2026-01-06,false,11\n"
                            "7,,c-2,,2026-01-07,true,7\n"
                            "100,9,,,2026-01-08,true,109\n");
}

void CheckTypesTest::everyTypeIsDecidedAsWorkedByHand_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("kwargs");
    QTest::addColumn<bool>("success");
    QTest::addColumn<int>("unexpected");
    QTest::addColumn<QByteArray>("observed");
    const auto rows = [](const char *name, const char *type, const char *kwargs, bool success,
                         int unexpected) {
        QTest::newRow(name) << QByteArray("expect_") + type << QByteArray(kwargs) << success << unexpected
                            << QByteArray();
    };
    const auto whole = [](const char *name, const char *type, const char *kwargs, bool success,
                          const char *observed) {
        QTest::newRow(name) << QByteArray("expect_") + type << QByteArray(kwargs) << success << -1
                            << QByteArray(observed);
    };
    whole("a column", "column_to_exist", R"({"column": "n", "column_index": 0})", true, "");
    rows("present", "column_values_to_not_be_null", R"({"column": "m", "mostly": 0.875})", true, 1);
    rows("present, too few", "column_values_to_not_be_null", R"({"column": "m", "mostly": 0.876})", false, 1);
    rows("missing", "column_values_to_be_null", R"({"column": "gap"})", false, 2);
    rows("missing mostly", "column_values_to_be_null", R"({"column": "gap", "mostly": 0.75})", true, 2);
    rows("unique", "column_values_to_be_unique", R"({"column": "n"})", true, 0);
    rows("not unique", "column_values_to_be_unique", R"({"column": "m"})", false, 5);
    rows("in set", "column_values_to_be_in_set", R"({"column": "m", "value_set": [1, 2, 5]})", false, 1);
    rows("in set mostly", "column_values_to_be_in_set",
         R"({"column": "m", "value_set": [1, 2, 5], "mostly": 0.857})", true, 1);
    rows("not in set", "column_values_to_not_be_in_set", R"({"column": "name", "value_set": ["b", "zz"]})",
         false, 2);
    rows("not in a set of other things", "column_values_to_not_be_in_set",
         R"({"column": "n", "value_set": ["1"]})", true, 0);
    rows("between", "column_values_to_be_between", R"({"column": "n", "min_value": 1, "max_value": 7})",
         false, 1);
    whole("of type", "column_values_to_be_of_type", R"({"column": "n", "type_": "int"})", true,
          R"("BIGINT")");
    whole("in type list", "column_values_to_be_in_type_list",
          R"({"column": "day", "type_list": ["str", "DATE"]})", true, R"("DATE")");
    whole("not in type list", "column_values_to_be_in_type_list",
          R"({"column": "n", "type_list": ["str", "DATE"]})", false, R"("BIGINT")");
    rows("regex", "column_values_to_match_regex", R"({"column": "name", "regex": "^[a-c]"})", true, 0);
    rows("no regex", "column_values_to_not_match_regex", R"({"column": "name", "regex": "-"})", false, 2);
    rows("any regex", "column_values_to_match_regex_list",
         R"({"column": "name", "regex_list": ["^a", "^b"]})", false, 2);
    rows("all regexes", "column_values_to_match_regex_list",
         R"({"column": "name", "regex_list": ["^c", "1$"], "match_on": "all"})", false, 6);
    rows("none of the regexes", "column_values_to_not_match_regex_list",
         R"({"column": "name", "regex_list": ["^a", "1$"]})", false, 4);
    rows("lengths", "column_value_lengths_to_be_between",
         R"({"column": "name", "min_value": 2, "max_value": 3})", false, 3);
    rows("equal lengths", "column_value_lengths_to_equal",
         R"({"column": "name", "value": 3, "mostly": 0.42})", true, 4);
    rows("day as written", "column_values_to_match_strftime_format",
         R"({"column": "day", "strftime_format": "%Y-%m-%d"})", true, 0);
    rows("text that is no day", "column_values_to_match_strftime_format",
         R"({"column": "name", "strftime_format": "%Y-%m-%d"})", false, 7);
    // Mean 16, standard deviation (n - 1) 34.0: only 100 lies more than two of them away.
    rows("z scores", "column_value_z_scores_to_be_less_than", R"({"column": "n", "threshold": 2})", false, 1);
    rows("z scores mostly", "column_value_z_scores_to_be_less_than",
         R"({"column": "n", "threshold": 2, "double_sided": false, "mostly": 0.8})", true, 1);
    whole("distinct in set", "column_distinct_values_to_be_in_set",
          R"({"column": "m", "value_set": [1, 2, 5, 9, 11]})", true, "[1,2,5,9]");
    whole("distinct beyond set", "column_distinct_values_to_be_in_set",
          R"({"column": "m", "value_set": [1, 2, 5]})", false, "[1,2,5,9]");
    whole("distinct contain", "column_distinct_values_to_contain_set",
          R"({"column": "m", "value_set": [5, 9]})", true, "[1,2,5,9]");
    whole("distinct do not contain", "column_distinct_values_to_contain_set",
          R"({"column": "m", "value_set": [5, 10]})", false, "[1,2,5,9]");
    whole("distinct equal", "column_distinct_values_to_equal_set",
          R"({"column": "m", "value_set": [9, 5, 2, 1, 1.0]})", true, "[1,2,5,9]");
    whole("distinct not equal", "column_distinct_values_to_equal_set",
          R"({"column": "m", "value_set": [9, 5, 2, 1, "x"]})", false, "[1,2,5,9]");
    whole("most common", "column_most_common_value_to_be_in_set", R"({"column": "m", "value_set": [5]})",
          true, "[5]");
    whole("most common with ties", "column_most_common_value_to_be_in_set",
          R"({"column": "total", "value_set": [4]})", true, "[4]");
    whole("ties are refused", "column_most_common_value_to_be_in_set",
          R"({"column": "gap", "value_set": [7]})", false, "[7,8]");
    whole("ties are okay", "column_most_common_value_to_be_in_set",
          R"({"column": "gap", "value_set": [7], "ties_okay": true})", true, "[7,8]");
    whole("min", "column_min_to_be_between", R"({"column": "n", "min_value": 1, "max_value": 1})", true, "1");
    whole("strict min", "column_min_to_be_between", R"({"column": "n", "min_value": 1, "strict_min": true})",
          false, "1");
    whole("min of days", "column_min_to_be_between", R"({"column": "day", "min_value": "2025-12-31"})", true,
          R"("2026-01-01")");
    whole("max", "column_max_to_be_between", R"({"column": "n", "max_value": 99})", false, "100");
    whole("mean", "column_mean_to_be_between", R"({"column": "n", "min_value": 16, "max_value": 16})", true,
          "16.0");
    whole("median", "column_median_to_be_between", R"({"column": "n", "min_value": 4.5, "max_value": 4.5})",
          true, "4.5");
    whole("stdev", "column_stdev_to_be_between",
          R"({"column": "gap", "min_value": 0.7071, "max_value": 0.7072})", true, "");
    whole("sum", "column_sum_to_be_between", R"({"column": "n", "min_value": 128, "max_value": 128})", true,
          "128");
    whole("number of distinct", "column_unique_value_count_to_be_between",
          R"({"column": "m", "min_value": 4, "max_value": 4})", true, "4");
    whole("share of distinct", "column_proportion_of_unique_values_to_be_between",
          R"({"column": "flag", "max_value": 0.25})", true, "0.25");
    whole("rows", "table_row_count_to_be_between", R"({"min_value": 8})", true, "8");
    whole("rows exactly", "table_row_count_to_equal", R"({"value": 7})", false, "8");
    whole("columns", "table_column_count_to_be_between", R"({"min_value": 7, "max_value": 7})", true, "7");
    whole("more than seven columns", "table_column_count_to_be_between",
          R"({"min_value": 7, "strict_min": true})", false, "7");
    whole("columns exactly", "table_column_count_to_equal", R"({"value": 7})", true, "7");
    whole("set of columns", "table_columns_to_match_set",
          R"({"column_set": ["total", "flag", "day", "gap", "name", "m", "n"]})", true, "");
    whole("some of the columns", "table_columns_to_match_set",
          R"({"column_set": ["n", "m"], "exact_match": false})", true, "");
    whole("columns in order", "table_columns_to_match_ordered_list",
          R"({"column_list": ["n", "m", "name", "gap", "day", "flag", "total"]})", true, "");
    rows("compound", "compound_columns_to_be_unique", R"({"column_list": ["m", "flag"]})", false, 2);
    rows("pair", "column_pair_values_a_to_be_greater_than_b", R"({"column_A": "n", "column_B": "m"})", false,
         5);
    rows(
        "pair or equal", "column_pair_values_a_to_be_greater_than_b",
        R"({"column_A": "n", "column_B": "m", "or_equal": true, "ignore_row_if": "either_value_is_missing"})",
        false, 2);
    rows(
        "pair mostly", "column_pair_values_a_to_be_greater_than_b",
        R"({"column_A": "n", "column_B": "m", "or_equal": true, "ignore_row_if": "either_value_is_missing", "mostly": 0.7})",
        true, 2);
    rows("equal pair", "column_pair_values_to_be_equal",
         R"({"column_A": "n", "column_B": "m", "ignore_row_if": "either_value_is_missing"})", false, 5);
    rows("sum of columns", "multicolumn_sum_to_equal", R"({"column_list": ["n", "m"], "sum_total": 4})",
         false, 6);
    rows("sum of columns without gaps", "multicolumn_sum_to_equal",
         R"({"column_list": ["n", "m"], "sum_total": 4, "ignore_row_if": "any_value_is_missing"})", false, 5);
    whole(
        "quantiles", "column_quantile_values_to_be_between",
        R"({"column": "n", "quantile_ranges": {"quantiles": [0, 0.5, 1], "value_ranges": [[1, 1], [null, 5], [100, null]]}})",
        true, R"({"quantiles":[0.0,0.5,1.0],"values":[1.0,5.0,100.0]})");
    // Observed 6/8 and 2/8, expected the same: no divergence at all.
    whole(
        "divergence", "column_kl_divergence_to_be_less_than",
        R"({"column": "flag", "threshold": 0, "partition_object": {"values": [true, false], "weights": [0.75, 0.25]}})",
        true, "0.0");
}

void CheckTypesTest::everyTypeIsDecidedAsWorkedByHand()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, kwargs);
    QFETCH(const bool, success);
    QFETCH(const int, unexpected);
    QFETCH(const QByteArray, observed);
    const Json result = only(type.toStdString(), Json::parse(kwargs.toStdString()));
    QVERIFY2(!result["exception_info"]["raised_exception"].get<bool>(), result.dump().c_str());
    QVERIFY2(result["success"].get<bool>() == success, result.dump().c_str());
    if (unexpected >= 0)
        QCOMPARE(result["result"]["unexpected_count"].get<int>(), unexpected);
    if (!observed.isEmpty())
        QCOMPARE_TEXT(result["result"]["observed_value"].dump(), observed.toStdString());
}

// A type that is added without a line above is found here.
void CheckTypesTest::everyTypeIsInTheTable()
{
    everyTypeIsDecidedAsWorkedByHand_data();
    std::set<std::string_view> names;
    for (const auto &type : checkTypes())
        names.insert(type.name);
    QCOMPARE(names.size(), checkTypes().size());
    QCOMPARE(names.size(), std::size_t(41));
}

void CheckTypesTest::whatCannotBeDoneSaysWhy_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("kwargs");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *type, const char *kwargs, const char *words) {
        QTest::newRow(words) << QByteArray("expect_") + type << QByteArray(kwargs) << QByteArray(words);
    };
    row("column_mean_to_be_between", R"({"column": "name", "min_value": 1})", "which has no mean");
    row("column_values_to_be_between", R"({"column": "n", "max_valeu": 1, "min_value": 0})",
        "the argument max_valeu is not supported");
    row("column_values_to_be_between", R"({"column": "n", "min_value": {"$PARAMETER": "least"}})",
        "cannot be compared with the column");
    row("column_values_to_be_between", R"({"column": "day", "min_value": "yesterday"})", "yesterday");
    row("column_quantile_values_to_be_between", R"({"column": "n", "quantile_ranges": {"quantiles": [0.5]}})",
        "quantile_ranges");
    row("column_pair_values_a_to_be_greater_than_b", R"({"column_A": "n", "column_B": "name"})",
        "cannot be compared");
    row("column_pair_values_a_to_be_greater_than_b", R"({"column_A": "n", "column_B": "town"})",
        "no column town");
    row("multicolumn_sum_to_equal", R"({"column_list": ["n", "name"], "sum_total": 1})", "cannot be added");
    row("column_values_to_match_regex_list", R"({"column": "name", "regex_list": ["a", "("]})",
        "the pattern (");
    row("column_values_to_match_regex_list", R"({"column": "name", "regex_list": ["a"], "match_on": "some"})",
        "match_on must be one of any, all");
    row("column_kl_divergence_to_be_less_than",
        R"({"column": "flag", "partition_object": {"values": [true], "weights": [0.5]}})", "sum to 1");
    row("column_values_to_be_in_type_list", R"({"column": "n", "type_list": ["thing"]})", "thing");
    row("column_values_to_be_unique", R"({"column": "n", "result_format": "ALL"})",
        "result_format must be one of");
    row("column_values_to_be_unique",
        R"({"column": "n", "row_condition": "n >", "condition_parser": "pandas"})", "something is missing");
    row("column_values_to_be_unique",
        R"({"column": "n", "row_condition": "n > 1", "condition_parser": "spark"})", "condition_parser");
}

void CheckTypesTest::whatCannotBeDoneSaysWhy()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, kwargs);
    QFETCH(const QByteArray, words);
    const Json result = only(type.toStdString(), Json::parse(kwargs.toStdString()));
    QVERIFY(!result["success"].get<bool>());
    QVERIFY(result["exception_info"]["raised_exception"].get<bool>());
    const auto message = result["exception_info"]["exception_message"].get<std::string>();
    QVERIFY2(message.find(words.toStdString()) != std::string::npos, message.c_str());
}

void CheckTypesTest::checksOfStatisticsFailWithoutValues()
{
    const auto file = m_folder.write("none.csv", "a,b\n,x\n,y\n");
    for (const char *statistic : {"min", "max"}) {
        const Json result = only(std::string("expect_column_") + statistic + "_to_be_between",
                                 {{"column", "a"}, {"max_value", "z"}}, file);
        QVERIFY2(!result["success"].get<bool>(), result.dump().c_str());
        QVERIFY(result["result"]["observed_value"].is_null());
    }
    QVERIFY(only("expect_column_unique_value_count_to_be_between", {{"column", "a"}, {"max_value", 0}},
                 file)["success"]
                .get<bool>());
    QVERIFY(only("expect_column_pair_values_to_be_equal",
                 {{"column_A", "a"}, {"column_B", "b"}, {"ignore_row_if", "either_value_is_missing"}},
                 file)["success"]
                .get<bool>());
}

// numpy's quantile of 1, 2, 3, 4, 5, 6, 7, 100 at 0.9: place 6.3, between 7 and 100.
void CheckTypesTest::quantilesAreInterpolatedAsTheyAreAskedTo_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<double>("value");
    QTest::newRow("nearest") << QByteArray("\"nearest\"") << 7.0;
    QTest::newRow("linear") << QByteArray("\"linear\"") << 7 + 0.3 * 93;
    QTest::newRow("lower") << QByteArray("\"lower\"") << 7.0;
    QTest::newRow("higher") << QByteArray("\"higher\"") << 100.0;
    QTest::newRow("midpoint") << QByteArray("\"midpoint\"") << 53.5;
    QTest::newRow("false") << QByteArray("false") << 7.0;
}

void CheckTypesTest::quantilesAreInterpolatedAsTheyAreAskedTo()
{
    QFETCH(const QByteArray, method);
    QFETCH(const double, value);
    const Json result = only("expect_column_quantile_values_to_be_between",
                             {{"column", "n"},
                              {"allow_relative_error", Json::parse(method.toStdString())},
                              {"quantile_ranges", {{"quantiles", {0.9}}, {"value_ranges", {{0, 1}}}}}});
    QVERIFY(!result["success"].get<bool>());
    QCOMPARE_NEAR(result["result"]["observed_value"]["values"][0].get<double>(), value, 1e-12);
    QCOMPARE_TEXT(result["result"]["details"]["success_details"].dump(), "[false]");
}

// Bins 1 to 4 and 4 to 8 hold 3 and 4 of eight values, the eighth lies above. With a tenth held out for the
// tails: sum of p ln(p/q) over (0, 3/8, 4/8, 1/8) against (0.05, 0.45, 0.45, 0.05).
void CheckTypesTest::divergenceOfBinsCountsWhatLiesOutside()
{
    const Json partition {{"bins", {1, 4, 8}}, {"weights", {0.5, 0.5}}};
    const Json held = only(
        "expect_column_kl_divergence_to_be_less_than",
        {{"column", "n"}, {"partition_object", partition}, {"threshold", 1}, {"tail_weight_holdout", 0.1}});
    const double expected =
        3. / 8 * std::log(3. / 8 / 0.45) + 0.5 * std::log(0.5 / 0.45) + 1. / 8 * std::log(1. / 8 / 0.05);
    QVERIFY2(held["success"].get<bool>(), held.dump().c_str());
    QCOMPARE_NEAR(held["result"]["observed_value"].get<double>(), expected, 1e-12);
    const Json infinite = only("expect_column_kl_divergence_to_be_less_than",
                               {{"column", "n"}, {"partition_object", partition}, {"threshold", 1}});
    QVERIFY(!infinite["success"].get<bool>());
}

void CheckTypesTest::mismatchedColumnsAreNamed()
{
    const Json set =
        only("expect_table_columns_to_match_set", {{"column_set", {"n", "m", "name", "gap", "day", "new"}}});
    QCOMPARE_TEXT(set["result"]["details"]["mismatched"].dump(),
                  R"({"missing":["new"],"unexpected":["flag","total"]})");
    const Json order = only("expect_table_columns_to_match_ordered_list",
                            {{"column_list", {"m", "n", "name", "gap", "day", "flag"}}});
    QCOMPARE(order["result"]["details"]["mismatched"].size(), std::size_t(3));
}

void CheckTypesTest::oneBadCheckDoesNotSpoilTheOthers()
{
    Suite suite;
    suite.expectations.push_back(
        {"expect_column_values_to_be_between", {{"column", "day"}, {"min_value", "never"}}, {}});
    suite.expectations.push_back(
        {"expect_column_mean_to_be_between", {{"column", "n"}, {"min_value", 16}}, {}});
    suite.expectations.push_back({"expect_column_values_to_be_unique", {{"column", "m"}}, {}});
    const auto result = validate(m_file, suite);
    QVERIFY_OK(result);
    QVERIFY(result.value()["results"][0]["exception_info"]["raised_exception"].get<bool>());
    QVERIFY(result.value()["results"][1]["success"].get<bool>());
    QCOMPARE(result.value()["results"][2]["result"]["unexpected_count"].get<int>(), 5);
    // Half undecided, half right: distribution 1, uniqueness 2 of 7 values are alone, validity 0.
    const Json &quality = result.value()["quality"];
    QCOMPARE(quality["distribution"]["score"].get<double>(), 1.0);
    QCOMPARE(quality["validity"]["score"].get<double>(), 0.0);
    QCOMPARE_NEAR(quality["uniqueness"]["score"].get<double>(), 2. / 7, 1e-12);
    QCOMPARE_NEAR(quality["score"].get<double>(), (1 + 2. / 7) / 3, 1e-12);
}

SLIPWAY_TEST_MAIN(CheckTypesTest)
#include "check_types_test.moc"
