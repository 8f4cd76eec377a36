#include "ui/models/check_words.h"

#include "core/data/checks/check.h"
#include "tests/support/print_model.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/models/checks_model.h"

#include <QAbstractItemModelTester>
#include <QSet>

using namespace slipway;
using namespace slipway::ui;

class CheckWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTypeOfTheEngineHasItsSentence();
    void argumentsChangeTheSentence_data();
    void argumentsChangeTheSentence();
    void aTypeThatNobodyKnowsIsNotSupportedAndNotPassed();
    void aFailureThatIsOnlyAWarningIsCountedApart();
    void failingRowsAreOnlyOfferedWhereTheyCanBeListed();
    void theModelSpeaksInSentences();

private:
    static Json result(const std::string &type, const Json &with, bool success,
                       const Json &more = Json::object())
    {
        Json each {{"success", success},
                   {"expectation_config", {{"type", type}, {"kwargs", with}}},
                   {"result", Json::object()},
                   {"exception_info", {{"raised_exception", false}}}};
        each.merge_patch(more);
        return each;
    }
};

/// Every argument that any of the types takes.
const Json arguments = {{"column", "age"},
                        {"column_A", "first_seen"},
                        {"column_B", "last_seen"},
                        {"column_list", {"shop", "item"}},
                        {"column_set", {"shop", "item"}},
                        {"value_set", {"red", "blue"}},
                        {"regex", "^[A-Z]+$"},
                        {"regex_list", {"^A", "^B"}},
                        {"type_", "BIGINT"},
                        {"type_list", {"BIGINT", "DOUBLE"}},
                        {"strftime_format", "%Y-%m-%d"},
                        {"min_value", 3},
                        {"max_value", 9},
                        {"value", 28},
                        {"sum_total", 100},
                        {"threshold", 0.25}};

void CheckWordsTest::everyTypeOfTheEngineHasItsSentence()
{
    QSet<QString> sentences;
    int types = 0;
    for (const auto &type : data::checkTypes()) {
        const std::string name(type.name);
        QVERIFY2(CheckWords::knows(name), name.c_str());
        const QString words = CheckWords::of(name, arguments);
        QVERIFY2(!words.contains(QLatin1String("expect")), qPrintable(words));
        QVERIFY2(!words.contains(QLatin1Char('%')) || name.find("strftime") != std::string::npos,
                 qPrintable(words));
        QVERIFY2(!words.contains(QChar(0x2013)), qPrintable(words)); // nothing is told that was not given
        sentences.insert(words);
        ++types;
    }
    QCOMPARE(types, 41);
    QCOMPARE(sentences.size(), 41);
}

void CheckWordsTest::argumentsChangeTheSentence_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("kwargs");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *type, const char *kwargs, const char *words) {
        QTest::newRow(name) << QString::fromUtf8(type) << QString::fromUtf8(kwargs)
                            << QString::fromUtf8(words);
    };
    row("blank", "expect_column_values_to_not_be_null", R"({"column":"age"})", "age is never blank");
    row("mostly", "expect_column_values_to_not_be_null", R"({"column":"age","mostly":0.95})",
        "age is never blank, in at least 95.0% of the rows");
    row("condition", "expect_column_values_to_be_unique", R"({"column":"id","row_condition":"age > 3"})",
        "id is unique, where age > 3");
    row("between", "expect_column_values_to_be_between", R"({"column":"age","min_value":0,"max_value":120})",
        "age is between 0 and 120");
    row("at least", "expect_column_values_to_be_between", R"({"column":"age","min_value":-3})",
        "age is at least −3");
    row("strict", "expect_column_values_to_be_between",
        R"({"column":"age","min_value":0,"strict_min":true,"max_value":5})",
        "age is more than 0 and at most 5");
    row("few values", "expect_column_values_to_be_in_set", R"({"column":"c","value_set":["a","b"]})",
        "c is one of a, b");
    row("many values", "expect_column_values_to_be_in_set", R"({"column":"c","value_set":[1,2,3,4,5,6]})",
        "c is one of 6 known values");
    row("pair", "expect_column_pair_values_a_to_be_greater_than_b",
        R"({"column_A":"end","column_B":"begin","or_equal":true})", "end is at least begin");
    row("mean", "expect_column_mean_to_be_between", R"({"column":"x","min_value":1.5,"max_value":2})",
        "x mean is between 1.5 and 2");
    row("rows", "expect_table_row_count_to_be_between", R"({"min_value":1000})",
        "The number of rows is at least 1,000");
    row("some columns", "expect_table_columns_to_match_set",
        R"({"column_set":["a","b"],"exact_match":false})", "Among the columns are a, b");
    row("together", "expect_compound_columns_to_be_unique", R"({"column_list":["shop","item"]})",
        "shop, item are unique together");
    row("another one", "expect_dragons", R"({"column":"age"})", "age: expect dragons");
}

