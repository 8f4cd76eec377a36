#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;

/// What a person does with a file of their own: look at it, import it, ask what was left out.
class ImportEngineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileIsLookedAtImportedAndItsRejectsAreListed();
    void theFlagsOverruleTheGuess();
    void theSameRowsAreTheSameVersion();
    void everyRefusalIsOneSentenceWithItsStatus();
    void flagsThatRepeatTakeOneValueEach();
};

namespace {

/// A command line of words and files.
QStringList line(const std::vector<std::filesystem::path> &words)
{
    QStringList list;
    for (const auto &word : words)
        list << QString::fromStdString(word.string());
    return list;
}

} // namespace

void ImportEngineTest::aFileIsLookedAtImportedAndItsRejectsAreListed()
{
    const TemporaryFolder folder;
    const Engine engine(folder / "workspace");
    const auto file = folder.write("x.csv", "a,b\n1,2\n3\n");
    const auto preview = engine.ask(line({"data", "preview", file}));
    QVERIFY_EXIT_OK(preview);
    QCOMPARE(preview.json().at("rejected").value("count", 0), 1);
    QVERIFY(!std::filesystem::exists(folder / "workspace")); // nothing is stored by looking

    const auto imported = engine.ask(line({"data", "import", file, "--name", "table"}));
    QVERIFY_EXIT_OK(imported);
    QCOMPARE(imported.json().value("rows", 0), 1);
    QCOMPARE(imported.json().at("columns").size(), std::size_t(2));
    QCOMPARE_TEXT(writeJson(imported.json().at("rejected").at("reasons")), R"({"fields":1})");
    QCOMPARE(imported.json().at("files").at(0).value("sha256", "").size(), std::size_t(64));

    const auto rejects = engine.ask(line({"data", "rejects", "table"}));
    QVERIFY_EXIT_OK(rejects);
    QCOMPARE(rejects.json().value("count", 0), 1);
    QCOMPARE_TEXT(rejects.json().at("rejects").at(0).value("text", ""), "3");
    const auto out = folder / "rejects.jsonl";
    QVERIFY_EXIT_OK(engine.ask(line({"data", "rejects", "table", "--out", out})));
    QCOMPARE_TEXT(Json::parse(readText(out)).value("reason", ""), "it has 1 field where the others have 2");

    const auto said = engine.run(line({"data", "import", file, "--name", "again"}));
    QVERIFY_EXIT_OK(said);
    QVERIFY2(said.output.contains("1 line was rejected"), said.output.constData());
}

void ImportEngineTest::theFlagsOverruleTheGuess()
{
    const TemporaryFolder folder;
    const Engine engine(folder / "workspace");
    const auto file = folder.write("x.csv", "note\nday;n\n01/02/2026;1,5\n03/04/2026;2\n");
    const auto imported =
        engine.ask(line({"data", "import", file, "--name", "table", "--skip", "1", "--delimiter", ";",
                         "--date-format", "day=%d/%m/%Y", "--type", "n=text", "--target", "n"}));
    QVERIFY_EXIT_OK(imported);
    QCOMPARE_TEXT(imported.json().at("columns").at(0).value("type", ""), "DATE");
    QCOMPARE_TEXT(imported.json().at("columns").at(1).value("type", ""), "VARCHAR");
    QCOMPARE_TEXT(imported.json().value("target", ""), "n");
    QCOMPARE(imported.json().at("rejected").value("count", -1), 0);
}

void ImportEngineTest::theSameRowsAreTheSameVersion()
{
    const TemporaryFolder folder;
    const Engine engine(folder / "workspace");
    const auto csv = folder.write("x.csv", "a,b\n1,x\n2,y\n");
    const auto json = folder.write("x.json", R"([{"a":1,"b":"x"},{"a":2,"b":"y"}])");
    const auto first = engine.ask(line({"data", "import", csv, "--name", "table"}));
    const auto second = engine.ask(line({"data", "import", json, "--name", "table"}));
    QVERIFY_EXIT_OK(first);
    QVERIFY_EXIT_OK(second);
    QCOMPARE_TEXT(second.json().value("digest", "?"), first.json().value("digest", ""));
    QCOMPARE(second.json().value("version", 0), 1);
}

void ImportEngineTest::everyRefusalIsOneSentenceWithItsStatus()
{
    const TemporaryFolder folder;
    const Engine engine(folder / "workspace");
    const auto missing = engine.run(line({"data", "import", folder / "no.csv", "--name", "table"}));
    QCOMPARE(missing.exit, 3);
    const auto binary = folder.write("x.csv", "PK\x03\x04 a workbook");
    const auto refused = engine.run(line({"data", "import", binary, "--name", "table"}));
    QCOMPARE(refused.exit, 4);
    QVERIFY2(refused.sentence().find("Excel") != std::string::npos, refused.sentence().c_str());
    const auto file = folder.write("y.csv", "a\n1\n");
    QCOMPARE(engine.run(line({"data", "preview", file, "--type", "a=colour"})).exit, 2);
    QCOMPARE(engine.run(line({"data", "preview", file, "--encoding", "ebcdic"})).exit, 2);
    QCOMPARE(engine.run(line({"data", "rejects", "nothing"})).exit, 3);
}

void ImportEngineTest::flagsThatRepeatTakeOneValueEach()
{
    const TemporaryFolder folder;
    const Engine engine(folder / "workspace");
    const auto file = folder.write("x.csv", "a,b\n?,1\nx,NA\n");
    const auto preview = engine.ask(line({"data", "preview", "--null", "?", "--null", "NA", file}));
    QVERIFY_EXIT_OK(preview);
    QCOMPARE_TEXT(writeJson(preview.json().at("first_rows")), R"([[null,1],["x",null]])");
}

SLIPWAY_TEST_MAIN(ImportEngineTest)
#include "import_test.moc"
