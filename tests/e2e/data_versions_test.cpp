#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;

/// The life of a data set's versions on the command line: import, compare, tag, export, index, delete, gc.
class DataVersionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void versionsAreCompared();
    void filesAreComparedWithoutAWorkspace();
    void tagsAndNotesAreListedAndTakenBack();
    void anExportReadsBackAsTheSameVersion();
    void aSortedViewIsBuiltOnce();
    void lineageLeadsToTheFile();
    void deletedContentIsRemovedOnlyWithYes();

private:
    TemporaryFolder m_folder;
    Engine m_engine {m_folder / "workspace"};

    QString file(const char *name) const { return QString::fromStdString((m_folder / name).string()); }
    EngineAnswer ask(const QString &line) const { return m_engine.ask(line.split(u' ')); }

    /// Runs the inverse that an answer names.
    void takeBack(const EngineAnswer &answer) const
    {
        QVERIFY_EXIT_OK(answer);
        QVERIFY_EXIT_OK(ask(QString::fromStdString(answer.json().at("inverse").get<std::string>())));
    }
};

void DataVersionsTest::initTestCase()
{
    m_folder.write("first.csv", "id,price,name\n1,10,apple\n2,20,pear\n3,30,plum\n");
    m_folder.write("second.csv", "id,price,name\n2,25,pear\n3,30,plum\n4,40,fig\n");
    for (const char *name : {"first.csv", "second.csv"})
        QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("data"), QStringLiteral("import"), file(name),
                                      QStringLiteral("--name"), QStringLiteral("fruit")}));
}

void DataVersionsTest::versionsAreCompared()
{
    const auto answer = ask(QStringLiteral("data diff fruit@1 fruit@2 --key id"));
    QVERIFY_EXIT_OK(answer);
    const auto json = answer.json();
    QCOMPARE(json.at("rows").at("added").get<int>(), 1);
    QCOMPARE(json.at("rows").at("removed").get<int>(), 1);
    QCOMPARE(json.at("rows").at("changed").get<int>(), 1);
    QVERIFY(json.at("distributions").at("features").contains("price"));
    QCOMPARE_TEXT(json.at("before").at("name").get<std::string>(), "fruit@1");
    QCOMPARE(ask(QStringLiteral("data diff fruit@1 fruit@2 --key colour")).exit, 3);
}

void DataVersionsTest::filesAreComparedWithoutAWorkspace()
{
    const Engine elsewhere(m_folder / "none");
    const auto answer = elsewhere.ask({QStringLiteral("data"), QStringLiteral("diff"), file("first.csv"),
                                       file("second.csv"), QStringLiteral("--no-distributions")});
    QVERIFY_EXIT_OK(answer);
    QCOMPARE(answer.json().at("rows").at("removed").get<int>(), 2);
    QVERIFY(!answer.json().contains("distributions"));
    QVERIFY(!std::filesystem::exists(m_folder / "none"));
}

void DataVersionsTest::tagsAndNotesAreListedAndTakenBack()
{
    const auto tagged = ask(QStringLiteral("data tag fruit@1 owner=analytics"));
    QVERIFY_EXIT_OK(tagged);
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("data"), QStringLiteral("note"), QStringLiteral("fruit@1"),
                                  QStringLiteral("Prices are in cents.")}));
    const auto replaced = ask(QStringLiteral("data tag fruit@1 owner=sales"));
    const auto shown = [&] { return ask(QStringLiteral("data show fruit@1")).json(); };
    QCOMPARE_TEXT(shown().at("tags").at("owner").get<std::string>(), "sales");
    QCOMPARE_TEXT(shown().at("note").get<std::string>(), "Prices are in cents.");
    takeBack(replaced);
    QCOMPARE_TEXT(shown().at("tags").at("owner").get<std::string>(), "analytics");
    takeBack(tagged);
    QVERIFY(shown().at("tags").empty());
    QCOMPARE(ask(QStringLiteral("data tag fruit@1 owner")).exit, 2);
}

