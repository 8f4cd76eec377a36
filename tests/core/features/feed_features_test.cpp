#include "core/features/feed_features.h"

#include "core/base/random.h"
#include "core/data/feed_generator.h"
#include "tests/core/features/small_feed.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <set>

using namespace slipway;
using namespace slipway::testing;

namespace {

/// Many interactions of few users and items, with many ties.
SmallFeed randomFeed(std::uint64_t seed, int rows)
{
    Random random(seed);
    SmallFeed feed;
    for (int i = 0; i < rows; ++i) {
        const bool click = random.uniform() < 0.3;
        feed.impressions.push_back(
            {at("00:00:00") + static_cast<TimeMicros>(random.below(60)) * 600 * microsPerSecond,
             static_cast<int>(random.below(4)), static_cast<int>(random.below(4)),
             random.uniform() < 0.5 ? "mobile" : "desktop", static_cast<int>(random.below(10)), click,
             click ? static_cast<double>(random.below(300)) / 10 : 0});
    }
    return feed;
}

/// What the totals of a definition count, the slow and obvious way.
struct Totals {
    double impressions = 0;
    double clicks = 0;
    double seconds = 0;
};

template <typename Belongs>
Totals totalsOf(const SmallFeed &feed, Belongs belongs)
{
    Totals totals;
    for (const auto &each : feed.impressions) {
        if (belongs(each)) {
            totals.impressions += 1;
            totals.clicks += each.click;
            totals.seconds += each.dwell;
        }
    }
    return totals;
}

/// How many features of the interactions in `ids` differ between two builds.
template <typename Ids>
int differences(const std::map<int, FeatureValues> &a, const std::map<int, FeatureValues> &b, const Ids &ids)
{
    int different = 0;
    for (const int id : ids) {
        for (const auto &name : features::feedFeatureNames())
            different += a.at(id).at(name) == b.at(id).at(name) ? 0 : 1;
    }
    return different;
}

/// Stops the job when it reports that it has come this far.
struct StopAt : EventSink {
    explicit StopAt(double fraction)
        : m_fraction(fraction)
    {
    }
    void post(const Event &event) override
    {
        if (event.kind == "progress" && event.fields["fraction"] >= m_fraction)
            source.request_stop();
    }
    std::stop_source source;

private:
    double m_fraction;
};

} // namespace

class FeedFeaturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sixInteractionsMatchTheValuesWorkedByHand();
    void everyRowMatchesACountOverTheRowsBeforeIt();
    void changingTheFutureChangesNoEarlierFeature();
    void changingItsOwnOutcomeChangesNoFeatureOfARow();
    void theOutcomeOfARowIsNotAmongItsColumns();
    void partsFollowOneAnotherInTime();
    void aTimestampIsNeverSplit();
    void rowsAreInTheOrderOfTime();
    void sameInputsGiveTheSameBytes();
    void theDocumentDescribesEveryFeature();
    void whatDoesNotFitIntoMemoryGoesToTheDisk();
    void aStoppedBuildLeavesNoFiles_data();
    void aStoppedBuildLeavesNoFiles();
    void aFailedBuildKeepsTheFilesOfTheOneBefore();
};

