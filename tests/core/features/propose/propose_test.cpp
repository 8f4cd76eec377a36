#include "core/features/definitions/read.h"
#include "core/features/join/offline.h"
#include "core/features/propose/draft.h"
#include "core/features/propose/propose.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>

#include <algorithm>

using namespace slipway;
using namespace slipway::testing;
using features::FeatureKind;
using features::FeatureSet;
using features::ProposalOptions;
using features::ProposalTable;

namespace {

namespace fs = std::filesystem;

/// A proposal that was read and answered: what a person gets who applies it without a change.
struct Tried {
    features::Proposal proposal;
    FeatureSet set;
    data::Table answered;

    bool has(const std::string &feature) const { return set.feature(feature) != nullptr; }
    bool says(const std::string &part) const { return proposal.yaml.find(part) != std::string::npos; }
};

Result<Tried> tried(const std::vector<ProposalTable> &tables, const ProposalOptions &options = {})
{
    Tried all;
    SLIPWAY_ASSIGN(all.proposal, features::proposeFeatures(tables, options));
    SLIPWAY_ASSIGN(all.set, features::readFeatureSet(all.proposal.yaml, "proposed.yaml"));
    features::OfflineOptions files;
    for (const auto &table : tables)
        files.tables[table.name] = table.file;
    SLIPWAY_ASSIGN(auto offline, features::OfflineFeatures::open(all.set, files));
    const auto &labels = all.set.labels;
    const auto time = labels.time.empty() ? std::string("asked") : labels.time;
    const std::string moment = labels.time.empty() ? ", TIMESTAMP '2026-01-01' AS asked" : "";
    SLIPWAY_TRY(offline.answer(
        {.query = fmt::format("SELECT *{} FROM {}", moment, data::identifier(labels.table)), .time = time},
        "answered"));
    SLIPWAY_ASSIGN(all.answered, offline.duck().query("FROM answered"));
    return all;
}

/// A real file, or nothing where it is absent.
std::optional<ProposalTable> real(const char *relative, const char *name)
{
    const auto file = testData(relative);
    return file ? std::optional(ProposalTable {name, *file}) : std::nullopt;
}

/// How many features have a value in some row.
std::size_t withValues(const Tried &all)
{
    std::size_t count = 0;
    for (const auto *feature : all.set.outputs()) {
        const auto *column = all.answered.find(feature->name);
        count += column && column->missing() < column->rows();
    }
    return count;
}

} // namespace

class ProposeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void telcoKeepsItsColumnsAndItsId();
    void germanHasNoNamesAndNoTime();
    void adultIsReadAsItIs();
    void bikeshareLosesThePartsOfItsSum();
    void walmartHasAHistoryOfEachStore();
    void aSeriesHasAHistoryOfItself();
    void aSecondTableIsJoinedByItsKey();
    void aTableOfFactsGivesItsColumns();
    void aLeakIsLeftOutWithAWarning();
    void strangeNamesAreToldAndLeftOut();
    void anUnknownTargetIsToldWithTheKnownOnes();
    void tablesWithoutACommonKeyAreRefused();
    void tablesWhoseKeysDoNotMeetAreRefused();
    void nothingToLearnFromIsToldAsThat();
    void windowsHoldAFewRows();
};

