#include "core/data/duckdb.h"

#include "tests/core/data/import_outcome.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>
#include <sqlite3.h>

using namespace slipway;
using namespace slipway::data;
using namespace slipway::testing;

/// Files that are no lines of separated values.
class ImportKindsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sqliteTablesAreRows();
    void jsonIsFlattenedByOneLevel();
    void jsonOfOneLineIsReadToItsEnd();
    void badLinesOfJsonLinesAreRejected();
    void nestedParquetIsFlattened();
    void filesThatAreNoTableAreRefused_data();
    void filesThatAreNoTableAreRefused();
};

void ImportKindsTest::sqliteTablesAreRows()
{
    const TemporaryFolder folder;
    const auto file = folder / "x.db";
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    QCOMPARE(
        sqlite3_exec(database,
                     "CREATE TABLE people(id INTEGER, name TEXT, score REAL, code TEXT, day TEXT, raw BLOB);"
                     "INSERT INTO people VALUES(1, 'a \"b\"', 1.5, '0123', '2026-01-31', x'00ff');"
                     "INSERT INTO people VALUES(2, NULL, 1e300, '77', '2026-02-01', NULL);"
                     "CREATE VIEW grown AS SELECT * FROM people WHERE id > 1;",
                     nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(database);
    const auto unnamed = import(folder, {file});
    QVERIFY_FAILS(unnamed, "import.table_unnamed");
    QVERIFY(unnamed.error().message.find("grown, people") != std::string::npos);
    QCOMPARE_TEXT(writeJson(unnamed.error().args.at("tables")), R"(["grown","people"])");
    const auto preview = previewFiles({file}, {.reading = {.table = "people"}}, {});
    QVERIFY_OK(preview);
    QCOMPARE_TEXT(writeJson(preview.value().at("tables")), R"(["grown","people"])");
    QCOMPARE_TEXT(preview.value().value("table", ""), "people");
    QVERIFY_FAILS(import(folder, {file}, {.table = "nobody"}), "import.table_missing");
    const auto people = import(folder, {file}, {.table = "people"});
    QVERIFY_OK(people);
    const Table &table = people.value().table;
    QCOMPARE(table.find("id")->numbers, (std::vector<double> {1, 2}));
    QCOMPARE_TEXT(cell(table, "name", 0), "a \"b\"");
    QCOMPARE_TEXT(cell(table, "name", 1), "missing");
    QCOMPARE(table.find("score")->numbers[1], 1e300);
    QCOMPARE_TEXT(type(table, "code"), "VARCHAR"); // texts in the table stay texts
    QCOMPARE_TEXT(type(table, "day"), "DATE");
    QCOMPARE_TEXT(cell(table, "raw", 0), "00ff");
    QCOMPARE(import(folder, {file}, {.table = "grown"}).value().table.rows(), std::size_t(1));
}

void ImportKindsTest::jsonIsFlattenedByOneLevel()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.json", R"([{"a": 1, "b": {"c": "x", "d": {"e": [1, 2]}}, "z": "08"},
 {"a": 2.5, "b": null, "f": [true]}])");
    const auto outcome = import(folder, {file});
    QVERIFY_OK(outcome);
    const Table &table = outcome.value().table;
    QCOMPARE(table.find("a")->numbers, (std::vector<double> {1, 2.5}));
    QCOMPARE_TEXT(cell(table, "b.c", 0), "x");
    QCOMPARE_TEXT(cell(table, "b.d", 0), R"({"e":[1,2]})");
    QCOMPARE_TEXT(cell(table, "z", 0), "08");
    QCOMPARE_TEXT(cell(table, "f", 1), "[true]");
    QCOMPARE(table.find("b.c")->missing(), std::size_t(1));
}

/// To see what follows the first line more is read, and the line moves with it.
void ImportKindsTest::jsonOfOneLineIsReadToItsEnd()
{
    const TemporaryFolder folder;
    for (const char *text : {"[\"a\"]\n", "[-0.5]", "[{\"a\": 1}]\n", "{\"a\": 1}\n", "[\"a\"]\n[\"b\"]\n"}) {
        const auto preview = previewFiles({folder.write("x.json", text)}, {}, {});
        QVERIFY_OK(preview);
        QCOMPARE(preview.value().at("columns").size(), std::size_t(1));
    }
}

void ImportKindsTest::badLinesOfJsonLinesAreRejected()
{
    const TemporaryFolder folder;
    const auto outcome =
        import(folder, {folder.write("x.jsonl", "{\"a\": 1}\n{\"a\": 2,}\n\n{\"a\": 3}\n{\"a\"")});
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.find("a")->numbers, (std::vector<double> {1, 3}));
    const auto &rejected = outcome.value().imported.rejected;
    QCOMPARE(rejected.count, std::uint64_t(2));
    QCOMPARE(rejected.first[0].line, std::uint64_t(2));
    QCOMPARE(rejected.first[1].line, std::uint64_t(5));
    QVERIFY_FAILS(import(folder, {folder.write("y.json", "[{\"a\": 1},\n{\"a\": }]")}), "import.json_broken");
    QVERIFY_FAILS(import(folder, {folder.write("z.json", "[]")}), "import.json_no_rows");
}

