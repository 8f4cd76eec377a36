#include "tests/support/ui_test_main.h"
#include "ui/actions/action_registry.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace slipway::ui;

namespace {

ActionDescription described(const QString &id, const QKeySequence &keys = {}, const QString &scope = {})
{
    return {.id = id,
            .text = QStringLiteral("&Choose…"),
            .category = QStringLiteral("Monitoring"),
            .icon = {},
            .shortcut = keys,
            .toolTip = QStringLiteral("Choose the data to compare"),
            .run = {},
            .scope = scope};
}

} // namespace

class ActionRegistryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theObjectNameIsTheId();
    void anIdThatStandsTwiceIsRefusedAndNamed();
    void twoActionsMayNotWantTheSameKeys();
    void pagesMayShareKeysBecauseOnlyOneIsShown();
    void anActionOfAnotherPageIsDisabled();
    void theConditionIsAskedAgainAfterEachAction();
    void aShortcutThatIsTakenIsRefusedWithItsOwner();
    void aDisabledActionDoesNotRun();
    void aHandlerMayRegisterFurtherActions();
    void thePageTakesItsActionsWithIt();
    void aMenuHoldsTheSameActions();
};

void ActionRegistryTest::theObjectNameIsTheId()
{
    ActionRegistry registry;
    const QAction *action =
        registry.add(described(QStringLiteral("drift.choose"), QKeySequence(Qt::CTRL | Qt::Key_D)));
    QCOMPARE(action->objectName(), QStringLiteral("drift.choose"));
    QCOMPARE(action->toolTip(), QStringLiteral("Choose the data to compare (Ctrl+D)"));
    QCOMPARE(registry.action(QStringLiteral("drift.choose")), action);
    QVERIFY(registry.problems().isEmpty());
}

void ActionRegistryTest::anIdThatStandsTwiceIsRefusedAndNamed()
{
    ActionRegistry registry;
    registry.add(described(QStringLiteral("drift.choose")));
    QVERIFY(!registry.add(described(QStringLiteral("drift.choose"))));
    QCOMPARE(registry.ids().size(), 1);
    QCOMPARE(registry.problems(),
             QStringList {QStringLiteral("The action drift.choose is registered twice.")});
}

void ActionRegistryTest::twoActionsMayNotWantTheSameKeys()
{
    ActionRegistry registry;
    registry.add(described(QStringLiteral("b"), QKeySequence(Qt::CTRL | Qt::Key_D)));
    registry.add(described(QStringLiteral("a"), QKeySequence(Qt::CTRL | Qt::Key_D), QStringLiteral("data")));
    QCOMPARE(registry.problems(), QStringList {QStringLiteral("a and b both want Ctrl+D.")});
}

void ActionRegistryTest::pagesMayShareKeysBecauseOnlyOneIsShown()
{
    ActionRegistry registry;
    const QKeySequence keys(Qt::CTRL | Qt::Key_D);
    const QAction *data = registry.add(described(QStringLiteral("data.x"), keys, QStringLiteral("data")));
    const QAction *home = registry.add(described(QStringLiteral("home.x"), keys, QStringLiteral("home")));
    QVERIFY(registry.problems().isEmpty());
    registry.setScope(QStringLiteral("home"));
    QVERIFY(home->isEnabled());
    QVERIFY(!data->isEnabled());
}

void ActionRegistryTest::anActionOfAnotherPageIsDisabled()
{
    ActionRegistry registry;
    const QAction *action = registry.add(described(QStringLiteral("data.x"), {}, QStringLiteral("data")));
    QVERIFY(!action->isEnabled());
    registry.setScope(QStringLiteral("data"));
    QVERIFY(action->isEnabled());
}

void ActionRegistryTest::theConditionIsAskedAgainAfterEachAction()
{
    ActionRegistry registry;
    bool open = false;
    ActionDescription opening = described(QStringLiteral("open"));
    opening.run = [&open] { open = true; };
    registry.add(opening);
    ActionDescription saving = described(QStringLiteral("save"));
    saving.enabled = [&open] { return open; };
    const QAction *save = registry.add(saving);
    QVERIFY(!save->isEnabled());
    QVERIFY(registry.trigger(QStringLiteral("open")));
    QVERIFY(save->isEnabled());
}

void ActionRegistryTest::aShortcutThatIsTakenIsRefusedWithItsOwner()
{
    ActionRegistry registry;
    registry.add(described(QStringLiteral("a"), QKeySequence(Qt::Key_F2)));
    const QAction *other = registry.add(described(QStringLiteral("b"), QKeySequence(Qt::Key_F3)));
    QCOMPARE(registry.setShortcut(QStringLiteral("b"), QKeySequence(Qt::Key_F2)), QStringLiteral("a"));
    QCOMPARE(other->shortcut(), QKeySequence(Qt::Key_F3));
    QCOMPARE(registry.setShortcut(QStringLiteral("b"), QKeySequence(Qt::Key_F4)), QString());
    QCOMPARE(other->shortcut(), QKeySequence(Qt::Key_F4));
    QVERIFY(other->toolTip().contains(QStringLiteral("F4")));
}

void ActionRegistryTest::aDisabledActionDoesNotRun()
{
    ActionRegistry registry;
    int runs = 0;
    ActionDescription never = described(QStringLiteral("never"));
    never.run = [&runs] { ++runs; };
    never.enabled = [] { return false; };
    registry.add(never);
    QVERIFY(!registry.trigger(QStringLiteral("never")));
    QVERIFY(!registry.trigger(QStringLiteral("unknown")));
    QCOMPARE(runs, 0);
}

void ActionRegistryTest::aHandlerMayRegisterFurtherActions()
{
    ActionRegistry registry;
    QSignalSpy triggered(&registry, &ActionRegistry::triggered);
    ActionDescription maker = described(QStringLiteral("make"));
    maker.run = [&registry] {
        for (int i = 0; i < 100; ++i)
            registry.add(described(QStringLiteral("made.%1").arg(i)));
    };
    registry.add(maker);
    QVERIFY(registry.trigger(QStringLiteral("make")));
    QCOMPARE(registry.ids().size(), 101);
    QCOMPARE(triggered.size(), 1);
    QCOMPARE(triggered[0][0].toString(), QStringLiteral("make"));
}

void ActionRegistryTest::thePageTakesItsActionsWithIt()
{
    ActionRegistry registry;
    registry.add(described(QStringLiteral("data.x"), {}, QStringLiteral("data")));
    registry.add(described(QStringLiteral("home.x"), {}, QStringLiteral("home")));
    registry.removeScope(QStringLiteral("data"));
    QCOMPARE(registry.ids(), QStringList {QStringLiteral("home.x")});
    QVERIFY(!registry.action(QStringLiteral("data.x")));
    QCOMPARE(registry.description(QStringLiteral("home.x"))->scope, QStringLiteral("home"));
}

void ActionRegistryTest::aMenuHoldsTheSameActions()
{
    ActionRegistry registry;
    QAction *action = registry.add(described(QStringLiteral("a")));
    QMenu menu;
    registry.fill(&menu, {QStringLiteral("a"), QStringLiteral("-"), QStringLiteral("unknown")});
    QCOMPARE(menu.actions().size(), 2);
    QCOMPARE(menu.actions().constFirst(), action);
    QVERIFY(menu.actions().constLast()->isSeparator());
}

SLIPWAY_UI_TEST_MAIN(ActionRegistryTest)
#include "action_registry_test.moc"
