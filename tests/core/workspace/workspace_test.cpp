#include "core/workspace/workspace.h"

#include "core/workspace/vault.h"
#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fstream>
#include <set>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::Child;
using slipway::testing::inChild;
using slipway::testing::onSmallDisk;
using slipway::testing::readText;
using slipway::testing::said;
using slipway::testing::TemporaryFolder;
using slipway::testing::withoutRights;

class WorkspaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyFolderBecomesAWorkspace();
    void aMissingFolderIsMade();
    void openingAgainKeepsWhatPeopleWrote();
    void onlyCreateMakesAWorkspace();
    void aFolderWithOtherFilesIsRefusedAndLeftAlone();
    void somebodysProjectIsNoWorkspace();
    void aFileIsNoWorkspace();
    void anInterruptedCreationIsResumed();
    void recordsMovedAwayStartEmpty();
    void damagedRecordsChangeNothing();
    void aNewerWorkspaceIsLeftAlone();
    void severalProcessesCanCreateItAtOnce();
    void leftoversOfTheDeadAreSwept();
    void theRunOfALostJobIsKilled();
    void theRunOfALivingJobGoesOn();
    void aChangeIsRecordAndEventOrNeither();
    void aReadOnlyFolderOpensReadOnly();
    void aFolderWithoutRightsIsSaid();
    void aFullDiskIsSaid();
    void theConfigurationIsRead();
};

namespace {

namespace fs = std::filesystem;

const Origin ada {"ada", "cli", ""};

Result<Workspace> create(const fs::path &folder)
{
    return Workspace::open(folder, OpenMode::Create, ada);
}

Result<Workspace> openExisting(const fs::path &folder)
{
    return Workspace::open(folder, OpenMode::Existing, ada);
}

/// Every name below a folder, with the text of files, to see that nothing was touched.
std::string everythingIn(const fs::path &folder)
{
    std::set<std::string> lines;
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        const auto text = entry.is_regular_file() ? readText(entry.path()) : std::string();
        lines.insert(entry.path().lexically_relative(folder).string() + "=" + text);
    }
    std::string all;
    for (const auto &line : lines)
        all += line + "\n";
    return all;
}

} // namespace

// DESIGN.md names the folders that people and scripts look for.
void WorkspaceTest::anEmptyFolderBecomesAWorkspace()
{
    const TemporaryFolder folder;
    const auto workspace = create(folder.path());
    QVERIFY_OK(workspace);
    QVERIFY(!workspace.value().readOnly());
    for (const char *name :
         {"config", "data/raw", "data/processed", "data/features", "data/reference", "data/predictions",
          "data/monitoring", "models/training", "models/production", "artifacts", "jobs", "reports", "logs"})
        QVERIFY2(fs::is_directory(folder / name), name);
    for (const char *name : {"data_config.yaml", "model_config.yaml", "monitoring_config.yaml"})
        QVERIFY2(fs::is_regular_file(folder.path() / "config" / name), name);
    QVERIFY(fs::is_regular_file(folder / "slipway.db"));
    QCOMPARE(workspace.value().events().verify().value().events, std::int64_t {0});
    QCOMPARE_TEXT(workspace.value().folder().string(), folder.path().string());
}

void WorkspaceTest::aMissingFolderIsMade()
{
    const TemporaryFolder folder;
    QVERIFY_OK(create(folder / "deep/down"));
    QVERIFY_OK(openExisting(folder / "deep/down/../down/."));
    QCOMPARE_TEXT(inChild([&] {
                      fs::current_path(folder.path());
                      const auto opened = openExisting("deep/down");
                      return opened ? opened.value().folder().string() : said(opened);
                  }),
                  (folder / "deep/down").string());
}

void WorkspaceTest::openingAgainKeepsWhatPeopleWrote()
{
    const TemporaryFolder folder;
    QVERIFY_OK(create(folder.path()));
    folder.write("config/model_config.yaml", "training:\n  epochs: 3\n");
    fs::remove_all(folder / "reports");
    fs::remove(folder / "config/data_config.yaml");
    QVERIFY_OK(openExisting(folder.path()));
    QVERIFY(fs::is_directory(folder / "reports"));
    QVERIFY(!fs::exists(folder / "config/data_config.yaml")); // standards are in effect without it
    QVERIFY_OK(create(folder.path()));
    QVERIFY(fs::exists(folder / "config/data_config.yaml"));
    QCOMPARE_TEXT(readText(folder / "config/model_config.yaml"), "training:\n  epochs: 3\n");
}

