#include "core/data/expectations.h"

#include "core/base/messages.h"
#include "core/data/feed_generator.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class ExpectationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyTypeDecidesAsWorkedByHand_data();
    void everyTypeDecidesAsWorkedByHand();
    void theResultHasTheKeysOfTheSummary();
    void theOtherFormatsHaveMoreOrFewerKeys();
    void withoutRowsOrValuesAllIsVacuouslyTrue();
    void whatIsNotSupportedIsNeverPassed_data();
    void whatIsNotSupportedIsNeverPassed();
    void failuresAreSentences();
    void csvAndParquetAnswerTheSame();
    void oldSuitesAreReadAndNewOnesWritten();
    void brokenSuitesAreSentences();
    void theFeedSuitePassesOnWhatIsGenerated();
    void theFeedSuiteFindsWhatIsWrong();
    void unreadableFilesAreErrors();

private:
    Json only(const Json &expectation)
    {
        Suite suite;
        suite.expectations.push_back({expectation["type"], expectation["kwargs"], Json::object()});
        const auto result = validate(m_file, suite);
        if (!result)
            qFatal("%s", result.error().detail.c_str());
        return result.value()["results"][0];
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_file;
};

void ExpectationsTest::initTestCase()
{
    m_file = m_folder.write("x.csv",
                            "id,amount,city,empty,when,flag\n"
                            "1,10,Rome,,2026-01-01,true\n"
                            "2,20,Oslo,,2026-01-02,false\n"
                            "2,30,Rome,,2026-01-03,true\n"
                            "3,,Lima,,2026-01-04,true\n"
                            "3,50,,,2026-01-05,false\n"
                            "3,60.5,oslo,,2026-01-06,true\n");
}

