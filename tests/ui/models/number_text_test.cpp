#include "ui/models/number_text.h"

#include "tests/support/ui_test_main.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace slipway;
using namespace slipway::ui;

class NumberTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void metricsAreWrittenAsTheCatalogueSays();
    void numbersFollowTheLanguage();
    void whatDoesNotExistIsADash();
    void durationsAreShort();
    void timesAreAsNearAsPeopleSpeakOfThem();
};

// LOOK.md, Numbers: scores 3 decimals, p-values "0.012" or "< 0.001", latency 2 digits, counts grouped.
void NumberTextTest::metricsAreWrittenAsTheCatalogueSays()
{
    QCOMPARE(NumberText::metric("val_auc", 0.73649), QStringLiteral("0.736"));
    QCOMPARE(NumberText::metric("test_ndcg@10", 0.5), QStringLiteral("0.500"));
    QCOMPARE(NumberText::metric("latency_p99_ms", 8.26), QStringLiteral("8.3 ms"));
    QCOMPARE(NumberText::metric("n", 250000), QStringLiteral("250,000"));
    QCOMPARE(NumberText::metric("p_value", 0.00004), QStringLiteral("< 0.001"));
    QCOMPARE(NumberText::metric("my_own_metric", 0.0123456), QStringLiteral("0.01235"));
    QCOMPARE(NumberText::metric("my_own_metric", 123456), QStringLiteral("123,456"));
    QCOMPARE(NumberText::metricLabel("val_auc"), QStringLiteral("AUC, validation"));
    QCOMPARE(NumberText::metricLabel("test_ndcg@10"), QStringLiteral("NDCG@10, test"));
    QCOMPARE(NumberText::metricLabel("my_own_metric"), QStringLiteral("my_own_metric"));
}

void NumberTextTest::numbersFollowTheLanguage()
{
    QCOMPARE(NumberText::fixed(-1234.5, 2), QStringLiteral("−1,234.50"));
    QCOMPARE(NumberText::fixed(-0.0004, 3), QStringLiteral("0.000")); // no sign on a zero
    QCOMPARE(NumberText::share(0.1234), QStringLiteral("12.3%"));
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(NumberText::fixed(-1234.5, 2), QStringLiteral("−1.234,50"));
    QCOMPARE(NumberText::metric("auc", 0.7364), QStringLiteral("0,736"));
}

void NumberTextTest::whatDoesNotExistIsADash()
{
    for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
        QCOMPARE(NumberText::fixed(value, 3), QStringLiteral("–"));
        QCOMPARE(NumberText::metric("auc", value), QStringLiteral("–"));
        QCOMPARE(NumberText::share(value), QStringLiteral("–"));
        QCOMPARE(NumberText::duration(value), QStringLiteral("–"));
    }
    QCOMPARE(NumberText::pValue(std::nan("")), QStringLiteral("–"));
    QCOMPARE(NumberText::time(0), QStringLiteral("–"));
}

void NumberTextTest::durationsAreShort()
{
    QCOMPARE(NumberText::duration(0.0123), QStringLiteral("12 ms"));
    QCOMPARE(NumberText::duration(0.38), QStringLiteral("380 ms"));
    QCOMPARE(NumberText::duration(3.94), QStringLiteral("3.9 s"));
    QCOMPARE(NumberText::duration(6), QStringLiteral("6 s"));
    QCOMPARE(NumberText::duration(42.4), QStringLiteral("42 s"));
    QCOMPARE(NumberText::duration(125), QStringLiteral("2 min 5 s"));
    QCOMPARE(NumberText::duration(3840), QStringLiteral("1 h 4 min"));
}

void NumberTextTest::timesAreAsNearAsPeopleSpeakOfThem()
{
    const QDateTime now(QDate(2026, 11, 20), QTime(12, 0));
    const auto shown = [&](const QDateTime &time) {
        return NumberText::time(time.toMSecsSinceEpoch() * 1000, now);
    };
    QCOMPARE(shown(QDateTime(QDate(2026, 11, 20), QTime(9, 5))), QStringLiteral("09:05"));
    QCOMPARE(shown(QDateTime(QDate(2026, 11, 19), QTime(23, 59))), QStringLiteral("Yesterday"));
    QCOMPARE(shown(QDateTime(QDate(2026, 11, 18), QTime(12, 0))), QStringLiteral("18 Nov"));
    QCOMPARE(shown(QDateTime(QDate(2025, 11, 20), QTime(12, 0))), QStringLiteral("20 Nov 2025"));
}

SLIPWAY_UI_TEST_MAIN(NumberTextTest)
#include "number_text_test.moc"