void FeedFeaturesTest::sixInteractionsMatchTheValuesWorkedByHand()
{
    TemporaryFolder folder;
    const auto result = sixInteractions().build(folder);
    QVERIFY_OK(result);
    const auto rows = readFeatures(folder / "out");
    QCOMPARE(rows.size(), std::size_t {6});

    // Everybody before 11:00: 3 impressions, 1 click, 10 s. Before 12:00: 5 impressions, 2 clicks, 30 s.
    const double p0 = 10.0 / 100, p1 = 11.0 / 103, p2 = 12.0 / 105;
    const double d0 = 1000.0 / 100, d1 = 1010.0 / 103, d2 = 1030.0 / 105;
    const double nan = std::nan("");
    struct Expected {
        double userImpressions, userCtr, userDwell, userCategoryCtr, itemCtr, itemDwell, itemPopularity,
            itemAge;
    };
    // clang-format off
    const std::vector<Expected> expected {
        {0, p0, d0, p0, p0, d0, std::log(1.0 / 1000), 1.0},
        {0, p0, d0, p0, p0, d0, std::log(1.0 / 1000), 0.25}, // at the same moment: it does not see the first
        {0, p0, d0, p0, (1 + 20 * p0) / 21, (10 + 20 * d0) / 21, std::log(2.0 / 1000), 24.5 / 24},
        {2, (1 + 20 * p1) / 22, (10 + 20 * d1) / 22, (1 + 40 * (1 + 20 * p1) / 22) / 41,
         (1 + 20 * p1) / 22, (10 + 20 * d1) / 22, std::log(3.0 / 1003), 25.0 / 24},
        {3, (2 + 20 * p1) / 23, (30 + 20 * d1) / 23, (0 + 40 * (2 + 20 * p1) / 23) / 41,
         20 * p1 / 21, 20 * d1 / 21, std::log(2.0 / 1003), 7.25 / 24},
        {0, p2, d2, p2, p2, d2, std::log(1.0 / 1005), nan},
    };
    // clang-format on
    for (int i = 0; i < 6; ++i) {
        const auto &row = rows.at(i);
        const auto &want = expected[static_cast<std::size_t>(i)];
        QCOMPARE(row.at("user_impressions").number, want.userImpressions);
        QCOMPARE_NEAR(row.at("user_historical_ctr").number, want.userCtr, 1e-14);
        QCOMPARE_NEAR(row.at("user_avg_dwell_time").number, want.userDwell, 1e-12);
        QCOMPARE_NEAR(row.at("user_category_ctr").number, want.userCategoryCtr, 1e-14);
        QCOMPARE_NEAR(row.at("item_ctr").number, want.itemCtr, 1e-14);
        QCOMPARE_NEAR(row.at("item_avg_dwell_time").number, want.itemDwell, 1e-12);
        QCOMPARE_NEAR(row.at("item_popularity").number, want.itemPopularity, 1e-12);
        if (std::isnan(want.itemAge))
            QVERIFY(std::isnan(row.at("item_age").number));
        else
            QCOMPARE_NEAR(row.at("item_age").number, want.itemAge, 1e-12);
        QCOMPARE(row.at("position").number, static_cast<double>(i));
        QCOMPARE(row.at("hour_of_day").number, std::floor(10 + i / 3 * 1.0 + (i == 5 ? 1 : 0)));
    }
    QCOMPARE(rows.at(0).at("user_age").number, 31.0);
    QCOMPARE_TEXT(rows.at(0).at("user_country").text, "DE");
    QCOMPARE_TEXT(rows.at(2).at("user_country").text, "");
    QCOMPARE_TEXT(rows.at(2).at("user_segment").text, "casual");
    QCOMPARE_TEXT(rows.at(2).at("device").text, "desktop");
    QCOMPARE_TEXT(rows.at(4).at("item_category").text, "news");
    QCOMPARE_NEAR(rows.at(4).at("item_length").number, std::log(60), 1e-14);
    QCOMPARE_NEAR(rows.at(0).at("item_creator_followers").number, std::log(100), 1e-14);
    QVERIFY(std::isnan(rows.at(5).at("user_age").number));
    QCOMPARE_TEXT(rows.at(5).at("user_country").text, "");
    QCOMPARE_TEXT(rows.at(5).at("item_category").text, "");
    QCOMPARE_TEXT(rows.at(3).at("part").text, "train");
    QCOMPARE_TEXT(rows.at(4).at("part").text, "val");
    QCOMPARE_TEXT(rows.at(5).at("part").text, "test");
    QCOMPARE_TEXT(writeJson(result.value()["unmatched"]), R"({"items":1,"users":1})");
}

void FeedFeaturesTest::everyRowMatchesACountOverTheRowsBeforeIt()
{
    TemporaryFolder folder;
    const auto feed = randomFeed(7, 300);
    QVERIFY_OK(feed.build(folder));
    const auto rows = readFeatures(folder / "out");
    const auto categoryOf = [](int item) { return item == 1 ? "music" : item == 2 ? "news" : ""; };
    for (int i = 0; i < 300; ++i) {
        const auto &me = feed.impressions[static_cast<std::size_t>(i)];
        const auto all = totalsOf(
            feed, [&](const auto &each) { return each.time < me.time / 3'600'000'000 * 3'600'000'000; });
        const double p = (all.clicks + 10) / (all.impressions + 100);
        const double d = (all.seconds + 1000) / (all.impressions + 100);
        const auto user =
            totalsOf(feed, [&](const auto &each) { return each.time < me.time && each.user == me.user; });
        const auto item =
            totalsOf(feed, [&](const auto &each) { return each.time < me.time && each.item == me.item; });
        const std::string category = categoryOf(me.item);
        const auto both = totalsOf(feed, [&](const auto &each) {
            return each.time < me.time && each.user == me.user && !category.empty()
                && categoryOf(each.item) == category;
        });
        const double userCtr = (user.clicks + 20 * p) / (user.impressions + 20);
        const auto &row = rows.at(i);
        QCOMPARE(row.at("user_impressions").number, user.impressions);
        QCOMPARE_NEAR(row.at("user_historical_ctr").number, userCtr, 1e-12);
        QCOMPARE_NEAR(row.at("user_avg_dwell_time").number, (user.seconds + 20 * d) / (user.impressions + 20),
                      1e-10);
        QCOMPARE_NEAR(row.at("user_category_ctr").number,
                      (both.clicks + 40 * userCtr) / (both.impressions + 40), 1e-12);
        QCOMPARE_NEAR(row.at("item_ctr").number, (item.clicks + 20 * p) / (item.impressions + 20), 1e-12);
        QCOMPARE_NEAR(row.at("item_avg_dwell_time").number, (item.seconds + 20 * d) / (item.impressions + 20),
                      1e-10);
        QCOMPARE_NEAR(row.at("item_popularity").number,
                      std::log((item.impressions + 1) / (all.impressions + 1000)), 1e-12);
    }
}

