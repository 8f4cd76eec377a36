#include "core/data/diff.h"

#include "core/data/identity.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

class DiffTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAreMatchedByTheirKey();
    void withoutAKeyRowsAreABag();
    void columnsThatCameWentAndChangedAreNamed();
    void valuesOfOtherTypesAreTheSameWhereTheirContentIs();
    void neighboursBeyondADoubleAreTold();
    void sameTablesHaveNoDifference();
    void aMissingKeyIsAKeyToo();
    void aKeyOfSeveralColumnsCounts();
    void aKeyThatIsNotUniqueIsNamedWithAnExample();
    void everyDifferenceGoesIntoTheFile();
    void countsFollowFromTheRowsThatWereChanged();
    void whatIsWrongIsSaid();

private:
    TemporaryFolder m_folder;

    std::filesystem::path parquet(const std::string &name, const std::string &query)
    {
        const auto file = m_folder / (name + ".parquet");
        auto duck = Duck::open({.allowed = {m_folder.path()}}).value();
        const auto made = duck.execute("COPY (" + query + ") TO " + data::quoted(file.string())
                                       + " (FORMAT parquet, USE_TMP_FILE false)");
        if (!made)
            qFatal("%s", made.error().detail.c_str());
        return file;
    }

    Result<Json> diff(const std::filesystem::path &before, const std::filesystem::path &after,
                      DiffOptions options = {})
    {
        options.temporaryFolder = m_folder / "spill";
        return diffTables({before, {}, "before"}, {after, {}, "after"}, options, {});
    }

    Result<Json> diffText(const std::string &before, const std::string &after,
                          const DiffOptions &options = {})
    {
        return diff(m_folder.write("before.csv", before), m_folder.write("after.csv", after), options);
    }
};

void DiffTest::rowsAreMatchedByTheirKey()
{
    const auto found = diffText("id,x,name\n1,10,a\n2,20,b\n3,30,c\n4,40,d\n",
                                "id,x,name\n4,40,d\n2,21,B\n3,30,\n5,50,e\n", {.key = {"id"}});
    QVERIFY_OK(found);
    QCOMPARE_TEXT(
        writeJson(found.value().at("rows")),
        R"({"added":1,"changed":2,"changed_columns":{"name":2,"x":1},"examples":{)"
        R"("added":[{"id":5,"name":"e","x":50}],"changed":[)"
        R"({"changes":{"name":{"after":"B","before":"b"},"x":{"after":21,"before":20}},"key":{"id":2}},)"
        R"({"changes":{"name":{"after":null,"before":"c"}},"key":{"id":3}}],)"
        R"("removed":[{"id":1,"name":"a","x":10}]},"key":["id"],"removed":1,"same":1})");
    QCOMPARE(found.value().at("same").get<bool>(), false);
}

void DiffTest::withoutAKeyRowsAreABag()
{
    const auto found = diffText("a,b\n1,x\n1,x\n1,x\n2,y\n3,z\n", "a,b\n3,z\n1,x\n2,Y\n2,Y\n");
    QVERIFY_OK(found);
    const auto &rows = found.value().at("rows");
    QCOMPARE(rows.at("added").get<int>(), 2);
    QCOMPARE(rows.at("removed").get<int>(), 3);
    QCOMPARE(rows.at("same").get<int>(), 2);
    QCOMPARE_TEXT(writeJson(rows.at("examples").at("added")), R"([{"a":2,"b":"Y","times":2}])");
    QCOMPARE_TEXT(writeJson(rows.at("examples").at("removed")),
                  R"([{"a":2,"b":"y","times":1},{"a":1,"b":"x","times":2}])");
}

void DiffTest::columnsThatCameWentAndChangedAreNamed()
{
    const auto found = diffText("id,x,old\n1,1,a\n", "x,id,new\n1.5,1,true\n", {.key = {"id"}});
    QVERIFY_OK(found);
    QCOMPARE_TEXT(
        writeJson(found.value().at("schema")),
        R"({"added":[{"column":"new","type":"BOOLEAN"}],"removed":[{"column":"old","type":"VARCHAR"}],)"
        R"("reordered":true,"retyped":[{"after":"DOUBLE","before":"BIGINT","column":"x"}],"same":false})");
    QCOMPARE(found.value().at("rows").at("changed").get<int>(), 1);
}

void DiffTest::valuesOfOtherTypesAreTheSameWhereTheirContentIs()
{
    const auto before = parquet("before",
                                "SELECT range::INTEGER AS id, (range * 3)::BIGINT AS n, "
                                "(range / 8)::FLOAT AS f, DATE '2026-01-01' + range::INTEGER AS d, "
                                "CASE WHEN range % 2 = 0 THEN '' ELSE 'x' END AS t FROM range(3000)");
    const auto after =
        parquet("after",
                "SELECT range::SMALLINT AS id, (range * 3)::DOUBLE AS n, (range / 8)::DOUBLE AS f, "
                "(DATE '2026-01-01' + range::INTEGER)::TIMESTAMP AS d, "
                "CASE WHEN range % 2 = 1 THEN 'x' END AS t FROM range(3000)");
    QCOMPARE_TEXT(contentIdentity(before).value().sha256, contentIdentity(after).value().sha256);
    for (const DiffOptions &options : {DiffOptions {.key = {"id"}}, DiffOptions {}}) {
        const auto found = diff(before, after, options);
        QVERIFY_OK(found);
        QCOMPARE(found.value().at("rows").at("same").get<int>(), 3000);
        QCOMPARE(found.value().at("rows").at("added").get<int>(), 0);
    }
}

