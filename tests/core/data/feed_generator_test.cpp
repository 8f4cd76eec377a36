#include "core/data/feed_generator.h"

#include "core/base/hash.h"
#include "core/data/duckdb.h"
#include "core/data/feed_world.h"
#include "core/data/identity.h"
#include "core/data/ordered_blocks.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

class FeedGeneratorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFilesHaveTheRowsAndColumnsThatWereAsked();
    void interactionsAreSortedAndInsideThePeriod();
    void nothingIsShownBeforeItExists();
    void clicksAreDrawnFromTheTruthAlone();
    void theTruthOrdersClicksAsWellAsItShould();
    void theHistoryOfUsersAndItemsTellsMuchOfTheTruth();
    void aFewItemsGetMostOfTheAttention();
    void theLastFifthDriftsMildly();
    void csvAndParquetAreOneVersion();
    void theSameSeedGivesTheSameBytes();
    void blocksDoNotDependOnThreadsOrOrder();
    void readersGetEveryBlockInOrder();
    void oneInteractionIsEnough();
    void aStopLeavesNothingBehind();
    void aStopEndsTheMakingOfManyUsers();
    void wrongOptionsAreSentences();
    void settingsBecomeOptions();

private:
    double number(const std::string &sql)
    {
        const auto value = m_duck->number(sql);
        if (!value)
            qFatal("%s", value.error().detail.c_str());
        return value.value();
    }

    static constexpr std::int64_t rows = 200'000;
    TemporaryFolder m_folder;
    std::unique_ptr<Duck> m_duck;
    Json m_result;
};

namespace {

std::string table(const std::filesystem::path &file)
{
    return "read_parquet(" + data::quoted(file.string()) + ")";
}

} // namespace

void FeedGeneratorTest::initTestCase()
{
    const auto result =
        generateFeed({.interactions = rows}, m_folder.path(), "parquet", m_folder / "truth.parquet");
    QVERIFY_OK(result);
    m_result = result.value();
    m_duck = std::make_unique<Duck>(Duck::open({.allowed = {m_folder.path()}}).value());
    for (const char *name : {"users", "items", "interactions", "truth"}) {
        QVERIFY_OK(m_duck->execute("CREATE TABLE " + std::string(name) + " AS SELECT * FROM "
                                   + table(m_folder / (std::string(name) + ".parquet"))));
    }
    QVERIFY_OK(
        m_duck->execute("CREATE TABLE seen AS SELECT * FROM interactions JOIN truth USING (interaction_id)"));
}

void FeedGeneratorTest::theFilesHaveTheRowsAndColumnsThatWereAsked()
{
    QCOMPARE(number("SELECT count(*) FROM interactions"), 200000.0);
    QCOMPARE(number("SELECT count(*) FROM users"), 2000.0);
    QCOMPARE(number("SELECT count(*) FROM items"), 1000.0);
    QCOMPARE(number("SELECT count(*) FROM truth"), 200000.0);
    for (const auto &[name, id] :
         {std::pair("users", "user_id"), std::pair("items", "item_id"),
          std::pair("interactions", "interaction_id"), std::pair("truth", "interaction_id")}) {
        const std::string from = std::string(" FROM ") + name;
        QCOMPARE(number("SELECT min(" + std::string(id) + ")" + from), 0.0);
        QCOMPARE(number("SELECT max(" + std::string(id) + ") - count(*) + 1" + from), 0.0);
        QCOMPARE(number("SELECT count(DISTINCT " + std::string(id) + ") - count(*)" + from), 0.0);
    }
    // The truth must not stand among the features.
    const auto columns = m_duck->query("SELECT * FROM interactions LIMIT 0").value();
    std::vector<std::string> names;
    for (const auto &column : columns.columns)
        names.push_back(column.name);
    QCOMPARE(names,
             (std::vector<std::string> {"interaction_id", "timestamp", "user_id", "item_id", "device",
                                        "position", "click", "dwell_time"}));
    QCOMPARE_TEXT(columns.columns[1].sourceType, "TIMESTAMP");
}

void FeedGeneratorTest::interactionsAreSortedAndInsideThePeriod()
{
    QCOMPARE(
        number(
            "SELECT count(*) FROM (SELECT timestamp < lag(timestamp) OVER (ORDER BY interaction_id) AS back "
            "FROM interactions) WHERE back"),
        0.0);
    QCOMPARE(number("SELECT count(*) FROM interactions WHERE timestamp < TIMESTAMP '2026-01-01' "
                    "OR timestamp >= TIMESTAMP '2026-01-31'"),
             0.0);
    // Evenings are busier than mornings: 1 + 0.7 cos at 20 h against 8 h is 1.7 to 0.3.
    const double ratio =
        number("SELECT count(*) FILTER (hour(timestamp) = 20) / count(*) FILTER (hour(timestamp) = 8) "
               "FROM interactions");
    QCOMPARE_NEAR(ratio, 1.7 / 0.3, 0.5);
}

