#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/inspector.h"
#include "ui/shell/quiet_button.h"
#include "ui/widgets/chip.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace slipway::testing;
using namespace slipway::ui;

class InspectorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void asksForASelectionWhereThereIsNone();
    void tellsKindNameStatusAndFacts();
    void aFoldedSectionStaysFolded();
    void itsActionsAreThoseOfTheRegistry();
    void followsThePageThatIsShown();
    void hasTheWidthOfTheLookAndRemembersAnother();

private:
    QLabel *label(const QString &name) const { return inspector().findChild<QLabel *>(name); }
    QuietButton *fold() const
    {
        const auto all = inspector().findChildren<QuietButton *>(QStringLiteral("inspector.fold.result"));
        return all.isEmpty() ? nullptr : all.constLast(); // the one before goes with the next event
    }
    QLabel *fact(const QString &text) const
    {
        QLabel *found = nullptr;
        for (auto *each : inspector().findChildren<QLabel *>()) {
            if (each->text() == text)
                found = each;
        }
        return found;
    }
    Inspector &inspector() const { return m_shell->window->inspector(); }
    SimplePage *page() const
    {
        return static_cast<SimplePage *>(m_shell->window->page(QStringLiteral("home")));
    }

    std::unique_ptr<Shell> m_shell;
};

void InspectorTest::init()
{
    m_shell = std::make_unique<Shell>();
    m_shell->window->resize(1440, 900);
    m_shell->window->show();
    m_shell->window->setInspectorShown(true);
}

void InspectorTest::cleanup()
{
    m_shell.reset();
}

void InspectorTest::asksForASelectionWhereThereIsNone()
{
    QVERIFY(label(QStringLiteral("inspector.nothing"))->isVisible());
    QVERIFY(!label(QStringLiteral("inspector.name"))->isVisible());
}

void InspectorTest::tellsKindNameStatusAndFacts()
{
    page()->inspectRun();
    QVERIFY(!label(QStringLiteral("inspector.nothing"))->isVisible());
    QCOMPARE(label(QStringLiteral("inspector.kind"))->text(), QStringLiteral("Run 48"));
    QCOMPARE(label(QStringLiteral("inspector.name"))->text(), QStringLiteral("two_tower_64"));
    QCOMPARE(inspector().findChild<Chip *>()->word(), QStringLiteral("Running"));
    QLabel *value = fact(QStringLiteral("0.558"));
    QVERIFY(value);
    QCOMPARE(value->accessibleName(), QStringLiteral("Log loss: 0.558"));
}

void InspectorTest::aFoldedSectionStaysFolded()
{
    page()->inspectRun();
    QVERIFY(fact(QStringLiteral("0.558"))->isVisible());
    QTest::mouseClick(fold(), Qt::LeftButton);
    QVERIFY(!fact(QStringLiteral("0.558"))->isVisible());
    QCOMPARE(fold()->accessibleName(), QStringLiteral("Result so far, folded"));
    page()->inspectRun();
    QVERIFY(!fact(QStringLiteral("0.558"))->isVisible());
    QTest::mouseClick(fold(), Qt::LeftButton);
    QVERIFY(fact(QStringLiteral("0.558"))->isVisible());
}

void InspectorTest::itsActionsAreThoseOfTheRegistry()
{
    page()->inspectRun();
    auto *button = inspector().findChild<QPushButton *>(QStringLiteral("home.copy_command"));
    QVERIFY(button);
    QSignalSpy run(&m_shell->actions, &ActionRegistry::triggered);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(run.size(), 1);
    QCOMPARE(run[0][0].toString(), QStringLiteral("home.copy_command"));
    QVERIFY(inspector().findChild<QPushButton *>(QStringLiteral("inspector.more")));
}

void InspectorTest::followsThePageThatIsShown()
{
    page()->inspectRun();
    m_shell->window->openPage(QStringLiteral("data"));
    QVERIFY(label(QStringLiteral("inspector.nothing"))->isVisible());
    page()->inspectRun(); // a page behind may say what it likes
    QVERIFY(label(QStringLiteral("inspector.nothing"))->isVisible());
    m_shell->window->goBack();
    QCOMPARE(label(QStringLiteral("inspector.name"))->text(), QStringLiteral("two_tower_64"));
}

void InspectorTest::hasTheWidthOfTheLookAndRemembersAnother()
{
    QTRY_COMPARE(inspector().width(), 296);
    m_shell->settings.set(kInspectorWidth, 360);
    m_shell->actions.trigger(QStringLiteral("shell.inspector"));
    QVERIFY(!inspector().isVisible());
    QCOMPARE(m_shell->settings.value(kInspectorWidth).toInt(), 296); // what it had when it went
    m_shell->settings.set(kInspectorWidth, 360);
    m_shell->actions.trigger(QStringLiteral("shell.inspector"));
    QTRY_COMPARE(inspector().width(), 360);
}

SLIPWAY_UI_TEST_MAIN(InspectorTest)
#include "inspector_test.moc"
