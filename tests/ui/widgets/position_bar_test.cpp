#include "ui/widgets/position_bar.h"

#include "tests/support/ui_test_main.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace slipway::ui;

namespace {

constexpr qint64 many = 100'000'000;
constexpr qint64 beyond32Bits = 10'000'000'000;

} // namespace

class PositionBarTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_bar = std::make_unique<PositionBar>(m_theme);
        m_bar->resize(m_bar->sizeHint().width(), 400);
        m_bar->setRange(many, 20);
        m_bar->show();
    }
    void cleanup() { m_bar.reset(); }
    void theKeysOfAScrollBarMoveIt();
    void draggingReachesBothEndsAndTheMiddle();
    void aClickBesideTheHandleTurnsAPage();
    void theWheelMovesByRows();
    void itCountsBeyond32Bits();
    void fewerRowsBringItBackIntoTheRange();
    void whatFitsNeedsNoBar();
    void screenReadersHearTheRow();
    void theProgramMovesItWithoutASignal();

private:
    Theme m_theme;
    std::unique_ptr<PositionBar> m_bar;
};

void PositionBarTest::theKeysOfAScrollBarMoveIt()
{
    QSignalSpy moved(m_bar.get(), &PositionBar::moved);
    const auto press = [&](Qt::Key key) {
        QTest::keyClick(m_bar.get(), key);
        return m_bar->position();
    };
    QCOMPARE(press(Qt::Key_Down), 1);
    QCOMPARE(press(Qt::Key_PageDown), 21);
    QCOMPARE(press(Qt::Key_Up), 20);
    QCOMPARE(press(Qt::Key_PageUp), 0);
    QCOMPARE(press(Qt::Key_PageUp), 0);
    QCOMPARE(press(Qt::Key_End), many - 20);
    QCOMPARE(press(Qt::Key_Down), many - 20);
    QCOMPARE(press(Qt::Key_Home), 0);
    QCOMPARE(moved.size(), 6); // at the ends nothing moves
}

void PositionBarTest::draggingReachesBothEndsAndTheMiddle()
{
    QSignalSpy ended(m_bar.get(), &PositionBar::dragEnded);
    const QPoint grip = m_bar->handle().center();
    QTest::mousePress(m_bar.get(), Qt::LeftButton, {}, grip);
    QVERIFY(m_bar->isDragged());
    QTest::mouseMove(m_bar.get(), {grip.x(), 2000});
    QCOMPARE(m_bar->position(), many - 20);
    QTest::mouseMove(m_bar.get(), {grip.x(), 200});
    QVERIFY(qAbs(m_bar->position() - many / 2) < many / 300); // as near as a pixel can tell
    QTest::mouseMove(m_bar.get(), {grip.x(), -50});
    QCOMPARE(m_bar->position(), 0);
    QTest::mouseRelease(m_bar.get(), Qt::LeftButton, {}, {grip.x(), -50});
    QCOMPARE(ended.size(), 1);
    QVERIFY(!m_bar->isDragged());
}

void PositionBarTest::aClickBesideTheHandleTurnsAPage()
{
    QTest::mouseClick(m_bar.get(), Qt::LeftButton, {}, {5, 390});
    QCOMPARE(m_bar->position(), 20);
    m_bar->setPosition(many / 2);
    QTest::mouseClick(m_bar.get(), Qt::LeftButton, {}, {5, 5});
    QCOMPARE(m_bar->position(), many / 2 - 20);
}

void PositionBarTest::theWheelMovesByRows()
{
    const auto turn = [&](int angle) {
        QWheelEvent event({5, 5}, m_bar->mapToGlobal(QPointF(5, 5)), {}, {0, angle}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_bar.get(), &event);
    };
    turn(-120);
    QCOMPARE(m_bar->position(), 3);
    turn(-60); // half a step: fine wheels send many of them
    QCOMPARE(m_bar->position(), 3);
    turn(-60);
    QCOMPARE(m_bar->position(), 6);
    turn(240);
    QCOMPARE(m_bar->position(), 0);
}

void PositionBarTest::itCountsBeyond32Bits()
{
    m_bar->setRange(beyond32Bits, 10);
    QTest::keyClick(m_bar.get(), Qt::Key_End);
    QCOMPARE(m_bar->position(), beyond32Bits - 10);
    QTest::keyClick(m_bar.get(), Qt::Key_Up);
    QCOMPARE(m_bar->position(), beyond32Bits - 11);
}

void PositionBarTest::fewerRowsBringItBackIntoTheRange()
{
    m_bar->setPosition(many / 2);
    m_bar->setRange(100, 20);
    QCOMPARE(m_bar->position(), 80);
}

void PositionBarTest::whatFitsNeedsNoBar()
{
    m_bar->setRange(20, 20);
    QVERIFY(!m_bar->isEnabled());
    QCOMPARE(m_bar->last(), 0);
    m_bar->setRange(21, 20);
    QVERIFY(m_bar->isEnabled());
}

void PositionBarTest::screenReadersHearTheRow()
{
    m_bar->setAccessibleName(QStringLiteral("Position"));
    m_bar->setPosition(4'999'999);
    auto *access = QAccessible::queryAccessibleInterface(m_bar.get());
    QVERIFY(access);
    QCOMPARE(access->role(), QAccessible::ScrollBar);
    QCOMPARE(access->text(QAccessible::Name), QStringLiteral("Position"));
    QCOMPARE(access->text(QAccessible::Value), QStringLiteral("row 5,000,000 of 100,000,000"));
    auto *value = access->valueInterface();
    QVERIFY(value);
    QCOMPARE(value->maximumValue().toLongLong(), many - 20);
    QSignalSpy moved(m_bar.get(), &PositionBar::moved);
    value->setCurrentValue(41);
    QCOMPARE(m_bar->position(), 41);
    QCOMPARE(moved.size(), 1);
}

void PositionBarTest::theProgramMovesItWithoutASignal()
{
    QSignalSpy moved(m_bar.get(), &PositionBar::moved);
    m_bar->setPosition(1000);
    m_bar->setPosition(-5);
    QCOMPARE(m_bar->position(), 0);
    QCOMPARE(moved.size(), 0);
}

SLIPWAY_UI_TEST_MAIN(PositionBarTest)
#include "position_bar_test.moc"