void WorkspaceTest::onlyCreateMakesAWorkspace()
{
    const TemporaryFolder folder;
    const auto missing = openExisting(folder / "nowhere");
    QVERIFY_FAILS(missing, "workspace.missing");
    const auto place = (folder / "nowhere").string();
    QCOMPARE_TEXT(missing.error().message,
                  "There is no workspace at " + place + ". Make one with: slipway -w " + place + " init");
    QVERIFY_FAILS(openExisting(folder.path()), "workspace.missing");
    QVERIFY(fs::is_empty(folder.path()));
    QVERIFY_FAILS(openExisting(""), "workspace.unnamed");
    QVERIFY_FAILS(create(""), "workspace.unnamed");
}

void WorkspaceTest::aFolderWithOtherFilesIsRefusedAndLeftAlone()
{
    const TemporaryFolder folder;
    folder.write("thesis/thesis.tex", "mine");
    folder.write("data/raw/items.csv", "mine too");
    const auto before = everythingIn(folder.path());
    const auto refused = create(folder.path());
    QVERIFY_FAILS(refused, "workspace.not_one");
    QCOMPARE_TEXT(refused.error().message,
                  folder.path().string()
                      + " holds other files and is not a Slipway workspace. Choose an empty folder or a new "
                        "name.");
    QCOMPARE_TEXT(everythingIn(folder.path()), before);

    const TemporaryFolder links;
    fs::create_symlink(folder / "data", links / "data");
    QVERIFY_FAILS(create(links.path()), "workspace.not_one");
    QCOMPARE_TEXT(everythingIn(folder.path()), before);
}

// Folders called data and models are in every such project; its production model must not be swept away.
void WorkspaceTest::somebodysProjectIsNoWorkspace()
{
    const TemporaryFolder folder;
    folder.write("config/model_config.yaml", "model:\n  type: mine\n");
    folder.write("data/raw/interactions.csv", "user_id\n1\n");
    folder.write("models/production/best_model.pt", "weights");
    const auto before = everythingIn(folder.path());
    QVERIFY_FAILS(create(folder.path()), "workspace.not_one");
    QCOMPARE_TEXT(everythingIn(folder.path()), before);
}

void WorkspaceTest::aFileIsNoWorkspace()
{
    const TemporaryFolder folder;
    const auto file = folder.write("notes.txt", "mine");
    QVERIFY_FAILS(create(file), "workspace.not_a_folder");
    QVERIFY_FAILS(openExisting(file), "workspace.not_a_folder");
    QCOMPARE_TEXT(readText(file), "mine");
    QVERIFY(!create(file / "below").ok());
}

// Creation begins with the records. A kill leaves an empty file of them, or the records without the folders.
void WorkspaceTest::anInterruptedCreationIsResumed()
{
    const TemporaryFolder atOnce;
    atOnce.write("slipway.db", "");
    QVERIFY_OK(create(atOnce.path()));
    QVERIFY(fs::exists(atOnce / "config/monitoring_config.yaml"));

    const TemporaryFolder later;
    QVERIFY_OK(create(later.path()));
    for (const char *name : {"config/model_config.yaml", "jobs", "reports", "logs", "artifacts"})
        fs::remove_all(later / name);
    later.write("config/.slipway-1-1-0-model_config.yaml", "training:\n  ep");
    const auto resumed = create(later.path());
    QVERIFY_OK(resumed);
    QVERIFY(fs::is_directory(later / "logs"));
    QVERIFY(fs::exists(later / "config/model_config.yaml"));
    QVERIFY(!fs::exists(later / "config/.slipway-1-1-0-model_config.yaml"));
    QVERIFY_OK(resumed.value().config("model_config.yaml"));
}

// What the sentence about damaged records advises.
void WorkspaceTest::recordsMovedAwayStartEmpty()
{
    const TemporaryFolder folder;
    std::string hash;
    {
        const auto workspace = create(folder.path()).value();
        hash = workspace.artifacts().putBytes("kept").value();
        QVERIFY_OK(workspace.runs().create({.experiment = "feed"}));
        fs::create_directory(folder / "views");
    }
    fs::rename(folder / "slipway.db", folder / "slipway.db.damaged");
    const auto fresh = create(folder.path());
    QVERIFY_OK(fresh);
    QVERIFY(fresh.value().runs().list("", false, 10).value().empty());
    QVERIFY_OK(fresh.value().artifacts().verify(hash));
}

