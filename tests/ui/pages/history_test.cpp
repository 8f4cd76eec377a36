#include "tests/support/ui_test_main.h"
#include "ui/pages/history.h"

#include <QTest>

using namespace slipway::ui;

class HistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNewHistoryLeadsNowhere();
    void goesBackAndForthAsABrowserDoes();
    void aNewWayForgetsWhatLayAhead();
    void theSamePlaceTwiceCountsOnce();
    void aLongWayIsCutAtItsBeginning();
};

void HistoryTest::aNewHistoryLeadsNowhere()
{
    History history;
    QVERIFY(!history.canGoBack());
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.back(), QString());
    QCOMPARE(history.forward(), QString());
}

void HistoryTest::goesBackAndForthAsABrowserDoes()
{
    History history;
    for (const char *page : {"home", "data", "registry"})
        history.visit(QString::fromLatin1(page));
    QCOMPARE(history.back(), QStringLiteral("data"));
    QCOMPARE(history.back(), QStringLiteral("home"));
    QCOMPARE(history.back(), QStringLiteral("home"));
    QCOMPARE(history.forward(), QStringLiteral("data"));
    QVERIFY(history.canGoForward());
}

void HistoryTest::aNewWayForgetsWhatLayAhead()
{
    History history;
    for (const char *page : {"home", "data", "registry"})
        history.visit(QString::fromLatin1(page));
    history.back();
    history.visit(QStringLiteral("serving"));
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.back(), QStringLiteral("data"));
}

void HistoryTest::theSamePlaceTwiceCountsOnce()
{
    History history;
    history.visit(QStringLiteral("home"));
    history.visit(QStringLiteral("home"));
    QVERIFY(!history.canGoBack());
}

void HistoryTest::aLongWayIsCutAtItsBeginning()
{
    History history;
    for (int i = 0; i < 150; ++i)
        history.visit(QString::number(i));
    int steps = 0;
    while (history.canGoBack()) {
        history.back();
        ++steps;
    }
    QCOMPARE(steps, 99);
    QCOMPARE(history.current(), QStringLiteral("50"));
}

SLIPWAY_UI_TEST_MAIN(HistoryTest)
#include "history_test.moc"
