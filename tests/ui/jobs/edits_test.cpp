#include "ui/jobs/edits.h"

#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "tests/ui/jobs/following.h"

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::SampleWorkspace;

class EditsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aChangeIsUndoneAndRedone();
    void quickClicksAreCarriedOutInTheirOrder();
    void aChangeThatFailsIsNotOnTheStack();
    void anUndoThatFailsSaysSoAndEndsThere();

private:
    void run(const char *verb, const std::string &id)
    {
        m_edits->run({QStringLiteral("runs"), QString::fromLatin1(verb), text(id)},
                     QStringLiteral("Delete run 1"));
    }
    bool isDeleted() { return m_workspace->workspace().runs().find(m_run).value().deleted; }
    bool isIdle() const { return !m_edits->isBusy(); }

    static constexpr int patience = 30'000;
    std::unique_ptr<SampleWorkspace> m_workspace;
    std::unique_ptr<Launcher> m_launcher;
    std::unique_ptr<Edits> m_edits;
    std::string m_run;
    QStringList m_failures;
};

void EditsTest::init()
{
    m_edits.reset();
    m_launcher.reset();
    m_workspace = std::make_unique<SampleWorkspace>();
    m_launcher = std::make_unique<Launcher>(m_workspace->folder(), slipway::testing::engineProgram());
    m_edits = std::make_unique<Edits>(*m_launcher);
    m_run = m_workspace->addRun("ranker");
    m_failures.clear();
    connect(m_edits.get(), &Edits::failed, this,
            [this](const QString &, const Error &error) { m_failures << text(error.id); });
}

void EditsTest::aChangeIsUndoneAndRedone()
{
    run("delete", m_run);
    QVERIFY(m_edits->isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY(isDeleted());
    QCOMPARE(m_edits->stack()->undoText(), QStringLiteral("Delete run 1"));
    m_edits->stack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY(!isDeleted());
    m_edits->stack()->redo();
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY(isDeleted());
    m_edits->stack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY(!isDeleted());
    QCOMPARE(m_failures, QStringList());
}

void EditsTest::quickClicksAreCarriedOutInTheirOrder()
{
    run("delete", m_run);
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    m_edits->stack()->undo();
    m_edits->stack()->redo();
    m_edits->stack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY(!isDeleted());
    QCOMPARE(m_failures, QStringList());
}

void EditsTest::aChangeThatFailsIsNotOnTheStack()
{
    run("restore", m_run); // it is not deleted
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QCOMPARE(m_failures, QStringList {QStringLiteral("run.not_deleted")});
    QVERIFY(!m_edits->stack()->canUndo());
}

void EditsTest::anUndoThatFailsSaysSoAndEndsThere()
{
    run("delete", m_run);
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY_OK(m_workspace->workspace().runs().setDeleted(m_run, false)); // by somebody else
    m_edits->stack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QCOMPARE(m_failures, QStringList {QStringLiteral("run.not_deleted")});
    m_edits->stack()->redo();
    QVERIFY(isIdle()); // nothing left to do again
    QVERIFY(!isDeleted());
}

SLIPWAY_UI_TEST_MAIN(EditsTest)
#include "edits_test.moc"
