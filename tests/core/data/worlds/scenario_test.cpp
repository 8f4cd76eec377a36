#include "core/data/worlds/scenario.h"

#include "core/workspace/config.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <set>

using namespace slipway;
using namespace slipway::data;

class ScenarioTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thereAreFiveAndEachHasItsTruth();
    void everyColumnHasAMeaningAndEveryIncidentItsPlace();
    void churnHasTheColumnsThatClientsSend();
    void theIncidentsAreThoseOfTheConfiguration();
    void anUnknownNameListsTheKnownOnes();
    void formsGetEverything();
    void aWrongFileIsNamedWithLineKeyAndRemedy_data();
    void aWrongFileIsNamedWithLineKeyAndRemedy();
};

void ScenarioTest::thereAreFiveAndEachHasItsTruth()
{
    std::string names;
    for (const auto &scenario : scenarios()) {
        names += scenario.name + " ";
        const auto *truth = scenario.table(scenario.task.table + "_truth");
        QVERIFY2(truth && truth->truth, scenario.name.c_str());
        int truths = 0;
        for (const auto &table : scenario.tables)
            truths += table.truth;
        QCOMPARE(truths, 1);
        // Times are there for splits and incidents.
        QVERIFY2(scenario.table(scenario.task.table)->time != WorldTable::none, scenario.name.c_str());
    }
    QCOMPARE_TEXT(names, "feed churn fraud demand reviews ");
}

void ScenarioTest::everyColumnHasAMeaningAndEveryIncidentItsPlace()
{
    using enum IncidentKind;
    for (const auto &scenario : scenarios()) {
        std::set<IncidentKind> kinds;
        for (const auto &offer : scenario.incidents) {
            kinds.insert(offer.kind);
            for (const auto &column : offer.columns) {
                const auto dot = column.find('.');
                const auto *table = scenario.table(column.substr(0, dot));
                QVERIFY2(table && table->time != WorldTable::none, column.c_str());
                const auto &of = table->columns[table->find(column.substr(dot + 1))];
                using Form = WorldColumn::Form;
                const bool number = of.form == Form::Whole || of.form == Form::Decimal;
                if (offer.kind == NewCategory)
                    QVERIFY2(of.form == Form::Level, column.c_str());
                if (offer.kind == UnitChange || offer.kind == SensorStuck)
                    QVERIFY2(number, column.c_str());
                QVERIFY2(of.form != Form::Real, column.c_str());
            }
            QVERIFY(offer.columns.empty() == (offer.kind == PriorShift));
        }
        // All eight, but for the one that needs classes.
        QCOMPARE(kinds.size(), scenario.task.kind == "forecast" ? std::size_t(7) : std::size_t(8));
    }
}

void ScenarioTest::churnHasTheColumnsThatClientsSend()
{
    const auto *customers = findScenario("churn").value()->table("customers");
    for (const auto *column :
         {"customer_id", "age", "gender", "location", "contract_type", "payment_method", "avg_data_usage",
          "avg_call_minutes", "usage_days", "avg_monthly_charges", "late_payments", "tenure", "churn"})
        QVERIFY2(customers->find(column) != WorldTable::none, column);
}

void ScenarioTest::theIncidentsAreThoseOfTheConfiguration()
{
    QCOMPARE(incidentKindNames().size(), std::size_t(8));
    QCOMPARE_TEXT(incidentKindNames()[static_cast<std::size_t>(IncidentKind::CovariateShift)],
                  "covariate_shift");
    QCOMPARE_TEXT(incidentKindNames()[static_cast<std::size_t>(IncidentKind::SchemaBreak)], "schema_break");
    QCOMPARE_TEXT(incidentKindNames()[static_cast<std::size_t>(IncidentKind::SensorStuck)], "sensor_stuck");
}

void ScenarioTest::anUnknownNameListsTheKnownOnes()
{
    const auto missing = findScenario("weather");
    QVERIFY_FAILS(missing, "worlds.scenario_unknown");
    QVERIFY(missing.error().message.find("feed, churn, fraud, demand, reviews") != std::string::npos);
}

