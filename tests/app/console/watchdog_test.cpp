#include "app/console/watchdog.h"
#include "tests/support/ui_test_main.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace slipway::ui;

class WatchdogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seesWorkThatBlocksTheLoop();
    void waitingIsNoWork();
};

void WatchdogTest::seesWorkThatBlocksTheLoop()
{
    Watchdog watchdog;
    QSignalSpy worked(&watchdog, &Watchdog::blocked);
    QTimer::singleShot(5, this, [] { QThread::msleep(60); });
    QTest::qWait(120);
    QVERIFY2(watchdog.longestMs() >= 50, qPrintable(QString::number(watchdog.longestMs())));
    QVERIFY(!worked.isEmpty());
}

void WatchdogTest::waitingIsNoWork()
{
    Watchdog watchdog;
    QTest::qWait(150);
    QVERIFY2(watchdog.longestMs() < 100, qPrintable(QString::number(watchdog.longestMs())));
}

SLIPWAY_UI_TEST_MAIN(WatchdogTest)
#include "watchdog_test.moc"
