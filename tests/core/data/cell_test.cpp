#include "core/data/cell.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;

class CellTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTextHasExactlyTheseReadings_data();
    void aTextHasExactlyTheseReadings();
    void numbersAreReadInTheirStyle();
    void datesAreReadInTheirOrder();
    void daysThatDoNotExistAreNoDates();
    void formatsReadWhatTheySay();
};

void CellTest::aTextHasExactlyTheseReadings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<uint>("forms");
    const auto blanks = form::groupedByBlankDot | form::groupedByBlankComma;
    const auto add = [](const char *text, uint forms) { QTest::newRow(text) << text << forms; };
    add("5", form::numbers);
    add("-12", form::numbers);
    add("08123", 0); // a zip code
    add("-0", form::numbers & ~form::whole);
    add("1.5", form::dotNumbers);
    add("1,5", form::comma | form::groupedByDot | form::groupedByBlankComma);
    add("1.234", form::dotNumbers | form::groupedByDot);
    add("1,234", form::comma | form::groupedByDot | form::groupedByBlankComma | form::groupedByComma);
    add("1,234,567", form::groupedByComma);
    add("1.234.567,8", form::groupedByDot);
    add("1 234", blanks);
    add("1 234,5", form::groupedByBlankComma);
    add("1\xc2\xa0"
        "234.5",
        form::groupedByBlankDot);
    add("12 34", 0);
    add("1,23,456", 0);
    add("2e-3", form::dotNumbers | form::commaNumbers);
    add("0x10", 0);
    add("5 EUR", 0);
    add("-", 0);
    add("1-2", 0);
    add("true", form::flag);
    add("FALSE", form::flag);
    add("yes", 0);
    add("2026-01-31", form::iso);
    add("2026-1-5", form::iso);
    add("2026-01-31T10:15:00.5Z", form::iso);
    add("2026-01-31 25:00", 0);
    add("2026/01/31", form::yearSlash);
    add("31.01.2026", form::dayDot);
    add("31/01/2026", form::daySlash);
    add("01/31/2026", form::monthSlash);
    add("01/02/2026", form::daySlash | form::monthSlash);
    add("13-02-2026", form::dayDash);
    add("1/2/26", 0);
    add("word", 0);
}

void CellTest::aTextHasExactlyTheseReadings()
{
    QFETCH(const QString, text);
    QFETCH(const uint, forms);
    QCOMPARE(formsOf(text.toStdString()).forms, forms);
}

void CellTest::numbersAreReadInTheirStyle()
{
    QCOMPARE(realOf("1,5", form::comma).value(), 1.5);
    QCOMPARE(realOf("1.234,5", form::groupedByDot).value(), 1234.5);
    QCOMPARE(realOf("-1 234 567.25", form::groupedByBlankDot).value(), -1234567.25);
    QCOMPARE(wholeOf("1,234", form::groupedByComma).value(), 1234);
    QCOMPARE(realOf("0.1", form::dot).value(), 0.1);
    QCOMPARE(realOf("1e400", form::dot).value(), std::numeric_limits<double>::infinity());
    QVERIFY(!wholeOf("9223372036854775808", form::whole));
    QCOMPARE(wholeOf("-9223372036854775808", form::whole).value(), std::numeric_limits<qint64>::min());
    QVERIFY(!realOf("1,5", form::dot));
    QVERIFY(!wholeOf("1.5", form::groupedByComma));
}

// Seconds since 1970 by `date -u -d '2026-01-31 10:15:00' +%s`: 1769854500.
void CellTest::datesAreReadInTheirOrder()
{
    QCOMPARE(timeOf("2026-01-31 10:15", form::iso).value().micros, 1769854500000000);
    QCOMPARE(timeOf("31.1.2026 10:15:00", form::dayDot).value().micros, 1769854500000000);
    QCOMPARE(timeOf("1/31/2026 10:15 AM", form::monthSlash).value().micros, 1769854500000000);
    QCOMPARE(timeOf("2026-01-31T12:15:00+02:00", form::iso).value().micros, 1769854500000000);
    QVERIFY(timeOf("2026-01-31T12:15:00+02:00", form::iso).value().zone);
    QVERIFY(timeOf("2026-01-31", form::iso).value().dayOnly);
    QCOMPARE(timeOf("1969-12-31 23:59:59.999999", form::iso).value().micros, -1);
}

void CellTest::daysThatDoNotExistAreNoDates()
{
    for (const char *text : {"2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31"})
        QVERIFY2(!timeOf(text, form::iso), text);
    QVERIFY(timeOf("2024-02-29", form::iso));
}

void CellTest::formatsReadWhatTheySay()
{
    QCOMPARE(timeByFormat("31 Jan 2026 10:15", "%d %b %Y %H:%M").value().micros, 1769854500000000);
    QCOMPARE(timeByFormat("20260131", "%Y%m%d").value().micros, 1769817600000000);
    QCOMPARE(timeByFormat("01/31/26 10:15 AM", "%m/%d/%y %I:%M %p").value().micros, 1769854500000000);
    QCOMPARE(timeByFormat("1769854500", "epoch").value().micros, 1769854500000000);
    QCOMPARE(timeByFormat("1769854500.5", "epoch").value().micros, 1769854500500000);
    QCOMPARE(timeByFormat("1769854500000", "epoch_ms").value().micros, 1769854500000000);
    QVERIFY(!timeByFormat("31 Jan 2026 and more", "%d %b %Y"));
    QVERIFY(!timeByFormat("soon", "epoch"));
    QVERIFY(knownFormat("%d.%m.%Y"));
    QVERIFY(!knownFormat("day first"));
    QVERIFY(!knownFormat("%q"));
}

SLIPWAY_TEST_MAIN(CellTest)
#include "cell_test.moc"