void ScenarioTest::formsGetEverything()
{
    const Json json = toJson(*findScenario("churn").value());
    QCOMPARE_TEXT(json["task"]["target"].get<std::string>(), "churn");
    QCOMPARE(json["rows"]["standard"].get<int>(), 50000);
    QVERIFY(json["entities"].is_null());
    QCOMPARE_TEXT(json["parameters"][0]["name"].get<std::string>(), "churn_rate");
    QCOMPARE_TEXT(json["tables"][0]["columns"][7]["levels"][0].get<std::string>(), "month-to-month");
    QCOMPARE_TEXT(json["incidents"][0]["kind"].get<std::string>(), "covariate_shift");
}

namespace {

const QByteArray right = "scenario: tiny\n" // line 1
                         "title: A tiny world\n"
                         "story: Nothing much.\n"
                         "mechanism: Chance.\n"
                         "truth: Known.\n"
                         "task: {kind: binary, table: rows, target: y}\n" // line 6
                         "rows: {table: rows, standard: 10}\n"
                         "days: 3\n"
                         "tables:\n"
                         "  - name: rows\n" // line 10
                         "    meaning: All of it.\n"
                         "    time: at\n"
                         "    columns:\n"
                         "      - {name: at, type: time, meaning: \"When\"}\n"
                         "      - {name: y, type: whole, meaning: \"The label\"}\n" // line 15
                         "incidents:\n"
                         "  - {kind: unit_change, columns: [rows.y], strength: 2, meaning: \"Twice\"}\n";

} // namespace

void ScenarioTest::aWrongFileIsNamedWithLineKeyAndRemedy_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("a missing key") << QByteArray("title: A tiny world\n") << QByteArray()
                                   << QByteArray("line 1: title is missing. Add that key.");
    QTest::newRow("an unknown key") << QByteArray("days: 3") << QByteArray("dais: 3")
                                    << QByteArray("line 8: dais is not a known key. Known here: scenario,");
    QTest::newRow("a key twice") << QByteArray("days: 3") << QByteArray("days: 3\ndays: 4")
                                 << QByteArray("line 9: days stands there a second time. Keep one");
    QTest::newRow("no number") << QByteArray("days: 3") << QByteArray("days: many")
                               << QByteArray("line 8: days must be a number, not \"many\".");
    QTest::newRow("too many") << QByteArray("days: 3") << QByteArray("days: 9999")
                              << QByteArray("line 8: days must be a whole number from 1 to 3650.");
    QTest::newRow("a type") << QByteArray("type: whole") << QByteArray("type: huge")
                            << QByteArray("line 15: type cannot be \"huge\". Choose one of whole, decimal");
    QTest::newRow("a kind") << QByteArray("unit_change") << QByteArray("flood")
                            << QByteArray("line 17: kind cannot be \"flood\". Choose one of covariate_shift");
    QTest::newRow("a column") << QByteArray("rows.y]") << QByteArray("rows.x]")
                              << QByteArray("line 17: columns names rows.x, which is not there.");
    QTest::newRow("a target") << QByteArray("target: y") << QByteArray("target: z")
                              << QByteArray("line 6: task names a table or a target that is not there.");
    QTest::newRow("a column twice") << QByteArray("name: y") << QByteArray("name: at")
                                    << QByteArray("line 15: name stands there a second time.");
    QTest::newRow("a time") << QByteArray("time: at") << QByteArray("time: when")
                            << QByteArray("line 12: time names no column of the table.");
    QTest::newRow("no section") << QByteArray("rows: {table: rows, standard: 10}") << QByteArray("rows: 10")
                                << QByteArray("line 7: rows must be a section with keys below it.");
    QTest::newRow("no list") << QByteArray("[rows.y]") << QByteArray("rows.y")
                             << QByteArray("line 17: columns must be a list of words.");
    QTest::newRow("no YAML") << QByteArray("days: 3") << QByteArray("days: [3")
                             << QByteArray("this is not valid YAML");
}

void ScenarioTest::aWrongFileIsNamedWithLineKeyAndRemedy()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, said);
    QVERIFY_OK(readScenario(right.toStdString(), "tiny.yaml"));
    QByteArray wrong = right;
    wrong.replace(from, to);
    QVERIFY(wrong != right);
    const auto read = readScenario(wrong.toStdString(), "tiny.yaml");
    QVERIFY(!read.ok());
    const auto &message = read.error().message;
    QVERIFY2(message.starts_with("tiny.yaml, line"), message.c_str());
    QVERIFY2(message.find(said.toStdString()) != std::string::npos, message.c_str());
    QCOMPARE(exitStatus(read.error().code), 4);
}

SLIPWAY_TEST_MAIN(ScenarioTest)
#include "scenario_test.moc"
