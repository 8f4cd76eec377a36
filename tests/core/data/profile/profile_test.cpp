#include "core/data/profile/profile.h"

#include "core/base/random.h"
#include "core/data/expectations.h"
#include "core/data/propose.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

#include <QObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class ProfileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersAreAsWorkedByHand();
    void everyKindOfColumnIsDescribed();
    void lawsHold();
    void theWayOfReadingDoesNotShow();
    void emptyTablesHaveProfilesToo();
    void unusualNumbersStayExact();
    void duplicatesAreCountedAsPandasCountsThem();
    void correlationsAreThoseOfScipy();
    void aucIsThatOfThePairs();
    void plantedLeaksAreFound();
    void harmlessDataHasNoWarnings();
    void theOrderOfRowsIsTold();
    void bikeshareLeaksItsSum();
    void realFilesAreDescribed_data();
    void realFilesAreDescribed();
    void aProposedSuitePassesOnItsOwnData_data();
    void aProposedSuitePassesOnItsOwnData();
    void wrongNamesAreSentences();

private:
    Json profiled(const std::filesystem::path &file, const ProfileOptions &options = {},
                  const ReadOptions &reading = {})
    {
        const auto result = profile(file, reading, options);
        if (!result)
            qFatal("%s: %s", result.error().message.c_str(), result.error().detail.c_str());
        return result.value();
    }

    static std::vector<std::string> warnings(const Json &profile)
    {
        std::vector<std::string> all;
        for (const auto &warning : profile["warnings"])
            all.push_back(warning["id"].get<std::string>()
                          + (warning["column"].is_null() ? "" : ":" + warning["column"].get<std::string>()));
        return all;
    }

    static bool warns(const Json &profile, const std::string &what)
    {
        const auto all = warnings(profile);
        return std::find(all.begin(), all.end(), what) != all.end();
    }

    /// A table of every kind of column with gaps, the same for every seed.
    std::filesystem::path mixedTable(int rows);

    TemporaryFolder m_folder;
};

// 1, 2, 2, 4, 11 and a gap: mean 4, squares 9 + 4 + 4 + 0 + 49 = 66, variance 66 / 4.
void ProfileTest::numbersAreAsWorkedByHand()
{
    const auto file = m_folder.write("hand.csv", "x,y\n1,a\n2,b\n2,a\n4,a\n11,\n,a\n");
    const Json json = profiled(file);
    QCOMPARE(json["rows"].get<int>(), 6);
    const Json &x = json["columns"]["x"];
    QCOMPARE_TEXT(x["type"].get<std::string>(), "BIGINT");
    QCOMPARE(x["nulls"].get<int>(), 1);
    QCOMPARE(x["distinct"].get<int>(), 4);
    QCOMPARE_TEXT(x["min"].dump(), "1");
    QCOMPARE_TEXT(x["max"].dump(), "11");
    QCOMPARE_NEAR(x["mean"].get<double>(), 4, 1e-12);
    QCOMPARE_NEAR(x["std"].get<double>(), std::sqrt(66. / 4), 1e-12);
    // numpy.quantile([1, 2, 2, 4, 11], ...)
    QCOMPARE_NEAR(x["quantiles"]["0.01"].get<double>(), 1.04, 1e-12);
    QCOMPARE_NEAR(x["quantiles"]["0.25"].get<double>(), 2, 1e-12);
    QCOMPARE_NEAR(x["quantiles"]["0.5"].get<double>(), 2, 1e-12);
    QCOMPARE_NEAR(x["quantiles"]["0.95"].get<double>(), 9.6, 1e-12);
    QCOMPARE_TEXT(x["top"][0].dump(), R"({"count":2,"value":2})");
    // Twenty bins of half a unit: 1, 2 twice, 4 and 11 in the last one.
    QCOMPARE_TEXT(x["histogram"]["counts"].dump(), "[1,0,2,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,1]");
    const Json &y = json["columns"]["y"];
    QCOMPARE(y["distinct"].get<int>(), 2);
    QCOMPARE(y["nulls"].get<int>(), 1);
    QCOMPARE_TEXT(y["top"].dump(), R"([{"count":4,"value":"a"},{"count":1,"value":"b"}])");
    QCOMPARE_TEXT(json["quantile_method"].get<std::string>(), "linear");
}

