#include "core/base/log.h"

#include "core/base/clock.h"
#include "core/base/result.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cstdio>
#include <fcntl.h>
#include <map>
#include <sstream>
#include <thread>
#include <unistd.h>

using namespace slipway;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

class LogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEntryIsOneLineOfJson();
    void anEntryIsAddedToWhatIsThere();
    void twoLogsOnOneFileDoNotMixTheirLines();
    void aFileThatCannotBeWrittenIsPassedOver();
    void theTerminalShowsWarningsAndErrorsAsText();
    void withoutAFileNothingHappens();
};

namespace {

/// What is written to standard error while this lives.
class CapturedStandardError
{
public:
    explicit CapturedStandardError(const std::filesystem::path &file)
        : m_file(file)
        , m_saved(::dup(STDERR_FILENO))
    {
        const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        ::dup2(descriptor, STDERR_FILENO);
        ::close(descriptor);
    }
    ~CapturedStandardError() { restore(); }

    std::string text()
    {
        restore();
        return readText(m_file);
    }

private:
    void restore()
    {
        std::fflush(stderr);
        if (m_saved >= 0)
            ::dup2(m_saved, STDERR_FILENO);
        ::close(std::exchange(m_saved, -1));
    }

    std::filesystem::path m_file;
    int m_saved;
};

std::vector<Json> entries(const std::filesystem::path &file)
{
    std::istringstream text(readText(file));
    std::vector<Json> all;
    for (std::string line; std::getline(text, line);)
        all.push_back(Json::parse(line, nullptr, false));
    return all;
}

} // namespace

void LogTest::everyEntryIsOneLineOfJson()
{
    const TemporaryFolder folder;
    const auto file = folder / "logs/slipway.jsonl";
    Log log;
    log.writeTo(file);
    log.write(LogLevel::Info, "Two lines\nand {braces} and \"quotes\" and %s", {{"job", "44"}});
    log.write(LogLevel::Warning, "caf\xE9 is not UTF-8");
    log.write(LogLevel::Error, "");
    const auto all = entries(file);
    QCOMPARE(all.size(), std::size_t {3});
    QCOMPARE_TEXT(all[0].at("message").get<std::string>(), "Two lines\nand {braces} and \"quotes\" and %s");
    QCOMPARE_TEXT(all[0].at("job").get<std::string>(), "44");
    QCOMPARE_TEXT(all[0].at("level").get<std::string>(), "info");
    QCOMPARE_TEXT(all[1].at("level").get<std::string>(), "warning");
    QCOMPARE_TEXT(all[2].at("level").get<std::string>(), "error");
    const auto time = parseIsoTime(all[0].at("time").get<std::string>());
    QVERIFY_OK(time);
    QVERIFY(std::abs(time.value() - utcNow()) < 60 * microsPerSecond);
}

void LogTest::anEntryIsAddedToWhatIsThere()
{
    const TemporaryFolder folder;
    for (const char *message : {"first", "second"}) {
        Log log;
        log.writeTo(folder / "log");
        log.write(LogLevel::Info, message);
    }
    const auto all = entries(folder / "log");
    QCOMPARE(all.size(), std::size_t {2});
    QCOMPARE_TEXT(all[1].at("message").get<std::string>(), "second");
}

// Two engines write to one workspace's log. Entries longer than a library's buffer are the ones at risk.
void LogTest::twoLogsOnOneFileDoNotMixTheirLines()
{
    const TemporaryFolder folder;
    constexpr int perWriter = 300;
    {
        std::vector<std::jthread> writers;
        for (const char letter : {'a', 'b'}) {
            writers.emplace_back([&folder, letter] {
                Log log;
                log.writeTo(folder / "log");
                for (int i = 0; i < perWriter; ++i)
                    log.write(LogLevel::Info, std::string(static_cast<std::size_t>(i) * 50, letter));
            });
        }
    }
    std::map<char, int> seen;
    for (const auto &entry : entries(folder / "log")) {
        QVERIFY(entry.is_object());
        const auto text = entry.at("message").get<std::string>();
        if (text.empty())
            continue;
        QCOMPARE(text.find_first_not_of(text.front()), std::string::npos);
        ++seen[text.front()];
    }
    QCOMPARE(seen['a'], perWriter - 1);
    QCOMPARE(seen['b'], perWriter - 1);
}

// /dev/full opens and answers every write with "no space left".
void LogTest::aFileThatCannotBeWrittenIsPassedOver()
{
    const TemporaryFolder folder;
    CapturedStandardError captured(folder / "stderr");
    for (const auto &file :
         {folder.write("file", "") / "log", std::filesystem::path("/dev/full"), folder.path()}) {
        Log log;
        log.writeTo(file);
        log.write(LogLevel::Error, "unheard");
    }
    QCOMPARE_TEXT(captured.text(), "");
}

void LogTest::theTerminalShowsWarningsAndErrorsAsText()
{
    const TemporaryFolder folder;
    CapturedStandardError captured(folder / "stderr");
    Log log;
    log.showOnTerminal(true);
    log.write(LogLevel::Info, "kept to the file");
    log.write(LogLevel::Warning, "low on {disk}", {{"free", 3}});
    log.write(LogLevel::Error, "stopped");
    log.showOnTerminal(false);
    log.write(LogLevel::Error, "unseen");
    QCOMPARE_TEXT(captured.text(), "warning: low on {disk}\nerror: stopped\n");
}

void LogTest::withoutAFileNothingHappens()
{
    Log log;
    log.write(LogLevel::Error, "unheard");
}

SLIPWAY_TEST_MAIN(LogTest)
#include "log_test.moc"