void ImportKindsTest::nestedParquetIsFlattened()
{
    const TemporaryFolder folder;
    auto duck = Duck::open({.allowed = {folder.path()}}).value();
    QVERIFY_OK(
        duck.execute(fmt::format("COPY (SELECT 1 AS id, {{'b': 'x', 'c': [1, 2]}} AS s, [3] AS l) TO {} "
                                 "(FORMAT parquet, USE_TMP_FILE false)",
                                 data::quoted((folder / "x.parquet").string()))));
    const auto outcome = import(folder, {folder / "x.parquet"});
    QVERIFY_OK(outcome);
    QCOMPARE_TEXT(cell(outcome.value().table, "s.b", 0), "x");
    QCOMPARE_TEXT(cell(outcome.value().table, "s.c", 0), "[1,2]");
    QCOMPARE_TEXT(cell(outcome.value().table, "l", 0), "[3]");
    QVERIFY_FAILS(import(folder, {folder / "x.parquet", folder.write("a.csv", "id\n1\n")}),
                  "import.kinds_differ");
}

void ImportKindsTest::filesThatAreNoTableAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << "x.csv" << QByteArray("") << "data.file_empty";
    QTest::newRow("header only") << "x.csv" << QByteArray("a,b\n") << "import.header_only";
    QTest::newRow("only a mark") << "x.csv" << QByteArray("\xef\xbb\xbf") << "data.file_empty";
    QTest::newRow("no agreement") << "x.csv" << QByteArray("a,b\n1,2,3\n4,5,6,7\n8,9,10,11,12\n")
                                  << "import.delimiter_unclear";
    QTest::newRow("workbook") << "x.csv" << QByteArray("PK\x03\x04zzz") << "import.foreign_kind";
    QTest::newRow("page of the web") << "x.html" << QByteArray("<!doctype html><p>1</p>\n")
                                     << "import.foreign_kind";
    QTest::newRow("broken SQLite") << "x.db" << QByteArray("SQLite format 3\0garbage", 23)
                                   << "import.sqlite_broken";
    QTest::newRow("JSON of nothing") << "x.json" << QByteArray("{}") << "import.json_no_rows";
}

void ImportKindsTest::filesThatAreNoTableAreRefused()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, id);
    const TemporaryFolder folder;
    const auto file =
        folder.write(name.toStdString(), {bytes.data(), static_cast<std::size_t>(bytes.size())});
    const auto outcome = import(folder, {file});
    QVERIFY(!outcome.ok());
    QCOMPARE(QString::fromStdString(outcome.error().id), id);
    QVERIFY2(outcome.error().message.find(file.string()) != std::string::npos,
             outcome.error().message.c_str());
}

SLIPWAY_TEST_MAIN(ImportKindsTest)
#include "import_kinds_test.moc"
