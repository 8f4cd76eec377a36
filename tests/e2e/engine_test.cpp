#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <map>

using namespace slipway;
using namespace slipway::testing;

/// What everybody who starts the engine relies on: help, exit statuses, the three forms of output, and
/// workspaces in every state.
class EngineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void versionIsOneLine();
    void versionAndDriftLoadNoLearningBackend();
    void helpNamesEveryGroupOfVerbs();
    void aWrongWordExitsWithTwoAndASentence();
    void aMissingWorkspaceExitsWithThree();
    void aFolderWithOtherFilesIsLeftAlone();
    void aWorkspaceOfANewerVersionIsLeftAlone();
    void aDamagedDatabaseIsNamedAndLeftAlone();
    void aReadOnlyWorkspaceCanBeRead();
    void aFullDiskIsSaid();
    void eventsCountUpAndEndWithTheResult();
    void anErrorIsTheLastEvent();
    void aCheckThatSaysNoExitsWithOne();
    void aBadConfigurationNamesFileAndLine();
    void driftWorksOnFilesWithoutAWorkspace();
    void twoJobsOfOneWorkspaceRunAtOnce();
    void anInverseCommandTakesTheChangeBack();

private:
    TemporaryFolder m_folder;
};

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}

/// A file with numbers around `centre`.
std::filesystem::path writeNumbers(const TemporaryFolder &folder, const char *name, double centre)
{
    std::string text = "x,colour\n";
    for (int i = 0; i < 500; ++i)
        text += std::to_string(centre + (i * 37 % 101) / 100.0) + (i % 3 == 0 ? ",red\n" : ",blue\n");
    return folder.write(name, text);
}

/// Runs the engine without the rights of root, which no permission bit stops. Fails to start where that is
/// not possible.
EngineAnswer runUnprivileged(const std::filesystem::path &workspace, const QStringList &arguments)
{
    QProcess process;
    const QStringList engine {Engine::program(), QStringLiteral("-w"),
                              QString::fromStdString(workspace.string())};
    if (::geteuid() == 0)
        process.start(QStringLiteral("setpriv"),
                      words("--reuid=65534 --regid=65534 --clear-groups") + engine + arguments);
    else
        process.start(engine.first(), engine.mid(1) + arguments);
    process.waitForFinished();
    EngineAnswer answer;
    answer.exit = process.exitCode();
    answer.output = process.readAllStandardOutput();
    answer.errors = process.readAllStandardError();
    return answer;
}

} // namespace

void EngineTest::versionIsOneLine()
{
    const auto answer = Engine(m_folder / "none").run({QStringLiteral("--version")});
    QCOMPARE(answer.exit, 0);
    QVERIFY(answer.output.startsWith("slipway "));
    QCOMPARE(answer.output.count('\n'), 1);
}

