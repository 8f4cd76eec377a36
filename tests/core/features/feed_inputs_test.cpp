#include "core/features/feed_features.h"

#include "tests/core/features/small_feed.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;

class FeedInputsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secondsSince1970AreTimesToo();
    void parquetIsReadToo();
    void aFolderWithAQuoteInItsNameWorks();
    void relativeFoldersWork();
    void aLateOddValueIsNotRounded();
    void badInputIsRefusedWithOneSentence_data();
    void badInputIsRefusedWithOneSentence();
    void missingFilesAndBadSharesAreNamed();
};

void FeedInputsTest::secondsSince1970AreTimesToo()
{
    TemporaryFolder folder;
    TemporaryFolder seconds;
    const auto feed = sixInteractions();
    QVERIFY_OK(feed.build(folder));
    feed.writeTo(seconds);
    std::string text = "interaction_id,timestamp,user_id,item_id,device,position,click,dwell_time\n";
    for (int i = 0; i < 6; ++i) {
        const auto &each = feed.impressions[static_cast<std::size_t>(i)];
        text += fmt::format("{},{},{}.0,{},{},{},{},{}\n", i, each.time / microsPerSecond, each.user,
                            each.item, each.device, each.position, each.click ? "true" : "false",
                            each.dwell > 0 ? std::to_string(each.dwell) : "");
    }
    seconds.write("raw/interactions.csv", text);
    QVERIFY_OK(features::buildFeedFeatures(seconds / "raw", seconds / "out"));
    QVERIFY(readFeatures(folder / "out") == readFeatures(seconds / "out"));
}

void FeedInputsTest::parquetIsReadToo()
{
    TemporaryFolder folder;
    TemporaryFolder parquet;
    const auto feed = sixInteractions();
    QVERIFY_OK(feed.build(folder));
    auto duck = data::Duck::open({.allowed = {folder.path(), parquet.path()}, .temporaryFolder = {}});
    QVERIFY_OK(duck);
    for (const char *name : {"users", "items", "interactions"}) {
        std::filesystem::create_directories(parquet / "raw");
        QVERIFY_OK(
            duck.value().execute(fmt::format("COPY (FROM '{}') TO '{}' (FORMAT parquet)",
                                             (folder / "raw" / (std::string(name) + ".csv")).string(),
                                             (parquet / "raw" / (std::string(name) + ".parquet")).string())));
    }
    QVERIFY_OK(features::buildFeedFeatures(parquet / "raw", parquet / "out"));
    QVERIFY(readFeatures(folder / "out") == readFeatures(parquet / "out"));
}

void FeedInputsTest::aFolderWithAQuoteInItsNameWorks()
{
    TemporaryFolder folder;
    sixInteractions().writeTo(folder);
    std::filesystem::rename(folder / "raw", folder / "it's [raw]*");
    QVERIFY_OK(features::buildFeedFeatures(folder / "it's [raw]*", folder / "o'ut"));
    QCOMPARE(readFeatures(folder / "o'ut").size(), std::size_t {6});
}

void FeedInputsTest::relativeFoldersWork()
{
    TemporaryFolder folder;
    sixInteractions().writeTo(folder);
    const auto here = std::filesystem::relative(folder.path());
    QVERIFY_OK(features::buildFeedFeatures(here / "raw", here / "out"));
    QCOMPARE(readFeatures(folder / "out").size(), std::size_t {6});
}

// A reader that looks only at the first rows takes the column for whole numbers, and 2.5 for 2 or 3.
void FeedInputsTest::aLateOddValueIsNotRounded()
{
    TemporaryFolder folder;
    SmallFeed feed;
    for (int i = 0; i < 30'000; ++i)
        feed.impressions.push_back({at("00:00:00") + i * microsPerSecond, i % 9, i % 7});
    feed.writeTo(folder);
    folder.write("raw/interactions.csv",
                 feed.interactions() + "30000,2026-03-01 23:00:00,2.5,1,mobile,0,0,0\n");
    const auto result = features::buildFeedFeatures(folder / "raw", folder / "out");
    QVERIFY_FAILS(result, "feature_join.broken_key");
    QVERIFY2(result.error().message.find("2.5") != std::string::npos, result.error().message.c_str());
}

void FeedInputsTest::badInputIsRefusedWithOneSentence_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *file, const char *from, const char *to, const char *id,
                        const char *says) { QTest::newRow(name) << file << from << to << id << says; };
    row("a missing column", "items.csv", "category", "kind", "feature_join.unknown_column",
        "needs the column category, which the data set items does not have. It has: item_id, kind");
    row("a text among ids", "interactions.csv", "Z,2,1", "Z,two,1", "feature_join.key_types",
        "user_id holds whole numbers in users but texts in interactions");
    row("half an id", "users.csv", "\n2,", "\n2.5,", "feature_join.broken_key",
        "\"2.5\" in the data set users");
    row("a word for an age", "users.csv", ",31,", ",old,", "feature_join.wrong_type",
        "user_age must be numbers, but age is VARCHAR in the data set users");
    row("a word for a time", "interactions.csv", "2026-03-01T11:15:00.000000Z", "noon",
        "feature_join.not_a_time", "in the data set interactions: \"noon\"");
    row("no time", "interactions.csv", "2026-03-01T11:15:00.000000Z", "",
        "feature_join.question_without_time", "1 rows have no timestamp");
    row("a user twice", "users.csv", "\n2,", "\n1,", "feature_join.repeated_key",
        "users has 2 rows with the same user_id, 1");
}

void FeedInputsTest::badInputIsRefusedWithOneSentence()
{
    QFETCH(QString, file);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, id);
    QFETCH(QString, says);
    TemporaryFolder folder;
    sixInteractions().writeTo(folder);
    const auto path = folder / "raw" / file.toStdString();
    auto text = QString::fromStdString(readText(path));
    QVERIFY(text.contains(from));
    folder.write("raw/" + file.toStdString(), text.replace(from, to).toStdString());
    const auto result = features::buildFeedFeatures(folder / "raw", folder / "out");
    QVERIFY(!result.ok());
    QCOMPARE(QString::fromStdString(result.error().id), id);
    const auto sentence = QString::fromStdString(result.error().message);
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    QCOMPARE(filesBelow(folder / "out"), std::size_t {0});
}

void FeedInputsTest::missingFilesAndBadSharesAreNamed()
{
    TemporaryFolder folder;
    QVERIFY_FAILS(features::buildFeedFeatures(folder / "raw", folder / "out"), "features.missing_file");
    auto feed = sixInteractions();
    feed.impressions.clear();
    QVERIFY_FAILS(feed.build(folder), "feature_join.empty");
    for (int i = 0; i < 10; ++i)
        feed.impressions.push_back({at("10:00:00"), 1, 1, "mobile", i, i % 2, 1});
    QVERIFY_FAILS(feed.build(folder), "features.too_few_times");
    QVERIFY_FAILS(
        features::buildFeedFeatures(folder / "raw", folder / "out", {.trainShare = 0.9, .valShare = 0.1}),
        "features.bad_shares");
    QVERIFY_FAILS(features::buildFeedFeatures(folder / "raw", folder / "out", {.trainShare = 0}),
                  "features.bad_shares");
}

SLIPWAY_TEST_MAIN(FeedInputsTest)
#include "feed_inputs_test.moc"