void ProposeTest::telcoKeepsItsColumnsAndItsId()
{
    const auto table = real("telco/Telco-Customer-Churn.csv", "telco");
    if (!table)
        QSKIP("The data set telco is not here.");
    const auto all = tried({*table}, {.target = "Churn", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    const auto &set = all.value().set;
    QCOMPARE_TEXT(set.labels.target, "Churn");
    QCOMPARE_TEXT(set.labels.positive, "Yes");
    QCOMPARE(set.labels.id, std::vector<std::string> {"customerID"});
    QCOMPARE(set.outputs().size(), std::size_t(19));
    QVERIFY(set.views.empty() && set.labels.time.empty());
    QVERIFY(set.feature("Contract")->type == features::ValueType::Text);
    QVERIFY(set.feature("TotalCharges")->type == features::ValueType::Number);
    QCOMPARE(withValues(all.value()), std::size_t(19));
}

void ProposeTest::germanHasNoNamesAndNoTime()
{
    const auto table = real("german/german.csv", "german");
    if (!table)
        QSKIP("The data set german is not here.");
    const auto all = tried({*table}, {.target = "column20", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    QCOMPARE(all.value().set.outputs().size(), std::size_t(20));
    QCOMPARE_TEXT(all.value().set.labels.positive, "2");
    QCOMPARE(withValues(all.value()), std::size_t(20));
}

void ProposeTest::adultIsReadAsItIs()
{
    const auto table = real("adult/adult-train.csv", "adult");
    if (!table)
        QSKIP("The data set adult is not here.");
    const auto all = tried({*table}, {.target = "column14", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    QCOMPARE(all.value().set.outputs().size(), std::size_t(14));
    QCOMPARE_TEXT(all.value().set.labels.positive, ">50K");
    QVERIFY(all.value().set.views.empty());
}

void ProposeTest::bikeshareLosesThePartsOfItsSum()
{
    const auto table = real("bikeshare/hour.csv", "bikes");
    if (!table)
        QSKIP("The data set bikeshare is not here.");
    const auto all = tried({*table}, {.target = "cnt", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    const auto &set = all.value().set;
    QCOMPARE_TEXT(set.labels.time, "dteday");
    QVERIFY(!all.value().has("casual") && !all.value().has("registered") && !all.value().has("instant"));
    QVERIFY(all.value().says("# - casual: ") && all.value().says("# - registered: "));
    QVERIFY2(set.entity("hr") && set.entity("hr")->keys == std::vector<std::string> {"hr"},
             all.value().proposal.yaml.c_str());
    QVERIFY(all.value().has("hr_cnt_mean_7d") && all.value().has("hr_cnt_last")
            && all.value().has("year_sin"));
    QVERIFY(set.sources.front().before);
    QCOMPARE(withValues(all.value()), set.outputs().size());
}

void ProposeTest::walmartHasAHistoryOfEachStore()
{
    const auto table = real("walmart45/Walmart_Store_sales.csv", "walmart");
    if (!table)
        QSKIP("The data set walmart45 is not here.");
    const auto all = tried({*table}, {.target = "Weekly_Sales", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    const auto &set = all.value().set;
    QCOMPARE_TEXT(set.labels.time, "Date");
    QVERIFY2(set.entity("store"), all.value().proposal.yaml.c_str());
    QVERIFY(all.value().has("store_Weekly_Sales_mean_28d") && all.value().has("store_Weekly_Sales_last"));
    QVERIFY(all.value().has("Temperature") && all.value().has("month") && !all.value().has("Store")
            && all.value().has("Store_kind"));
    QCOMPARE(withValues(all.value()), set.outputs().size());
    // The week before, by hand: store 1 sold 1643690.90 in the first week of the file.
    const auto &table2 = all.value().answered;
    for (std::size_t row = 0; row < table2.rows(); ++row) {
        const bool second = table2.find("Store")->numbers[row] == 1
            && table2.find("Weekly_Sales")->numbers[row] == 1641957.44;
        if (second)
            QCOMPARE_NEAR(table2.find("store_Weekly_Sales_last")->numbers[row], 1643690.90, 1e-9);
    }
}

void ProposeTest::aSeriesHasAHistoryOfItself()
{
    const TemporaryFolder folder;
    std::string csv = "day,visitors\n";
    for (int i = 0; i < 120; ++i)
        csv += fmt::format("2026-{:02}-{:02},{}\n", i / 28 + 1, i % 28 + 1, 100 + i * 37 % 61);
    const auto all = tried({{"visits", folder.write("visits.csv", csv)}},
                           {.target = "visitors", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    QVERIFY2(all.value().has("all_rows_visitors_mean_7d") && all.value().has("all_rows_visitors_last"),
             all.value().proposal.yaml.c_str());
    QVERIFY(all.value().set.entity("all_rows")->keys.empty());
}

namespace {

std::string customersCsv(int rows, const char *key = "customer_id")
{
    std::string csv = std::string(key) + ",asked_on,age,left\n";
    for (int i = 0; i < rows; ++i)
        csv +=
            fmt::format("{},2026-03-{:02},{},{}\n", i + 1000, i % 28 + 1, 20 + i * 7 % 50, i * 13 % 10 < 3);
    return csv;
}

std::string callsCsv(int rows, int first = 1000)
{
    std::string csv = "customer_id,called_at,minutes,kind\n";
    for (int i = 0; i < rows; ++i)
        csv += fmt::format("{},2026-{:02}-{:02} {:02}:30:00,{},{}\n", first + i % 60, i % 2 + 1, i % 27 + 1,
                           i % 24, 0.5 * (i % 37), i % 3 == 0 ? "sales" : "support");
    return csv;
}

} // namespace

void ProposeTest::aSecondTableIsJoinedByItsKey()
{
    const TemporaryFolder folder;
    const auto all = tried({{"customers", folder.write("customers.csv", customersCsv(60))},
                            {"calls", folder.write("calls.csv", callsCsv(3000))}},
                           {.target = "left", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    const auto &yaml = all.value().proposal.yaml;
    for (const auto *name : {"calls_rows_7d", "calls_rows_all", "calls_days_since_last",
                             "calls_minutes_mean_all", "calls_kind_sales", "calls_kind_support", "age"})
        QVERIFY2(all.value().has(name), (name + ("\n" + yaml)).c_str());
    QVERIFY2(yaml.find("100% of the values in customers are in calls.") != std::string::npos, yaml.c_str());
    QCOMPARE_TEXT(all.value().set.labels.time, "asked_on");
    QCOMPARE(withValues(all.value()), all.value().set.outputs().size());
}

void ProposeTest::aTableOfFactsGivesItsColumns()
{
    const TemporaryFolder folder;
    std::string offices = "customer_id,city,floor_space,opened\n";
    for (int i = 0; i < 60; ++i)
        offices +=
            fmt::format("{},{},{},20{:02}-05-01\n", i + 1000, i % 2 ? "north" : "south", i * 11 % 97, i % 20);
    const auto all = tried({{"customers", folder.write("customers.csv", customersCsv(60))},
                            {"offices", folder.write("offices.csv", offices)}},
                           {.target = "left", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    for (const auto *name : {"offices_city", "offices_floor_space", "days_since_offices_opened"})
        QVERIFY2(all.value().has(name), all.value().proposal.yaml.c_str());
    QCOMPARE(withValues(all.value()), all.value().set.outputs().size());
}

void ProposeTest::aLeakIsLeftOutWithAWarning()
{
    const TemporaryFolder folder;
    std::string csv = "row,amount,closed,won\n";
    for (int i = 0; i < 300; ++i)
        csv += fmt::format("r{},{},{},{}\n", i, i * 17 % 101, i % 4 == 0 ? 900 + i : i % 50,
                           i % 4 == 0 ? "yes" : "no");
    const auto all =
        tried({{"deals", folder.write("deals.csv", csv)}}, {.target = "won", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    QVERIFY(!all.value().has("closed") && all.value().has("amount"));
    const auto &sentences = all.value().proposal.sentences;
    QVERIFY(std::any_of(sentences.begin(), sentences.end(), [](const auto &sentence) {
        return sentence.starts_with("Warning: closed is left out.");
    }));
}

void ProposeTest::strangeNamesAreToldAndLeftOut()
{
    const TemporaryFolder folder;
    std::string csv = "size (m2),price,now,sold?\n";
    for (int i = 0; i < 100; ++i)
        csv += fmt::format("{},{},{},{}\n", i * 7 % 31, i * 11 % 53, i * 5 % 13, i % 3 == 0);
    const auto all = tried({{"my houses", folder.write("houses.csv", csv)}},
                           {.target = "sold?", .time = {}, .spillFolder = {}});
    QVERIFY_OK(all);
    QVERIFY2(all.value().has("price") && all.value().set.outputs().size() == 1,
             all.value().proposal.yaml.c_str());
    QVERIFY(all.value().says("# - size (m2): its name cannot be that of a feature."));
    QVERIFY(all.value().says("# - now: "));
}

void ProposeTest::anUnknownTargetIsToldWithTheKnownOnes()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.csv", "a,b\n1,2\n3,4\n");
    const auto wrong =
        features::proposeFeatures({{"x", file}}, {.target = "c", .time = {}, .spillFolder = {}});
    QVERIFY_FAILS(wrong, "feature_propose.no_column");
    QVERIFY(wrong.error().message.find("a, b") != std::string::npos);
    QVERIFY_FAILS(features::proposeFeatures({{"x", file}}, {}), "feature_propose.no_target");
    QVERIFY_FAILS(features::proposeFeatures({{"x", file}}, {.target = "b", .time = "a", .spillFolder = {}}),
                  "feature_propose.no_time");
}

void ProposeTest::tablesWithoutACommonKeyAreRefused()
{
    const TemporaryFolder folder;
    QVERIFY_FAILS(features::proposeFeatures({{"customers", folder.write("c.csv", customersCsv(60, "client"))},
                                             {"calls", folder.write("calls.csv", callsCsv(300))}},
                                            {.target = "left", .time = {}, .spillFolder = {}}),
                  "feature_propose.no_key");
}

void ProposeTest::tablesWhoseKeysDoNotMeetAreRefused()
{
    const TemporaryFolder folder;
    QVERIFY_FAILS(features::proposeFeatures({{"customers", folder.write("c.csv", customersCsv(60))},
                                             {"calls", folder.write("calls.csv", callsCsv(300, 5000))}},
                                            {.target = "left", .time = {}, .spillFolder = {}}),
                  "feature_propose.keys_differ");
}

void ProposeTest::nothingToLearnFromIsToldAsThat()
{
    const TemporaryFolder folder;
    std::string csv = "id,same,y\n";
    for (int i = 0; i < 50; ++i)
        csv += fmt::format("{},1,{}\n", i, i % 3 == 0);
    QVERIFY_FAILS(features::proposeFeatures({{"x", folder.write("x.csv", csv)}},
                                            {.target = "y", .time = {}, .spillFolder = {}}),
                  "feature_propose.nothing");
}

void ProposeTest::windowsHoldAFewRows()
{
    constexpr double day = 86'400;
    using features::propose::windowsFor;
    const auto days = [](const std::vector<TimeMicros> &windows) {
        std::vector<int> out;
        for (const auto window : windows)
            out.push_back(static_cast<int>(window / microsPerDay));
        return out;
    };
    QCOMPARE(days(windowsFor(730 * day, 731)), (std::vector<int> {7, 28, 91})); // every day for two years
    QCOMPARE(days(windowsFor(994 * day, 143)), (std::vector<int> {28, 91, 364})); // every week
    QVERIFY(windowsFor(10 * day, 2).empty());
}

SLIPWAY_TEST_MAIN(ProposeTest)
#include "propose_test.moc"
