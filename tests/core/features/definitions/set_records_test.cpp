#include "core/features/definitions/dependents.h"
#include "core/features/definitions/set_records.h"

#include "tests/core/features/definitions/small_shop.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::features;
using slipway::testing::SampleWorkspace;
using slipway::testing::shop;
using slipway::testing::shopYaml;

class SetRecordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void versionsAreByMeaning();
    void anEarlierVersionCanBeAppliedAgain();
    void everyChangeCanBeTakenBack();
    void whatIsNotThereIsToldWithWhatIs();
    void theOnlySetIsTheOneThatIsMeant();
    void aScenarioIsAppliedOnItsFirstUse();
    void theModelsAndReportsBehindAFeatureAreFound();

private:
    FeatureSets sets() const { return FeatureSets(m_sample->workspace()); }
    void addTable(const std::string &name, const std::vector<std::pair<std::string, std::string>> &columns);

    std::unique_ptr<SampleWorkspace> m_sample;
};

void SetRecordsTest::init()
{
    m_sample = std::make_unique<SampleWorkspace>();
}

void SetRecordsTest::addTable(const std::string &name,
                              const std::vector<std::pair<std::string, std::string>> &columns)
{
    Json schema = Json::array();
    for (const auto &[column, type] : columns)
        schema.push_back({{"name", column}, {"type", type}});
    QVERIFY_OK(m_sample->workspace().datasets().add({.name = name,
                                                     .digest = "d" + name,
                                                     .fileHash = "f" + name,
                                                     .sourceType = "imported",
                                                     .source = name,
                                                     .schema = schema,
                                                     .rows = 1}));
}

void SetRecordsTest::versionsAreByMeaning()
{
    const auto first = sets().apply(shopYaml(), "shop.yaml");
    QVERIFY_OK(first);
    QCOMPARE_TEXT(first.value().record.reference(), "shop@1");
    QVERIFY(first.value().isNew && first.value().record.inForce && !first.value().before);

    const auto same = sets().apply("# only a comment\n" + shopYaml(), "shop.yaml");
    QVERIFY_OK(same);
    QCOMPARE_TEXT(same.value().record.reference(), "shop@1");
    QVERIFY(!same.value().isNew);

    const auto second = sets().apply(shopYaml("ttl: 30d", "ttl: 60d"), "shop.yaml");
    QVERIFY_OK(second);
    QCOMPARE_TEXT(second.value().record.reference(), "shop@2");
    QVERIFY(second.value().isNew && second.value().before);
    QCOMPARE_TEXT(sets().find("shop").value().reference(), "shop@2");
    QCOMPARE(sets().versions("shop").value().size(), std::size_t(2));
    QCOMPARE(sets().list().value().size(), std::size_t(1));
    const auto read = sets().read(sets().find("shop@1").value());
    QVERIFY_OK(read);
    QCOMPARE(read.value().set.view("history")->ttl, 30 * microsPerDay);
    QCOMPARE_TEXT(sets().yaml(sets().find("shop@1").value()).value(), shopYaml());
}

void SetRecordsTest::anEarlierVersionCanBeAppliedAgain()
{
    QVERIFY_OK(sets().apply(shopYaml(), "shop.yaml"));
    QVERIFY_OK(sets().apply(shopYaml("ttl: 30d", "ttl: 60d"), "shop.yaml"));
    const auto again = sets().apply(shopYaml(), "shop.yaml");
    QVERIFY_OK(again);
    QVERIFY(!again.value().isNew);
    QCOMPARE_TEXT(again.value().record.reference(), "shop@1");
    QCOMPARE_TEXT(again.value().before->reference(), "shop@2");
    QCOMPARE_TEXT(sets().find("shop").value().reference(), "shop@1");
}

void SetRecordsTest::everyChangeCanBeTakenBack()
{
    const auto first = sets().apply(shopYaml(), "shop.yaml").value();
    QCOMPARE_TEXT(first.inverse, "features withdraw shop");
    const auto second = sets().apply(shopYaml("ttl: 30d", "ttl: 60d"), "shop.yaml").value();
    QCOMPARE_TEXT(second.inverse, "features apply shop@1");
    const auto event = m_sample->workspace().events().newest("features.applied").value();
    QVERIFY(event);
    QCOMPARE_TEXT(event->change.subject, "shop@2");
    QCOMPARE_TEXT(*event->change.inverse, "features apply shop@1");

    QVERIFY_OK(sets().withdraw("shop"));
    QVERIFY(sets().list().value().empty());
    QVERIFY_FAILS(sets().find("shop"), "definitions.no_set");
    QCOMPARE_TEXT(*m_sample->workspace().events().newest("features.withdrawn").value()->change.inverse,
                  "features apply shop@2");
    QVERIFY_OK(sets().applyAgain(sets().find("shop@2").value()));
    QCOMPARE_TEXT(sets().find("shop").value().reference(), "shop@2");
}

void SetRecordsTest::whatIsNotThereIsToldWithWhatIs()
{
    QVERIFY_FAILS(sets().find("shop"), "definitions.no_set");
    QVERIFY_OK(sets().apply(shopYaml(), "shop.yaml"));
    for (const char *reference : {"shop@9", "shop@", "shop@x", "ship", ""}) {
        const auto found = sets().find(reference);
        QVERIFY_FAILS(found, "definitions.set_missing");
        QVERIFY(found.error().message.find("in force: shop") != std::string::npos);
    }
    QVERIFY(!sets().apply("features: shop\n", "shop.yaml").ok());
    QCOMPARE(sets().versions().value().size(), std::size_t(1));
}