void WorkspaceTest::damagedRecordsChangeNothing()
{
    const TemporaryFolder folder;
    QVERIFY_OK(create(folder.path()));
    fs::remove(folder / "config/data_config.yaml");
    folder.write("slipway.db", std::string(8192, 'x'));
    const auto before = everythingIn(folder.path());
    QVERIFY_FAILS(create(folder.path()), "workspace.damaged");
    QVERIFY_FAILS(openExisting(folder.path()), "workspace.damaged");
    QVERIFY(everythingIn(folder.path()) == before);
}

void WorkspaceTest::aNewerWorkspaceIsLeftAlone()
{
    const TemporaryFolder folder;
    QVERIFY_OK(create(folder.path()).value().store().execute("PRAGMA user_version = 1000"));
    fs::remove(folder / "config/data_config.yaml");
    const auto before = everythingIn(folder.path());
    QVERIFY_FAILS(create(folder.path()), "workspace.newer");
    QVERIFY(everythingIn(folder.path()) == before);
}

void WorkspaceTest::severalProcessesCanCreateItAtOnce()
{
    const TemporaryFolder folder;
    const auto place = folder / "new";
    Child first([&] { return said(create(place)); });
    Child second([&] { return said(create(place)); });
    Child third([&] { return said(create(place)); });
    for (auto *child : {&first, &second, &third})
        QCOMPARE_TEXT(child->answer(), "ok");
    const auto workspace = openExisting(place);
    QVERIFY_OK(workspace);
    for (const auto &schema : configSchemas())
        QVERIFY_OK(workspace.value().config(schema.file));
}

void WorkspaceTest::leftoversOfTheDeadAreSwept()
{
    const TemporaryFolder folder;
    QVERIFY_OK(create(folder.path()));
    QCOMPARE_TEXT(inChild([&] {
                      auto file = NewFile::create(folder / "data/raw/items.csv").value();
                      (void)file.write("half");
                      ::_exit(0);
                      return std::string();
                  }),
                  "");
    QVERIFY(!fs::is_empty(folder / "data/raw"));
    QVERIFY_OK(openExisting(folder.path()));
    QVERIFY(fs::is_empty(folder / "data/raw"));
}

void WorkspaceTest::theRunOfALostJobIsKilled()
{
    const TemporaryFolder folder;
    QVERIFY_OK(create(folder.path()));
    const auto runOf = [&](const std::string &job, const Json &lastEvent) {
        return inChild([&] {
            const auto workspace = openExisting(folder.path());
            if (!workspace)
                return said(workspace);
            const auto recorder = JobRecorder::start(folder / "jobs", job, {"train"});
            const auto run = workspace.value().runs().create({.experiment = "feed", .job = job});
            if (!recorder || !run)
                return said(run);
            if (!lastEvent.is_null())
                recorder.value()->append("error", {{"error", lastEvent}});
            return run.value();
        });
    };
    const auto killed = runOf("killed", Json());
    const auto failed = runOf("failed", {{"code", "backend"}});
    const auto stopped = runOf("stopped", {{"code", "cancelled"}});
    const auto workspace = openExisting(folder.path());
    QVERIFY_OK(workspace);
    QCOMPARE_TEXT(workspace.value().runs().find(killed).value().status, "KILLED");
    QCOMPARE_TEXT(workspace.value().runs().find(failed).value().status, "FAILED");
    QCOMPARE_TEXT(workspace.value().runs().find(stopped).value().status, "KILLED");
    QVERIFY(workspace.value().runs().find(killed).value().end > 0);
}

void WorkspaceTest::theRunOfALivingJobGoesOn()
{
    const TemporaryFolder folder;
    const auto workspace = create(folder.path()).value();
    const auto recorder = JobRecorder::start(folder / "jobs", "living", {"train"}).value();
    const auto mine = workspace.runs().create({.experiment = "feed", .job = "living"}).value();
    const auto ofNoJob = workspace.runs().create({.experiment = "feed"}).value();
    const auto finished = workspace.runs().create({.experiment = "feed", .job = "gone"}).value();
    QVERIFY_OK(workspace.runs().finish(finished, "FINISHED"));
    const auto again = openExisting(folder.path());
    QVERIFY_OK(again);
    QCOMPARE_TEXT(again.value().runs().find(mine).value().status, "RUNNING");
    QCOMPARE_TEXT(again.value().runs().find(ofNoJob).value().status, "RUNNING");
    QCOMPARE_TEXT(again.value().runs().find(finished).value().status, "FINISHED");
}