void DataVersionsTest::anExportReadsBackAsTheSameVersion()
{
    for (const char *name : {"out.csv", "out.parquet"}) {
        const auto answer = m_engine.ask({QStringLiteral("data"), QStringLiteral("export"),
                                          QStringLiteral("fruit@1"), QStringLiteral("--out"), file(name)});
        QVERIFY_EXIT_OK(answer);
        QCOMPARE(answer.json().at("same_content").get<bool>(), true);
        QCOMPARE(answer.json().at("rows").get<int>(), 3);
    }
    const auto again = m_engine.ask({QStringLiteral("data"), QStringLiteral("export"),
                                     QStringLiteral("fruit@1"), QStringLiteral("--out"), file("out.csv")});
    QCOMPARE(again.exit, 2);
}

void DataVersionsTest::aSortedViewIsBuiltOnce()
{
    const auto first = ask(QStringLiteral("data index fruit@1 --sort price:desc"));
    QVERIFY_EXIT_OK(first);
    QCOMPARE(first.json().at("built").get<bool>(), true);
    QCOMPARE(first.json().at("rows").get<int>(), 3);
    QVERIFY(std::filesystem::exists(m_engine.workspace() / first.json().at("index").get<std::string>()));
    QCOMPARE(ask(QStringLiteral("data index fruit@1 --sort price:desc")).json().at("built").get<bool>(),
             false);
    const auto filtered =
        m_engine.ask({QStringLiteral("data"), QStringLiteral("index"), QStringLiteral("fruit@1"),
                      QStringLiteral("--filter"), QStringLiteral("price > 15 and name like 'p%'")});
    QVERIFY_EXIT_OK(filtered);
    QCOMPARE(filtered.json().at("rows").get<int>(), 2);
}

void DataVersionsTest::lineageLeadsToTheFile()
{
    const auto answer = ask(QStringLiteral("data lineage fruit@2"));
    QVERIFY_EXIT_OK(answer);
    const Json nodes = answer.json().at("nodes");
    QCOMPARE(nodes.size(), std::size_t {2});
    QCOMPARE_TEXT(nodes.at(0).at("kind").get<std::string>(), "source");
    const auto text = m_engine.run(QStringLiteral("data lineage fruit@2").split(u' '));
    QVERIFY(text.output.contains("second.csv"));
}

void DataVersionsTest::deletedContentIsRemovedOnlyWithYes()
{
    const auto hash = ask(QStringLiteral("data show fruit@1")).json().at("file_hash").get<std::string>();
    const auto artifact = m_engine.workspace() / "artifacts" / hash;
    const auto deleted = ask(QStringLiteral("data delete fruit@1"));
    QVERIFY_EXIT_OK(deleted);
    QCOMPARE(ask(QStringLiteral("data show fruit@1")).json().at("stage").get<std::string>(),
             std::string("deleted"));
    const auto shown = ask(QStringLiteral("gc"));
    QVERIFY_EXIT_OK(shown);
    QCOMPARE(shown.json().at("removed").get<bool>(), false);
    QVERIFY(shown.json().at("bytes").get<int>() > 0);
    QVERIFY(std::filesystem::exists(artifact));
    takeBack(deleted);
    QCOMPARE(ask(QStringLiteral("gc --yes")).exit, 0);
    QVERIFY(std::filesystem::exists(artifact));

    QVERIFY_EXIT_OK(ask(QStringLiteral("data delete fruit@1")));
    QVERIFY_EXIT_OK(ask(QStringLiteral("gc --yes")));
    QVERIFY(!std::filesystem::exists(artifact));
    QCOMPARE(ask(QStringLiteral("data restore fruit@1")).exit, 3);
    QVERIFY_EXIT_OK(ask(QStringLiteral("audit verify")));
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("data"), QStringLiteral("import"), file("first.csv"),
                                  QStringLiteral("--name"), QStringLiteral("fruit")}));
    QCOMPARE(ask(QStringLiteral("data show fruit@1")).json().at("stage").get<std::string>(),
             std::string("active"));
}

SLIPWAY_TEST_MAIN(DataVersionsTest)
#include "data_versions_test.moc"
