#include "core/registry/promotion.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <map>
#include <set>

using namespace slipway;
using namespace slipway::registry;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;
using workspace::Workspace;

class PromotionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aPromotionIsAliasStageEventAndFiles();
    void theNextVersionReplacesTheOneBefore();
    void aRollbackGoesToTheVersionBefore();
    void rollbacksGoBackStepByStep();
    void aVersionPromotedTwiceStillRemembersTheOneBefore();
    void aRollbackToNoneEmptiesTheFolder();
    void theInverseTakesAPromotionBack();
    void whatCannotBeRolledBackIsSaid();
    void aVersionThatIsNotThereChangesNothing();
    void aKillBetweenRecordAndFilesIsCompleted();
    void publishingAgainChangesNothing();
    void aMissingArtifactLeavesTheFilesAlone();
    void theReadableListHasEveryVersion();
    void namesOfScenariosAndModelsBelongTogether();

private:
    std::unique_ptr<TemporaryFolder> m_folder;
    std::unique_ptr<Workspace> m_workspace;

    /// A version with these files, name to content.
    ModelVersion add(const std::map<std::string, std::string> &files) const
    {
        Json hashes = Json::object();
        std::string all;
        for (const auto &[name, content] : files) {
            hashes[name] = m_workspace->artifacts().putBytes(content).value();
            all += content;
        }
        return Models(m_workspace->store())
            .add({.name = "feed-model", .modelId = all, .folder = "models/runs/" + all, .files = hashes})
            .value();
    }

    Promotion promoted(const ModelVersion &version) const
    {
        return promote(*m_workspace, version, "better", Json::array({"gate"})).value();
    }

    Result<Promotion> back(const std::string &target = {}) const
    {
        return rollBack(*m_workspace, "feed-model", target, "worse");
    }

    std::int64_t serving() const
    {
        const auto production = Models(m_workspace->store()).production("feed-model").value();
        return production ? production->version : 0;
    }

    std::string filesIn(const std::string &folder) const
    {
        std::set<std::string> files;
        for (const auto &entry : std::filesystem::directory_iterator(*m_folder / folder))
            files.insert(entry.path().filename().string() + "=" + readText(entry.path()));
        std::string text;
        for (const auto &file : files)
            text += file + " ";
        return text;
    }
};

void PromotionTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<TemporaryFolder>();
    m_workspace = std::make_unique<Workspace>(
        Workspace::open(m_folder->path(), workspace::OpenMode::Create, {"ada", "cli", "j1"}).value());
}

void PromotionTest::aPromotionIsAliasStageEventAndFiles()
{
    const auto version = add({{"model.json", "one"}, {"best_model.pt", "weights"}});
    const auto promotion = promoted(version);
    QVERIFY(!promotion.before.has_value());
    QCOMPARE(promotion.now->version, std::int64_t {1});
    QCOMPARE_TEXT(promotion.now->stage, "Production");
    QCOMPARE(promotion.now->aliases, std::vector<std::string> {"Production"});
    QCOMPARE_TEXT(promotion.inverse, "registry rollback feed-model --to none");

    const auto event = m_workspace->events().latest(1).value().front();
    QCOMPARE_TEXT(event.change.kind, "model.promoted");
    QCOMPARE_TEXT(event.change.subject, "feed-model/1");
    QCOMPARE_TEXT(writeJson(event.change.payload),
                  R"({"from":null,"gates":["gate"],"reason":"better","to":1})");
    QCOMPARE_TEXT(event.change.inverse.value_or("none"), promotion.inverse);
    QCOMPARE_TEXT(event.origin.job, "j1");

    QCOMPARE_TEXT(filesIn("models/production"), "best_model.pt=weights model.json=one ");
    QCOMPARE_TEXT(filesIn("views/feed/models/production"), "best_model.pt=weights model.json=one ");
    const Json json = toJson(promotion);
    QVERIFY(json.at("before").is_null());
    QCOMPARE(json.at("now").at("version").get<int>(), 1);
}

