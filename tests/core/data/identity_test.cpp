#include "core/data/identity.h"

#include "core/base/hash.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <bit>
#include <set>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class IdentityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBytesAreTheDocumentedOnes();
    void csvAndParquetOfTheSameRowsAreOneVersion();
    void theWidthOfANumberDoesNotMatter();
    void whatCsvCannotKeepApartIsOneVersion();
    void howTheBytesAreStoredDoesNotMatter_data();
    void howTheBytesAreStoredDoesNotMatter();
    void oneChangedValueAmongManyIsSeen();
    void everyDifferenceThatMattersIsSeen();
    void columnsAndRowsAreReported();
    void aStopIsAnswered();
};

namespace {

class Written
{
public:
    Written()
        : m_duck(Duck::open({.allowed = {m_folder.path()}}).value())
    {
    }

    /// The identity of a query's answer, written as `format` and read again.
    ContentIdentity identity(const std::string &query, const std::string &format)
    {
        const auto file = m_folder / ("file." + format);
        const auto status =
            m_duck.execute("COPY (" + query + ") TO " + data::quoted(file.string()) + " (FORMAT " + format
                           + (format == "csv" ? ", HEADER" : "") + ", USE_TMP_FILE false)");
        if (!status)
            qFatal("%s", status.error().detail.c_str());
        const auto found = contentIdentity(file);
        if (!found)
            qFatal("%s", found.error().message.c_str());
        return found.value();
    }
    std::string parquet(const std::string &query) { return identity(query, "parquet").sha256; }
    std::string csv(const std::string &query) { return identity(query, "csv").sha256; }

private:
    TemporaryFolder m_folder;
    Duck m_duck;
};

std::string word(std::uint64_t value)
{
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>(value >> (8 * i) & 0xff);
    return bytes;
}

} // namespace

// The encoding of the header, written out by hand for two rows.
void IdentityTest::theBytesAreTheDocumentedOnes()
{
    std::string bytes("slipway-content-1\0", 18);
    bytes += word(5) + word(1) + "a" + word(1) + "x" + word(4) + "name" + word(2) + "ok" + word(1) + "t";
    bytes += "i" + word(static_cast<std::uint64_t>(-3)) + "d" + word(std::bit_cast<std::uint64_t>(0.5));
    bytes += "s" + word(3) + "abc" + "b" + '\1' + "t" + word(1'767'225'601'000'000);
    bytes += "ni" + word(2) + "nb" + std::string(1, '\0') + "n";
    bytes += word(2);
    Written written;
    const std::string query =
        "SELECT * FROM (VALUES (-3, 0.5::DOUBLE, 'abc', true, TIMESTAMP '2026-01-01 00:00:01'), "
        "(NULL, 2.0, NULL, false, NULL)) AS v(a, x, name, ok, t)";
    QCOMPARE_TEXT(written.parquet(query), sha256(bytes));
    QCOMPARE_TEXT(written.csv(query), sha256(bytes));
}

void IdentityTest::csvAndParquetOfTheSameRowsAreOneVersion()
{
    Written written;
    for (const char *query :
         {"SELECT range AS id, range / 7 AS x, 'user ' || range AS name, range % 2 = 0 AS even, DATE "
          "'2026-01-01' + (range % 400)::INTEGER AS day, "
          "TIMESTAMP '2026-01-01' + to_microseconds(range * 1234567) AS t FROM range(20000)",
          "SELECT range::INTEGER AS id, (range / 10)::FLOAT AS f, (range / 100)::DECIMAL(12,2) AS d FROM "
          "range(3000)",
          "SELECT CASE WHEN range % 3 = 0 THEN NULL ELSE range END AS a, CASE WHEN range % 5 = 0 THEN NULL "
          "ELSE 'quote \" and, comma' END AS b FROM range(100)",
          "SELECT TIMESTAMPTZ '2026-01-01 10:00:00+02' AS t", "SELECT 1 AS a, 'x' AS b WHERE false",
          "SELECT 1e300 AS big, -1e-300 AS small, 0.1 + 0.2::DOUBLE AS third, 9007199254740993 AS whole"}) {
        QCOMPARE_TEXT(written.csv(query), written.parquet(query));
    }
}

void IdentityTest::theWidthOfANumberDoesNotMatter()
{
    Written written;
    std::set<std::string> ids;
    for (const char *type : {"SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT", "DOUBLE",
                             "FLOAT", "DECIMAL(18,3)"})
        ids.insert(written.parquet("SELECT (range * 3)::" + std::string(type) + " AS n FROM range(1000)"));
    QCOMPARE(ids.size(), std::size_t(1));
}

void IdentityTest::whatCsvCannotKeepApartIsOneVersion()
{
    Written written;
    QCOMPARE_TEXT(written.parquet("SELECT -0.0::DOUBLE AS x"), written.parquet("SELECT 0 AS x"));
    QCOMPARE_TEXT(written.parquet("SELECT '' AS x"), written.parquet("SELECT NULL::VARCHAR AS x"));
    QCOMPARE_TEXT(written.parquet("SELECT 'NaN'::DOUBLE AS x"),
                  written.parquet("SELECT '-NaN'::DOUBLE AS x"));
}

void IdentityTest::howTheBytesAreStoredDoesNotMatter_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::newRow("small row groups") << QByteArray("ROW_GROUP_SIZE 2048");
    QTest::newRow("one row group") << QByteArray("ROW_GROUP_SIZE 1000000");
    QTest::newRow("zstd") << QByteArray("COMPRESSION zstd");
    QTest::newRow("gzip") << QByteArray("COMPRESSION gzip, ROW_GROUP_SIZE 4096");
    QTest::newRow("uncompressed") << QByteArray("COMPRESSION uncompressed");
    QTest::newRow("second version of the format") << QByteArray("PARQUET_VERSION V2");
}

