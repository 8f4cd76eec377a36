#include "ui/jobs/server_handle.h"

#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "tests/ui/jobs/following.h"

#include <QTcpServer>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::SampleWorkspace;

class ServerHandleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aServerIsStartedAndStopped();
    void aServerOfATerminalIsFoundAndCanBeStopped();
    void aPortThatIsTakenIsAFailureWithItsReason();

private:
    static constexpr int patience = 30'000;
};

void ServerHandleTest::aServerIsStartedAndStopped()
{
    SampleWorkspace workspace;
    Launcher launcher(workspace.folder(), slipway::testing::engineProgram());
    JobsModel jobs(workspace.folder());
    connect(&launcher, &Launcher::started, &jobs, &JobsModel::add);
    ServerHandle server(launcher, jobs);
    QCOMPARE(server.state(), ServerHandle::State::Stopped);
    QVERIFY(server.url().isEmpty());
    server.start(ServerHandle::anyPort);
    QCOMPARE(server.state(), ServerHandle::State::Starting);
    server.start(ServerHandle::anyPort); // a second click
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerHandle::State::Serving, patience);
    QCOMPARE(jobs.rowCount(), 1);
    QVERIFY(server.port() > 0);
    QCOMPARE(server.url(), QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port())));
    server.stop();
    QCOMPARE(server.state(), ServerHandle::State::Stopping);
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerHandle::State::Stopped, patience);
    QCOMPARE(server.port(), 0);
}

void ServerHandleTest::aServerOfATerminalIsFoundAndCanBeStopped()
{
    SampleWorkspace workspace;
    Launcher terminal(workspace.folder(), slipway::testing::engineProgram());
    const auto job = terminal.start({QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0")});
    QVERIFY_OK(job);
    Launcher launcher(workspace.folder(), slipway::testing::engineProgram());
    JobsModel jobs(workspace.folder());
    ServerHandle server(launcher, jobs);
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerHandle::State::Serving, patience);
    server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerHandle::State::Stopped, patience);
    QTRY_VERIFY_WITH_TIMEOUT(job.value()->hasEnded(), patience);
}

void ServerHandleTest::aPortThatIsTakenIsAFailureWithItsReason()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    SampleWorkspace workspace;
    Launcher launcher(workspace.folder(), slipway::testing::engineProgram());
    JobsModel jobs(workspace.folder());
    connect(&launcher, &Launcher::started, &jobs, &JobsModel::add);
    ServerHandle server(launcher, jobs);
    server.start(taken.serverPort());
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerHandle::State::Failed, patience);
    QVERIFY(server.error().has_value());
    QVERIFY(server.error()->message.find(std::to_string(taken.serverPort())) != std::string::npos);
}

SLIPWAY_UI_TEST_MAIN(ServerHandleTest)
#include "server_handle_test.moc"
