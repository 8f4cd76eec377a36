#include "core/features/definitions/changes.h"

#include "tests/core/features/definitions/small_shop.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::features;
using slipway::testing::shop;

class ChangesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSetDoesNotDifferFromItself();
    void anExpressionTouchesAllThatIsMadeFromIt();
    void wordsTouchNoValues();
    void theWayIntoAModelIsNoValue();
    void aViewAndItsSourceChangeAllOfItsFeatures();
    void featuresThatCameAndWentAreNamed();
    void theLabelsAreATopicOfTheirOwn();
};

void ChangesTest::aSetDoesNotDifferFromItself()
{
    QVERIFY(compareSets(shop(), shop()).empty());
}

void ChangesTest::anExpressionTouchesAllThatIsMadeFromIt()
{
    const auto before = shop();
    const auto after = shop("orders_7d + orders_30d", "orders_7d + 1");
    const auto changes = compareSets(before, after);
    QCOMPARE(changes.changed.size(), std::size_t(1));
    QCOMPARE_TEXT(changes.changed[0].feature, "busy");
    QCOMPARE_TEXT(changes.changed[0].what, "expression");
    QCOMPARE_TEXT(changes.changed[0].from, "orders_7d + orders_30d");
    QCOMPARE_TEXT(changes.changed[0].to, "orders_7d + 1");
    QCOMPARE(touchedFeatures(changes, before, after), (std::set<std::string> {"busy", "share"}));
}

void ChangesTest::wordsTouchNoValues()
{
    const auto before = shop();
    const auto after = shop("description: Money spent", "description: Euros spent");
    const auto changes = compareSets(before, after);
    QCOMPARE(changes.changed.size(), std::size_t(1));
    QVERIFY(!changes.changed[0].values);
    QVERIFY(touchedFeatures(changes, before, after).empty());
}

void ChangesTest::theWayIntoAModelIsNoValue()
{
    const auto after =
        shop("derived:",
             "transforms:\n  - columns: [age, channel]\n    steps: [{type: impute, by: median}, "
             "{type: standard}]\nderived:");
    const auto changes = compareSets(shop(), after);
    QCOMPARE(changes.changed.size(), std::size_t(2));
    QCOMPARE_TEXT(changes.changed[1].feature, "age");
    QCOMPARE_TEXT(changes.changed[1].what, "transforms");
    QCOMPARE_TEXT(changes.changed[1].from, "");
    QCOMPARE_TEXT(changes.changed[1].to, "impute by=median, then standard");
    QVERIFY(touchedFeatures(changes, shop(), after).empty());
}

void ChangesTest::aViewAndItsSourceChangeAllOfItsFeatures()
{
    const auto before = shop();
    auto after = shop("every: 1d", "every: 1h");
    QCOMPARE(compareSets(before, after).changed.size(), std::size_t(4)); // three windows and spent
    QCOMPARE(touchedFeatures(compareSets(before, after), before, after),
             (std::set<std::string> {"orders_7d", "orders_30d", "orders_all", "spent", "busy", "share"}));
    after = shop("    visible: before\n", "    visible: before\n    where: amount > 0\n");
    const auto changes = compareSets(before, after);
    QCOMPARE(changes.changed.size(), std::size_t(5)); // and those of the category
    QCOMPARE_TEXT(changes.changed.front().what, "where of the source");
}

void ChangesTest::featuresThatCameAndWentAreNamed()
{
    const auto before = shop();
    const auto after = shop("windows: [7d, 30d, all]", "windows: [7d, 30d, 60d, all]");
    const auto changes = compareSets(before, after);
    QCOMPARE(changes.added, std::vector<std::string> {"orders_60d"});
    QVERIFY(changes.removed.empty() && changes.changed.empty());
    const auto back = compareSets(after, before);
    QCOMPARE(back.removed, std::vector<std::string> {"orders_60d"});
    QCOMPARE(touchedFeatures(back, after, before), (std::set<std::string> {"orders_60d"}));
}

void ChangesTest::theLabelsAreATopicOfTheirOwn()
{
    const auto changes = compareSets(shop(), shop("target: returned", "target: kept"));
    QVERIFY(changes.labels && !changes.empty());
    QVERIFY(toJson(changes).at("labels").get<bool>());
}

SLIPWAY_TEST_MAIN(ChangesTest)
#include "changes_test.moc"