void ProfileTest::everyKindOfColumnIsDescribed()
{
    const auto file = m_folder.write("kinds.csv",
                                     "flag,day,moment,text,none\n"
                                     "true,2026-01-01,2026-01-01 10:00:00,ab,\n"
                                     "false,2026-01-03,2026-01-01 10:00:01,abcd,\n"
                                     "true,2026-01-13,2026-01-02 10:00:00,,\n");
    const Json json = profiled(file);
    const Json &columns = json["columns"];
    QCOMPARE_TEXT(columns["flag"]["kind"].get<std::string>(), "flag");
    QCOMPARE_TEXT(columns["flag"]["min"].dump(), "false");
    QCOMPARE_NEAR(columns["flag"]["mean"].get<double>(), 2. / 3, 1e-12);
    const Json &day = columns["day"];
    QCOMPARE_TEXT(day["min"].get<std::string>(), "2026-01-01");
    QCOMPARE_TEXT(day["max"].get<std::string>(), "2026-01-13");
    QCOMPARE(day["dates"]["span_days"].get<double>(), 12.0);
    QCOMPARE_TEXT(day["dates"]["longest_gap"].dump(),
                  R"({"days":10.0,"from":"2026-01-03","to":"2026-01-13"})");
    QCOMPARE_TEXT(day["dates"]["rows_sorted"].get<std::string>(), "ascending");
    QCOMPARE_TEXT(columns["moment"]["quantiles"]["0.5"].get<std::string>(), "2026-01-01T10:00:01.000000Z");
    QCOMPARE(columns["text"]["lengths"]["mean"].get<double>(), 3.0);
    QCOMPARE_TEXT(columns["none"]["kind"].get<std::string>(), "empty");
    QVERIFY(warns(json, "empty_column:none"));
    for (const auto &item : columns.items()) {
        for (const char *key : {"type", "nulls", "distinct", "min", "max", "mean", "std", "quantiles", "top"})
            QVERIFY2(item.value().contains(key), (item.key() + ": " + key).c_str());
    }
}

std::filesystem::path ProfileTest::mixedTable(int rows)
{
    const auto file = m_folder / fmt::format("mixed{}.csv", rows);
    std::ofstream out(file);
    Random random(7, 1);
    out << "id,normal,skewed,level,flag,day,count,label\n";
    for (int i = 0; i < rows; ++i) {
        const double normal = random.normal();
        const auto gap = [&](const std::string &text) {
            return random.uniform() < 0.1 ? std::string() : text;
        };
        out << fmt::format("k{},{},{},{},{},{},{},{}\n", i, gap(fmt::format("{}", normal)),
                           gap(fmt::format("{}", std::exp(normal))),
                           gap(fmt::format("l{}", static_cast<int>(4 * random.uniform()))),
                           gap(random.uniform() < 0.3 ? "true" : "false"),
                           gap(fmt::format("2026-0{}-1{}", 1 + i % 9, i % 10)),
                           static_cast<int>(30 * random.uniform()), random.uniform() < 0.4 ? "yes" : "no");
    }
    return file;
}

void ProfileTest::lawsHold()
{
    const Json json = profiled(mixedTable(6000), {.target = "label"});
    for (const auto &item : json["columns"].items()) {
        const Json &column = item.value();
        QVERIFY(column["distinct"].get<int>() + column["nulls"].get<int>() <= 6000);
        if (!column.contains("histogram"))
            continue;
        const auto counts = column["histogram"]["counts"].get<std::vector<int>>();
        QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0), 6000 - column["nulls"].get<int>());
        QCOMPARE(column["histogram"]["edges"].size(), counts.size() + 1);
        Json last = column["min"];
        for (const auto &quantile : column["quantiles"]) {
            if (column["kind"] != "flag")
                QVERIFY2(quantile >= last, column.dump().c_str());
            last = quantile;
        }
    }
    const Json &matrix = json["correlations"]["pearson"];
    for (std::size_t a = 0; a < matrix.size(); ++a) {
        QCOMPARE(matrix[a][a].get<double>(), 1.0);
        for (std::size_t b = 0; b < matrix.size(); ++b)
            QCOMPARE(matrix[a][b].get<double>(), matrix[b][a].get<double>());
    }
}