void PromotionTest::theNextVersionReplacesTheOneBefore()
{
    promoted(add({{"model.json", "one"}, {"best_model.pt", "weights"}, {"extra.txt", "only here"}}));
    const auto promotion = promoted(add({{"model.json", "two"}, {"best_model.pt", "weights"}}));
    QCOMPARE(promotion.before->version, std::int64_t {1});
    QCOMPARE_TEXT(promotion.inverse, "registry rollback feed-model --to 1");
    QCOMPARE_TEXT(Models(m_workspace->store()).find("feed-model/1").value().stage, "Archived");
    QCOMPARE_TEXT(filesIn("models/production"), "best_model.pt=weights model.json=two ");
    QCOMPARE_TEXT(filesIn("views/feed/models/production"), "best_model.pt=weights model.json=two ");
}

void PromotionTest::aRollbackGoesToTheVersionBefore()
{
    promoted(add({{"model.json", "one"}}));
    promoted(add({{"model.json", "two"}}));
    const auto rollback = back();
    QVERIFY_OK(rollback);
    QCOMPARE(rollback.value().now->version, std::int64_t {1});
    QCOMPARE(rollback.value().before->version, std::int64_t {2});
    QCOMPARE_TEXT(rollback.value().inverse, "registry rollback feed-model --to 2");
    QCOMPARE_TEXT(filesIn("models/production"), "model.json=one ");
    const auto event = m_workspace->events().latest(1).value().front();
    QCOMPARE_TEXT(event.change.kind, "model.rolled_back");
    QCOMPARE_TEXT(event.change.subject, "feed-model/1");
    QCOMPARE_TEXT(writeJson(event.change.payload), R"({"from":2,"reason":"worse","to":1})");
    QVERIFY_OK(m_workspace->events().verify());
}

void PromotionTest::rollbacksGoBackStepByStep()
{
    for (const char *content : {"one", "two", "three"})
        promoted(add({{"model.json", content}}));
    QVERIFY_OK(back());
    QCOMPARE(serving(), std::int64_t {2});
    QVERIFY_OK(back());
    QCOMPARE(serving(), std::int64_t {1});
    QVERIFY_FAILS(back(), "registry.nothing_before");
    QCOMPARE(serving(), std::int64_t {1});
    QVERIFY_OK(back("3"));
    QCOMPARE(serving(), std::int64_t {3});
    QVERIFY_OK(back());
    QCOMPARE(serving(), std::int64_t {2});
}

void PromotionTest::aVersionPromotedTwiceStillRemembersTheOneBefore()
{
    promoted(add({{"model.json", "one"}}));
    const auto second = add({{"model.json", "two"}});
    promoted(second);
    promoted(second);
    QVERIFY_OK(back());
    QCOMPARE(serving(), std::int64_t {1});
}

void PromotionTest::aRollbackToNoneEmptiesTheFolder()
{
    promoted(add({{"model.json", "one"}, {"best_model.pt", "weights"}}));
    const auto rollback = back("none");
    QVERIFY_OK(rollback);
    QVERIFY(!rollback.value().now.has_value());
    QCOMPARE_TEXT(rollback.value().inverse, "registry rollback feed-model --to 1");
    QCOMPARE(serving(), std::int64_t {0});
    QCOMPARE_TEXT(filesIn("models/production"), "");
    QCOMPARE_TEXT(filesIn("views/feed/models/production"), "");
    const auto event = m_workspace->events().latest(1).value().front();
    QCOMPARE_TEXT(event.change.subject, "feed-model");
    QCOMPARE_TEXT(writeJson(event.change.payload), R"({"from":1,"reason":"worse","to":null})");
    const Json list = Json::parse(readText(*m_folder / "models/model_registry.json"));
    QVERIFY(list.at("production").is_null());
    QVERIFY_OK(back("1"));
    QCOMPARE_TEXT(filesIn("models/production"), "best_model.pt=weights model.json=one ");
}

void PromotionTest::theInverseTakesAPromotionBack()
{
    promoted(add({{"model.json", "one"}}));
    const auto inverse = promoted(add({{"model.json", "two"}})).inverse;
    QVERIFY_OK(back(inverse.substr(inverse.rfind(' ') + 1)));
    QCOMPARE(serving(), std::int64_t {1});
    const auto redo = m_workspace->events().latest(1).value().front().change.inverse.value_or("");
    QVERIFY_OK(back(redo.substr(redo.rfind(' ') + 1)));
    QCOMPARE(serving(), std::int64_t {2});
}

