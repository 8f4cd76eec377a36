#include "core/features/online.h"

#include "core/data/feed_generator.h"
#include "core/features/feature_row.h"
#include "tests/core/features/small_feed.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cstring>
#include <limits>

using namespace slipway;
using namespace slipway::testing;
using features::FeatureContext;
using features::FeatureReader;
using features::IdIndex;
using features::OnlineFeatures;
using features::Pipeline;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

SmallFeed smallFeed()
{
    SmallFeed feed;
    for (int i = 0; i < 40; ++i)
        feed.impressions.push_back({at("10:00:00") + i * 60 * microsPerSecond, 1 + i % 2, 1 + i / 7 % 2,
                                    i % 3 ? "mobile" : "desktop", i % 10, i % 4 == 0,
                                    i % 4 == 0 ? 2.5 * i : 0});
    return feed;
}

Result<Pipeline> proposed(const data::Table &table, const std::vector<std::string> &names)
{
    SLIPWAY_ASSIGN(auto fitted, features::fitPipeline(features::proposedTransforms(table, names), table, {}));
    return std::move(fitted.pipeline);
}

/// A model's view of a folder of features.
struct Served {
    std::shared_ptr<const OnlineFeatures> online;
    Pipeline pipeline;
    FeatureReader reader;
};

Result<Served> serve(const std::filesystem::path &folder)
{
    SLIPWAY_ASSIGN(const data::Table train, data::readTable(folder / "train_features.parquet"));
    SLIPWAY_ASSIGN(Pipeline pipeline, proposed(train, features::feedFeatureNames()));
    SLIPWAY_ASSIGN(OnlineFeatures loaded, OnlineFeatures::load(folder));
    auto online = std::make_shared<const OnlineFeatures>(std::move(loaded));
    SLIPWAY_ASSIGN(FeatureReader reader, FeatureReader::make(online, pipeline));
    return Served {std::move(online), std::move(pipeline), std::move(reader)};
}

bool sameBits(double a, double b)
{
    return std::memcmp(&a, &b, sizeof(a)) == 0 || (std::isnan(a) && std::isnan(b));
}

} // namespace

class OnlineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlineValuesEqualTheJoinAMomentAfterTheLastInteraction();
    void anUnknownIdGetsTheDefaultsAndTheFlag();
    void whatTheRequestDoesNotSayIsMissing();
    void theClockMovesAgesAndHours();
    void partsAndWholeAgree();
    void aFeatureThatIsNotThereIsNamed();
    void filesOfTwoBuildsAreNotMixed();
    void missingFilesAreNamed();
    void idsAreFound_data();
    void idsAreFound();
    void anEmptyIndexKnowsNobody();
};

// A made world, then every kind of pair at the one moment after its end: there the join may use the whole
// past, as the online values do. Ties see none of each other, so the probes do not disturb one another.
void OnlineTest::onlineValuesEqualTheJoinAMomentAfterTheLastInteraction()
{
    TemporaryFolder folder;
    QVERIFY_OK(data::generateFeed({.seed = 5, .interactions = 4000, .days = 3}, folder / "raw", "csv",
                                  folder / "truth.parquet"));
    QVERIFY_OK(features::buildFeedFeatures(folder / "raw", folder / "before"));
    const auto served = serve(folder / "before");
    QVERIFY_OK(served);

    const auto now = served.value().online->asOf();
    struct Probe {
        int user, item;
        std::string device;
        int position;
    };
    std::vector<Probe> probes;
    auto text = readText(folder / "raw/interactions.csv");
    for (int i = 0; i < 300; ++i) {
        // Users 0 to 49 and items 0 to 24 exist.
        probes.push_back({i * 7 % 52, i * 5 % 27, i % 4 ? "mobile" : "tablet", i % 20});
        const auto &probe = probes.back();
        text += fmt::format("{},{},{},{},{},{},1,3\n", 4000 + i, isoTime(now).substr(0, 26), probe.user,
                            probe.item, probe.device, probe.position);
    }
    folder.write("raw/interactions.csv", text);
    QVERIFY_OK(features::buildFeedFeatures(folder / "raw", folder / "after"));
    const auto rows = readFeatures(folder / "after");

    std::vector<double> numbers(served.value().reader.width());
    int coldStarts = 0;
    for (int i = 0; i < 300; ++i) {
        const auto &probe = probes[static_cast<std::size_t>(i)];
        const auto known = served.value().reader.fill(
            probe.user, probe.item, {now, probe.device, static_cast<double>(probe.position)}, numbers);
        coldStarts += known.coldStart() ? 1 : 0;
        const auto features = served.value().pipeline.features();
        for (std::size_t f = 0; f < features.size(); ++f) {
            const auto &offline = rows.at(4000 + i).at(features[f].name);
            const double expected = features[f].kind == data::ColumnKind::Number ? offline.number
                : offline.text.empty()                                           ? missing
                                       : served.value().pipeline.levelIndex(f, offline.text);
            QVERIFY2(sameBits(numbers[f], expected),
                     qPrintable(QString::fromStdString(fmt::format("probe {} {}: online {} offline {}", i,
                                                                   features[f].name, numbers[f], expected))));
        }
    }
    QVERIFY(coldStarts > 10 && coldStarts < 100);
}