// In memory and through DuckDB's sorting, on one thread and on several, from CSV and from Parquet.
void ProfileTest::theWayOfReadingDoesNotShow()
{
    const auto file = mixedTable(6000);
    const ProfileOptions standard {.target = "label", .now = 1'800'000'000'000'000};
    const Json memory = profiled(file, standard);
    auto onDisk = standard;
    onDisk.memoryBytes = 1000;
    const Json disk = profiled(file, onDisk);
    auto alone = standard;
    alone.threads = 1;
    QCOMPARE_TEXT(profiled(file, alone).dump(1), memory.dump(1));
    QVERIFY(disk["correlations"]["spearman"].is_null());
    QCOMPARE_TEXT(disk["columns"].dump(1), memory["columns"].dump(1));
    QVERIFY(disk["duplicate_rows"] == memory["duplicate_rows"]);
    QCOMPARE_TEXT(disk["warnings"].dump(1), memory["warnings"].dump(1));
    for (std::size_t a = 0; a < memory["correlations"]["pearson"].size(); ++a) {
        for (std::size_t b = 0; b < a; ++b)
            QCOMPARE_NEAR(disk["correlations"]["pearson"][a][b].get<double>(),
                          memory["correlations"]["pearson"][a][b].get<double>(), 1e-12);
    }
}

void ProfileTest::emptyTablesHaveProfilesToo()
{
    const Json json = profiled(m_folder.write("none.csv", "a,b\n"), {.target = "a"});
    QCOMPARE(json["rows"].get<int>(), 0);
    QCOMPARE(json["columns"].size(), std::size_t(2));
    QVERIFY(json["columns"]["a"]["mean"].is_null());
    const Json one = profiled(m_folder.write("one.csv", "a\n5\n"));
    QVERIFY(one["columns"]["a"]["std"].is_null());
    QVERIFY(one["columns"]["a"]["undefined"].contains("std"));
    QCOMPARE_TEXT(one["columns"]["a"]["histogram"]["counts"].dump(), "[1]");
}

void ProfileTest::unusualNumbersStayExact()
{
    auto duck = Duck::open({.allowed = {m_folder.path()}});
    QVERIFY_OK(duck);
    const auto file = m_folder / "odd.parquet";
    QVERIFY_OK(duck.value().execute(
        fmt::format("COPY (SELECT * FROM (VALUES (18446744073709551615::UBIGINT, "
                    "9007199254740993::BIGINT, "
                    "1.10::DECIMAL(4,2), 'nan'::DOUBLE, 'inf'::FLOAT, 'x'::BLOB, [1,2], "
                    "12345678901234567.89::DECIMAL(30,2)), "
                    "(1, 9007199254740992, 2.25, 1.5, 2, NULL, NULL, 12345678901234567.88), (1, -0, 2.25, "
                    "-0.0, 3, 'y', [1], NULL), "
                    "(NULL, NULL, NULL, 0.0, '-inf'::FLOAT, NULL, [1, 2], NULL)) t(huge, big, dec, dbl, flt, "
                    "blb, lst, money)) TO '{}' "
                    "(FORMAT parquet)",
                    file.string())));
    const Json columns = profiled(file)["columns"];
    QCOMPARE_TEXT(columns["huge"]["max"].dump(), R"("18446744073709551615")");
    QCOMPARE(columns["huge"]["distinct"].get<int>(), 2);
    QCOMPARE_TEXT(columns["big"]["max"].dump(), "9007199254740993");
    QCOMPARE(columns["big"]["distinct"].get<int>(), 3);
    QCOMPARE_TEXT(columns["dec"]["top"][0].dump(), R"({"count":2,"value":2.25})");
    QCOMPARE(columns["dbl"]["nulls"].get<int>(), 1);
    QCOMPARE(columns["dbl"]["nan"].get<int>(), 1);
    QCOMPARE(columns["dbl"]["distinct"].get<int>(), 2); // 0 and -0 are the same
    QCOMPARE(columns["flt"]["infinite"].get<int>(), 2);
    QCOMPARE(columns["flt"]["mean"].get<double>(), 2.5);
    QCOMPARE(columns["flt"]["distinct"].get<int>(), 4);
    QCOMPARE(columns["lst"]["distinct"].get<int>(), 2);
    QCOMPARE(columns["money"]["distinct"].get<int>(), 2);
}

void ProfileTest::duplicatesAreCountedAsPandasCountsThem()
{
    // DataFrame.duplicated().sum() of rows A B A A C B: two more A, one more B; a gap equals a gap.
    const auto file = m_folder.write("twice.csv", "x,y\n1,\n2,b\n1,\n1,\n3,c\n2,b\n");
    const Json json = profiled(file);
    QCOMPARE(json["duplicate_rows"].get<int>(), 3);
    QVERIFY(warns(json, "duplicates"));
    QCOMPARE(profiled(file, {.memoryBytes = 1})["duplicate_rows"].get<int>(), 3);
}

// scipy.stats: pearsonr([1,2,3,4,5], [2,1,4,3,10]) = 0.8049844718999243, spearmanr = 0.8.
void ProfileTest::correlationsAreThoseOfScipy()
{
    const Json json = profiled(m_folder.write("pairs.csv", "a,b,c\n1,2,7\n2,1,7\n3,4,7\n4,3,7\n5,10,7\n"));
    const Json &correlations = json["correlations"];
    QCOMPARE_TEXT(correlations["columns"].dump(), R"(["a","b","c"])");
    // Deviations -2..2 and -2, -3, 0, -1, 6: 18 / sqrt(10 * 50).
    QCOMPARE_NEAR(correlations["pearson"][0][1].get<double>(), 18 / std::sqrt(500.), 1e-12);
    QCOMPARE_NEAR(correlations["spearman"][0][1].get<double>(), 0.8, 1e-12);
    QVERIFY(correlations["pearson"][0][2].is_null());
    // A gap leaves its row out of its pairs only: on four rows 1, 2, 4, 5 and 2, 1, 3, 10.
    const Json gap =
        profiled(m_folder.write("gap.csv", "a,b,c\n1,2,1\n2,1,2\n3,,3\n4,3,4\n5,10,5\n"))["correlations"];
    QCOMPARE_NEAR(gap["pearson"][0][1].get<double>(), 18 / std::sqrt(10. * 50), 1e-12);
    QCOMPARE_NEAR(gap["pearson"][0][2].get<double>(), 1, 1e-12);
}

// Positives 3, 5 against negatives 1, 3, 2: of six pairs five and a half are in order.
void ProfileTest::aucIsThatOfThePairs()
{
    const Json json =
        profiled(m_folder.write("auc.csv", "x,y\n3,yes\n5,yes\n1,no\n3,no\n2,no\n,no\n"), {.target = "y"});
    QCOMPARE_NEAR(json["columns"]["x"]["auc"].get<double>(), 5.5 / 6, 1e-12);
    QCOMPARE_TEXT(json["target"]["positive"].get<std::string>(), "yes");
    QCOMPARE_TEXT(json["target"]["task"].get<std::string>(), "binary");
}

void ProfileTest::plantedLeaksAreFound()
{
    const auto file = m_folder / "leaks.csv";
    std::ofstream out(file);
    Random random(3, 1);
    out << "id,noise,duration,closed,part,rest,whole,constant,same,churn\n";
    for (int i = 0; i < 1000; ++i) {
        const bool churn = random.uniform() < 0.05;
        const int part = 1 + static_cast<int>(9 * random.uniform());
        const int rest = 1 + static_cast<int>(9 * random.uniform());
        out << fmt::format("c{},{},{},{},{},{},{},x,{},{}\n", i, random.normal(),
                           random.normal() + (churn ? 4 : 0), churn ? "2026-01-01" : "", part, rest,
                           part + rest, part + rest, churn ? "yes" : "no");
    }
    out.close();
    const Json json = profiled(file, {.target = "churn"});
    const auto all = warnings(json);
    for (const char *expected :
         {"leak_auc:duration", "leak_missing:closed", "redundant_sum:whole", "same_columns:same",
          "constant:constant", "id_like:id", "target_imbalance:churn", "mostly_missing:closed"})
        QVERIFY2(warns(json, expected), expected);
    QVERIFY(!warns(json, "leak_auc:noise"));
    QCOMPARE_TEXT(json["warnings"][0]["severity"].get<std::string>(), "high");
    QVERIFY(json["warnings"][0]["sentence"].get<std::string>().ends_with("."));
    const Json regression = profiled(file, {.target = "whole"});
    QVERIFY(warns(regression, "leak_sum:whole"));
    QVERIFY(warns(regression, "leak_copy:same"));
}

void ProfileTest::harmlessDataHasNoWarnings()
{
    const auto file = m_folder / "calm.csv";
    std::ofstream out(file);
    Random random(5, 1);
    out << "a,b,c\n";
    for (int i = 0; i < 500; ++i)
        out << fmt::format("{},{},{}\n", random.normal(), "xyz"[i % 3], i % 2);
    out.close();
    QCOMPARE_TEXT(profiled(file, {.target = "c"})["warnings"].dump(), "[]");
}

void ProfileTest::theOrderOfRowsIsTold()
{
    const auto file = m_folder.write("order.csv", "t,x\n2026-01-02,1\n2026-01-01,2\n2026-01-09,3\n");
    const Json json = profiled(file, {.now = 1'767'571'200'000'000}); // 2026-01-05
    QCOMPARE_TEXT(json["time"].get<std::string>(), "t");
    QCOMPARE_TEXT(json["columns"]["t"]["dates"]["rows_sorted"].get<std::string>(), "no");
    QCOMPARE(json["columns"]["t"]["dates"]["steps_back"].get<int>(), 1);
    QCOMPARE(json["columns"]["t"]["dates"]["future_rows"].get<int>(), 1);
    QVERIFY(warns(json, "not_sorted:t"));
    QVERIFY(warns(json, "future_rows:t"));
    QVERIFY(!warns(profiled(file, {.time = "x"}), "not_sorted:x"));
}

void ProfileTest::bikeshareLeaksItsSum()
{
    const auto file = slipway::testing::testData("bikeshare/hour.csv");
    if (!file)
        QSKIP("the bikeshare data is not there");
    const Json json = profiled(*file, {.target = "cnt", .time = "dteday"});
    QCOMPARE(json["rows"].get<int>(), 17379);
    const Json &first = json["warnings"][0];
    QVERIFY(warns(json, "leak_sum:cnt"));
    QVERIFY(warns(json, "leak_correlation:registered"));
    QCOMPARE_TEXT(first["severity"].get<std::string>(), "high");
    QVERIFY2(first["sentence"].get<std::string>().find("casual + registered = cnt") != std::string::npos,
             first.dump().c_str());
    QCOMPARE_TEXT(json["columns"]["dteday"]["dates"]["rows_sorted"].get<std::string>(), "ascending");
    QCOMPARE(json["columns"]["cnt"]["max"].get<int>(), 977);
    QCOMPARE_NEAR(json["columns"]["cnt"]["mean"].get<double>(), 189.46308763450142, 1e-9);
}

void ProfileTest::realFilesAreDescribed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("target");
    QTest::newRow("telco") << QStringLiteral("telco/Telco-Customer-Churn.csv") << 7043
                           << QStringLiteral("Churn");
    QTest::newRow("creditcard") << QStringLiteral("creditcard/creditcard_sample.csv") << 1722
                                << QStringLiteral("Class");
    QTest::newRow("walmart") << QStringLiteral("walmart45/Walmart_Store_sales.csv") << 6435
                             << QStringLiteral("Weekly_Sales");
    QTest::newRow("airline") << QStringLiteral("airline/airline-passengers.csv") << 144 << QString();
}

void ProfileTest::realFilesAreDescribed()
{
    QFETCH(const QString, name);
    QFETCH(const int, rows);
    QFETCH(const QString, target);
    const auto file = slipway::testing::testData(name.toStdString());
    if (!file)
        QSKIP("the data is not there");
    const Json json = profiled(*file, {.target = target.toStdString()});
    QCOMPARE(json["rows"].get<int>(), rows);
    if (name.startsWith(QStringLiteral("telco"))) {
        QCOMPARE(json["columns"]["TotalCharges"]["nulls"].get<int>(), 11);
        QVERIFY(warns(json, "id_like:customerID"));
        QVERIFY(json["columns"]["tenure"]["auc"].get<double>() > 0.7);
    }
}

void ProfileTest::aProposedSuitePassesOnItsOwnData_data()
{
    realFilesAreDescribed_data();
}

void ProfileTest::aProposedSuitePassesOnItsOwnData()
{
    QFETCH(const QString, name);
    const auto file = slipway::testing::testData(name.toStdString()).value_or(mixedTable(3000));
    const auto suite = proposeSuite(profiled(file), "proposed");
    QVERIFY(suite.expectations.size() > 3);
    const auto result = validate(file, suite);
    QVERIFY_OK(result);
    QVERIFY2(result.value()["passed"].get<bool>(), result.value()["failures"].dump(1).c_str());
    const Json &complete = result.value()["quality"]["completeness"];
    QVERIFY(complete["passed"] == complete["checks"]);
    const auto again = readSuite(writeJson(toJson(suite)), "x");
    QVERIFY_OK(again);
    QCOMPARE_TEXT(suiteDigest(again.value()), suiteDigest(suite));
}

void ProfileTest::wrongNamesAreSentences()
{
    const auto file = m_folder.write("names.csv", "a,b\n1,x\n");
    QVERIFY_FAILS(profile(file, {}, {.target = "c"}), "data.column_missing");
    QVERIFY_FAILS(profile(file, {}, {.time = "c"}), "data.column_missing");
    QVERIFY_FAILS(profile(file, {}, {.time = "b"}), "data.profile_time_kind");
    QVERIFY_FAILS(profile(m_folder / "none", {}, {}), "data.file_missing");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(profile(file, {}, {}, {.stop = stop.get_token()}), "base.cancelled");
}

SLIPWAY_TEST_MAIN(ProfileTest)
#include "profile_test.moc"