void WorkspaceTest::aChangeIsRecordAndEventOrNeither()
{
    const TemporaryFolder folder;
    auto workspace = create(folder.path()).value();
    workspace.setJob("j1");
    const auto run = workspace.runs().create({.experiment = "feed"}).value();
    QVERIFY_OK(workspace.change({"run.deleted", run, Json::object(), "runs restore " + run},
                                [&] { return workspace.runs().setDeleted(run, true); }));
    QVERIFY(workspace.runs().find(run).value().deleted);
    const auto event = workspace.events().latest(1).value().front();
    QCOMPARE_TEXT(event.change.kind, "run.deleted");
    QCOMPARE_TEXT(event.origin.actor, "ada");
    QCOMPARE_TEXT(event.origin.job, "j1");

    QVERIFY_FAILS(workspace.change({"run.renamed", run, Json::object(), {}},
                                   [&]() -> Status {
                                       SLIPWAY_TRY(workspace.runs().setTag(run, "note", "half"));
                                       return workspace.runs().setDeleted(run, true);
                                   }),
                  "run.deleted_already");
    QVERIFY(workspace.runs().find(run).value().tags.empty());
    QCOMPARE(workspace.events().verify().value().events, std::int64_t {1});
}

void WorkspaceTest::aReadOnlyFolderOpensReadOnly()
{
    const TemporaryFolder folder;
    std::string run;
    {
        const auto workspace = create(folder.path()).value();
        run = workspace.runs().create({.experiment = "feed", .name = "seen", .job = "gone"}).value();
    }
    fs::permissions(folder.path(), fs::perms(0555));
    const auto before = everythingIn(folder.path());
    const auto answer = withoutRights([&] {
        const auto opened = openExisting(folder.path());
        if (!opened)
            return said(opened);
        const auto &workspace = opened.value();
        return std::to_string(workspace.readOnly()) + "|" + workspace.runs().find(run).value().name + "|"
            + said(workspace.change({"kind", "subject", Json::object(), {}})) + "|"
            + said(workspace.config("model_config.yaml"));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "1|seen|workspace.read_only: The workspace " + folder.path().string()
                      + " is read only here: records cannot be changed. Free disk space or give write "
                        "permission, then try again.|ok");
    QVERIFY(everythingIn(folder.path()) == before);
}

void WorkspaceTest::aFolderWithoutRightsIsSaid()
{
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms(0555));
    for (const auto &place : {folder.path(), folder / "new"}) {
        const auto answer = withoutRights([&] { return said(create(place)); });
        SKIP_IF_NOT_PERMITTED(answer);
        QCOMPARE_TEXT(answer,
                      "file.read_only: " + place.string()
                          + " cannot be written to. Choose another folder, or ask for write permission.");
    }
    QVERIFY(fs::is_empty(folder.path()));
}

void WorkspaceTest::aFullDiskIsSaid()
{
    const TemporaryFolder folder;
    const auto answer = onSmallDisk(folder.path(), "1m", [&] {
        fs::create_directory(folder / "new");
        std::ofstream(folder / "filler") << std::string(1 << 20, 'x');
        return said(create(folder / "new"));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "file.disk_full: The disk that holds " + (folder / "new").string()
                      + " is full; nothing was changed. Free some space and try again.");
}

void WorkspaceTest::theConfigurationIsRead()
{
    const TemporaryFolder folder;
    const auto workspace = create(folder.path()).value();
    folder.write("config/model_config.yaml", "training:\n  epochs: 3\n");
    QCOMPARE(workspace.config("model_config.yaml").value().integer("training.epochs"), std::int64_t {3});
    folder.write("config/model_config.yaml", "training:\n  epochs: none\n");
    const auto wrong = workspace.config("model_config.yaml");
    QVERIFY_FAILS(wrong, "config.wrong_value");
    QVERIFY(wrong.error().message.starts_with((folder / "config/model_config.yaml").string() + ", line 2"));
}

SLIPWAY_TEST_MAIN(WorkspaceTest)
#include "workspace_test.moc"