void FeedFeaturesTest::changingTheFutureChangesNoEarlierFeature()
{
    TemporaryFolder before;
    TemporaryFolder after;
    auto feed = randomFeed(11, 200);
    QVERIFY_OK(feed.build(before));
    const auto moment = at("06:00:00");
    std::vector<int> earlier;
    for (std::size_t i = 0; i < feed.impressions.size(); ++i) {
        auto &each = feed.impressions[i];
        if (each.time <= moment) {
            earlier.push_back(static_cast<int>(i));
        }
        // At the moment itself too: ties see none of each other.
        if (each.time >= moment) {
            each.click = 1 - each.click;
            each.dwell += 100;
        }
    }
    for (int i = 0; i < 50; ++i)
        feed.impressions.push_back({moment + microsPerSecond, i % 4, i % 3, "tablet", 0, 1, 60});
    QVERIFY(earlier.size() > 50 && earlier.size() < 150);
    QVERIFY_OK(feed.build(after));
    const auto a = readFeatures(before / "out");
    const auto b = readFeatures(after / "out");
    QCOMPARE(differences(a, b, earlier), 0);
    // The change does reach the rows behind it, or the law above would be empty.
    QVERIFY(differences(a, b, std::vector<int> {199, 198, 197, 196, 195, 194, 193, 192, 191, 190}) > 0);
}

void FeedFeaturesTest::changingItsOwnOutcomeChangesNoFeatureOfARow()
{
    TemporaryFolder before;
    auto feed = randomFeed(13, 80);
    QVERIFY_OK(feed.build(before));
    const auto a = readFeatures(before / "out");
    for (const int id : {3, 40, 77}) {
        TemporaryFolder after;
        auto changed = feed;
        auto &each = changed.impressions[static_cast<std::size_t>(id)];
        each.click = 1 - each.click;
        each.dwell = 500;
        QVERIFY_OK(changed.build(after));
        QCOMPARE(differences(a, readFeatures(after / "out"), std::vector<int> {id}), 0);
    }
}

void FeedFeaturesTest::theOutcomeOfARowIsNotAmongItsColumns()
{
    TemporaryFolder folder;
    QVERIFY_OK(sixInteractions().build(folder));
    std::vector<std::string> expected {"interaction_id", "timestamp", "user_id", "item_id", "click"};
    for (const auto &name : features::feedFeatureNames())
        expected.push_back(name);
    for (const char *part : {"train", "val", "test"}) {
        const auto table = data::readTable(folder / fmt::format("out/{}_features.parquet", part));
        QVERIFY_OK(table);
        std::vector<std::string> names;
        for (const auto &column : table.value().columns)
            names.push_back(column.name);
        QCOMPARE(names, expected);
    }
}

void FeedFeaturesTest::partsFollowOneAnotherInTime()
{
    TemporaryFolder folder;
    SmallFeed feed;
    for (int i = 0; i < 1000; ++i)
        feed.impressions.push_back(
            {at("00:00:00") + i * 7 * microsPerSecond, i % 5, i % 3, "mobile", 0, i % 4 == 0, 1});
    const auto result = feed.build(folder);
    QVERIFY_OK(result);
    QCOMPARE_TEXT(writeJson(result.value()["rows"]), R"({"test":150,"train":700,"val":150})");
    QCOMPARE(result.value()["splits"]["train"]["click_rate"].get<double>(), 0.25);
    QCOMPARE_TEXT(result.value()["boundaries"]["val"].get<std::string>(),
                  isoTime(at("00:00:00") + 4900 * microsPerSecond));
    QCOMPARE_TEXT(result.value()["boundaries"]["test"].get<std::string>(),
                  isoTime(at("00:00:00") + 5950 * microsPerSecond));
    for (const auto &[id, row] : readFeatures(folder / "out"))
        QCOMPARE_TEXT(row.at("part").text, id < 700 ? "train" : id < 850 ? "val" : "test");
}

