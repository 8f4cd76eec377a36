#include "core/registry/models.h"

#include "core/workspace/sqlite_store.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::registry;

class ModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void versionsCountUpFromOne();
    void theSameModelKeepsItsVersion();
    void everythingComesBack();
    void theListIsNewestFirst();
    void referencesAreUnderstood();
    void whatIsNotThereIsNamed_data();
    void whatIsNotThereIsNamed();
    void oneVersionServes();
    void nothingServesAtFirstAndAfterNone();
    void aVersionThatIsNotThereCannotServe();
    void metricsAreReplaced();

private:
    std::unique_ptr<workspace::Store> m_store;

    Models models() const { return Models(*m_store); }

    ModelVersion add(const std::string &name, const std::string &modelId) const
    {
        return models().add({.name = name, .modelId = modelId, .folder = "models/runs/" + modelId}).value();
    }

    std::string stages(const std::string &name) const
    {
        std::string text;
        const auto list = models().list(name);
        for (const auto &version : list.value())
            text += std::to_string(version.version) + ":" + version.stage + " ";
        return text;
    }
};

void ModelsTest::init()
{
    m_store = workspace::openMemoryStore().value();
}

void ModelsTest::versionsCountUpFromOne()
{
    QCOMPARE(add("feed-model", "a").version, std::int64_t {1});
    QCOMPARE(add("feed-model", "b").version, std::int64_t {2});
    QCOMPARE(add("churn-model", "a").version, std::int64_t {1});
    QCOMPARE(add("feed-model", "c").version, std::int64_t {3});
}

void ModelsTest::theSameModelKeepsItsVersion()
{
    add("feed-model", "a");
    add("feed-model", "b");
    QVERIFY_OK(models().setProduction("feed-model", 1));
    const auto again = models().add({.name = "feed-model", .modelId = "a", .description = "another"});
    QVERIFY_OK(again);
    QCOMPARE(again.value().version, std::int64_t {1});
    QCOMPARE_TEXT(again.value().stage, "Production");
    QCOMPARE(again.value().aliases, std::vector<std::string> {"Production"});
    QCOMPARE_TEXT(again.value().folder, "models/runs/a");
    QCOMPARE(models().list().value().size(), std::size_t {2});
}

void ModelsTest::everythingComesBack()
{
    const auto before = utcNow();
    QVERIFY_OK(models().add({.name = "feed-model",
                             .modelId = "m",
                             .runId = "r",
                             .folder = "models/runs/r",
                             .files = {{"model.json", "hash"}},
                             .metrics = {{"auc", 0.75}},
                             .description = "the first"}));
    const auto found = models().find("feed-model/1").value();
    QCOMPARE_TEXT(found.reference(), "feed-model/1");
    QVERIFY(found.created >= before && found.created <= utcNow());
    Json json = toJson(found);
    QVERIFY_OK(parseIsoTime(json.at("created").get<std::string>()));
    json.erase("created");
    QCOMPARE_TEXT(writeJson(json),
                  R"({"aliases":[],"description":"the first","files":{"model.json":"hash"},)"
                  R"("folder":"models/runs/r","metrics":{"auc":0.75},"model_id":"m","name":"feed-model",)"
                  R"("run_id":"r","stage":"None","version":1})");
}

void ModelsTest::theListIsNewestFirst()
{
    for (int i = 0; i < 11; ++i)
        add("feed-model", std::to_string(i));
    add("churn-model", "a");
    const auto feed = models().list("feed-model").value();
    QCOMPARE(feed.size(), std::size_t {11});
    QCOMPARE(feed.front().version, std::int64_t {11});
    QCOMPARE(feed.back().version, std::int64_t {1});
    QCOMPARE(models().list().value().size(), std::size_t {12});
    QCOMPARE(models().list("nothing").value().size(), std::size_t {0});
}

void ModelsTest::referencesAreUnderstood()
{
    for (const char *id : {"a", "b", "c"})
        add("feed-model", id);
    QVERIFY_OK(models().setProduction("feed-model", 2));
    QCOMPARE_TEXT(models().find("feed-model/1").value().modelId, "a");
    QCOMPARE_TEXT(models().find("feed-model@Production").value().modelId, "b");
    QCOMPARE_TEXT(models().find("feed-model").value().modelId, "c"); // the newest
}

void ModelsTest::whatIsNotThereIsNamed_data()
{
    QTest::addColumn<QByteArray>("reference");
    for (const char *reference :
         {"", "/", "@", "/1", "@Production", "other-model", "feed-model/2", "feed-model/0", "feed-model/-1",
          "feed-model/", "feed-model/one", "feed-model/1x", "feed-model/99999999999999999999",
          "feed-model@Production", "feed-model@", "feed-model/1@Production"})
        QTest::newRow(reference) << QByteArray(reference);
}

void ModelsTest::whatIsNotThereIsNamed()
{
    QFETCH(QByteArray, reference);
    add("feed-model", "a");
    const auto found = models().find(reference.toStdString());
    QVERIFY_FAILS(found, "registry.version_missing");
    QCOMPARE_TEXT(found.error().message,
                  "There is no model version " + reference.toStdString()
                      + ". List them with: slipway registry list");
}

void ModelsTest::oneVersionServes()
{
    for (const char *id : {"a", "b", "c"})
        add("feed-model", id);
    add("churn-model", "x");
    QVERIFY_OK(models().setProduction("churn-model", 1));
    QVERIFY_OK(models().setProduction("feed-model", 1));
    QVERIFY_OK(models().setProduction("feed-model", 3));
    QCOMPARE_TEXT(stages("feed-model"), "3:Production 2:None 1:Archived ");
    QCOMPARE(models().production("feed-model").value()->version, std::int64_t {3});
    QVERIFY(models().find("feed-model/1").value().aliases.empty());
    QVERIFY_OK(models().setProduction("feed-model", 1));
    QCOMPARE_TEXT(stages("feed-model"), "3:Archived 2:None 1:Production ");
    QCOMPARE_TEXT(stages("churn-model"), "1:Production ");
}

void ModelsTest::nothingServesAtFirstAndAfterNone()
{
    QVERIFY(!models().production("feed-model").value().has_value());
    add("feed-model", "a");
    QVERIFY(!models().production("feed-model").value().has_value());
    QVERIFY_OK(models().setProduction("feed-model", 1));
    QVERIFY_OK(models().setProduction("feed-model", std::nullopt));
    QVERIFY(!models().production("feed-model").value().has_value());
    QCOMPARE_TEXT(stages("feed-model"), "1:Archived ");
}

void ModelsTest::aVersionThatIsNotThereCannotServe()
{
    add("feed-model", "a");
    QVERIFY_OK(models().setProduction("feed-model", 1));
    QVERIFY(!models().setProduction("feed-model", 7).ok());
    QCOMPARE(models().production("feed-model").value()->version, std::int64_t {1});
    QCOMPARE_TEXT(stages("feed-model"), "1:Production ");
}

void ModelsTest::metricsAreReplaced()
{
    add("feed-model", "a");
    QVERIFY_OK(models().setMetrics("feed-model", 1, {{"auc", 0.5}, {"old", 1}}));
    QVERIFY_OK(models().setMetrics("feed-model", 1, {{"auc", 0.75}}));
    QCOMPARE_TEXT(writeJson(models().find("feed-model").value().metrics), R"({"auc":0.75})");
}

SLIPWAY_TEST_MAIN(ModelsTest)
#include "models_test.moc"