void ExpectationsTest::everyTypeDecidesAsWorkedByHand_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("kwargs");
    QTest::addColumn<bool>("success");
    QTest::addColumn<int>("unexpected");
    const auto row = [](const char *name, const char *type, const char *kwargs, bool success,
                        int unexpected) {
        QTest::newRow(name) << QByteArray("expect_") + type << QByteArray(kwargs) << success << unexpected;
    };
    row("a column", "column_to_exist", R"({"column": "city"})", true, -1);
    row("a column in its place", "column_to_exist", R"({"column": "city", "column_index": 2})", true, -1);
    row("a column elsewhere", "column_to_exist", R"({"column": "city", "column_index": 1})", false, -1);
    row("no column", "column_to_exist", R"({"column": "town"})", false, -1);
    row("all values", "column_values_to_not_be_null", R"({"column": "id"})", true, 0);
    row("one value is missing", "column_values_to_not_be_null", R"({"column": "amount"})", false, 1);
    row("5 of 6 is enough", "column_values_to_not_be_null", R"({"column": "amount", "mostly": 0.83})", true,
        1);
    row("5 of 6 is too little", "column_values_to_not_be_null", R"({"column": "amount", "mostly": 0.84})",
        false, 1);
    row("unique", "column_values_to_be_unique", R"({"column": "amount"})", true, 0);
    row("2, 2, 3, 3, 3", "column_values_to_be_unique", R"({"column": "id"})", false, 5);
    row("1 of 6 is unique", "column_values_to_be_unique", R"({"column": "id", "mostly": 0.166})", true, 5);
    row("in a set", "column_values_to_be_in_set",
        R"({"column": "city", "value_set": ["Rome", "Oslo", "Lima", "oslo"]})", true, 0);
    row("oslo is not Oslo", "column_values_to_be_in_set",
        R"({"column": "city", "value_set": ["Rome", "Oslo", "Lima"]})", false, 1);
    row("missing values are left out", "column_values_to_be_in_set",
        R"({"column": "city", "value_set": ["Rome", "Oslo"], "mostly": 0.6})", true, 2);
    row("numbers in a set", "column_values_to_be_in_set", R"({"column": "id", "value_set": [1, 2, 3.0]})",
        true, 0);
    row("texts are no numbers", "column_values_to_be_in_set",
        R"({"column": "id", "value_set": ["1", "2", "3"]})", false, 6);
    row("an empty set", "column_values_to_be_in_set", R"({"column": "id", "value_set": []})", false, 6);
    row("days in a set", "column_values_to_be_in_set", R"({"column": "when", "value_set": ["2026-01-01"]})",
        false, 5);
    row("flags in a set", "column_values_to_be_in_set", R"({"column": "flag", "value_set": [true]})", false,
        2);
    row("between", "column_values_to_be_between",
        R"({"column": "amount", "min_value": 10, "max_value": 60.5})", true, 0);
    row("strictly between", "column_values_to_be_between",
        R"({"column": "amount", "min_value": 10, "max_value": 60.5, "strict_min": true, "strict_max": true})",
        false, 2);
    row("at least", "column_values_to_be_between", R"({"column": "id", "min_value": 2})", false, 1);
    row("texts between", "column_values_to_be_between",
        R"({"column": "city", "min_value": "A", "max_value": "Z"})", false, 1);
    row("days between", "column_values_to_be_between",
        R"({"column": "when", "min_value": "2026-01-02", "max_value": "2026-01-05"})", false, 2);
    row("a pattern is searched", "column_values_to_match_regex", R"({"column": "city", "regex": "o"})", false,
        1);
    row("a pattern with ends", "column_values_to_match_regex",
        R"({"column": "city", "regex": "^[A-Z][a-z]+$"})", false, 1);
    row("a pattern on numbers", "column_values_to_match_regex", R"({"column": "id", "regex": "^[0-9]$"})",
        true, 0);
    row("a pattern with a quote", "column_values_to_match_regex", R"({"column": "city", "regex": "'"})",
        false, 5);
    row("whole numbers", "column_values_to_be_of_type", R"({"column": "id", "type_": "int64"})", true, -1);
    row("numbers", "column_values_to_be_of_type", R"({"column": "amount", "type_": "float64"})", true, -1);
    row("texts", "column_values_to_be_of_type", R"({"column": "city", "type_": "VARCHAR"})", true, -1);
    row("texts are no numbers either", "column_values_to_be_of_type",
        R"({"column": "city", "type_": "INTEGER"})", false, -1);
    row("days", "column_values_to_be_of_type", R"({"column": "when", "type_": "datetime64[ns]"})", true, -1);
    row("six rows", "table_row_count_to_be_between", R"({"min_value": 6, "max_value": 6})", true, -1);
    row("more than six rows", "table_row_count_to_be_between", R"({"min_value": 6, "strict_min": true})",
        false, -1);
    row("five rows at most", "table_row_count_to_be_between", R"({"max_value": 5})", false, -1);
    row("rows are different", "compound_columns_to_be_unique", R"({"column_list": ["id", "amount"]})", true,
        0);
    row("rows are equal", "compound_columns_to_be_unique", R"({"column_list": ["id", "empty"]})", false, 5);
    row("rows with a gap are left out", "compound_columns_to_be_unique",
        R"({"column_list": ["id", "empty"], "ignore_row_if": "any_value_is_missing"})", true, 0);
}

void ExpectationsTest::everyTypeDecidesAsWorkedByHand()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, kwargs);
    QFETCH(const bool, success);
    QFETCH(const int, unexpected);
    const Json result = only({{"type", type.toStdString()}, {"kwargs", Json::parse(kwargs.toStdString())}});
    QVERIFY2(!result["exception_info"]["raised_exception"].get<bool>(), result.dump().c_str());
    QCOMPARE(result["success"].get<bool>(), success);
    if (unexpected >= 0)
        QCOMPARE(result["result"]["unexpected_count"].get<int>(), unexpected);
    QCOMPARE_TEXT(result["expectation_config"]["type"].get<std::string>(), type.toStdString());
}