void FeedFeaturesTest::aTimestampIsNeverSplit()
{
    TemporaryFolder folder;
    const auto feed = randomFeed(17, 200);
    const auto result = feed.build(folder);
    QVERIFY_OK(result);
    std::map<double, std::set<std::string>> partsOfTime;
    for (const auto &[id, row] : readFeatures(folder / "out"))
        partsOfTime[row.at("timestamp").number].insert(row.at("part").text);
    std::string last = "train";
    for (const auto &[time, parts] : partsOfTime) {
        QCOMPARE(parts.size(), std::size_t {1});
        QVERIFY(*parts.begin() == last || (last == "train" && *parts.begin() == "val")
                || (last == "val" && *parts.begin() == "test"));
        last = *parts.begin();
    }
    QVERIFY(result.value()["rows"]["train"] <= 140);
}

void FeedFeaturesTest::rowsAreInTheOrderOfTime()
{
    TemporaryFolder folder;
    QVERIFY_OK(randomFeed(19, 200).build(folder)); // its lines are not
    for (const char *part : {"train", "val", "test"}) {
        const auto table = data::readTable(folder / fmt::format("out/{}_features.parquet", part)).value();
        const auto &times = table.find("timestamp")->numbers;
        const auto &ids = table.find("interaction_id")->numbers;
        for (std::size_t row = 1; row < table.rows(); ++row)
            QVERIFY(std::pair(times[row - 1], ids[row - 1]) < std::pair(times[row], ids[row]));
    }
}

void FeedFeaturesTest::sameInputsGiveTheSameBytes()
{
    TemporaryFolder one;
    TemporaryFolder two;
    QVERIFY_OK(randomFeed(23, 500).build(one));
    QVERIFY_OK(randomFeed(23, 500).build(two));
    QCOMPARE(filesBelow(one / "out"), std::size_t {4});
    for (const auto &entry : std::filesystem::directory_iterator(one / "out"))
        QVERIFY2(readText(entry.path()) == readText(two / "out" / entry.path().filename()),
                 entry.path().filename().c_str());
}

void FeedFeaturesTest::theDocumentDescribesEveryFeature()
{
    TemporaryFolder folder;
    QVERIFY_OK(sixInteractions().build(folder));
    const auto document = parseJson(readText(folder / "out/features.json"), "features.json").value();
    std::vector<std::string> names;
    for (const auto &feature : document["features"]) {
        names.push_back(feature["name"]);
        for (const char *key : {"entity", "kind", "formula", "unknown", "documentation"})
            QVERIFY2(!feature[key].get<std::string>().empty(), names.back().c_str());
    }
    QCOMPARE(names, features::feedFeatureNames());
    QCOMPARE_TEXT(document["as_of"].get<std::string>(), "2026-03-01T12:00:00.000001Z");
}

void FeedFeaturesTest::whatDoesNotFitIntoMemoryGoesToTheDisk()
{
    TemporaryFolder folder;
    QVERIFY_OK(
        data::generateFeed({.interactions = 150'000}, folder / "raw", "csv", folder / "truth.parquet"));
    QVERIFY_OK(features::buildFeedFeatures(folder / "raw", folder / "roomy"));
    features::BuildOptions narrow;
    narrow.memoryBytes = 50 << 20;
    narrow.threads = 2;
    QVERIFY(!features::buildFeedFeatures(folder / "raw", folder / "narrow", narrow).ok());
    narrow.temporaryFolder = folder / "spill";
    QVERIFY_OK(features::buildFeedFeatures(folder / "raw", folder / "narrow", narrow));
    for (const char *part : {"train", "val", "test"}) {
        const auto name = fmt::format("{}_features.parquet", part);
        QVERIFY(readText(folder / "roomy" / name) == readText(folder / "narrow" / name));
    }
}

void FeedFeaturesTest::aStoppedBuildLeavesNoFiles_data()
{
    QTest::addColumn<double>("fraction");
    QTest::newRow("at once") << 0.0;
    QTest::newRow("in the windows") << 0.3;
    QTest::newRow("while it writes") << 0.7;
    QTest::newRow("in the last file") << 0.9;
}

void FeedFeaturesTest::aStoppedBuildLeavesNoFiles()
{
    QFETCH(double, fraction);
    TemporaryFolder folder;
    StopAt stop(fraction);
    const auto result = randomFeed(29, 300).build(folder, {stop.source.get_token(), &stop});
    QVERIFY_FAILS(result, "base.cancelled");
    QCOMPARE(filesBelow(folder / "out"), std::size_t {0});
}

void FeedFeaturesTest::aFailedBuildKeepsTheFilesOfTheOneBefore()
{
    TemporaryFolder folder;
    QVERIFY_OK(sixInteractions().build(folder));
    const auto before = readFeatures(folder / "out");
    StopAt stop(0.9);
    QVERIFY_FAILS(randomFeed(31, 300).build(folder, {stop.source.get_token(), &stop}), "base.cancelled");
    QVERIFY(readFeatures(folder / "out") == before);
    QCOMPARE(filesBelow(folder / "out"), std::size_t {4});
}

SLIPWAY_TEST_MAIN(FeedFeaturesTest)
#include "feed_features_test.moc"