void OnlineTest::anUnknownIdGetsTheDefaultsAndTheFlag()
{
    TemporaryFolder folder;
    QVERIFY_OK(smallFeed().build(folder));
    const auto served = serve(folder / "out");
    QVERIFY_OK(served);
    const auto &reader = served.value().reader;
    std::vector<double> numbers(reader.width(), 42);
    const FeatureContext context {at("10:40:00"), "mobile", 3};
    QVERIFY(!reader.fill(1, 1, context, numbers).coldStart());
    const auto known = reader.fill(77, 1, context, numbers);
    QVERIFY(known.coldStart() && !known.user && known.item);
    QVERIFY(reader.fill(1, -5, context, numbers).coldStart());
    const auto both = reader.fill(std::numeric_limits<std::int64_t>::max(),
                                  std::numeric_limits<std::int64_t>::min(), context, numbers);
    QVERIFY(!both.user && !both.item);
    const auto at = [&](std::string_view name) {
        const auto features = served.value().pipeline.features();
        const auto found =
            std::find_if(features.begin(), features.end(), [&](const auto &f) { return f.name == name; });
        return numbers[static_cast<std::size_t>(found - features.begin())];
    };
    // All 40 interactions are in the running hour, so the priors are their constants still.
    QCOMPARE_NEAR(at("user_historical_ctr"), 0.1, 1e-15);
    QCOMPARE_NEAR(at("user_category_ctr"), 0.1, 1e-15);
    QCOMPARE_NEAR(at("item_ctr"), 0.1, 1e-15);
    QCOMPARE_NEAR(at("user_avg_dwell_time"), 10, 1e-13);
    QCOMPARE(at("user_impressions"), 0.0);
    QCOMPARE_NEAR(at("item_popularity"), std::log(1.0 / 1000), 1e-14);
    for (const char *name :
         {"user_age", "user_country", "user_segment", "item_age", "item_category", "item_length"})
        QVERIFY2(std::isnan(at(name)), name);
}

void OnlineTest::whatTheRequestDoesNotSayIsMissing()
{
    TemporaryFolder folder;
    QVERIFY_OK(smallFeed().build(folder));
    const auto served = serve(folder / "out");
    QVERIFY_OK(served);
    std::vector<double> numbers(served.value().reader.width(), 42);
    served.value().reader.fill(1, 1, {.now = at("23:59:59"), .device = "fridge"}, numbers);
    const auto features = served.value().pipeline.features();
    for (std::size_t f = 0; f < features.size(); ++f) {
        if (features[f].name == "device")
            QCOMPARE(numbers[f], features::unknownLevel);
        if (features[f].name == "position")
            QVERIFY(std::isnan(numbers[f]));
        if (features[f].name == "hour_of_day")
            QCOMPARE(numbers[f], 23.0);
    }
}

void OnlineTest::theClockMovesAgesAndHours()
{
    TemporaryFolder folder;
    QVERIFY_OK(smallFeed().build(folder));
    const auto served = serve(folder / "out");
    QVERIFY_OK(served);
    const std::vector<std::string> names {"item_age", "hour_of_day"};
    const auto pipeline = proposed({{{"item_age", data::ColumnKind::Number, "DOUBLE", {1, 2}, {}, {}},
                                     {"hour_of_day", data::ColumnKind::Number, "DOUBLE", {1, 2}, {}, {}}}},
                                   names);
    const auto reader = FeatureReader::make(served.value().online, pipeline.value());
    QVERIFY_OK(reader);
    std::vector<double> numbers(2);
    // Item 2 was created at 04:00 on the first of March.
    reader.value().fill(1, 2, {.now = at("10:00:00")}, numbers);
    QCOMPARE(numbers, (std::vector<double> {0.25, 10}));
    reader.value().fill(1, 2, {.now = at("22:30:00") + microsPerDay}, numbers);
    QCOMPARE(numbers, (std::vector<double> {42.5 / 24, 22}));
    reader.value().fill(1, 2, {.now = at("03:59:59")}, numbers);
    QVERIFY(std::isnan(numbers[0]));
    reader.value().fill(1, 2, {.now = -1}, numbers); // a microsecond before 1970
    QCOMPARE(numbers[1], 23.0);
}

