#include "core/features/definitions/feature_set_json.h"
#include "core/features/definitions/lineage.h"
#include "core/features/definitions/read.h"

#include "tests/core/features/definitions/small_shop.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::features;
using slipway::testing::shopYaml;
using slipway::testing::TemporaryFolder;

namespace {

const std::string good = shopYaml();

} // namespace

class ReadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSetIsReadWithAllThatItSays();
    void windowsBecomeOneFeatureEach();
    void ownersComeFromTheViewOrTheSet();
    void whatIsNeededStandsInFront();
    void aMistakeIsToldWithFileLineAndRemedy_data();
    void aMistakeIsToldWithFileLineAndRemedy();
    void noFileOfBytesCrashesIt_data();
    void noFileOfBytesCrashesIt();
    void aFileThatIsCutAnywhereIsReadOrRefused();
    void theDigestIsOfWhatIsMeant();
    void lineageReachesFromColumnsToDerivedFeatures();
    void aMissingFileIsNamed();
};

void ReadTest::aSetIsReadWithAllThatItSays()
{
    const auto read = readFeatureSet(good, "shop.yaml");
    QVERIFY_OK(read);
    const auto &set = read.value();
    QCOMPARE_TEXT(set.name, "shop");
    QCOMPARE(set.labels.id, std::vector<std::string> {"order_id"});
    QCOMPARE(set.views.size(), std::size_t(3));
    const auto *history = set.view("history");
    QVERIFY(history && history->isWindowed());
    QCOMPARE(history->every, microsPerDay);
    QCOMPARE(history->ttl, 30 * microsPerDay);
    QCOMPARE(history->freshness, microsPerDay / 2);
    QVERIFY(set.source("past")->before);
    QCOMPARE(set.feature("age")->line, 28);
    QCOMPARE(set.outputs().size(), std::size_t(10)); // all but busy
    QCOMPARE(set.tables(), (std::vector<std::string> {"orders", "customers", "items"}));
    QCOMPARE(set.feature("orders_7d")->expectations.front().arguments, (Json {{"min_value", 0}}));
}

void ReadTest::windowsBecomeOneFeatureEach()
{
    const auto set = readFeatureSet(good, "shop.yaml").value();
    QCOMPARE(set.feature("orders_7d")->window, 7 * microsPerDay);
    QCOMPARE(set.feature("orders_all")->window, TimeMicros {0});
    QCOMPARE_TEXT(set.feature("orders_30d")->description, "Orders within 30d");
    QCOMPARE_TEXT(set.feature("orders_all")->description, "Orders within all time");
    QVERIFY(!set.feature("orders_{window}"));
}

void ReadTest::ownersComeFromTheViewOrTheSet()
{
    const auto set = readFeatureSet(good, "shop.yaml").value();
    QCOMPARE_TEXT(set.feature("spent")->owner, "logistics");
    QCOMPARE_TEXT(set.feature("age")->owner, "sales");
    QCOMPARE_TEXT(set.feature("share")->owner, "sales");
}

void ReadTest::whatIsNeededStandsInFront()
{
    const auto set = readFeatureSet(good, "shop.yaml").value();
    // by_category needs item_category of profile; share needs busy.
    QCOMPARE_TEXT(set.views[0].name, "profile");
    QCOMPARE_TEXT(set.views[1].name, "by_category");
    QCOMPARE_TEXT(set.views[2].name, "history");
    QCOMPARE_TEXT(set.derived[0].name, "busy");
    QCOMPARE_TEXT(set.derived[1].name, "share");
    QCOMPARE_TEXT(set.derived[2].name, "hour");
}