void FeedGeneratorTest::nothingIsShownBeforeItExists()
{
    QCOMPARE(
        number("SELECT count(*) FROM interactions JOIN items USING (item_id) WHERE created_at > timestamp"),
        0.0);
    QCOMPARE(
        number("SELECT count(*) FROM interactions JOIN users USING (user_id) WHERE signup_time > timestamp"),
        0.0);
    QCOMPARE(number("SELECT count(*) FROM interactions WHERE device NOT IN ('mobile', 'desktop', 'tablet') "
                    "OR position NOT BETWEEN 0 AND 19 OR click NOT IN (0, 1)"),
             0.0);
    QCOMPARE(
        number("SELECT count(*) FROM interactions WHERE (dwell_time > 0) <> (click = 1) OR dwell_time < 0"),
        0.0);
}

// A sum of Bernoulli draws lies within four standard deviations of its mean, over all rows and in each tenth
// of them.
void FeedGeneratorTest::clicksAreDrawnFromTheTruthAlone()
{
    const auto tenths = m_duck->query(
        "SELECT sum(click) - sum(probability) AS d, sqrt(sum(probability * (1 - probability))) AS s "
        "FROM (SELECT *, ntile(10) OVER (ORDER BY probability) AS tenth FROM seen) "
        "GROUP BY ROLLUP (tenth)");
    QVERIFY_OK(tenths);
    QCOMPARE(tenths.value().rows(), std::size_t(11));
    for (std::size_t i = 0; i < 11; ++i)
        QCOMPARE_NEAR(tenths.value().columns[0].numbers[i], 0, 4 * tenths.value().columns[1].numbers[i]);
    QVERIFY(number("SELECT avg(click) FROM seen") > 0.10);
    QVERIFY(number("SELECT avg(click) FROM seen") < 0.15);
}

// The area from ranks (Mann-Whitney), which the generator's own count in bins must match.
void FeedGeneratorTest::theTruthOrdersClicksAsWellAsItShould()
{
    const double exact =
        number("SELECT (sum(r) FILTER (click = 1) - n1 * (n1 + 1) / 2) / (n1 * (count(*) - n1)) FROM "
               "(SELECT click, rank() OVER (ORDER BY probability) AS r, sum(click) OVER () AS n1 FROM seen) "
               "GROUP BY n1");
    QVERIFY2(exact > 0.75 && exact < 0.80, QByteArray::number(exact).constData());
    QCOMPARE_NEAR(m_result["best_auc"].get<double>(), exact, 1e-4);
    QCOMPARE(m_result["clicks"].get<double>(), number("SELECT sum(click) FROM interactions"));
}

// Smoothed click rates of the past, learned on the first 80% and used on the rest, with the position: no
// model at all.
void FeedGeneratorTest::theHistoryOfUsersAndItemsTellsMuchOfTheTruth()
{
    const double found = number(
        "WITH past AS (SELECT * FROM interactions WHERE interaction_id < 160000), "
        "u AS (SELECT user_id, (sum(click) + 2.5) / (count(*) + 20) AS rate FROM past GROUP BY user_id), "
        "i AS (SELECT item_id, (sum(click) + 2.5) / (count(*) + 20) AS rate FROM past GROUP BY item_id), "
        "p AS (SELECT position, avg(click) AS rate FROM past GROUP BY position), "
        "s AS (SELECT click, ln(coalesce(u.rate, 0.125)) + ln(coalesce(i.rate, 0.125)) + ln(p.rate) AS score "
        "FROM interactions LEFT JOIN u USING (user_id) LEFT JOIN i USING (item_id) JOIN p USING (position) "
        "WHERE interaction_id >= 160000) "
        "SELECT (sum(r) FILTER (click = 1) - n1 * (n1 + 1) / 2) / (n1 * (count(*) - n1)) FROM "
        "(SELECT click, rank() OVER (ORDER BY score) AS r, sum(click) OVER () AS n1 FROM s) GROUP BY n1");
    QVERIFY2(found > 0.68, QByteArray::number(found).constData());
    QVERIFY2(found < m_result["best_auc"].get<double>(), QByteArray::number(found).constData());
    // Long looks tell of good items as well.
    QVERIFY(number("SELECT corr(d, c) FROM (SELECT item_id, avg(dwell_time) FILTER (click = 1) / "
                   "any_value(length_seconds) AS d, "
                   "avg(click) AS c FROM interactions JOIN items USING (item_id) GROUP BY item_id HAVING "
                   "count(*) > 200)")
            > 0.1);
}