void OnlineTest::partsAndWholeAgree()
{
    TemporaryFolder folder;
    QVERIFY_OK(smallFeed().build(folder));
    const auto served = serve(folder / "out");
    QVERIFY_OK(served);
    const auto &reader = served.value().reader;
    std::vector<double> whole(reader.width(), 42);
    std::vector<double> parts(reader.width(), 43);
    const FeatureContext context {at("10:50:00"), "desktop", 2};
    reader.fillUser(2, context, parts);
    reader.fillContext(context, parts);
    for (const int item : {1, 2, 99, 1}) {
        const bool known = reader.fillItem(2, item, context, parts);
        QCOMPARE(reader.fill(2, item, context, whole).item, known);
        for (std::size_t i = 0; i < whole.size(); ++i)
            QVERIFY(sameBits(whole[i], parts[i]));
    }
}

void OnlineTest::aFeatureThatIsNotThereIsNamed()
{
    TemporaryFolder folder;
    QVERIFY_OK(smallFeed().build(folder));
    const auto online = OnlineFeatures::load(folder / "out");
    QVERIFY_OK(online);
    const auto shared = std::make_shared<const OnlineFeatures>(online.value());
    const auto other = proposed({{{"income", data::ColumnKind::Number, "DOUBLE", {1, 2}, {}, {}}}},
                                std::vector<std::string> {"income"});
    QVERIFY_FAILS(FeatureReader::make(shared, other.value()), "features.not_served");
    const auto otherKind = proposed({{{"device", data::ColumnKind::Number, "DOUBLE", {1, 2}, {}, {}}}},
                                    std::vector<std::string> {"device"});
    QVERIFY_FAILS(FeatureReader::make(shared, otherKind.value()), "features.not_served");
}

void OnlineTest::filesOfTwoBuildsAreNotMixed()
{
    TemporaryFolder folder;
    TemporaryFolder other;
    QVERIFY_OK(smallFeed().build(folder));
    auto feed = smallFeed();
    feed.impressions[39].user = 9; // one more user
    QVERIFY_OK(feed.build(other));
    std::filesystem::copy_file(other / "out/online_users.parquet", folder / "out/online_users.parquet",
                               std::filesystem::copy_options::overwrite_existing);
    QVERIFY_FAILS(OnlineFeatures::load(folder / "out"), "features.snapshot_damaged");
    std::filesystem::copy_file(other / "out/online_items.parquet", folder / "out/online_users.parquet",
                               std::filesystem::copy_options::overwrite_existing);
    QVERIFY_FAILS(OnlineFeatures::load(folder / "out"), "features.snapshot_damaged");
}

void OnlineTest::missingFilesAreNamed()
{
    TemporaryFolder folder;
    const auto nothing = OnlineFeatures::load(folder.path());
    QVERIFY(!nothing.ok());
    QVERIFY(nothing.error().message.find("features.json") != std::string::npos);
    QVERIFY_OK(smallFeed().build(folder));
    std::filesystem::remove(folder / "out/online_items.parquet");
    const auto half = OnlineFeatures::load(folder / "out");
    QVERIFY(!half.ok());
    QVERIFY(half.error().message.find("online_items.parquet") != std::string::npos);
}

void OnlineTest::idsAreFound_data()
{
    QTest::addColumn<qlonglong>("first");
    QTest::addColumn<qlonglong>("step");
    QTest::newRow("dense") << 0LL << 1LL;
    QTest::newRow("dense, far from 0") << 1'000'000'000'000LL << 2LL;
    QTest::newRow("negative") << -5'000LL << 3LL;
    QTest::newRow("sparse") << 17LL << 1'000'003LL;
    QTest::newRow("powers that collide in the low bits") << 0LL << (1LL << 40);
}

void OnlineTest::idsAreFound()
{
    QFETCH(qlonglong, first);
    QFETCH(qlonglong, step);
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 5000; ++i)
        ids.push_back(first + step * (i * 1237 % 5000)); // each once, out of order
    const IdIndex index(ids);
    for (std::size_t row = 0; row < ids.size(); ++row)
        QCOMPARE(index.find(ids[row]).value_or(9999), row);
    for (const std::int64_t absent : std::initializer_list<std::int64_t> {
             first - 1, first + step * 5000, std::numeric_limits<std::int64_t>::max(),
             std::numeric_limits<std::int64_t>::min()})
        QVERIFY(!index.find(absent));
    if (step > 1)
        QVERIFY(!index.find(first + 1));
}

void OnlineTest::anEmptyIndexKnowsNobody()
{
    QVERIFY(!IdIndex().find(0));
    QVERIFY(!IdIndex(std::vector<std::int64_t> {}).find(0));
    const IdIndex extremes(std::vector<std::int64_t> {std::numeric_limits<std::int64_t>::min(),
                                                      std::numeric_limits<std::int64_t>::max()});
    QCOMPARE(extremes.find(std::numeric_limits<std::int64_t>::max()).value_or(9), std::size_t {1});
    QVERIFY(!extremes.find(0));
}

SLIPWAY_TEST_MAIN(OnlineTest)
#include "online_test.moc"
