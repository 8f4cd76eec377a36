#include "core/base/clock.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QDateTime>
#include <QObject>
#include <QTest>

using namespace slipway;

class ClockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTimeIsWrittenInMicrosecondsAndUtc();
    void whatIsWrittenIsReadBack();
    void calendarsAgreeWithQt();
    void leapYearsAreKnown();
    void fractionAndZoneMayBeMissing();
    void textsSortAsTheirTimes();
    void malformedTimesAreRefused_data();
    void malformedTimesAreRefused();
    void theClockIsThatOfTheSystem();
    void theSteadyClockNeverGoesBack();
};

// `date -u -d @1795171260` says Fri Nov 20 10:41:00 UTC 2026.
void ClockTest::aTimeIsWrittenInMicrosecondsAndUtc()
{
    QCOMPARE_TEXT(isoTime(1795171260 * microsPerSecond + 7), "2026-11-20T10:41:00.000007Z");
    QCOMPARE_TEXT(isoTime(0), "1970-01-01T00:00:00.000000Z");
    QCOMPARE_TEXT(isoTime(-1), "1969-12-31T23:59:59.999999Z");
}

void ClockTest::whatIsWrittenIsReadBack()
{
    for (const TimeMicros time : {TimeMicros {0}, TimeMicros {-1}, TimeMicros {951782399'999999},
                                  TimeMicros {1795171260'123456}, TimeMicros {253402300799'999999}}) {
        const auto back = parseIsoTime(isoTime(time));
        QVERIFY_OK(back);
        QCOMPARE(back.value(), time);
    }
}

// Every 11 days and a bit over six centuries, against Qt's calendar.
void ClockTest::calendarsAgreeWithQt()
{
    for (TimeMicros time = -5'000'000'000 * microsPerSecond; time < 14'000'000'000 * microsPerSecond;
         time += 1'000'003 * microsPerSecond) {
        const auto expected = QDateTime::fromMSecsSinceEpoch(time / 1000, Qt::UTC)
                                  .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz000Z"));
        QCOMPARE(QString::fromStdString(isoTime(time)), expected);
    }
}

void ClockTest::leapYearsAreKnown()
{
    QVERIFY_OK(parseIsoTime("2024-02-29T00:00:00Z"));
    QVERIFY_OK(parseIsoTime("2000-02-29T00:00:00Z"));
    QVERIFY_FAILS(parseIsoTime("2026-02-29T00:00:00Z"), "time.malformed");
    QVERIFY_FAILS(parseIsoTime("1900-02-29T00:00:00Z"), "time.malformed");
    QCOMPARE(parseIsoTime("2024-03-01T00:00:00Z").value() - parseIsoTime("2024-02-28T00:00:00Z").value(),
             2 * microsPerDay);
}

void ClockTest::fractionAndZoneMayBeMissing()
{
    const TimeMicros whole = 1795171260 * microsPerSecond;
    QCOMPARE(parseIsoTime("2026-11-20T10:41:00").value(), whole);
    QCOMPARE(parseIsoTime("2026-11-20T10:41:00Z").value(), whole);
    QCOMPARE(parseIsoTime("2026-11-20T10:41:00.5").value(), whole + 500'000);
    QCOMPARE(parseIsoTime("2026-11-20T10:41:00.000001Z").value(), whole + 1);
    QCOMPARE(parseIsoTime("2026-11-20T10:41:00.123456789Z").value(), whole + 123'456);
}

void ClockTest::textsSortAsTheirTimes()
{
    const std::string early = isoTime(999'999);
    const std::string late = isoTime(1'000'000);
    QVERIFY(early < late);
    QVERIFY(isoTime(1795171260 * microsPerSecond) > late);
}

void ClockTest::malformedTimesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             "noon",
                             "2026-11-20",
                             "2026-11-20T10:41",
                             "2026-13-01T00:00:00Z",
                             "2026-00-01T00:00:00Z",
                             "2026-11-31T00:00:00Z",
                             "2026-11-00T00:00:00Z",
                             "2026-11-20T24:00:00Z",
                             "2026-11-20T10:60:00Z",
                             "2026-11-20T10:41:61Z",
                             "2026-11-20 10:41:00Z",
                             "2026-11-20T10:41:00+02:00",
                             "2026-11-20T10:41:00ZZ",
                             "2026-11-20T10:41:00.",
                             "2026-11-20T10:41:00.Z",
                             "2026-11-20T10:41:00.5x",
                             " 2026-11-20T10:41:00Z",
                             "2026- 1- 2T 3: 4: 5Z",
                             "2026-1-2T3:4:5Z",
                             "+026-11-20T10:41:00Z",
                             "2026-11-20T10:41:+5Z",
                             "20261-11-20T10:41:00Z"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("a zero byte") << QByteArray("2026-11-20T10:41:00\0", 20);
}

void ClockTest::malformedTimesAreRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY_FAILS(parseIsoTime(text.toStdString()), "time.malformed");
}

void ClockTest::theClockIsThatOfTheSystem()
{
    const auto before = QDateTime::currentMSecsSinceEpoch();
    const auto now = utcNow();
    const auto after = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(now >= before * 1000);
    QVERIFY(now < (after + 1) * 1000);
}

void ClockTest::theSteadyClockNeverGoesBack()
{
    double last = steadySeconds();
    for (int i = 0; i < 1000; ++i) {
        const double now = steadySeconds();
        QVERIFY(now >= last);
        last = now;
    }
}

SLIPWAY_TEST_MAIN(ClockTest)
#include "clock_test.moc"
