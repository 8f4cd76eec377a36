#include "tests/e2e/job_kinds.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include "core/base/random.h"
#include "core/workspace/vault.h"

#include <QElapsedTimer>
#include <QThread>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace slipway;
using namespace slipway::testing;

/// SIGKILL at random moments in each kind of job: the workspace opens, its log is whole, nothing half-written
/// has a real name, and the job runs again. SLIPWAY_KILLS sets the kills of each kind, SLIPWAY_SEED the
/// moments.
class KillTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aKilledJobLosesNothing_data();
    void aKilledJobLosesNothing();
    void aServerEndsWithTheJobThatStartedIt();
    void aClosedOutputIsNoReasonToEnd();
    void cleanupTestCase();

private:
    void verifyWorkspaceIsWhole() const;

    TemporaryFolder m_folder;
    Engine m_engine {m_folder / "workspace"};
    std::vector<JobKind> m_kinds;
    int m_killed = 0;
    int m_ended = 0;
};

void KillTest::initTestCase()
{
    const QString problem = prepareEveryKindOfJob(m_engine, m_kinds);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void KillTest::aKilledJobLosesNothing_data()
{
    QTest::addColumn<int>("kind");
    for (std::size_t i = 0; i < m_kinds.size(); ++i)
        QTest::newRow(m_kinds[i].name.c_str()) << static_cast<int>(i);
}

void KillTest::verifyWorkspaceIsWhole() const
{
    const auto audit = m_engine.ask({QStringLiteral("audit"), QStringLiteral("verify")});
    QVERIFY2(audit.exit == 0, (audit.errors + audit.output).constData());
    QCOMPARE(workspace::sweepTemporaries(m_engine.workspace()), std::size_t {0});
    for (const auto *file : {"data/monitoring/drift_report.json", "models/training/model.json",
                             "models/production/model.json", "models/model_registry.json"}) {
        const auto path = m_engine.workspace() / file;
        if (std::filesystem::exists(path))
            QVERIFY2(Json::accept(readText(path)), file);
    }
}

void KillTest::aKilledJobLosesNothing()
{
    QFETCH(int, kind);
    const auto &job = m_kinds[static_cast<std::size_t>(kind)];
    const int kills =
        qEnvironmentVariableIntValue("SLIPWAY_KILLS") > 0 ? qEnvironmentVariableIntValue("SLIPWAY_KILLS") : 2;
    Random random(static_cast<std::uint64_t>(qEnvironmentVariableIntValue("SLIPWAY_SEED")),
                  static_cast<std::uint64_t>(kind));
    for (int i = 0; i < kills; ++i) {
        const auto process = m_engine.start(job.arguments);
        QThread::msleep(random.below(static_cast<std::uint64_t>(job.typicalMs) + 1));
        if (process->state() == QProcess::NotRunning)
            ++m_ended;
        else
            ++m_killed;
        process->kill();
        QVERIFY(process->waitForFinished(10'000));
        verifyWorkspaceIsWhole();
        if (QTest::currentTestFailed())
            return;
    }
    if (!job.endsByItself)
        return;
    const auto again = m_engine.ask(job.arguments);
    QVERIFY2(again.exit == 0, (again.errors + again.output).constData());
}

/// A killed job cannot stop the server that it started; the server notices by itself.
void KillTest::aServerEndsWithTheJobThatStartedIt()
{
    const auto runningServers = [&] {
        int running = 0;
        const auto jobs = m_engine.ask({QStringLiteral("jobs"), QStringLiteral("list")}).json().at("jobs");
        for (const auto &job : jobs) {
            const auto &command = job.at("command"); // empty where the job was killed before its first word
            running += !command.empty() && command[0] == "serve" && job.at("state") == "running";
        }
        return running;
    };
    QTRY_COMPARE_WITH_TIMEOUT(runningServers(), 0, 10'000); // of the kills before this test
}

/// The reader of a job's events may go away in the middle; the job ends well and its folder tells.
void KillTest::aClosedOutputIsNoReasonToEnd()
{
    const auto process = m_engine.start({QStringLiteral("data"), QStringLiteral("generate"),
                                         QStringLiteral("--rows"), QStringLiteral("20000")});
    const Json event = Engine::waitForEvent(*process, QStringLiteral("started"));
    process->closeReadChannel(QProcess::StandardOutput);
    QVERIFY(process->waitForFinished(60'000));
    QCOMPARE(process->exitCode(), 0);
    const auto jobs = m_engine.ask({QStringLiteral("jobs"), QStringLiteral("list")}).json().at("jobs");
    QCOMPARE_TEXT(jobs.at(0).at("state").get<std::string>(), "done");
}

void KillTest::cleanupTestCase()
{
    qInfo("%d kills, %d jobs had ended before; workspaces lost: 0", m_killed, m_ended);
}

SLIPWAY_TEST_MAIN(KillTest)
#include "kill_test.moc"
