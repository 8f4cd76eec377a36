#include "core/report/ticks.h"

#include "core/base/random.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;
using namespace slipway::report;

class TicksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aShareHasThreeTicks();
    void everyRangeHasThreeToFive();
    void axesThatMoveOutwardHoldTheirData();
    void fixedEndsStayWhereTheyAre();
    void wholeNumbersStayWhole();
    void oneValueStillHasAnAxis();
    void logarithmicAxesStandOnPowers();
    void labelsAreShortAndExact();
};

void TicksTest::aShareHasThreeTicks()
{
    const auto ticks = axisTicks({.lower = 0, .upper = 1}, 0, 1, true);
    QCOMPARE(ticks.values, (std::vector<double> {0, 0.5, 1}));
    QCOMPARE(ticks.labels, (std::vector<std::string> {"0", "0.5", "1"}));
}

void TicksTest::everyRangeHasThreeToFive()
{
    Random random(1);
    for (int i = 0; i < 3000; ++i) {
        const double lower = 200 * random.uniform() - 100;
        const double upper = lower + std::pow(10, 8 * random.uniform() - 4);
        const auto values = roundTicks(lower, upper);
        const auto range = QByteArray::number(lower, 'g', 17) + " to " + QByteArray::number(upper, 'g', 17);
        QVERIFY2(values.size() >= 3 && values.size() <= 5, range.constData());
        QVERIFY2(values.front() >= lower - 1e-6 * (upper - lower)
                     && values.back() <= upper + 1e-6 * (upper - lower),
                 range.constData());
        const double step = values[1] - values[0];
        QCOMPARE_NEAR(values[2] - values[1], step, 1e-9 * std::max(step, std::abs(upper)));
    }
}

void TicksTest::axesThatMoveOutwardHoldTheirData()
{
    Random random(2);
    for (int i = 0; i < 3000; ++i) {
        const double least = 20 * random.uniform() - 10;
        const double most = least + std::pow(10, 6 * random.uniform() - 3);
        const auto ticks = axisTicks({}, least, most, true);
        QVERIFY(ticks.values.size() >= 3 && ticks.values.size() <= 5);
        QVERIFY(ticks.lower <= least + 1e-9 && ticks.upper >= most - 1e-9);
        QVERIFY(ticks.lower == ticks.values.front() && ticks.upper == ticks.values.back());
    }
    QCOMPARE(axisTicks({}, 0.327, 0.402, true).labels,
             (std::vector<std::string> {"0.3", "0.35", "0.4", "0.45"}));
}

void TicksTest::fixedEndsStayWhereTheyAre()
{
    const auto ticks = axisTicks({.lower = 0}, 3, 0.284, true);
    QCOMPARE_NEAR(ticks.lower, 0, 0.0);
    QCOMPARE_NEAR(ticks.upper, 0.3, 1e-12);
    const auto both = axisTicks({.lower = 0.13, .upper = 0.87}, 0, 1, true);
    QCOMPARE_NEAR(both.lower, 0.13, 0.0);
    QCOMPARE_NEAR(both.upper, 0.87, 0.0);
}

void TicksTest::wholeNumbersStayWhole()
{
    QCOMPARE(axisTicks({.whole = true}, 1, 2, false).values, (std::vector<double> {1, 2}));
    QCOMPARE(axisTicks({.whole = true}, 1, 8, false).values, (std::vector<double> {2, 4, 6, 8}));
    for (const double last : {3.0, 5.0, 7.0, 11.0, 40.0, 250.0}) {
        for (const double value : axisTicks({.whole = true}, 1, last, false).values)
            QCOMPARE_NEAR(value, std::round(value), 0.0);
    }
}

void TicksTest::oneValueStillHasAnAxis()
{
    const auto epoch = axisTicks({.whole = true}, 1, 1, false);
    QCOMPARE(epoch.values, (std::vector<double> {1}));
    QVERIFY(epoch.lower < 1 && epoch.upper > 1);
    for (const double value : {0.0, 5.0, -3.0}) {
        const auto ticks = axisTicks({}, value, value, true);
        QVERIFY(ticks.lower <= value && ticks.upper >= value && ticks.upper > ticks.lower);
    }
    // Nothing at all: the smallest and the largest of no values.
    const auto none = axisTicks({}, std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity(), true);
    QCOMPARE(none.values, (std::vector<double> {0, 0.5, 1}));
}

void TicksTest::logarithmicAxesStandOnPowers()
{
    const Axis axis {.scale = ScaleKind::Logarithmic};
    QCOMPARE(axisTicks(axis, 0.1, 1000, false).values.size(), std::size_t {5});
    const auto wide = axisTicks(axis, 1e-9, 1e9, false).values;
    QVERIFY(wide.size() <= 5);
    for (const double value : wide)
        QCOMPARE_NEAR(std::log10(value), std::round(std::log10(value)), 1e-9);
    QCOMPARE(axisTicks(axis, 1, 8, false).values, (std::vector<double> {1, 2, 5}));
    // Zero and less have no place: the axis ends three powers below the largest.
    const auto zero = axisTicks(axis, 0, 10, false);
    QCOMPARE_NEAR(zero.lower, 0.01, 1e-12);
}

void TicksTest::labelsAreShortAndExact()
{
    const auto labels = [](std::vector<double> values, bool plus = false) {
        return tickLabels(values, plus);
    };
    QCOMPARE(labels({-0.01, 0, 0.01}, true), (std::vector<std::string> {"\u22120.01", "0", "+0.01"}));
    QCOMPARE(labels({0, 50'000, 100'000}), (std::vector<std::string> {"0", "50K", "100K"}));
    QCOMPARE(labels({10'000, 10'250}), (std::vector<std::string> {"10,000", "10,250"}));
    QCOMPARE(labels({0, 2'500, 5'000}), (std::vector<std::string> {"0", "2,500", "5,000"}));
    QCOMPARE(labels({0.1 + 0.2}), (std::vector<std::string> {"0.3"}));
}

SLIPWAY_TEST_MAIN(TicksTest)
#include "ticks_test.moc"