/// LibTorch brings 285 libraries along; the loader itself tells what a run has mapped.
void EngineTest::versionAndDriftLoadNoLearningBackend()
{
    const auto a = writeNumbers(m_folder, "load_a.csv", 0);
    const QString file = QString::fromStdString(a.string());
    for (const auto &arguments : {QStringList {QStringLiteral("--version")},
                                  QStringList {QStringLiteral("drift"), QStringLiteral("--reference"), file,
                                               QStringLiteral("--current"), file}}) {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_DEBUG"), QStringLiteral("files"));
        environment.insert(QStringLiteral("LD_DEBUG_OUTPUT"),
                           QString::fromStdString((m_folder / "loader").string()));
        process.setProcessEnvironment(environment);
        process.start(Engine::program(), arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
    }
    bool sawDuckDb = false;
    for (const auto &entry : std::filesystem::directory_iterator(m_folder.path())) {
        if (!entry.path().filename().string().starts_with("loader."))
            continue;
        const auto log = readText(entry.path());
        sawDuckDb = sawDuckDb || log.find("libduckdb") != std::string::npos;
        for (const auto *library : {"libtorch", "libc10", "libQt5", "libQt6", "libopencv"})
            QVERIFY2(log.find(library) == std::string::npos, library);
    }
    QVERIFY2(sawDuckDb, "the loader's log does not tell what it should");
}

void EngineTest::helpNamesEveryGroupOfVerbs()
{
    const auto answer = Engine(m_folder / "none").run({QStringLiteral("--help")});
    QCOMPARE(answer.exit, 0);
    for (const auto *verb : {"demo", "data", "features", "train", "evaluate", "compare", "registry", "serve",
                             "drift", "retraining", "bench", "report", "runs", "jobs", "audit", "config", "init"})
        QVERIFY2(answer.output.contains(verb), verb);
}

void EngineTest::aWrongWordExitsWithTwoAndASentence()
{
    for (const auto &arguments :
         {words("trian"), words("train --epochs 3"), words("data generate --rows many"),
          words("train --set training.epochs=many")}) {
        const auto answer = Engine(m_folder / "wrong").run(arguments);
        QVERIFY2(answer.exit == 2 || answer.exit == 3, arguments.join(u' ').toUtf8().constData());
        QVERIFY(answer.sentence().starts_with("slipway: "));
        QCOMPARE(answer.errors.count('\n'), 1);
    }
}

void EngineTest::aMissingWorkspaceExitsWithThree()
{
    const auto answer = Engine(m_folder / "nowhere").ask(words("runs list"));
    QCOMPARE(answer.exit, 3);
    QCOMPARE_TEXT(answer.json().at("error").at("id").get<std::string>(), "workspace.missing");
    QVERIFY(!std::filesystem::exists(m_folder / "nowhere"));
}

void EngineTest::aFolderWithOtherFilesIsLeftAlone()
{
    m_folder.write("photos/cat.jpg", "not a workspace");
    const auto answer = Engine(m_folder / "photos").run({QStringLiteral("init")});
    QCOMPARE(answer.exit, 2);
    QVERIFY(!std::filesystem::exists(m_folder / "photos/slipway.db"));
}

void EngineTest::aWorkspaceOfANewerVersionIsLeftAlone()
{
    const Engine engine(m_folder / "newer");
    QCOMPARE(engine.run({QStringLiteral("init")}).exit, 0);
    // The format's number stands at byte 60 of an SQLite file, big-endian.
    auto bytes = readText(engine.workspace() / "slipway.db");
    bytes[63] = 99;
    m_folder.write("newer/slipway.db", bytes);
    const auto answer = engine.ask(words("runs list"));
    QCOMPARE(answer.exit, 5);
    QCOMPARE_TEXT(answer.json().at("error").at("id").get<std::string>(), "workspace.newer");
    QCOMPARE(readText(engine.workspace() / "slipway.db"), bytes);
}

void EngineTest::aDamagedDatabaseIsNamedAndLeftAlone()
{
    const Engine engine(m_folder / "damaged");
    QCOMPARE(engine.run({QStringLiteral("init")}).exit, 0);
    auto bytes = readText(engine.workspace() / "slipway.db");
    bytes.replace(0, 16, "this is no table");
    m_folder.write("damaged/slipway.db", bytes);
    const auto answer = engine.ask(words("runs list"));
    QCOMPARE(answer.exit, 5);
    QCOMPARE_TEXT(answer.json().at("error").at("id").get<std::string>(), "workspace.damaged");
    QVERIFY(answer.sentence().find("slipway.db") != std::string::npos);
    QCOMPARE(readText(engine.workspace() / "slipway.db"), bytes);
}

void EngineTest::aReadOnlyWorkspaceCanBeRead()
{
    const Engine engine(m_folder / "readonly");
    QCOMPARE(engine.run(words("data generate --rows 1000")).exit, 0);
    std::filesystem::permissions(m_folder.path(),
                                 std::filesystem::perms::others_exec | std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    for (const auto &entry : std::filesystem::recursive_directory_iterator(engine.workspace()))
        std::filesystem::permissions(entry, std::filesystem::perms(entry.is_directory() ? 0555 : 0444));
    std::filesystem::permissions(engine.workspace(), std::filesystem::perms(0555));
    const auto list = runUnprivileged(engine.workspace(), words("--json data list"));
    if (list.exit == 0 && list.output.isEmpty())
        QSKIP("this system has no setpriv to run without the rights of root");
    QVERIFY2(list.exit == 0, (list.errors + list.output).constData());
    QCOMPARE(list.json().at("datasets").size(), std::size_t {4});
    const auto refused = runUnprivileged(engine.workspace(), words("--json data validate interactions"));
    QCOMPARE(refused.exit, 5);
    QCOMPARE_TEXT(refused.json().at("error").at("id").get<std::string>(), "workspace.read_only");
    for (const auto &entry : std::filesystem::recursive_directory_iterator(engine.workspace())) {
        if (entry.is_directory())
            std::filesystem::permissions(entry, std::filesystem::perms::owner_all);
    }
    std::filesystem::permissions(engine.workspace(), std::filesystem::perms::owner_all);
}

/// A small disk of its own, made in a private mount namespace, so that nothing outside sees it.
void EngineTest::aFullDiskIsSaid()
{
    const auto disk = m_folder / "disk";
    std::filesystem::create_directories(disk);
    const QString script =
        QStringLiteral("mount -t tmpfs -o size=3m none %1 || exit 77; %2 -w %1/w init >/dev/null || exit 78; "
                       "%2 --json -w %1/w data generate --rows 200000; code=$?; "
                       "%2 -w %1/w audit verify >/dev/null || exit 79; "
                       "test -e %1/w/data/raw/interactions.csv && exit 80; exit $code")
            .arg(QString::fromStdString(disk.string()), Engine::program());
    QProcess process;
    process.start(QStringLiteral("unshare"),
                  {QStringLiteral("--mount"), QStringLiteral("--map-root-user"), QStringLiteral("sh"),
                   QStringLiteral("-c"), script});
    QVERIFY(process.waitForFinished(60'000));
    const auto output = process.readAllStandardOutput();
    if (process.exitCode() == 77 || process.error() == QProcess::FailedToStart
        || (process.exitCode() == 1 && output.isEmpty()))
        QSKIP("a small disk cannot be mounted here");
    QVERIFY2(process.exitCode() == 5,
             (QByteArray::number(process.exitCode()) + output + process.readAllStandardError()).constData());
    const auto error = Json::parse(output.toStdString(), nullptr, false).at("error");
    QVERIFY(error.at("message").get<std::string>().find("full") != std::string::npos);
}

void EngineTest::eventsCountUpAndEndWithTheResult()
{
    const auto process = Engine(m_folder / "events").start(words("data generate --rows 2000"));
    QVERIFY(process->waitForFinished(60'000));
    std::int64_t last = 0;
    Json event;
    while (process->canReadLine()) {
        event = Json::parse(process->readLine().toStdString());
        QCOMPARE(event.at("v").get<int>(), 1);
        QCOMPARE(event.at("seq").get<std::int64_t>(), ++last);
        QVERIFY(event.contains("time") && event.contains("job"));
    }
    QVERIFY(last >= 3);
    QCOMPARE_TEXT(event.at("event").get<std::string>(), "result");
    QCOMPARE(event.at("result").at("rows").at("interactions").get<int>(), 2000);
}

void EngineTest::anErrorIsTheLastEvent()
{
    const Engine engine(m_folder / "error");
    QCOMPARE(engine.run({QStringLiteral("init")}).exit, 0);
    const auto process = engine.start(words("features build"));
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 3);
    Json event;
    while (process->canReadLine())
        event = Json::parse(process->readLine().toStdString());
    QCOMPARE_TEXT(event.at("event").get<std::string>(), "error");
    QVERIFY(event.at("error").at("message").get<std::string>().find("slipway data generate")
            != std::string::npos);
}

void EngineTest::aCheckThatSaysNoExitsWithOne()
{
    const auto suite = m_folder.write("suite.json", R"({"name":"one","expectations":[{"type":
        "expect_column_values_to_be_between","kwargs":{"column":"x","min_value":1000}}],"meta":{}})");
    const auto file = writeNumbers(m_folder, "check.csv", 0);
    const auto answer =
        Engine(m_folder / "none")
            .ask({QStringLiteral("data"), QStringLiteral("validate"), QString::fromStdString(file.string()),
                  QStringLiteral("--suite"), QString::fromStdString(suite.string())});
    QCOMPARE(answer.exit, 1);
    QCOMPARE(answer.json().at("passed").get<bool>(), false);
    QCOMPARE(answer.json().at("failed").get<int>(), 1);
}

void EngineTest::aBadConfigurationNamesFileAndLine()
{
    const Engine engine(m_folder / "config");
    QCOMPARE(engine.run({QStringLiteral("init")}).exit, 0);
    m_folder.write("config/config/model_config.yaml", "model:\n  type: mlp\ntraining:\n  epochs: many\n");
    const auto answer = engine.ask(words("config check"));
    QCOMPARE(answer.exit, 4);
    const auto sentence = answer.sentence();
    for (const auto *part : {"model_config.yaml", "line 4", "training.epochs", "many", "epochs: 10"})
        QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
}

void EngineTest::driftWorksOnFilesWithoutAWorkspace()
{
    const auto a = QString::fromStdString(writeNumbers(m_folder, "a.csv", 0).string());
    const auto b = QString::fromStdString(writeNumbers(m_folder, "b.csv", 5).string());
    const Engine engine(m_folder / "no workspace");
    const auto same = engine.ask({QStringLiteral("drift"), QStringLiteral("--reference"), a,
                                  QStringLiteral("--current"), a, QStringLiteral("--fail-on-drift")});
    QCOMPARE(same.exit, 0);
    const auto moved = engine.ask({QStringLiteral("drift"), QStringLiteral("--reference"), a,
                                   QStringLiteral("--current"), b, QStringLiteral("--fail-on-drift")});
    QCOMPARE(moved.exit, 1);
    QCOMPARE(moved.json().at("features").at("x").at("ks").at("statistic").get<double>(), 1.0);
    QVERIFY(!std::filesystem::exists(engine.workspace()));
}

void EngineTest::twoJobsOfOneWorkspaceRunAtOnce()
{
    const Engine engine(m_folder / "two");
    QCOMPARE(engine.run({QStringLiteral("init")}).exit, 0);
    std::vector<RunningEngine> jobs;
    for (int i = 0; i < 4; ++i)
        jobs.push_back(engine.start({QStringLiteral("data"), QStringLiteral("generate"),
                                     QStringLiteral("--rows"), QString::number(2000 + i)}));
    for (const auto &job : jobs) {
        QVERIFY(job->waitForFinished(60'000));
        QVERIFY2(job->exitCode() == 0, job->readAllStandardOutput().constData());
    }
    // The same seed gives the same users and items, which are one version then; the interactions differ.
    const auto datasets = engine.ask(words("data list")).json().at("datasets");
    std::map<std::string, int> versions;
    for (const auto &dataset : datasets)
        ++versions[dataset.at("name").get<std::string>()];
    QCOMPARE(versions["interactions"], 4);
    QCOMPARE(versions["users"], 1);
    QCOMPARE(engine.run(words("audit verify")).exit, 0);
}

void EngineTest::anInverseCommandTakesTheChangeBack()
{
    const Engine engine(m_folder / "undo");
    QCOMPARE(engine.run({QStringLiteral("init")}).exit, 0);
    // A run can only be made by training, which other tests do; a missing one has its sentence.
    const auto answer = engine.ask(words("runs delete 44"));
    QCOMPARE(answer.exit, 3);
    QCOMPARE_TEXT(answer.json().at("error").at("id").get<std::string>(), "run.missing");
}

SLIPWAY_TEST_MAIN(EngineTest)
#include "engine_test.moc"
