#include "tests/e2e/job_kinds.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include "core/base/messages.h"
#include "core/base/random.h"
#include "core/workspace/sqlite_store.h"

#include <QElapsedTimer>
#include <QThread>

#include <csignal>

using namespace slipway;
using namespace slipway::testing;

/// SIGINT at random moments in each kind of job. The job says that it was cancelled, exits with 130, and
/// leaves nothing half-written. The longest time from signal to exit is printed; the aim is half a second on
/// an idle machine.
class CancelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anInterruptedJobEndsAtOnce_data();
    void anInterruptedJobEndsAtOnce();
    void aJobInsideOneLongCallEndsToo();
    void jobsCancelStopsAJobByItsId();
    void cleanupTestCase();

private:
    TemporaryFolder m_folder;
    Engine m_engine {m_folder / "workspace"};
    std::vector<JobKind> m_kinds;
    qint64 m_longestMs = 0;
    std::string m_longestKind;
    int m_cancelled = 0;
};

void CancelTest::initTestCase()
{
    const QString problem = prepareEveryKindOfJob(m_engine, m_kinds);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void CancelTest::anInterruptedJobEndsAtOnce_data()
{
    QTest::addColumn<int>("kind");
    for (std::size_t i = 0; i < m_kinds.size(); ++i)
        QTest::newRow(m_kinds[i].name.c_str()) << static_cast<int>(i);
}

void CancelTest::anInterruptedJobEndsAtOnce()
{
    QFETCH(int, kind);
    const auto &job = m_kinds[static_cast<std::size_t>(kind)];
    const int tries = qEnvironmentVariableIntValue("SLIPWAY_CANCELS") > 0
        ? qEnvironmentVariableIntValue("SLIPWAY_CANCELS")
        : 2;
    Random random(static_cast<std::uint64_t>(qEnvironmentVariableIntValue("SLIPWAY_SEED")),
                  static_cast<std::uint64_t>(kind));
    for (int i = 0; i < tries; ++i) {
        const auto process = m_engine.start(job.arguments);
        const auto started = Engine::waitForEvent(*process, QStringLiteral("started"));
        QVERIFY2(started.is_object(), process->readAllStandardError().constData());
        QThread::msleep(random.below(static_cast<std::uint64_t>(job.typicalMs) + 1));
        QElapsedTimer timer;
        timer.start();
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QVERIFY2(process->waitForFinished(10'000), "it did not answer to SIGINT");
        if (timer.elapsed() > m_longestMs) {
            m_longestMs = timer.elapsed();
            m_longestKind = job.name;
        }
        QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        const int exit = process->exitCode();
        QVERIFY2(exit == 130 || exit == 0, qPrintable(QString::number(exit)));
        m_cancelled += exit == 130;
        const auto audit = m_engine.ask({QStringLiteral("audit"), QStringLiteral("verify")});
        QVERIFY2(audit.exit == 0, audit.errors.constData());
    }
    if (!job.endsByItself)
        return;
    const auto again = m_engine.ask(job.arguments);
    QVERIFY2(again.exit == 0, (again.errors + again.output).constData());
}

/// Waiting for another writer is one call into SQLite that lasts five seconds and looks at nothing.
void CancelTest::aJobInsideOneLongCallEndsToo()
{
    auto store = workspace::openSqliteStore(m_engine.workspace() / "slipway.db");
    QVERIFY_OK(store);
    const auto held = store.value()->transaction([&]() -> Status {
        const auto process = m_engine.start({QStringLiteral("drift")});
        Engine::waitForEvent(*process, QStringLiteral("started"));
        QThread::msleep(1000); // by then it has its report and waits for its turn to record it
        QElapsedTimer timer;
        timer.start();
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        process->waitForFinished(10'000);
        qInfo("a job inside one long call ended after %lld ms", timer.elapsed());
        m_longestMs = std::max(m_longestMs, timer.elapsed());
        const bool ended = process->exitStatus() == QProcess::NormalExit && process->exitCode() == 130;
        return ended && timer.elapsed() < 4000 ? done()
                                               : failure("engine.internal", {{"what", "it did not end"}});
    });
    QVERIFY_OK(held);
}

void CancelTest::jobsCancelStopsAJobByItsId()
{
    const auto process = m_engine.start({QStringLiteral("data"), QStringLiteral("generate"),
                                         QStringLiteral("--rows"), QStringLiteral("30000000")});
    const auto started = Engine::waitForEvent(*process, QStringLiteral("started"));
    QVERIFY(started.is_object());
    const auto id = QString::fromStdString(started.at("job").get<std::string>());
    QCOMPARE(m_engine.ask({QStringLiteral("jobs"), QStringLiteral("cancel"), id}).exit, 0);
    QVERIFY(process->waitForFinished(10'000));
    QCOMPARE(process->exitCode(), 130);
    const auto jobs = m_engine.ask({QStringLiteral("jobs"), QStringLiteral("list")}).json().at("jobs");
    QCOMPARE_TEXT(jobs.at(0).at("state").get<std::string>(), "cancelled");
}

void CancelTest::cleanupTestCase()
{
    qInfo("%d jobs cancelled; longest time from SIGINT to exit: %lld ms (%s)", m_cancelled, m_longestMs,
          m_longestKind.c_str());
}

SLIPWAY_TEST_MAIN(CancelTest)
#include "cancel_test.moc"
