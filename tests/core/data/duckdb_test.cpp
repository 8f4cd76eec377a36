#include "core/data/duckdb.h"

#include "core/base/clock.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <chrono>
#include <cmath>
#include <thread>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class DuckdbTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindOfNumberComesOutRight();
    void timesBecomeSecondsSince1970();
    void textsBecomeCodesInTheOrderOfAppearance();
    void missingValuesAreMissingInEveryKind();
    void anAnswerOfManyBlocksKeepsItsOrder();
    void anEmptyAnswerStillHasItsColumns();
    void aTableGoesInAndComesOutTheSame();
    void filesThatWereNotNamedAreRefused();
    void theLocksCannotBeOpened();
    void extensionsAreNeverLoaded();
    void namedFilesMayHoldQuotesAndGlobCharacters();
    void aStopEndsARunningQuery();
    void aStopFromTheStartRunsNothing();
    void aMistakeInAQueryIsASentence();
    void tooLittleMemoryIsASentence();
    void aKindThatIsNoNumberAndNoTextIsNamed();
};

namespace {

Duck opened(const DuckOptions &options = {})
{
    auto duck = Duck::open(options);
    if (!duck)
        qFatal("%s", duck.error().message.c_str());
    return std::move(duck).value();
}

} // namespace

void DuckdbTest::everyKindOfNumberComesOutRight()
{
    auto duck = opened();
    const auto table = duck.query(
        "SELECT true AS a, (-128)::TINYINT AS b, 65535::USMALLINT AS c, (-2147483648)::INTEGER AS d, "
        "9007199254740993::BIGINT AS e, 18446744073709551615::UBIGINT AS f, "
        "170141183460469231731687303715884105727::HUGEINT AS g, 1.25::FLOAT AS h, 0.1::DOUBLE AS i, "
        "-12.34::DECIMAL(4,2) AS j, 123456.789::DECIMAL(9,3) AS k, 1234567890.12345::DECIMAL(18,5) AS l, "
        "12345678901234567890.5::DECIMAL(38,1) AS m, 4294967295::UINTEGER AS n, 255::UTINYINT AS o, "
        "-5::SMALLINT AS p");
    QVERIFY_OK(table);
    const std::vector<double> expected {
        1,   -128,   65535,      -2147483648.0,    9007199254740992.0,     0x1p64,       0x1p127, 1.25,
        0.1, -12.34, 123456.789, 1234567890.12345, 12345678901234567890.5, 4294967295.0, 255,     -5};
    QCOMPARE(table.value().columns.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(table.value().columns[i].numbers.at(0), expected[i]);
    QCOMPARE_TEXT(table.value().columns[9].sourceType, "DECIMAL(4,2)");
    QCOMPARE_TEXT(table.value().columns[6].sourceType, "HUGEINT");
}

// date -u -d '2000-03-01 12:34:56' +%s is 951914096; 2000-02-29 is 951782400.
void DuckdbTest::timesBecomeSecondsSince1970()
{
    auto duck = opened();
    const auto table = duck.query(
        "SELECT TIMESTAMP '2000-03-01 12:34:56.25' AS a, DATE '2000-02-29' AS b, "
        "TIMESTAMP_S '2000-03-01 12:34:56' AS c, TIMESTAMP_MS '2000-03-01 12:34:56.250' AS d, "
        "TIMESTAMP_NS '2000-03-01 12:34:56.250000' AS e, TIMESTAMPTZ '2000-03-01 14:34:56.25+02' AS f, "
        "DATE '1969-12-31' AS g, 'infinity'::TIMESTAMP AS h, '-infinity'::DATE AS i");
    QVERIFY_OK(table);
    const auto &columns = table.value().columns;
    QCOMPARE(columns[0].numbers.at(0), 951914096.25);
    QCOMPARE(columns[1].numbers.at(0), 951782400.0);
    QCOMPARE(columns[2].numbers.at(0), 951914096.0);
    QCOMPARE(columns[3].numbers.at(0), 951914096.25);
    QCOMPARE(columns[4].numbers.at(0), 951914096.25);
    QCOMPARE(columns[5].numbers.at(0), 951914096.25);
    QCOMPARE(columns[6].numbers.at(0), -86400.0);
    QVERIFY(std::isinf(columns[7].numbers.at(0)) && columns[7].numbers.at(0) > 0);
    QVERIFY(std::isinf(columns[8].numbers.at(0)) && columns[8].numbers.at(0) < 0);
}

void DuckdbTest::textsBecomeCodesInTheOrderOfAppearance()
{
    auto duck = opened();
    const auto table =
        duck.query("SELECT x FROM (VALUES (1, 'b'), (2, 'a longer text than twelve bytes'), (3, NULL), "
                   "(4, 'b'), (5, ''), (6, 'ü')) AS t(i, x) ORDER BY i");
    QVERIFY_OK(table);
    const Column &column = table.value().columns.at(0);
    QVERIFY(column.kind == ColumnKind::Category);
    QCOMPARE(column.codes, (std::vector<std::int32_t> {0, 1, -1, 0, 2, 3}));
    QCOMPARE(column.levels, (std::vector<std::string> {"b", "a longer text than twelve bytes", "", "ü"}));
    QCOMPARE(column.missing(), std::size_t(1));
}

void DuckdbTest::missingValuesAreMissingInEveryKind()
{
    auto duck = opened();
    const auto table =
        duck.query("SELECT NULL AS a, NULL::BOOLEAN AS b, NULL::DECIMAL(30,2) AS c, NULL::DATE AS d, "
                   "NULL::TIMESTAMP AS e, NULL::VARCHAR AS f, NULL::BIGINT AS g, NULL::HUGEINT AS h");
    QVERIFY_OK(table);
    for (const auto &column : table.value().columns)
        QCOMPARE(column.missing(), std::size_t(1));
}

// The sum of 0 ... n-1 is n (n - 1) / 2, and each value stands in its own row.
void DuckdbTest::anAnswerOfManyBlocksKeepsItsOrder()
{
    auto duck = opened();
    QVERIFY_OK(
        duck.execute("CREATE TABLE t AS SELECT range AS i, 'level ' || (range % 7) AS x FROM range(300000)"));
    const auto table = duck.query("SELECT i, x FROM t");
    QVERIFY_OK(table);
    QCOMPARE(table.value().rows(), std::size_t(300000));
    for (std::size_t i = 0; i < 300000; ++i) {
        QVERIFY(table.value().columns[0].numbers[i] == static_cast<double>(i));
        QVERIFY(table.value().columns[1].codes[i] == static_cast<std::int32_t>(i % 7));
    }
    QCOMPARE(duck.number("SELECT sum(i) FROM t").value(), 300000.0 * 299999 / 2);
}

void DuckdbTest::anEmptyAnswerStillHasItsColumns()
{
    auto duck = opened();
    const auto table = duck.query("SELECT 1 AS a, 'x' AS b WHERE false");
    QVERIFY_OK(table);
    QCOMPARE(table.value().columns.size(), std::size_t(2));
    QCOMPARE(table.value().rows(), std::size_t(0));
    QVERIFY(table.value().columns[1].kind == ColumnKind::Category);
}

void DuckdbTest::aTableGoesInAndComesOutTheSame()
{
    Table table;
    table.columns.resize(2);
    table.columns[0].name = "a \"number\"";
    table.columns[1].name = "text";
    table.columns[1].kind = ColumnKind::Category;
    table.columns[1].levels = {"one", "it's two, and longer than twelve bytes"};
    for (int i = 0; i < 5000; ++i) {
        table.columns[0].numbers.push_back(i % 3 == 0 ? std::nan("") : i / 8.0);
        table.columns[1].codes.push_back(i % 5 == 0 ? -1 : i % 2);
    }
    auto duck = opened();
    QVERIFY_OK(duck.load("my table", table));
    QVERIFY_OK(duck.load("my table", table)); // replaces, does not append
    const auto back = duck.query("SELECT * FROM \"my table\"");
    QVERIFY_OK(back);
    QCOMPARE(back.value().rows(), std::size_t(5000));
    QCOMPARE_TEXT(back.value().columns[0].name, table.columns[0].name);
    for (std::size_t i = 0; i < 5000; ++i) {
        const double in = table.columns[0].numbers[i];
        const double out = back.value().columns[0].numbers[i];
        QVERIFY(std::isnan(in) ? std::isnan(out) : in == out);
        const auto code = back.value().columns[1].codes[i];
        QVERIFY((code < 0) == (table.columns[1].codes[i] < 0));
        if (code >= 0)
            QVERIFY(back.value().columns[1].levels[static_cast<std::size_t>(code)]
                    == table.columns[1].levels[static_cast<std::size_t>(table.columns[1].codes[i])]);
    }
}

void DuckdbTest::filesThatWereNotNamedAreRefused()
{
    const TemporaryFolder folder;
    folder.write("in/named.csv", "a\n1\n");
    folder.write("in/folder/inner.csv", "a\n2\n");
    const auto secret = folder.write("secret.csv", "a\n3\n");
    auto duck = opened({.allowed = {folder / "in/named.csv", folder / "in/folder"}});
    QCOMPARE(duck.number("SELECT a FROM read_csv(" + data::quoted((folder / "in/named.csv").string()) + ")")
                 .value(),
             1.0);
    QCOMPARE(
        duck.number("SELECT a FROM read_csv(" + data::quoted((folder / "in/folder/inner.csv").string()) + ")")
            .value(),
        2.0);
    for (const std::string &text :
         {"SELECT a FROM read_csv(" + data::quoted(secret.string()) + ")",
          "SELECT a FROM read_csv(" + data::quoted((folder / "in/folder/../../secret.csv").string()) + ")",
          "SELECT count(*) FROM glob(" + data::quoted((folder / "*.csv").string()) + ")",
          "SELECT count(*) FROM read_text(" + data::quoted(secret.string()) + ")",
          "SELECT count(*) FROM " + data::quoted(secret.string())}) {
        QVERIFY_FAILS(duck.number(text), "data.engine_forbidden");
    }
    QVERIFY_FAILS(duck.execute("COPY (SELECT 1) TO " + data::quoted((folder / "out.csv").string())),
                  "data.engine_forbidden");
    QVERIFY_FAILS(duck.execute("ATTACH " + data::quoted((folder / "x.db").string())),
                  "data.engine_forbidden");
    QVERIFY(!std::filesystem::exists(folder / "out.csv"));
}

void DuckdbTest::theLocksCannotBeOpened()
{
    auto duck = opened();
    for (const char *text : {"SET enable_external_access = true", "SET allowed_directories = ['/']",
                             "SET memory_limit = '1TB'", "SET lock_configuration = false", "RESET threads",
                             "SET autoload_known_extensions = true", "PRAGMA enable_profiling = 'json'"}) {
        const auto status = duck.execute(text);
        QVERIFY2(!status.ok(), text);
    }
    QCOMPARE(duck.number("SELECT count(*) FROM duckdb_settings() WHERE (name = 'enable_external_access' AND "
                         "value = 'false') "
                         "OR (name = 'lock_configuration' AND value = 'true') "
                         "OR (name = 'autoload_known_extensions' AND value = 'false') "
                         "OR (name = 'autoinstall_known_extensions' AND value = 'false')")
                 .value(),
             4.0);
}

void DuckdbTest::extensionsAreNeverLoaded()
{
    auto duck = opened();
    for (const char *text :
         {"INSTALL httpfs", "LOAD httpfs", "SELECT * FROM read_csv('https://127.0.0.1:1/x.csv')"})
        QVERIFY2(!duck.execute(text).ok(), text);
}

void DuckdbTest::namedFilesMayHoldQuotesAndGlobCharacters()
{
    const TemporaryFolder folder;
    for (const char *name :
         {"it's.csv", "a*b.csv", "a?b.csv", "a[1].csv", "[x]/y.csv", "two  blanks;--.csv"}) {
        const auto file = folder.write(name, "a\n7\n");
        folder.write("a1.csv", "a\n0\n"); // what a[1] would match as a pattern
        auto duck = opened({.allowed = {file}});
        const auto value = duck.number("SELECT a FROM read_csv(" + data::quoted(literalPath(file)) + ")");
        QVERIFY_OK(value);
        QCOMPARE(value.value(), 7.0);
    }
}

void DuckdbTest::aStopEndsARunningQuery()
{
    auto duck = opened();
    for (const char *text :
         {"SELECT count(*) AS n FROM range(1000000000000) AS a(x) WHERE sqrt(x) < -1",
          "SELECT sum(a.x + b.x) AS n FROM range(3000000) AS a(x), range(1000000) AS b(x)"}) {
        std::stop_source stop;
        std::jthread later([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            stop.request_stop();
        });
        const double start = steadySeconds();
        QVERIFY_FAILS(duck.number(text, {.stop = stop.get_token()}), "base.cancelled");
        QVERIFY2(steadySeconds() - start < 0.4, "the stop took too long");
    }
    QCOMPARE(duck.number("SELECT 1").value(), 1.0); // and the next query is not touched by it
}

void DuckdbTest::aStopFromTheStartRunsNothing()
{
    auto duck = opened();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(duck.execute("CREATE TABLE t (x INTEGER)", {.stop = stop.get_token()}), "base.cancelled");
    QVERIFY(!duck.query("SELECT * FROM t").ok());
}

void DuckdbTest::aMistakeInAQueryIsASentence()
{
    auto duck = opened();
    const auto answer = duck.query("SELECT nosuch FROM range(3)");
    QVERIFY_FAILS(answer, "data.query_invalid");
    QVERIFY(answer.error().message.find("\"nosuch\" not found") != std::string::npos);
    QVERIFY(answer.error().message.find('\n') == std::string::npos);
    QVERIFY(answer.error().detail.starts_with("Binder Error"));
    QVERIFY_FAILS(duck.query("SELEC 1"), "data.query_invalid");
    QVERIFY_FAILS(duck.query("SELECT 1; SELECT 2"), "data.query_invalid");
    QVERIFY_FAILS(duck.query("SELECT 'x'::INTEGER"), "data.values_invalid");
    QVERIFY(!duck.number("SELECT 1 WHERE false").ok());
}

void DuckdbTest::tooLittleMemoryIsASentence()
{
    auto duck = opened({.memoryBytes = 30 << 20, .threads = 1});
    const auto answer =
        duck.query("SELECT count(*) FROM (SELECT DISTINCT range, range || 'x' FROM range(10000000))");
    QVERIFY_FAILS(answer, "data.engine_memory");
    QVERIFY(answer.error().message.find("31 MB") != std::string::npos);
}

void DuckdbTest::aKindThatIsNoNumberAndNoTextIsNamed()
{
    auto duck = opened();
    QVERIFY_FAILS(duck.query("SELECT [1, 2] AS pair"), "data.column_type");
}

SLIPWAY_TEST_MAIN(DuckdbTest)
#include "duckdb_test.moc"