void ExpectationsTest::theResultHasTheKeysOfTheSummary()
{
    const Json result = only({{"type", "expect_column_values_to_be_in_set"},
                              {"kwargs", {{"column", "city"}, {"value_set", {"Lima"}}}}})["result"];
    QCOMPARE(result["element_count"].get<int>(), 6);
    QCOMPARE(result["missing_count"].get<int>(), 1);
    QCOMPARE_NEAR(result["missing_percent"].get<double>(), 100.0 / 6, 1e-12);
    QCOMPARE(result["unexpected_count"].get<int>(), 4);
    QCOMPARE_NEAR(result["unexpected_percent"].get<double>(), 80, 1e-12);
    QCOMPARE_NEAR(result["unexpected_percent_total"].get<double>(), 400.0 / 6, 1e-12);
    QCOMPARE_NEAR(result["unexpected_percent_nonmissing"].get<double>(), 80, 1e-12);
    QCOMPARE_TEXT(result["partial_unexpected_list"].dump(), R"(["Rome","Oslo","Rome","oslo"])");
    QCOMPARE_TEXT(result["partial_unexpected_index_list"].dump(), "[0,1,2,5]");
    QCOMPARE_TEXT(result["partial_unexpected_counts"].dump(),
                  R"([{"count":2,"value":"Rome"},{"count":1,"value":"Oslo"},{"count":1,"value":"oslo"}])");
    const Json rows = only({{"type", "expect_compound_columns_to_be_unique"},
                            {"kwargs", {{"column_list", {"id", "flag"}}}}})["result"];
    QCOMPARE_TEXT(rows["partial_unexpected_list"].dump(), R"([{"flag":true,"id":3},{"flag":true,"id":3}])");
    QCOMPARE_TEXT(rows["partial_unexpected_index_list"].dump(), "[3,5]");
}

void ExpectationsTest::theOtherFormatsHaveMoreOrFewerKeys()
{
    const auto with = [&](const Json &format) {
        return only({{"type", "expect_column_values_to_be_unique"},
                     {"kwargs", {{"column", "id"}, {"result_format", format}}}})["result"];
    };
    QVERIFY(with("BOOLEAN_ONLY").empty());
    QVERIFY(!with("BASIC").contains("partial_unexpected_counts"));
    QCOMPARE_TEXT(with("COMPLETE")["unexpected_list"].dump(), "[2,2,3,3,3]");
    const Json two = with({{"result_format", "COMPLETE"}, {"partial_unexpected_count", 2}});
    QCOMPARE_TEXT(two["partial_unexpected_list"].dump(), "[2,2]");
    QCOMPARE_TEXT(two["unexpected_index_list"].dump(), "[1,2,3,4,5]");
}

void ExpectationsTest::withoutRowsOrValuesAllIsVacuouslyTrue()
{
    const auto onEmpty = [&](const char *type, const Json &kwargs) {
        Suite suite;
        suite.expectations.push_back({type, kwargs, Json::object()});
        return validate(m_folder.write("none.csv", "a,b\n"), suite).value()["passed"].get<bool>();
    };
    QVERIFY(onEmpty("expect_column_values_to_not_be_null", {{"column", "a"}}));
    QVERIFY(onEmpty("expect_column_values_to_be_unique", {{"column", "a"}}));
    QVERIFY(onEmpty("expect_column_values_to_be_in_set", {{"column", "a"}, {"value_set", Json::array()}}));
    QVERIFY(!onEmpty("expect_table_row_count_to_be_between", {{"min_value", 1}}));
    const Json empty = only({{"type", "expect_column_values_to_be_in_set"},
                             {"kwargs", {{"column", "empty"}, {"value_set", {"x"}}}}});
    QVERIFY(empty["success"].get<bool>());
    QVERIFY(empty["result"]["unexpected_percent"].is_null());
}

