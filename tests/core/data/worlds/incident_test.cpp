#include "core/data/worlds/incident.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;

class IncidentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCommandLineSaysWhatTheFileSays();
    void whatIsLeftOutIsAsTheScenarioSays();
    void timesAreSharesOrMoments();
    void columnsMayNameTheirTable();
    void eachMistakeHasItsSentence_data();
    void eachMistakeHasItsSentence();

private:
    Result<std::vector<Incident>> resolve(const char *scenario, const std::string &text) const
    {
        Json list = Json::array();
        SLIPWAY_ASSIGN(list[0], parseIncident(text));
        return resolveIncidents(*findScenario(scenario).value(), list, m_start, 100);
    }

    const TimeMicros m_start = parseIsoTime("2026-01-01T00:00:00Z").value();
};

void IncidentTest::theCommandLineSaysWhatTheFileSays()
{
    QCOMPARE_TEXT(writeJson(parseIncident("unit_change:amount@0.6=100").value()),
                  R"({"at":"0.6","column":"amount","kind":"unit_change","strength":100.0})");
    QCOMPARE_TEXT(writeJson(parseIncident("prior_shift@2026-01-20").value()),
                  R"({"at":"2026-01-20","kind":"prior_shift"})");
    QCOMPARE_TEXT(writeJson(parseIncident("missing_block:x@2026-01-20T10:00:00=0.2").value()),
                  R"({"at":"2026-01-20T10:00:00","column":"x","kind":"missing_block","strength":0.2})");
    for (const char *wrong : {"", "prior_shift", "prior_shift@", "@0.5", "prior_shift@0.5=", "a@b=c"})
        QVERIFY_FAILS(parseIncident(wrong), "worlds.incident_unreadable");
}

void IncidentTest::whatIsLeftOutIsAsTheScenarioSays()
{
    const auto incident = resolve("fraud", "unit_change@0.5").value().front();
    QCOMPARE_TEXT(incident.table, "transactions");
    QCOMPARE_TEXT(incident.column, "amount");
    QCOMPARE(incident.strength, 100.0);
    QCOMPARE(incident.at, m_start + 50 * microsPerDay);
    QVERIFY(incident.active(incident.at + 49 * microsPerDay));
    QVERIFY(!incident.active(incident.at - 1));
    const auto block = resolve("fraud", "missing_block@0.5=0.25").value().front();
    QVERIFY(block.active(block.at + 25 * microsPerDay - 1));
    QVERIFY(!block.active(block.at + 25 * microsPerDay));
}

void IncidentTest::timesAreSharesOrMoments()
{
    QCOMPARE(resolve("feed", "prior_shift@0").value().front().at, m_start);
    QCOMPARE(resolve("feed", "prior_shift@2026-01-11").value().front().at, m_start + 10 * microsPerDay);
    QCOMPARE(resolve("feed", "prior_shift@2026-01-11T06:00:00Z").value().front().at,
             m_start + 10 * microsPerDay + microsPerDay / 4);
    for (const char *at : {"1", "1.5", "-0.1", "2025-12-31", "2027-01-01", "soon"})
        QVERIFY_FAILS(resolve("feed", std::string("prior_shift@") + at), "worlds.incident_time");
}

void IncidentTest::columnsMayNameTheirTable()
{
    QCOMPARE_TEXT(resolve("churn", "unit_change:usage.data_gb@0.5").value().front().table, "usage");
    QCOMPARE_TEXT(resolve("churn", "unit_change:amount@0.5").value().front().table, "billing");
}

void IncidentTest::eachMistakeHasItsSentence_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("incident");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no such kind") << QByteArray("feed") << QByteArray("flood@0.5")
                                  << QByteArray("There is no incident flood. Choose one of covariate_shift,");
    QTest::newRow("makes no sense")
        << QByteArray("demand") << QByteArray("prior_shift@0.5")
        << QByteArray("makes no sense in the scenario demand; it would in feed, churn, fraud, reviews.");
    QTest::newRow("no such column") << QByteArray("feed") << QByteArray("unit_change:clicks@0.5")
                                    << QByteArray("cannot happen to clicks in the scenario feed. It can "
                                                  "happen to interactions.dwell_time.");
    QTest::newRow("no column wanted") << QByteArray("feed") << QByteArray("prior_shift:device@0.5")
                                      << QByteArray("It can happen to the whole world");
    QTest::newRow("a share above one") << QByteArray("feed") << QByteArray("missing_block@0.5=2")
                                       << QByteArray("must be a share above 0 and at most 1, not 2.0.");
    QTest::newRow("a factor of nothing") << QByteArray("feed") << QByteArray("unit_change@0.5=0")
                                         << QByteArray("must be a factor from 0.000001 to 1000000");
    QTest::newRow("outside") << QByteArray("feed") << QByteArray("prior_shift@2030-01-01")
                             << QByteArray("which runs from 2026-01-01T00:00:00 to 2026-04-11T00:00:00.");
}

void IncidentTest::eachMistakeHasItsSentence()
{
    QFETCH(QByteArray, scenario);
    QFETCH(QByteArray, incident);
    QFETCH(QByteArray, said);
    const auto resolved = resolve(scenario.constData(), incident.toStdString());
    QVERIFY(!resolved.ok());
    QVERIFY2(resolved.error().message.find(said.toStdString()) != std::string::npos,
             resolved.error().message.c_str());
    QCOMPARE(exitStatus(resolved.error().code), 2);
}

SLIPWAY_TEST_MAIN(IncidentTest)
#include "incident_test.moc"