void SetRecordsTest::theOnlySetIsTheOneThatIsMeant()
{
    QVERIFY_FAILS(sets().choose({}), "definitions.no_set");
    QVERIFY_OK(sets().apply(shopYaml(), "shop.yaml"));
    QCOMPARE_TEXT(sets().choose({}).value().record.reference(), "shop@1");
    QVERIFY_OK(sets().apply(shopYaml("features: shop", "features: store"), "store.yaml"));
    QVERIFY_FAILS(sets().choose({}), "definitions.several_sets");
    QCOMPARE_TEXT(sets().choose("store").value().record.reference(), "store@1");
    QCOMPARE_TEXT(sets().choose("shop@1").value().record.reference(), "shop@1");
}

void SetRecordsTest::aScenarioIsAppliedOnItsFirstUse()
{
    QCOMPARE_TEXT(sets().choose("churn").value().record.reference(), "churn@1"); // because it was named
    QVERIFY_OK(sets().withdraw("churn"));

    addTable(
        "users",
        {{"user_id", "BIGINT"}, {"age", "BIGINT"}, {"country", "VARCHAR"}, {"activity_segment", "VARCHAR"}});
    addTable("items", {{"item_id", "BIGINT"}, {"price", "DOUBLE"}}); // of another scenario
    addTable("interactions",
             {{"interaction_id", "BIGINT"},
              {"user_id", "BIGINT"},
              {"item_id", "BIGINT"},
              {"timestamp", "TIMESTAMP"},
              {"click", "BIGINT"},
              {"dwell_time", "DOUBLE"},
              {"device", "VARCHAR"},
              {"position", "BIGINT"}});
    QVERIFY_FAILS(sets().choose({}), "definitions.no_set");
    QVERIFY_OK(
        m_sample->workspace().datasets().add({.name = "items",
                                              .digest = "ditems2",
                                              .fileHash = "fitems2",
                                              .sourceType = "imported",
                                              .source = "items",
                                              .schema = {{{"name", "item_id"}, {"type", "BIGINT"}},
                                                         {{"name", "category"}, {"type", "VARCHAR"}},
                                                         {{"name", "created_at"}, {"type", "TIMESTAMP"}},
                                                         {{"name", "length_seconds"}, {"type", "BIGINT"}},
                                                         {{"name", "creator_followers"}, {"type", "BIGINT"}}},
                                              .rows = 1}));
    const auto chosen = sets().choose({});
    QVERIFY_OK(chosen);
    QCOMPARE_TEXT(chosen.value().record.reference(), "feed@1");
    QCOMPARE_TEXT(chosen.value().record.scenario, "feed");
}

void SetRecordsTest::theModelsAndReportsBehindAFeatureAreFound()
{
    auto &workspace = m_sample->workspace();
    QVERIFY_OK(workspace.datasets().add(
        {.name = "shop_train", .digest = "t1", .sourceType = "features", .rows = 1}));
    QVERIFY_OK(workspace.datasets().add(
        {.name = "other_train", .digest = "t2", .sourceType = "features", .rows = 1}));
    const auto addModel = [&](const std::string &name, const std::string &train, const std::string &feature) {
        const Json card {{"features", {{"features", {{{"name", feature}}, {{"name", "channel"}}}}}},
                         {"data", {{"train", train}}}};
        const auto hash = workspace.artifacts().putBytes(card.dump()).value();
        QVERIFY_OK(workspace.store().execute(
            "INSERT INTO registered_models (name, creation_time, last_updated_time) "
            "VALUES (?, 0, 0)",
            {name}));
        QVERIFY_OK(workspace.store().execute(
            "INSERT INTO model_versions (name, version, model_id, run_id, source, files, creation_time, "
            "last_updated_time) VALUES (?, 1, ?, ?, '', ?, 0, 0)",
            {name, "id-" + name, "run-" + name, Json {{"model.json", hash}}.dump()}));
    };
    addModel("by_share", "t1", "share");
    addModel("by_age", "t1", "age");
    addModel("foreign", "t2", "share");
    const auto document = workspace.artifacts().putBytes("about by_share/1").value();
    QVERIFY_OK(
        workspace.change({"report.written", "shop", {{"file", "reports/a.html"}, {"document", document}}}));

    const auto all = dependentsOf(workspace, shop());
    QVERIFY_OK(all);
    QCOMPARE(all.value().models.size(), std::size_t(2));
    QCOMPARE(all.value().reports.size(), std::size_t(1));
    const auto some = lookingAt(all.value(), {"share", "busy"});
    QCOMPARE(some.models.size(), std::size_t(1));
    QCOMPARE_TEXT(some.models[0].reference, "by_share/1");
    QCOMPARE_TEXT(some.reports.at(0).file, "reports/a.html");
    QVERIFY(lookingAt(all.value(), {"age"}).reports.empty());
}

SLIPWAY_TEST_MAIN(SetRecordsTest)
#include "set_records_test.moc"