void ExpectationsTest::whatIsNotSupportedIsNeverPassed_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("kwargs");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *type, const char *kwargs, const char *sentence) {
        QTest::newRow(name) << QByteArray(type) << QByteArray(kwargs) << QString::fromUtf8(sentence);
    };
    row("an unknown type", "expect_the_unexpected", "{}",
        "expect_the_unexpected is not supported, so it was not checked and does not count as passed.");
    row("an unknown column", "expect_column_values_to_not_be_null", R"({"column": "town"})",
        "There is no column town, or not in its place.");
    row("a condition that is none", "expect_column_values_to_not_be_null",
        R"({"column": "id", "row_condition": "id >"})",
        "expect_column_values_to_not_be_null could not be checked: row_condition, character 5: something is "
        "missing at "
        "the end.");
    row("no bounds", "expect_column_values_to_be_between", R"({"column": "id"})",
        "expect_column_values_to_be_between could not be checked: it needs min_value or max_value.");
    row("a bound of another kind", "expect_column_values_to_be_between",
        R"({"column": "id", "min_value": "a"})",
        "expect_column_values_to_be_between could not be checked: min_value is \"a\", which cannot be "
        "compared with the column.");
    row("a pattern that RE2 does not know", "expect_column_values_to_match_regex",
        R"({"column": "city", "regex": "(?=x)y"
})",
        "expect_column_values_to_match_regex could not be checked: the pattern (?=x)y is not one that is "
        "understood.");
    row("an unknown type name", "expect_column_values_to_be_of_type", R"({"column": "id", "type_": "thing"})",
        "expect_column_values_to_be_of_type could not be checked: thing is not the name of a known type.");
    row("a wrong mostly", "expect_column_values_to_be_unique", R"({"column": "id", "mostly": 2})",
        "expect_column_values_to_be_unique could not be checked: mostly must be a number from 0 to 1.");
}

void ExpectationsTest::whatIsNotSupportedIsNeverPassed()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, kwargs);
    QFETCH(const QString, sentence);
    Suite suite;
    suite.expectations.push_back({type.toStdString(), Json::parse(kwargs.toStdString()), {{"id", "kept"}}});
    suite.expectations.push_back({"expect_column_to_exist", {{"column", "id"}}, Json::object()});
    const auto result = validate(m_file, suite);
    QVERIFY_OK(result);
    const Json &first = result.value()["results"][0];
    QVERIFY(!first["success"].get<bool>());
    QVERIFY(first["exception_info"]["raised_exception"].get<bool>());
    QCOMPARE(QString::fromStdString(first["exception_info"]["exception_message"]), sentence);
    QCOMPARE_TEXT(first["expectation_config"]["id"].get<std::string>(), "kept");
    QVERIFY(result.value()["results"][1]["success"].get<bool>());
    QVERIFY(!result.value()["passed"].get<bool>());
    QCOMPARE(result.value()["failed"].get<int>(), 1);
}

void ExpectationsTest::failuresAreSentences()
{
    const auto suite = readSuite(R"({"name": "s", "expectations": [
        {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "amount"}},
        {"type": "expect_column_values_to_be_between", "kwargs": {"column": "amount", "min_value": 15, "strict_max": true, "max_value": 60}},
        {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "id"}},
        {"type": "expect_table_row_count_to_be_between", "kwargs": {"max_value": 5}},
        {"type": "expect_column_values_to_be_of_type", "kwargs": {"column": "id", "type_": "str"}}]})",
                                 "s.json");
    QVERIFY_OK(suite);
    const auto result = validate(m_file, suite.value());
    QVERIFY_OK(result);
    const std::vector<std::string> expected {
        "amount: 1 of 6 values are missing (16.7%).",
        "amount: 2 of 6 values are not at least 15 and below 60 (40%), for example 10.0.",
        "id: 5 of 6 values occur more than once (83.3%), for example 2.",
        "The table has 6 rows, which is not at most 5.",
        "id is of the type BIGINT, not str.",
    };
    QCOMPARE(result.value()["failures"].size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE_TEXT(result.value()["failures"][i].get<std::string>(), expected[i]);
    QCOMPARE(result.value()["failed"].get<int>(), 5);
    QCOMPARE(result.value()["statistics"]["success_percent"].get<double>(), 0.0);
    QVERIFY(validate(m_file, Suite {}).value()["statistics"]["success_percent"].is_null());
}

void ExpectationsTest::csvAndParquetAnswerTheSame()
{
    const TemporaryFolder folder;
    const FeedOptions options {.interactions = 5000};
    QVERIFY_OK(generateFeed(options, folder.path(), "csv", folder / "truth.parquet"));
    QVERIFY_OK(generateFeed(options, folder.path(), "parquet", folder / "truth.parquet"));
    Suite suite = feedSuite();
    suite.expectations.push_back({"expect_column_values_to_be_in_set",
                                  {{"column", "position"}, {"value_set", {0, 1, 2}}},
                                  Json::object()});
    suite.expectations.push_back(
        {"expect_column_values_to_be_unique", {{"column", "user_id"}}, Json::object()});
    const auto csv = validate(folder / "interactions.csv", suite);
    const auto parquet = validate(folder / "interactions.parquet", suite);
    QVERIFY_OK(csv);
    QVERIFY_OK(parquet);
    QCOMPARE_TEXT(csv.value().dump(1), parquet.value().dump(1));
    QCOMPARE(csv.value()["failed"].get<int>(), 2);
}