void ReadTest::aMistakeIsToldWithFileLineAndRemedy_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const char *from, const char *to, const char *sentence) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(sentence);
    };
    row("unknown key", "unit: years", "units: years",
        "shop.yaml, line 28: units is not a known key. Known here:");
    row("unknown key on top", "owner: sales", "owner: sales\nview: []", "line 3: view is not a known key");
    row("no owner", "owner: sales\n", "", "owner is missing. Add that key");
    row("no description", ", description: Age}", "}", "line 28: description is missing");
    row("unknown source", "source: customers", "source: clients",
        "source of profile is clients, which is not there. "
        "Known here: customers, items, past");
    row("unknown entity", "entity: customer\n    source: customers", "entity: client\n    source: customers",
        "entity of profile is client, which is not there");
    row("unknown feature", "busy / orders_all", "busy / orders_ever",
        "expression of share names orders_ever, which is no feature and no key. Known here: orders_7d");
    row("cycle", "orders_7d + orders_30d", "orders_7d + share", "needs share itself: share -> busy -> share");
    row("cycle of one", "hour(now)", "hour + 1", "needs hour itself: hour -> hour");
    row("cycle of views", "source: customers\n    features:\n      - {name: age",
        "source: past\n    features:\n      - {name: customer_id, column: x, type: text, description: d}\n   "
        "   - {name: age",
        "has a key that comes from the view itself: profile -> profile");
    row("window without time", "    event_time: ordered_at\n    visible: before\n", "",
        "needs a time, which the source "
        "past has not");
    row("window without every", "    every: 1d\n", "",
        "makes its value change between two computations. Add every: to "
        "the view history");
    row("before without time", "    event_time: ordered_at\n", "",
        "visible needs the time of the rows. Add event_time:");
    row("duplicate feature", "name: spent", "name: orders_7D", "name orders_7D stands in line");
    row("duplicate view", "name: profile", "name: history", "view history stands there a second time");
    row("duplicate source", "name: items, table", "name: past, table",
        "source past stands there a second time");
    row("no identifier", "name: spent", "name: money spent", "name is \"money spent\". Use letters");
    row("double underscore", "name: spent", "name: money__spent",
        "Use letters, digits and single underscores");
    row("name of the moment", "name: spent", "name: now", "name cannot be now");
    row("name of the target", "name: spent", "name: returned", "is the name of a column of the labels");
    row("unknown function", "of: amount", "of: moneyOf(amount)",
        "of cannot be used: moneyof() is no function of one "
        "row's values alone");
    row("subquery", "of: amount", "of: (SELECT 1)", "of cannot be used: a query stands within it");
    row("aggregate within", "of: amount", "of: sum(amount)",
        "of cannot be used: sum() is no function of one row");
    row("file function", "column: age", "column: \"read_text('/etc/passwd')\"",
        "column cannot be used: read_text()");
    row("clock", "column: age", "column: \"age(now())\"", "column cannot be used");
    row("syntax", "busy / orders_all", "busy /", "expression cannot be used: this is no SQL expression");
    row("derived aggregate", "busy / orders_all", "sum(busy)",
        "expression cannot be used: sum() aggregates rows");
    row("type", "hour(now), description", "hour(now), type: text, description",
        "type of hour is text, but its expression gives a number. Write type: number");
    row("types that do not fit", "busy / orders_all", "busy / channel",
        "a text stands where a number is needed");
    row("label of its own row", "of: amount", "of: returned", {});
    row("label seen", "    visible: before\n    lookups", "    where: returned = 1\n    lookups",
        "visible must be before, because past reads returned and would see the label of its own row");
    row("label looked up", "columns: [category as item_category]",
        "columns: [category as item_category]}, {table: orders, "
        "on: [order_id], columns: [returned]",
        "lookups take returned along, which is to be predicted");
    row("ttl without time", "entity: customer\n    source: customers",
        "entity: customer\n    ttl: 1d\n    source: customers",
        "ttl needs a time, which the source customers has not");
    row("duration", "every: 1d", "every: daily", "every is \"daily\". Write it like 30s, 10m, 1h, 7d or 0");
    row("negative duration", "every: 1d", "every: -1d", "every is \"-1d\"");
    row("huge duration", "ttl: 30d", "ttl: 99999999999d", "ttl is \"99999999999d\"");
    row("window", "window: 90d", "window: quarter", "window holds \"quarter\". Write it like 7d, 12h or all");
    row("window of nothing", "window: 90d", "window: 0d", "window holds \"0d\"");
    row("windows without place", "name: orders_{window}", "name: orders",
        "name must hold {window} where there are");
    row("the same window twice", "[7d, 30d, all]", "[7d, 7d]", "name orders_7d stands in line");
    row("mixed view", "{name: spent, aggregate: sum, of: amount, window: 90d,",
        "{name: spent, column: amount,", "mixes columns and aggregates in one view");
    row("unknown aggregate", "aggregate: sum", "aggregate: total",
        "aggregate cannot be \"total\". Choose one of count,");
    row("aggregate of nothing", "of: amount, ", "", "of is missing. Say of what the sum is taken");
    row("text sum", "of: amount,", "of: amount, type: text,", "type cannot be text. A sum is a number");
    row("unknown check", "expect_column_values_to_be_between", "expect_wonders",
        "which is no check of one column");
    row("argument of a check", "min_value: 0", "minimum: 0",
        "minimum is no argument of expect_column_values_to_be_between");
    row("calculated key", "name: busy, expression: orders_7d", "name: customer_id, expression: orders_7d",
        "is a key of category and a feature that is calculated");
    row("no features",
        "features:\n      - {name: category_orders, aggregate: count, description: Orders in the category}",
        "features: []", "features must be a list of sections");
    row("labels are missing", "labels: {", "label: {", "label is not a known key");
    row("unknown column of transforms",
        "derived:", "transforms:\n  - columns: [busy]\n    steps: [{type: standard}]\nderived:",
        "columns of transforms names busy, which is no feature that a model looks at. Known here: channel");
    row("unknown transform",
        "derived:", "transforms:\n  - columns: [age]\n    steps: [{type: magic}]\nderived:", "magic");
    row("transforms of nothing",
        "derived:", "transforms: []\nderived:", "transforms must be a list of sections");
    row("tabs", "  - {name: customers", "\t- {name: customers", "is not valid YAML");
}

