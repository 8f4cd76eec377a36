#include "core/evaluate/number_text.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cmath>

using namespace slipway::evaluate;

class NumberTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void minusIsARealMinusSign();
    void whatRoundsToZeroHasNoSign();
    void countsAreGroupedOrShortened();
    void smallPValuesAreBelowAThousandth();
    void latencyHasTwoDigits();
    void whatDoesNotExistIsADash();
    void durationsNameTheirUnit();
};

void NumberTextTest::minusIsARealMinusSign()
{
    QCOMPARE_TEXT(fixedText(-0.021, 3), "\u22120.021");
    QCOMPARE_TEXT(signedText(0.013, 3), "+0.013");
    QCOMPARE_TEXT(signedIntervalText(-0.028, -0.014, 3), "\u22120.028 to \u22120.014");
    QCOMPARE_TEXT(intervalText(0.871, 0.897, 3), "0.871 to 0.897");
}

void NumberTextTest::whatRoundsToZeroHasNoSign()
{
    QCOMPARE_TEXT(fixedText(-0.0004, 3), "0.000");
    QCOMPARE_TEXT(signedText(0.0004, 3), "0.000");
    QCOMPARE_TEXT(signedText(-0.0, 1), "0.0");
}

void NumberTextTest::countsAreGroupedOrShortened()
{
    QCOMPARE_TEXT(countText(250000), "250,000");
    QCOMPARE_TEXT(countText(999), "999");
    QCOMPARE_TEXT(countText(-1234567), "\u22121,234,567");
    QCOMPARE_TEXT(shortCountText(30400), "30.4K");
    QCOMPARE_TEXT(shortCountText(2000), "2K");
    QCOMPARE_TEXT(shortCountText(999960), "1M");
    QCOMPARE_TEXT(shortCountText(950), "950");
}

void NumberTextTest::smallPValuesAreBelowAThousandth()
{
    QCOMPARE_TEXT(pValueText(0.012), "0.012");
    QCOMPARE_TEXT(pValueText(0.0009), "< 0.001");
    QCOMPARE_TEXT(pValueText(0), "< 0.001");
    QCOMPARE_TEXT(shareText(0.1234), "12.3%");
}

void NumberTextTest::latencyHasTwoDigits()
{
    QCOMPARE_TEXT(twoDigitText(0.449), "0.45");
    QCOMPARE_TEXT(twoDigitText(8.31), "8.3");
    QCOMPARE_TEXT(twoDigitText(9.97), "10");
    QCOMPARE_TEXT(twoDigitText(0.0998), "0.10");
    QCOMPARE_TEXT(twoDigitText(12.4), "12");
    QCOMPARE_TEXT(twoDigitText(120.4), "120");
}

void NumberTextTest::whatDoesNotExistIsADash()
{
    QCOMPARE_TEXT(fixedText(std::nan(""), 3), "\u2013");
    QCOMPARE_TEXT(pValueText(std::nan("")), "\u2013");
    QCOMPARE_TEXT(shareText(std::nan("")), "\u2013");
    QCOMPARE_TEXT(twoDigitText(std::nan("")), "\u2013");
    QCOMPARE_TEXT(countText(std::nan("")), "\u2013");
}

void NumberTextTest::durationsNameTheirUnit()
{
    QCOMPARE_TEXT(durationText(0.38), "380 ms");
    QCOMPARE_TEXT(durationText(7.62), "7.6 s");
    QCOMPARE_TEXT(durationText(59.7), "1 min 0 s");
    QCOMPARE_TEXT(durationText(125), "2 min 5 s");
    QCOMPARE_TEXT(durationText(3840), "1 h 4 min");
}

SLIPWAY_TEST_MAIN(NumberTextTest)
#include "number_text_test.moc"