void FeedGeneratorTest::aFewItemsGetMostOfTheAttention()
{
    const double top =
        number("SELECT sum(n) FILTER (place <= 50) / sum(n) FROM (SELECT count(*) AS n, "
               "row_number() OVER (ORDER BY count(*) DESC) AS place FROM interactions GROUP BY item_id)");
    QVERIFY2(top > 0.3, QByteArray::number(top).constData()); // 5% of the items
    QVERIFY(number("SELECT count(DISTINCT item_id) FROM interactions") > 950); // and the tail is seen, too
}

void FeedGeneratorTest::theLastFifthDriftsMildly()
{
    const std::string split = " FROM interactions JOIN items USING (item_id) WHERE timestamp ";
    const double before =
        number("SELECT avg((device = 'mobile')::INTEGER)" + split + "< TIMESTAMP '2026-01-25'");
    const double after =
        number("SELECT avg((device = 'mobile')::INTEGER)" + split + ">= TIMESTAMP '2026-01-25'");
    QCOMPARE_NEAR(before, 0.55, 0.01);
    QCOMPARE_NEAR(after, 0.61, 0.015); // the mean of a rise from 0.55 to 0.67
    QVERIFY(number("SELECT count(*) FROM items WHERE created_at >= TIMESTAMP '2026-01-25'") > 2
                * number("SELECT count(*) FROM items WHERE created_at BETWEEN TIMESTAMP '2026-01-19' AND "
                         "TIMESTAMP '2026-01-25'"));
}

void FeedGeneratorTest::csvAndParquetAreOneVersion()
{
    const TemporaryFolder folder;
    QVERIFY_OK(generateFeed({.interactions = rows}, folder.path(), "csv", folder / "truth.parquet"));
    for (const char *name : {"users", "items", "interactions"}) {
        const auto csv = contentIdentity(folder / (std::string(name) + ".csv"));
        const auto parquet = contentIdentity(m_folder / (std::string(name) + ".parquet"));
        QVERIFY_OK(csv);
        QVERIFY_OK(parquet);
        QCOMPARE_TEXT(csv.value().sha256, parquet.value().sha256);
    }
}

