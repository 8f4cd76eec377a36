#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"

#include <QAbstractButton>
#include <QSet>
#include <QTest>

using namespace slipway::testing;
using namespace slipway::ui;

namespace {

QString nameOf(const QWidget *widget)
{
    return widget ? widget->objectName() : QString();
}

} // namespace

class KeyboardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void tabGoesFilterContentInspectorStrip();
    void tabComesRoundAndMeetsEveryStopOnce();
    void shiftTabGoesTheSameWayBack();
    void everyStopHasAName();
    void aPageThatOpensLaterTakesItsPlace();
    void f6MovesBetweenTheRegions();
    void theRailIsOneStopAndArrowsGoThroughIt();
    void whatIsHiddenIsNoStop();

private:
    /// Presses Tab until the walk comes back to where it began; fails the test if it never does.
    QList<QWidget *> walk(Qt::Key key = Qt::Key_Tab) const
    {
        QList<QWidget *> seen {QApplication::focusWidget()};
        for (int i = 0; i < 200; ++i) {
            QTest::keyClick(QApplication::focusWidget(), key,
                            key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
            QWidget *now = QApplication::focusWidget();
            if (now == seen.constFirst())
                return seen;
            seen.append(now);
        }
        return {};
    }
    QWidget *named(const QString &name) const { return m_shell->window->findChild<QWidget *>(name); }

    std::unique_ptr<QStandardItemModel> m_jobs;
    std::unique_ptr<Shell> m_shell;
};

void KeyboardTest::init()
{
    m_jobs = jobsModel({{.id = QStringLiteral("48"), .sentence = QStringLiteral("Train")}});
    m_shell = std::make_unique<Shell>();
    m_shell->window->resize(1440, 900);
    m_shell->window->setJobs(m_jobs.get());
    m_shell->window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_shell->window.get()));
    m_shell->window->setInspectorShown(true);
    static_cast<SimplePage *>(m_shell->window->page(QStringLiteral("home")))->inspectRun();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    named(QStringLiteral("home.filter"))->setFocus(Qt::TabFocusReason);
}

void KeyboardTest::cleanup()
{
    m_shell.reset();
    m_jobs.reset();
}

// LOOK.md "Access": filter, content, inspector, strip.
void KeyboardTest::tabGoesFilterContentInspectorStrip()
{
    QStringList names;
    for (const QWidget *stop : walk())
        names.append(nameOf(stop));
    const QStringList wanted {QStringLiteral("home.filter"), QStringLiteral("home.rows"),
                              QStringLiteral("inspector.fold.result"), QStringLiteral("jobs.stop")};
    qsizetype last = -1;
    for (const QString &name : wanted) {
        const qsizetype at = names.indexOf(name);
        QVERIFY2(at > last, qPrintable(name + QStringLiteral(" in ") + names.join(u", ")));
        last = at;
    }
}

void KeyboardTest::tabComesRoundAndMeetsEveryStopOnce()
{
    const QList<QWidget *> seen = walk();
    QVERIFY2(!seen.isEmpty(), "Tab does not come back to where it began");
    const QList<QWidget *> stops = m_shell->window->tabStops();
    QCOMPARE(QSet<QWidget *>(seen.begin(), seen.end()), QSet<QWidget *>(stops.begin(), stops.end()));
    QCOMPARE(seen.size(), stops.size());
}

void KeyboardTest::shiftTabGoesTheSameWayBack()
{
    QList<QWidget *> there = walk();
    QList<QWidget *> back = walk(Qt::Key_Backtab);
    QCOMPARE(back.takeFirst(), there.takeFirst());
    std::reverse(back.begin(), back.end());
    QCOMPARE(back, there);
}

void KeyboardTest::everyStopHasAName()
{
    m_shell->window->setJobsOpen(true);
    QTest::qWait(20);
    for (const QWidget *stop : m_shell->window->tabStops()) {
        QVERIFY2(!stop->objectName().isEmpty(), stop->metaObject()->className());
        const auto *button = qobject_cast<const QAbstractButton *>(stop);
        const bool spoken = !stop->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(spoken, qPrintable(stop->objectName()));
    }
}

void KeyboardTest::aPageThatOpensLaterTakesItsPlace()
{
    m_shell->window->openPage(QStringLiteral("data"));
    named(QStringLiteral("data.filter"))->setFocus(Qt::TabFocusReason);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(nameOf(QApplication::focusWidget()), QStringLiteral("data.rows"));
    QStringList names;
    for (const QWidget *stop : walk())
        names.append(nameOf(stop));
    QVERIFY(names.indexOf(QStringLiteral("data.rows")) < names.indexOf(QStringLiteral("jobs.stop")));
    QVERIFY(!names.contains(QStringLiteral("home.filter")));
}

void KeyboardTest::f6MovesBetweenTheRegions()
{
    QStringList names;
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        names.append(nameOf(QApplication::focusWidget()));
    }
    QCOMPARE(names[0], QStringLiteral("inspector.fold.result"));
    QCOMPARE(names[1], QStringLiteral("jobs.stop"));
    QCOMPARE(names[2], QStringLiteral("shell.workspace"));
    QCOMPARE(names[3], QStringLiteral("rail.home"));
    QCOMPARE(names[4], QStringLiteral("home.filter")); // where the keyboard was before
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(nameOf(QApplication::focusWidget()), QStringLiteral("rail.home"));
}

void KeyboardTest::theRailIsOneStopAndArrowsGoThroughIt()
{
    int stops = 0;
    for (const QWidget *stop : m_shell->window->tabStops())
        stops += stop->objectName().startsWith(QStringLiteral("rail.")) ? 1 : 0;
    QCOMPARE(stops, 1);
    named(QStringLiteral("rail.home"))->setFocus(Qt::TabFocusReason);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QCOMPARE(nameOf(QApplication::focusWidget()), QStringLiteral("rail.data"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(m_shell->window->currentPage(), QStringLiteral("data"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
    QCOMPARE(nameOf(QApplication::focusWidget()), QStringLiteral("rail.home"));
}

void KeyboardTest::whatIsHiddenIsNoStop()
{
    m_shell->window->setInspectorShown(false);
    for (const QWidget *stop : m_shell->window->tabStops())
        QVERIFY2(stop->isVisible(), qPrintable(stop->objectName()));
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(!nameOf(QApplication::focusWidget()).startsWith(QStringLiteral("inspector")));
    }
}

SLIPWAY_UI_TEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
