#include "tests/support/ui_test_main.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFocusFrame>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QVBoxLayout>

using namespace slipway::ui;

class StyleTest : public QObject
{
    Q_OBJECT
public:
    StyleTest() { m_theme.applyTo(*qApp); }

private Q_SLOTS:
    void controlsHaveTheHeightsOfTheTokens();
    void everyStateOfAMarkLooksDifferent();
    void theRingAppearsForTheKeyboardOnly();
    void fieldsShowTheirFocusInside();

private:
    Theme m_theme;
};

void StyleTest::controlsHaveTheHeightsOfTheTokens()
{
    QPushButton button(QStringLiteral("Train"));
    QLineEdit field;
    QComboBox choice;
    choice.addItem(QStringLiteral("calibrated"));
    for (QWidget *control : std::initializer_list<QWidget *> {&button, &field, &choice}) {
        control->ensurePolished();
        QCOMPARE(control->sizeHint().height(), 28);
    }
    for (const auto &[property, height] : {std::pair {"compact", 24}, std::pair {"large", 32}}) {
        QPushButton variant(QStringLiteral("Train"));
        variant.setProperty(property, true);
        variant.ensurePolished();
        QCOMPARE(variant.sizeHint().height(), height);
        QLineEdit fieldVariant;
        fieldVariant.setProperty(property, true);
        QCOMPARE(fieldVariant.sizeHint().height(), height);
    }
    QCheckBox check(QStringLiteral("ROC"));
    QVERIFY(check.sizeHint().height() >= 24);
}

void StyleTest::everyStateOfAMarkLooksDifferent()
{
    QCheckBox check;
    check.setTristate(true);
    QList<QImage> looks;
    for (const auto state : {Qt::Unchecked, Qt::PartiallyChecked, Qt::Checked}) {
        check.setCheckState(state);
        looks << check.grab().toImage();
    }
    QRadioButton radio;
    looks << radio.grab().toImage();
    radio.setChecked(true);
    looks << radio.grab().toImage();
    QCheckBox toggle;
    toggle.setProperty("toggle", true);
    looks << toggle.grab().toImage();
    toggle.setChecked(true);
    looks << toggle.grab().toImage();
    for (qsizetype i = 0; i < looks.size(); ++i) {
        for (qsizetype k = i + 1; k < looks.size(); ++k)
            QVERIFY2(looks[i] != looks[k], qPrintable(QStringLiteral("%1 and %2").arg(i).arg(k)));
    }
}

void StyleTest::theRingAppearsForTheKeyboardOnly()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *first = new QPushButton(QStringLiteral("First"));
    auto *second = new QPushButton(QStringLiteral("Second"));
    layout->addWidget(first);
    layout->addWidget(second);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto *ring = qApp->findChild<FocusRing *>();
    QVERIFY(ring);

    second->setFocus(Qt::MouseFocusReason); // an active window has given it to the first one
    first->setFocus(Qt::TabFocusReason);
    QCOMPARE(ring->target(), first);
    auto *frame = window.findChild<QFocusFrame *>();
    QVERIFY(frame && frame->isVisible());
    // 2 px of ring and 1 px of gap on each side.
    QCOMPARE(frame->geometry(), first->geometry().adjusted(-3, -3, 3, 3));

    QTest::mouseClick(second, Qt::LeftButton);
    QCOMPARE(ring->target(), nullptr);
}

void StyleTest::fieldsShowTheirFocusInside()
{
    const QLineEdit field;
    const QPushButton button;
    QVERIFY(!takesFocusRing(field));
    QVERIFY(takesFocusRing(button));
}

SLIPWAY_UI_TEST_MAIN(StyleTest)
#include "style_test.moc"