void FeedGeneratorTest::theSameSeedGivesTheSameBytes()
{
    const FeedOptions options {.seed = 7, .interactions = 50'000, .days = 10};
    const TemporaryFolder a;
    const TemporaryFolder b;
    for (const char *format : {"csv", "parquet"}) {
        QVERIFY_OK(generateFeed(options, a.path(), format, a / "truth.parquet"));
        QVERIFY_OK(generateFeed(options, b.path(), format, b / "truth.parquet"));
        for (const char *name : {"users.", "items.", "interactions."})
            QVERIFY(readText(a / (std::string(name) + format)) == readText(b / (std::string(name) + format)));
        QVERIFY(readText(a / "truth.parquet") == readText(b / "truth.parquet"));
    }
    auto other = options;
    other.seed = 8;
    QVERIFY_OK(generateFeed(other, b.path(), "csv", b / "truth.parquet"));
    QVERIFY(readText(a / "interactions.csv") != readText(b / "interactions.csv"));
    QVERIFY(readText(a / "users.csv") != readText(b / "users.csv"));
}

void FeedGeneratorTest::blocksDoNotDependOnThreadsOrOrder()
{
    const FeedOptions options {.interactions = 60'000, .users = 500, .items = 300};
    const FeedWorld world(options);
    std::vector<std::vector<FeedRow>> forwards(world.blocks());
    std::vector<std::vector<FeedRow>> threaded(world.blocks());
    for (std::size_t i = world.blocks(); i-- > 0;)
        world.makeBlock(i, forwards[i]);
    {
        OrderedBlocks<int> blocks(world.blocks(), 1, 4,
                                  [&](std::size_t i, int &) { world.makeBlock(i, threaded[i]); }, {});
        while (blocks.next(0)) { }
    }
    TimeMicros last = 0;
    for (std::size_t i = 0; i < world.blocks(); ++i) {
        QCOMPARE(forwards[i].size(), threaded[i].size());
        for (std::size_t k = 0; k < forwards[i].size(); ++k) {
            const FeedRow &one = forwards[i][k];
            const FeedRow &two = threaded[i][k];
            QVERIFY(one.time == two.time && one.user == two.user && one.item == two.item
                    && one.click == two.click && one.probability == two.probability
                    && one.dwellTenths == two.dwellTenths);
            QVERIFY(one.time >= last);
            last = one.time;
        }
    }
}

void FeedGeneratorTest::readersGetEveryBlockInOrder()
{
    OrderedBlocks<std::size_t> blocks(500, 2, 3,
                                      [](std::size_t index, std::size_t &into) { into = index * index; }, {});
    const auto readAll = [&](std::size_t reader) {
        std::size_t count = 0;
        while (const auto *block = blocks.next(reader)) {
            if (*block != count * count)
                return std::size_t(0);
            ++count;
        }
        return count;
    };
    std::size_t other = 0;
    {
        std::jthread second([&] { other = readAll(1); });
        QCOMPARE(readAll(0), std::size_t(500));
    }
    QCOMPARE(other, std::size_t(500));

    std::stop_source stop;
    OrderedBlocks<int> endless(
        1'000'000'000, 2, 2, [](std::size_t, int &) {}, stop.get_token());
    QVERIFY(endless.next(0));
    stop.request_stop(); // the second reader never asks, so the first would wait for ever
    while (endless.next(0)) { }
}

void FeedGeneratorTest::oneInteractionIsEnough()
{
    const TemporaryFolder folder;
    const auto result = generateFeed({.interactions = 1, .users = 1, .items = 1, .days = 1}, folder.path(),
                                     "csv", folder / "truth.parquet");
    QVERIFY_OK(result);
    QVERIFY(result.value()["best_auc"].is_null());
    QVERIFY(result.value()["undefined"].contains("best_auc"));
    const auto text = readText(folder / "interactions.csv");
    QCOMPARE(std::count(text.begin(), text.end(), '\n'), 2);
}

void FeedGeneratorTest::aStopLeavesNothingBehind()
{
    for (const char *format : {"csv", "parquet"}) {
        for (const int delayMs : {0, 20, 120}) {
            const TemporaryFolder folder;
            std::stop_source stop;
            std::jthread later([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(delayMs));
                stop.request_stop();
            });
            const double start = steadySeconds();
            const auto result =
                generateFeed({.interactions = 30'000'000, .users = 10000, .items = 5000}, folder.path(),
                             format, folder / "truth.parquet", {.stop = stop.get_token()});
            QVERIFY_FAILS(result, "base.cancelled");
            QVERIFY2(steadySeconds() - start < 0.4 + delayMs / 1000.0, "the stop took too long");
            QVERIFY(std::filesystem::is_empty(folder.path()));
        }
    }
}

void FeedGeneratorTest::aStopEndsTheMakingOfManyUsers()
{
    const TemporaryFolder folder;
    std::stop_source stop;
    std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        stop.request_stop();
    });
    const double start = steadySeconds();
    const auto result =
        generateFeed({.interactions = 1'000'000'000, .users = 100'000'000, .items = 1000}, folder.path(),
                     "csv", folder / "truth.parquet", {.stop = stop.get_token()});
    QVERIFY_FAILS(result, "base.cancelled");
    QVERIFY(steadySeconds() - start < 0.4);
}

void FeedGeneratorTest::wrongOptionsAreSentences()
{
    const TemporaryFolder folder;
    QVERIFY_FAILS(generateFeed({}, folder.path(), "xlsx", folder / "t.parquet"), "data.format_unknown");
    QVERIFY_FAILS(generateFeed({.interactions = 0}, folder.path(), "csv", folder / "t.parquet"),
                  "parameter.out_of_range");
    QVERIFY_FAILS(generateFeed({.days = 0}, folder.path(), "csv", folder / "t.parquet"),
                  "parameter.out_of_range");
    QVERIFY(!generateFeed({.interactions = 10}, folder.write("file", "x"), "csv", folder / "t.parquet").ok());
    QVERIFY(!std::filesystem::exists(folder / "t.parquet"));
}

void FeedGeneratorTest::settingsBecomeOptions()
{
    const auto options =
        feedOptions({{"rows", 500}, {"seed", 3}, {"days", 2}, {"start", "2026-03-01T00:00:00Z"}});
    QVERIFY_OK(options);
    QCOMPARE(options.value().interactions, 500);
    QCOMPARE(options.value().seed, std::uint64_t(3));
    QCOMPARE(options.value().days, 2);
    QCOMPARE(options.value().start, parseIsoTime("2026-03-01T00:00:00Z").value());
    QVERIFY_FAILS(feedOptions({{"row", 500}}), "parameter.unknown");
    QVERIFY_FAILS(feedOptions({{"rows", "many"}}), "parameter.wrong_type");
    for (const auto &parameter : feedParameters()) // what is declared is what the struct has
        QVERIFY_OK(feedOptions({{parameter.name, parameter.standard}}));
    const auto standard = feedOptions(Json::object()).value();
    QCOMPARE(standard.start, feedOptions({{"start", feedParameters().back().standard}}).value().start);
}

SLIPWAY_TEST_MAIN(FeedGeneratorTest)
#include "feed_generator_test.moc"
