#include "core/workspace/process.h"

#include "tests/core/workspace/child.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <sstream>
#include <sys/prctl.h>

using namespace slipway::workspace;
using slipway::testing::inChild;

class ProcessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thisProcessIsAlive();
    void aProcessNumberUsedAgainIsAnotherProcess();
    void aProcessThatEndedIsNotAlive();
    void aZombieIsNotAlive();
    void aForkedChildIsAProcessOfItsOwn();
    void aNameWithBracketsConfusesNobody();
    void numbersThatNobodyHasAreNotAlive();
};

namespace {

std::string shown(const ProcessIdentity &process)
{
    return std::to_string(process.pid) + " " + std::to_string(process.start);
}

ProcessIdentity read(const std::string &text)
{
    ProcessIdentity process;
    std::istringstream(text) >> process.pid >> process.start;
    return process;
}

} // namespace

void ProcessTest::thisProcessIsAlive()
{
    const auto self = thisProcess();
    QCOMPARE(self.pid, ::getpid());
    QVERIFY(self.start > 0);
    QVERIFY(thisProcess() == self);
    QVERIFY(isAlive(self));
}

void ProcessTest::aProcessNumberUsedAgainIsAnotherProcess()
{
    auto other = thisProcess();
    ++other.start;
    QVERIFY(!isAlive(other));
}

void ProcessTest::aProcessThatEndedIsNotAlive()
{
    const auto child = read(inChild([] { return shown(thisProcess()); }));
    QVERIFY(child.pid > 0);
    QVERIFY(!isAlive(child));
}

void ProcessTest::aZombieIsNotAlive()
{
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    const pid_t pid = ::fork();
    if (pid == 0) {
        const auto text = shown(thisProcess());
        ::_exit(::write(ends[1], text.data(), text.size()) > 0 ? 0 : 1);
    }
    char text[100] {};
    QVERIFY(::read(ends[0], text, sizeof text - 1) > 0);
    ::close(ends[0]);
    ::close(ends[1]);
    siginfo_t info {};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT); // it has ended, nobody has buried it
    QCOMPARE(read(text).pid, pid);
    QVERIFY(!isAlive(read(text)));
    ::waitpid(pid, nullptr, 0);
}

void ProcessTest::aForkedChildIsAProcessOfItsOwn()
{
    const auto parent = thisProcess();
    const auto answer = inChild([&] {
        const auto self = thisProcess();
        return std::string(self.pid == ::getpid() ? "own" : "parent's") + (isAlive(self) ? " alive" : " dead")
            + (isAlive(parent) ? " alive" : " dead");
    });
    QCOMPARE_TEXT(answer, "own alive alive");
}

// The kernel puts the name between brackets, whatever is in it.
void ProcessTest::aNameWithBracketsConfusesNobody()
{
    QCOMPARE_TEXT(inChild([] {
                      ::prctl(PR_SET_NAME, "a) Z 1 (2 3)");
                      return std::string(isAlive(thisProcess()) ? "alive" : "dead");
                  }),
                  "alive");
}

void ProcessTest::numbersThatNobodyHasAreNotAlive()
{
    QVERIFY(!isAlive({}));
    QVERIFY(!isAlive({-1, 1}));
    QVERIFY(!isAlive({1 << 30, 1}));
}

SLIPWAY_TEST_MAIN(ProcessTest)
#include "process_test.moc"
