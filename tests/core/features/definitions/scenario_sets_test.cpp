#include "core/data/worlds/scenario.h"
#include "core/features/definitions/read.h"
#include "core/features/definitions/scenario_sets.h"
#include "core/features/definitions/table_check.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::features;

class ScenarioSetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFileOfOursIsRight();
    void everySetReadsTablesOfItsScenario();
    void everySetFitsTheColumnsOfItsScenario();
    void theFeedHasTheFeaturesThatItsModelsKnow();
    void anUnknownScenarioIsToldWithTheKnownOnes();
};

void ScenarioSetsTest::everyFileOfOursIsRight()
{
    for (const auto &[scenario, text] : scenarioSetTexts()) {
        const auto read = readFeatureSet(text, scenario);
        QVERIFY_OK(read);
        QCOMPARE_TEXT(read.value().name, scenario);
    }
    QCOMPARE(scenarioSets().size(), scenarioSetTexts().size());
}

void ScenarioSetsTest::everySetReadsTablesOfItsScenario()
{
    for (const auto &each : scenarioSets()) {
        const auto scenario = data::findScenario(each.scenario);
        QVERIFY_OK(scenario);
        for (const auto &table : each.set.tables()) {
            const auto *known = scenario.value()->table(table);
            QVERIFY2(known && !known->truth, table.c_str());
        }
    }
}

void ScenarioSetsTest::everySetFitsTheColumnsOfItsScenario()
{
    using Form = data::WorldColumn::Form;
    const auto typeOf = [](Form form) {
        return form == Form::Whole                        ? "BIGINT"
            : form == Form::Decimal || form == Form::Real ? "DOUBLE"
            : form == Form::Time                          ? "TIMESTAMP"
            : form == Form::Date                          ? "DATE"
                                                          : "VARCHAR";
    };
    for (const auto &each : scenarioSets()) {
        TableColumns tables;
        for (const auto &table : data::findScenario(each.scenario).value()->tables) {
            for (const auto &column : table.columns)
                tables[table.name].push_back({column.name, typeOf(column.form)});
        }
        QVERIFY_OK(checkTables(each.set, each.scenario, tables));
    }
}

void ScenarioSetsTest::theFeedHasTheFeaturesThatItsModelsKnow()
{
    const auto feed = findScenarioSet("feed");
    QVERIFY_OK(feed);
    const auto &set = feed.value()->set;
    QCOMPARE(set.outputs().size(), std::size_t(17));
    QCOMPARE_TEXT(set.outputs().front()->name, "device");
    QCOMPARE_TEXT(set.outputs().back()->name, "hour_of_day");
    QCOMPARE(set.view("everybody_history")->every, 3600 * microsPerSecond);
}

void ScenarioSetsTest::anUnknownScenarioIsToldWithTheKnownOnes()
{
    const auto found = findScenarioSet("moon");
    QVERIFY_FAILS(found, "definitions.scenario_unknown");
    QVERIFY(found.error().message.find("feed") != std::string::npos);
}

SLIPWAY_TEST_MAIN(ScenarioSetsTest)
#include "scenario_sets_test.moc"