void PromotionTest::whatCannotBeRolledBackIsSaid()
{
    QVERIFY_FAILS(back(), "registry.nothing_serves");
    promoted(add({{"model.json", "one"}}));
    const auto first = back();
    QVERIFY_FAILS(first, "registry.nothing_before");
    QCOMPARE_TEXT(first.error().message,
                  "No version of feed-model served before the present one. Name the version to go to with "
                  "--to.");
    for (const char *target : {"2", "0", "-1", "one", "1x", "99999999999999999999"})
        QVERIFY_FAILS(back(target), "registry.version_missing");
    QCOMPARE(serving(), std::int64_t {1});
    QCOMPARE(m_workspace->events().verify().value().events, std::int64_t {1});
}

void PromotionTest::aVersionThatIsNotThereChangesNothing()
{
    promoted(add({{"model.json", "one"}}));
    QVERIFY(!promote(*m_workspace, {.name = "feed-model", .version = 9}, "", {}).ok());
    QCOMPARE(serving(), std::int64_t {1});
    QCOMPARE(m_workspace->events().verify().value().events, std::int64_t {1});
    QCOMPARE_TEXT(filesIn("models/production"), "model.json=one ");
}

// The records say version 2, the files are still those of version 1.
void PromotionTest::aKillBetweenRecordAndFilesIsCompleted()
{
    promoted(add({{"model.json", "one"}, {"extra.txt", "only here"}}));
    add({{"model.json", "two"}});
    QVERIFY_OK(Models(m_workspace->store()).setProduction("feed-model", 2));
    QCOMPARE_TEXT(filesIn("models/production"), "extra.txt=only here model.json=one ");
    QVERIFY_OK(publishProduction(*m_workspace, "feed-model"));
    QCOMPARE_TEXT(filesIn("models/production"), "model.json=two ");
    QCOMPARE_TEXT(filesIn("views/feed/models/production"), "model.json=two ");
    const Json list = Json::parse(readText(*m_folder / "models/model_registry.json"));
    QCOMPARE_TEXT(list.at("production").get<std::string>(), "feed-model/2");
}

void PromotionTest::publishingAgainChangesNothing()
{
    promoted(add({{"model.json", "one"}}));
    const auto file = *m_folder / "models/production/model.json";
    const auto links = std::filesystem::hard_link_count(file);
    const auto list = readText(*m_folder / "models/model_registry.json");
    QVERIFY_OK(publishProduction(*m_workspace, "feed-model"));
    QCOMPARE(std::filesystem::hard_link_count(file), links);
    QCOMPARE_TEXT(filesIn("models/production"), "model.json=one ");
    QCOMPARE_TEXT(readText(*m_folder / "models/model_registry.json"), list);
}

void PromotionTest::aMissingArtifactLeavesTheFilesAlone()
{
    promoted(add({{"model.json", "one"}}));
    const auto second = add({{"model.json", "two"}, {"best_model.pt", "lost"}});
    const auto hash = second.files.at("best_model.pt").get<std::string>();
    std::filesystem::remove(*m_folder / "artifacts" / hash);
    QVERIFY_FAILS(promote(*m_workspace, second, "", {}), "artifact.missing");
    QCOMPARE_TEXT(filesIn("models/production"), "model.json=one ");
}

void PromotionTest::theReadableListHasEveryVersion()
{
    promoted(add({{"model.json", "one"}}));
    promoted(add({{"model.json", "two"}}));
    const Json list = Json::parse(readText(*m_folder / "models/model_registry.json"));
    QCOMPARE_TEXT(list.at("production").get<std::string>(), "feed-model/2");
    QCOMPARE(list.at("models").size(), std::size_t {2});
    QCOMPARE(list.at("models").at(0).at("version").get<int>(), 2);
    QCOMPARE_TEXT(list.at("models").at(1).at("stage").get<std::string>(), "Archived");
}

void PromotionTest::namesOfScenariosAndModelsBelongTogether()
{
    QCOMPARE_TEXT(modelNameOf("feed"), "feed-model");
    QCOMPARE_TEXT(scenarioOf("feed-model"), "feed");
    QCOMPARE_TEXT(scenarioOf(modelNameOf("churn")), "churn");
    QCOMPARE_TEXT(scenarioOf("mine"), "mine");
}

SLIPWAY_TEST_MAIN(PromotionTest)
#include "promotion_test.moc"
