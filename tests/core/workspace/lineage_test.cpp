#include "core/workspace/lineage.h"

#include "tests/support/sample_workspace.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::SampleWorkspace;

class LineageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everythingFromTheFileToTheModelIsThere();
    void itIsTheSameStoryFromEveryNode();
    void whatHasNothingToDoWithItIsLeftOut();
    void theTreeStandsBelowItsOrigins();
    void aNodeWithTwoOriginsIsWrittenOutOnce();

private:
    std::unique_ptr<SampleWorkspace> m_sample;
    std::string m_run;

    DatasetVersion add(const std::string &name, const std::string &digest, const std::string &source,
                       const std::string &type)
    {
        return m_sample->workspace()
            .datasets()
            .add({.name = name,
                  .digest = digest,
                  .fileHash = "f" + digest,
                  .sourceType = type,
                  .source = source,
                  .rows = 7})
            .value();
    }
    Lineage of(const char *name)
    {
        return readLineage(m_sample->store(), m_sample->workspace().datasets().find(name).value()).value();
    }
};

namespace {

std::string idsOf(const Lineage &lineage, const std::string &run)
{
    std::string ids;
    for (const auto &node : lineage.nodes)
        ids += (node.id == "run:" + run ? "run" : node.id) + " ";
    return ids;
}

} // namespace

void LineageTest::init()
{
    m_sample = std::make_unique<SampleWorkspace>();
    add("interactions", "d1", "/data/feed.csv", "imported");
    add("users", "d9", "seed 42", "generated");
    const auto train = add("feed_train", "d2", "d1", "features");
    const auto val = add("feed_val", "d3", "d1", "features");
    m_run = m_sample->addRun("ranker");
    auto runs = m_sample->workspace().runs();
    QVERIFY_OK(runs.addInput(m_run, train.id, "training"));
    QVERIFY_OK(runs.addInput(m_run, val.id, "validation"));
    QVERIFY_OK(m_sample->store().execute("INSERT INTO registered_models (name, creation_time, "
                                         "last_updated_time) VALUES ('feed-model', 0, 0)"));
    QVERIFY_OK(m_sample->store().execute(
        "INSERT INTO model_versions (name, version, model_id, run_id, source, files, stage, creation_time, "
        "last_updated_time) VALUES ('feed-model', 1, 'm', ?, '', '{}', 'Production', 0, 0)",
        {m_run}));
}

void LineageTest::everythingFromTheFileToTheModelIsThere()
{
    const auto lineage = of("interactions");
    QCOMPARE_TEXT(idsOf(lineage, m_run),
                  "source:imported:/data/feed.csv dataset:interactions@1 "
                  "dataset:feed_train@1 dataset:feed_val@1 run model:feed-model/1 ");
    const Json json = toJson(lineage);
    QCOMPARE_TEXT(json.at("of").get<std::string>(), "dataset:interactions@1");
    QCOMPARE_TEXT(json.at("nodes").at(0).at("kind").get<std::string>(), "source");
    QCOMPARE_TEXT(json.at("nodes").at(0).at("file_hash").get<std::string>(), "fd1");
    QCOMPARE_TEXT(json.at("nodes").at(2).at("kind").get<std::string>(), "features");
    QCOMPARE_TEXT(json.at("nodes").at(5).at("stage").get<std::string>(), "Production");
    std::string edges;
    for (const auto &edge : lineage.edges)
        edges += edge.how + " ";
    QCOMPARE_TEXT(edges, "imported derived derived training validation registered ");
}

void LineageTest::itIsTheSameStoryFromEveryNode()
{
    QCOMPARE_TEXT(idsOf(of("feed_train"), m_run),
                  "source:imported:/data/feed.csv dataset:interactions@1 dataset:feed_train@1 run "
                  "model:feed-model/1 ");
}

void LineageTest::whatHasNothingToDoWithItIsLeftOut()
{
    QCOMPARE_TEXT(idsOf(of("users"), m_run), "source:generated:seed 42 dataset:users@1 ");
    QVERIFY(dependentsOf(m_sample->store(), m_sample->workspace().datasets().find("users").value())
                .value()
                .empty());
}

void LineageTest::theTreeStandsBelowItsOrigins()
{
    QCOMPARE_TEXT(lineageTree(of("users")),
                  "source generated seed 42\n"
                  "└─ dataset users@1, 7 rows, digest d9 (generated)  <- asked about\n");
}

void LineageTest::aNodeWithTwoOriginsIsWrittenOutOnce()
{
    const auto tree = lineageTree(of("interactions"));
    QCOMPARE(QString::fromStdString(tree).count(QStringLiteral("model feed-model/1")), 1);
    QCOMPARE(QString::fromStdString(tree).count(QStringLiteral("run ranker")), 2);
    QVERIFY(tree.find("(validation), as above\n") != std::string::npos);
}

SLIPWAY_TEST_MAIN(LineageTest)
#include "lineage_test.moc"