void DiffTest::neighboursBeyondADoubleAreTold()
{
    const auto before = parquet("before", "SELECT 1 AS id, 9007199254740993 AS n");
    const auto after = parquet("after", "SELECT 1 AS id, 9007199254740992::DOUBLE AS n");
    const auto found = diff(before, after, {.key = {"id"}});
    QVERIFY_OK(found);
    QCOMPARE(found.value().at("rows").at("changed").get<int>(), 1);
}

void DiffTest::sameTablesHaveNoDifference()
{
    const auto file =
        parquet("same", "SELECT range AS id, 'NaN'::DOUBLE AS x, NULL::VARCHAR AS y FROM range(100)");
    for (const DiffOptions &options : {DiffOptions {.key = {"id"}}, DiffOptions {}}) {
        const auto found = diff(file, file, options);
        QVERIFY_OK(found);
        QVERIFY(found.value().at("same").get<bool>());
        QCOMPARE(found.value().at("rows").at("same").get<int>(), 100);
    }
}

void DiffTest::aMissingKeyIsAKeyToo()
{
    const auto found = diffText("id,x\n1,a\n,b\n", "id,x\n1,a\n,c\n", {.key = {"id"}});
    QVERIFY_OK(found);
    QCOMPARE(found.value().at("rows").at("changed").get<int>(), 1);
    QCOMPARE(found.value().at("rows").at("added").get<int>(), 0);
}

void DiffTest::aKeyOfSeveralColumnsCounts()
{
    const auto found = diffText("a,b,x\n1,1,p\n1,2,q\n", "a,b,x\n1,1,p\n2,1,q\n", {.key = {"a", "b"}});
    QVERIFY_OK(found);
    QCOMPARE(found.value().at("rows").at("added").get<int>(), 1);
    QCOMPARE(found.value().at("rows").at("removed").get<int>(), 1);
    QCOMPARE(found.value().at("rows").at("same").get<int>(), 1);
}

void DiffTest::aKeyThatIsNotUniqueIsNamedWithAnExample()
{
    const auto found = diffText("id,x\n1,a\n2,b\n2,c\n", "id,x\n1,a\n", {.key = {"id"}});
    QVERIFY_FAILS(found, "data.diff_key");
    QCOMPARE_TEXT(found.error().args.at("example").get<std::string>(), R"({"id":2})");
    QCOMPARE_TEXT(found.error().args.at("place").get<std::string>(), "before");
}

void DiffTest::everyDifferenceGoesIntoTheFile()
{
    const auto out = m_folder / "all.csv";
    QVERIFY_OK(diffText("id,x\n1,a\n2,b\n", "id,x\n2,B\n3,c\n", {.key = {"id"}, .out = out}));
    QCOMPARE_TEXT(readText(out), "change,id,before.x,after.x\nadded,3,,c\nchanged,2,b,B\nremoved,1,a,\n");
    QVERIFY_FAILS(diffText("id\n1\n", "id\n1\n", {.out = m_folder / "all.txt"}), "data.export_format");
}

// What was changed is known here: every third row is gone, every fifth of the others has another x, and 100
// are new.
void DiffTest::countsFollowFromTheRowsThatWereChanged()
{
    const auto before = parquet("before", "SELECT range AS id, range % 97 AS x FROM range(30000)");
    const auto after =
        parquet("after",
                "SELECT range AS id, CASE WHEN range % 5 = 0 THEN -1 ELSE range % 97 END AS x "
                "FROM range(30000) WHERE range % 3 <> 0 UNION ALL SELECT range, 0 FROM range(30000, 30100)");
    const auto keyed = diff(before, after, {.key = {"id"}, .examples = 3});
    QVERIFY_OK(keyed);
    QCOMPARE(keyed.value().at("rows").at("removed").get<int>(), 10'000);
    QCOMPARE(keyed.value().at("rows").at("changed").get<int>(), 4'000);
    QCOMPARE(keyed.value().at("rows").at("added").get<int>(), 100);
    QCOMPARE(keyed.value().at("rows").at("examples").at("removed").size(), std::size_t {3});
    const auto bag = diff(before, after);
    QVERIFY_OK(bag);
    QCOMPARE(bag.value().at("rows").at("removed").get<int>(), 14'000);
    QCOMPARE(bag.value().at("rows").at("added").get<int>(), 4'100);
}

void DiffTest::whatIsWrongIsSaid()
{
    QVERIFY_FAILS(diffText("id\n1\n", "id\n1\n", {.key = {"name"}}), "data.column_missing");
    QVERIFY_FAILS(diffText("id\n1\n", "name\n1\n"), "data.diff_nothing_common");
    QVERIFY_FAILS(diff(m_folder / "none.csv", m_folder / "none.csv"), "data.file_missing");
    std::stop_source stop;
    stop.request_stop();
    const auto file = m_folder.write("x.csv", "a\n1\n");
    QVERIFY_FAILS(diffTables({file, {}, "x"}, {file, {}, "x"}, {}, {.stop = stop.get_token()}),
                  "base.cancelled");
}

SLIPWAY_TEST_MAIN(DiffTest)
#include "diff_test.moc"
