#include "ui/jobs/time_left.h"

#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::ui;

class TimeLeftTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyKnowsAtFirst();
    void aSteadyPaceIsContinued();
    void aJobThatSlowsDownTakesLonger();
    void aNewStageIsMeasuredAnew();
};

void TimeLeftTest::nobodyKnowsAtFirst()
{
    TimeLeft left;
    QVERIFY(!left.seconds());
    left.add(0, 0.1);
    QVERIFY(!left.seconds());
    left.add(microsPerSecond / 2, 0.2); // too early to believe
    QVERIFY(!left.seconds());
    left.add(2 * microsPerSecond, 0.1001);
    QVERIFY(!left.seconds());
}

// 10% a second, 60% to go.
void TimeLeftTest::aSteadyPaceIsContinued()
{
    TimeLeft left;
    for (int second = 0; second <= 4; ++second)
        left.add(second * microsPerSecond, second / 10.0);
    QCOMPARE_NEAR(left.seconds().value(), 6.0, 1e-9);
}

// 50% in 10 s, then 0.5% a second: what the first seconds promised is forgotten after 20 s.
void TimeLeftTest::aJobThatSlowsDownTakesLonger()
{
    TimeLeft left;
    for (int second = 0; second <= 10; ++second)
        left.add(second * microsPerSecond, second / 20.0);
    for (int second = 1; second <= 40; ++second)
        left.add((10 + second) * microsPerSecond, 0.5 + second / 200.0);
    QCOMPARE_NEAR(left.seconds().value(), 0.3 / 0.005, 1e-6);
}

void TimeLeftTest::aNewStageIsMeasuredAnew()
{
    TimeLeft left;
    left.add(0, 0.1);
    left.add(10 * microsPerSecond, 0.9);
    left.add(11 * microsPerSecond, 0.0);
    QVERIFY(!left.seconds());
    left.add(13 * microsPerSecond, 0.5);
    QCOMPARE_NEAR(left.seconds().value(), 2.0, 1e-9);
}

SLIPWAY_UI_TEST_MAIN(TimeLeftTest)
#include "time_left_test.moc"