void CheckWordsTest::argumentsChangeTheSentence()
{
    QFETCH(const QString, type);
    QFETCH(const QString, kwargs);
    QFETCH(const QString, words);
    QCOMPARE(CheckWords::of(type.toStdString(), Json::parse(kwargs.toStdString())), words);
}

void CheckWordsTest::aTypeThatNobodyKnowsIsNotSupportedAndNotPassed()
{
    const auto validation =
        validationFrom({{"results",
                         {result("expect_dragons", {{"column", "age"}}, false,
                                 {{"exception_info",
                                   {{"raised_exception", true}, {"exception_message", "Not supported."}}}}),
                          result("expect_column_to_exist", {{"column", "age"}}, true)}}});
    QCOMPARE(validation.passed, 1);
    QCOMPARE(validation.failed, 1);
    QCOMPARE(validation.undecided, 1);
    QCOMPARE(validation.checks.front().state(), CheckState::NotSupported);
    ChecksModel model;
    model.show(validation);
    QCOMPARE(model.index(0, ChecksModel::State).data().toString(), QStringLiteral("Not supported"));
    QVERIFY(model.index(0, ChecksModel::State).data(StatusRole).toInt() != static_cast<int>(ui::Status::Ok));
}

void CheckWordsTest::aFailureThatIsOnlyAWarningIsCountedApart()
{
    const Json mild {{"expectation_config", {{"severity", "warning"}}}};
    const auto validation = validationFrom(
        {{"results",
          {result("expect_column_to_exist", {{"column", "a"}}, true, mild),
           result("expect_column_mean_to_be_between", {{"column", "a"}, {"max_value", 3}}, false, mild),
           result("expect_column_values_to_be_unique", {{"column", "a"}}, false)}}});
    QCOMPARE(validation.passed, 1);
    QCOMPARE(validation.failed, 1);
    QCOMPARE(validation.warns, 1);
    QCOMPARE(validation.all(), 3);
    QCOMPARE(validation.checks[0].state(), CheckState::Failed);
    QCOMPARE(validation.checks[1].state(), CheckState::Warns);
    QCOMPARE(validation.checks[2].state(), CheckState::Passed);
}

void CheckWordsTest::failingRowsAreOnlyOfferedWhereTheyCanBeListed()
{
    const auto validation =
        validationFrom({{"results",
                         {result("expect_column_values_to_be_unique", {{"column", "a"}}, false,
                                 {{"result", {{"element_count", 900}, {"unexpected_count", 11}}},
                                  {"meta", {{"has_rows", true}}}}),
                          result("expect_column_max_to_be_between", {{"column", "a"}, {"max_value", 3}},
                                 false, {{"meta", {{"has_rows", true}}}}),
                          result("expect_column_mean_to_be_between", {{"column", "a"}, {"max_value", 3}},
                                 false, {{"meta", {{"has_rows", false}}}})}}});
    ChecksModel model;
    model.show(validation);
    QCOMPARE(model.index(0, ChecksModel::Rows).data().toString(), QStringLiteral("Show 11 rows"));
    QCOMPARE(model.index(1, ChecksModel::Rows).data().toString(), QStringLiteral("Show rows"));
    QVERIFY(!model.index(2, ChecksModel::Rows).data(ChecksModel::LinkRole).toBool());
    QCOMPARE(model.index(2, ChecksModel::Rows).data().toString(), QString());
}

void CheckWordsTest::theModelSpeaksInSentences()
{
    Json results = Json::array();
    for (const auto &type : data::checkTypes())
        results.push_back(result(std::string(type.name), arguments, results.size() % 2 == 0));
    ChecksModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(validationFrom({{"results", results}}));
    QCOMPARE(model.rowCount(), 41);
    QVERIFY(slipway::testing::isSpoken(model));
}

SLIPWAY_UI_TEST_MAIN(CheckWordsTest)
#include "check_words_test.moc"