void ExpectationsTest::oldSuitesAreReadAndNewOnesWritten()
{
    const auto old =
        readSuite(R"({"expectation_suite_name": "old", "data_asset_type": "Dataset", "expectations": [
        {"expectation_type": "expect_column_to_exist", "kwargs": {"column": "id"}, "meta": {"by": "me"}, "severity": "warning"},
        {"expectation_type": "expect_the_unexpected", "kwargs": {"x": [1, 2]}}],
        "meta": {"great_expectations_version": "0.15.2"}})",
                  "old.json");
    QVERIFY_OK(old);
    const Json written = toJson(old.value());
    QCOMPARE_TEXT(written["name"].get<std::string>(), "old");
    QVERIFY(!written.contains("expectation_suite_name"));
    QCOMPARE_TEXT(written["data_asset_type"].get<std::string>(), "Dataset");
    QCOMPARE_TEXT(written["expectations"][0]["type"].get<std::string>(), "expect_column_to_exist");
    QCOMPARE_TEXT(written["expectations"][0]["severity"].get<std::string>(), "warning");
    QCOMPARE_TEXT(written["expectations"][0]["meta"]["by"].get<std::string>(), "me");
    QCOMPARE_TEXT(written["expectations"][1]["kwargs"].dump(), R"({"x":[1,2]})");
    const auto again = readSuite(written.dump(), "new.json");
    QVERIFY_OK(again);
    QCOMPARE_TEXT(toJson(again.value()).dump(), written.dump());
}

void ExpectationsTest::brokenSuitesAreSentences()
{
    QVERIFY_FAILS(readSuite("{", "x.json"), "json.malformed");
    for (const char *text :
         {"[]", "{}", R"({"expectations": {}})", R"({"expectations": [1]})", R"({"expectations": [{}]})",
          R"({"expectations": [{"type": "x", "kwargs": []}]})"}) {
        const auto suite = readSuite(text, "x.json");
        QVERIFY_FAILS(suite, "data.suite_malformed");
        QVERIFY(suite.error().message.starts_with("x.json is not a suite"));
    }
}

void ExpectationsTest::theFeedSuitePassesOnWhatIsGenerated()
{
    const TemporaryFolder folder;
    QVERIFY_OK(generateFeed({.interactions = 20'000}, folder.path(), "parquet", folder / "truth.parquet"));
    const auto result = validate(folder / "interactions.parquet", feedSuite());
    QVERIFY_OK(result);
    QVERIFY2(result.value()["passed"].get<bool>(), result.value()["failures"].dump().c_str());
    QCOMPARE_TEXT(result.value()["suite_name"].get<std::string>(), "feed_interactions");
    QVERIFY(result.value()["statistics"]["evaluated_expectations"].get<int>() >= 20);
}

void ExpectationsTest::theFeedSuiteFindsWhatIsWrong()
{
    const auto file =
        m_folder.write("bad.csv",
                       "interaction_id,timestamp,user_id,item_id,device,position,click,dwell_time\n"
                       "0,2026-01-01 00:00:00,1,1,mobile,3,1,5.5\n"
                       "0,2026-01-01 00:00:01,-1,1,fridge,3,2,\n");
    const auto result = validate(file, feedSuite());
    QVERIFY_OK(result);
    // One id twice, one user below zero, one unknown device, one click that is none, one dwell time missing.
    QCOMPARE(result.value()["failed"].get<int>(), 5);
}

void ExpectationsTest::unreadableFilesAreErrors()
{
    QVERIFY_FAILS(validate(m_folder / "none", feedSuite()), "data.file_missing");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(validate(m_file, feedSuite(), {}, {.stop = stop.get_token()}), "base.cancelled");
}

SLIPWAY_TEST_MAIN(ExpectationsTest)
#include "expectations_test.moc"