void ReadTest::aMistakeIsToldWithFileLineAndRemedy()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, sentence);
    const auto read = readFeatureSet(shopYaml(from.toStdString(), to.toStdString()), "shop.yaml");
    if (sentence.isEmpty()) {
        QVERIFY_OK(read);
        return;
    }
    QVERIFY(!read.ok());
    const auto &error = read.error();
    QVERIFY2(error.message.find(sentence.toStdString()) != std::string::npos, error.message.c_str());
    QVERIFY2(error.message.starts_with("shop.yaml, line "), error.message.c_str());
    QCOMPARE(error.code, ErrorCode::BadInput);
}

void ReadTest::noFileOfBytesCrashesIt_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a word") << QByteArray("hello");
    QTest::newRow("a list") << QByteArray("- a\n- b\n");
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x00\x01", 4);
    QTest::newRow("latin") << QByteArray("features: caf\xe9\nowner: x\n");
    QTest::newRow("deep") << QByteArray("a: ") + QByteArray("[").repeated(5000);
    QTest::newRow("null") << QByteArray("features: ~\nowner: ~\nlabels: ~\n");
    QTest::newRow("sections that are words") << QByteArray("features: a\nowner: b\nlabels: c\nviews: d\n");
    QTest::newRow("an anchor") << QByteArray("features: &a shop\nowner: *b\n");
    QTest::newRow("large") << QByteArray("# ") + QByteArray("x").repeated(5 << 20);
}

void ReadTest::noFileOfBytesCrashesIt()
{
    QFETCH(QByteArray, text);
    const auto read = readFeatureSet(text.toStdString(), "shop.yaml");
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::BadInput);
}

void ReadTest::aFileThatIsCutAnywhereIsReadOrRefused()
{
    for (std::size_t length = 0; length < good.size(); length += 7) {
        const auto read = readFeatureSet(good.substr(0, length), "shop.yaml");
        QVERIFY(read.ok() || read.error().code == ErrorCode::BadInput);
    }
}

void ReadTest::theDigestIsOfWhatIsMeant()
{
    const auto digest = [](const std::string &text) {
        const auto read = readFeatureSet(text, "any.yaml");
        return read ? featureSetDigest(read.value()) : read.error().message;
    };
    const auto first = digest(good);
    QCOMPARE(first.size(), std::size_t(64));
    QCOMPARE_TEXT(digest("# a comment\n\n" + good), first);
    QCOMPARE_TEXT(digest(shopYaml("{name: age, column: age, unit: years, description: Age}",
                                  "{unit: years, column: age,   description: \"Age\", name: age}")),
                  first);
    QCOMPARE_TEXT(digest(shopYaml("ttl: 30d", "ttl: 720h")), first);
    QVERIFY(digest(shopYaml("ttl: 30d", "ttl: 31d")) != first);
    QVERIFY(digest(shopYaml("of: amount", "of: amount + 1")) != first);
    QVERIFY(digest(shopYaml("category as item_category", "kind as item_category")) != first);
    QVERIFY(digest(shopYaml("min_value: 0", "min_value: 1")) != first);
    const auto transformed = [&](const std::string &step) {
        return digest(
            shopYaml("derived:", "transforms:\n  - columns: [age]\n    steps: [" + step + "]\nderived:"));
    };
    QVERIFY(transformed("{type: standard}") != first);
    QVERIFY(transformed("{type: standard}") != transformed("{type: robust}"));
    QCOMPARE_TEXT(transformed("{type: impute, by: mean}"), transformed("{by: mean, type: impute}"));
}

void ReadTest::lineageReachesFromColumnsToDerivedFeatures()
{
    const auto set = readFeatureSet(good, "shop.yaml").value();
    const auto spent = originOf(set, *set.feature("spent"));
    QCOMPARE(spent.columns, (std::vector<std::string> {"orders.amount", "orders.ordered_at"}));
    QCOMPARE(originOf(set, *set.feature("channel")).columns, (std::vector<std::string> {"orders.channel"}));
    QCOMPARE(originOf(set, *set.feature("hour")).columns, (std::vector<std::string> {"orders.ordered_at"}));
    QCOMPARE(originOf(set, *set.feature("category_orders")).features,
             (std::vector<std::string> {"item_category"}));
    QCOMPARE(downstream(set, {"orders_7d"}), (std::set<std::string> {"orders_7d", "busy", "share"}));
    QCOMPARE(downstream(set, {"item_category"}),
             (std::set<std::string> {"item_category", "category_orders"}));
    const auto graph = featureGraphJson(set);
    const Json edge {{"from", "feature:busy"}, {"to", "feature:share"}};
    QVERIFY(std::find(graph.at("edges").begin(), graph.at("edges").end(), edge) != graph.at("edges").end());
}

void ReadTest::aMissingFileIsNamed()
{
    const TemporaryFolder folder;
    const auto read = readFeatureSetFile(folder.path() / "none.yaml");
    QVERIFY(!read.ok());
    QVERIFY(read.error().message.find("none.yaml") != std::string::npos);
}

SLIPWAY_TEST_MAIN(ReadTest)
#include "read_test.moc"