void IdentityTest::howTheBytesAreStoredDoesNotMatter()
{
    QFETCH(QByteArray, options);
    const std::string query =
        "SELECT range AS id, 'user ' || range % 100 AS name, range / 7 AS x, CASE WHEN range "
        "% 5 > 0 THEN range % 2 = 0 END AS flag FROM range(30000)";
    const TemporaryFolder folder;
    auto duck = Duck::open({.allowed = {folder.path()}, .threads = 1}).value();
    const auto file = folder / "file.parquet";
    QVERIFY_OK(duck.execute("COPY (" + query + ") TO " + data::quoted(file.string()) + " (FORMAT parquet, "
                            + options.toStdString() + ", USE_TMP_FILE false)"));
    Written written;
    QCOMPARE_TEXT(contentIdentity(file).value().sha256, written.parquet(query));
}

void IdentityTest::oneChangedValueAmongManyIsSeen()
{
    Written written;
    const auto with = [&](const char *value) {
        return written.parquet("SELECT CASE WHEN range = 23456 THEN " + std::string(value)
                               + " ELSE range END AS x, 'a' AS t FROM range(50000)");
    };
    const auto plain = with("range");
    QCOMPARE_TEXT(with("23456"), plain);
    std::set<std::string> ids {plain, with("23457"), with("NULL"), with("-23456")};
    QCOMPARE(ids.size(), std::size_t {4});
}

void IdentityTest::everyDifferenceThatMattersIsSeen()
{
    Written written;
    const std::vector<std::string> queries {"SELECT 1 AS a, 2 AS b",
                                            "SELECT 2 AS a, 1 AS b",
                                            "SELECT 1 AS b, 2 AS a",
                                            "SELECT 2 AS b, 1 AS a",
                                            "SELECT 1 AS a, '2' AS b",
                                            "SELECT 1 AS a, 2.5::DOUBLE AS b",
                                            "SELECT 1 AS a, NULL AS b",
                                            "SELECT true AS a, 2 AS b",
                                            "SELECT 'ab' AS a, 'c' AS b",
                                            "SELECT 'a' AS a, 'bc' AS b",
                                            "SELECT 1 AS a",
                                            "SELECT 1 AS a, 2 AS b WHERE false",
                                            "SELECT 1 AS a, 2 AS b FROM range(2)",
                                            "SELECT 1 AS a, 'NaN'::DOUBLE AS b",
                                            "SELECT 1 AS a, 'inf'::DOUBLE AS b",
                                            "SELECT range AS a, 2 AS b FROM range(2)",
                                            "SELECT 1 - range AS a, 2 AS b FROM range(2)"};
    std::set<std::string> ids;
    for (const auto &query : queries)
        ids.insert(written.parquet(query));
    QCOMPARE(ids.size(), queries.size());
}

void IdentityTest::columnsAndRowsAreReported()
{
    Written written;
    const auto identity =
        written.identity("SELECT range::INTEGER AS id, 'x' AS name FROM range(5000)", "parquet");
    QCOMPARE(identity.rows, 5000);
    QCOMPARE(identity.columns.size(), std::size_t(2));
    QCOMPARE_TEXT(identity.columns[0].type, "INTEGER");
    QCOMPARE_TEXT(identity.columns[1].name, "name");
}

void IdentityTest::aStopIsAnswered()
{
    const TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(contentIdentity(folder.write("x.csv", "a\n1\n"), {}, {.stop = stop.get_token()}),
                  "base.cancelled");
    QVERIFY_FAILS(contentIdentity(folder / "none.csv"), "data.file_missing");
}

SLIPWAY_TEST_MAIN(IdentityTest)
#include "identity_test.moc"
