#include "core/data/export.h"

#include "core/data/identity.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

class ExportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFormatFollowsTheEndingUnlessItIsSaid();
    void thereAndBackIsTheSameVersion_data();
    void thereAndBackIsTheSameVersion();
    void jsonLinesHaveOneObjectForEachRow();
    void aPartIsWrittenInItsOrder();
    void realDataComesBack_data();
    void realDataComesBack();
    void aFileThatIsThereIsReplacedAtOnceOrNotAtAll();

private:
    TemporaryFolder m_folder;
};

void ExportTest::theFormatFollowsTheEndingUnlessItIsSaid()
{
    QVERIFY(exportFormat("x.csv").value() == ExportFormat::Csv);
    QVERIFY(exportFormat("x.parquet").value() == ExportFormat::Parquet);
    QVERIFY(exportFormat("x.jsonl").value() == ExportFormat::JsonLines);
    QVERIFY(exportFormat("x.txt", "csv").value() == ExportFormat::Csv);
    QVERIFY(exportFormat("x.csv", "parquet").value() == ExportFormat::Parquet);
    QVERIFY_FAILS(exportFormat("x.xlsx"), "data.export_format");
    QVERIFY_FAILS(exportFormat("x"), "data.export_format");
}

void ExportTest::thereAndBackIsTheSameVersion_data()
{
    QTest::addColumn<QByteArray>("query");
    const auto row = [](const char *name, const char *query) { QTest::newRow(name) << QByteArray(query); };
    row("numbers",
        "SELECT range AS id, range / 7 AS x, (range / 3)::FLOAT AS f, (range / 100)::DECIMAL(9, 2) AS d "
        "FROM range(5000)");
    row("texts", "SELECT 'a \"quoted\", text' AS a, 'line\nbreak' AS b, 'tab\there' AS c, 'ünïcödé' AS d");
    row("times",
        "SELECT DATE '2026-01-01' + range::INTEGER AS d, TIMESTAMP '2026-01-01 01:02:03.456789' + "
        "to_microseconds(range * 777) AS t, range % 2 = 0 AS flag FROM range(300)");
    row("missing",
        "SELECT CASE WHEN range % 3 = 0 THEN range END AS a, CASE WHEN range % 2 = 0 THEN 'x' END AS b "
        "FROM range(30)");
    row("extremes", "SELECT 1e308 AS a, -1e-308 AS b, 9223372036854775807 AS c, 0.1 + 0.2::DOUBLE AS d");
    row("no rows", "SELECT 1 AS a, 'x' AS b WHERE false");
}

void ExportTest::thereAndBackIsTheSameVersion()
{
    QFETCH(QByteArray, query);
    const auto table = m_folder / "table.parquet";
    auto duck = Duck::open({.allowed = {m_folder.path()}}).value();
    QVERIFY_OK(duck.execute("COPY (" + query.toStdString() + ") TO " + data::quoted(table.string())
                            + " (FORMAT parquet, USE_TMP_FILE false)"));
    const auto digest = contentIdentity(table).value().sha256;
    for (const char *ending : {"csv", "parquet"}) {
        const auto file = m_folder / (std::string("out.") + ending);
        const auto summary = exportTable(table, file, exportFormat(file).value(), {}, {});
        QVERIFY_OK(summary);
        const auto back = contentIdentity(file);
        QVERIFY_OK(back);
        QCOMPARE_TEXT(back.value().sha256, digest);
        QCOMPARE(summary.value().rows, back.value().rows);
        QCOMPARE(summary.value().bytes, std::filesystem::file_size(file));
    }
}

void ExportTest::jsonLinesHaveOneObjectForEachRow()
{
    const auto table = m_folder.write("t.csv", "a,b\n1,x\n2.5,\n");
    const auto file = m_folder / "out.jsonl";
    QVERIFY_OK(exportTable(table, file, ExportFormat::JsonLines, {}, {}));
    QCOMPARE_TEXT(readText(file), "{\"a\":1.0,\"b\":\"x\"}\n{\"a\":2.5,\"b\":null}\n");
}

void ExportTest::aPartIsWrittenInItsOrder()
{
    const auto table = m_folder.write("t.csv", "a,b,c\n1,x,7\n3,y,8\n2,x,9\n");
    const auto file = m_folder / "part.csv";
    const auto summary =
        exportTable(table, file, ExportFormat::Csv, {}, {},
                    {.view = {.sort = RowOrder {"a", true}, .filter = "b = 'x'"}, .columns = {"c", "a"}});
    QVERIFY_OK(summary);
    QCOMPARE(summary.value().rows, std::int64_t {2});
    QCOMPARE_TEXT(readText(file), "c,a\n9,2\n7,1\n");
    QVERIFY_FAILS(exportTable(table, file, ExportFormat::Csv, {}, {}, {.columns = {"d"}}),
                  "data.column_missing");
    QVERIFY_FAILS(exportTable(table, file, ExportFormat::Csv, {}, {}, {.view = {.filter = "b ="}}),
                  "data.filter_invalid");
}

void ExportTest::realDataComesBack_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"telco/Telco-Customer-Churn.csv", "bikeshare/hour.csv"})
        QTest::newRow(name) << QByteArray(name);
}

void ExportTest::realDataComesBack()
{
    QFETCH(QByteArray, name);
    const auto table = slipway::testing::testData(name.toStdString());
    if (!table)
        QSKIP("the real data sets are not there");
    const auto digest = contentIdentity(*table).value().sha256;
    for (const char *ending : {"csv", "parquet"}) {
        const auto file = m_folder / (std::string("real.") + ending);
        QVERIFY_OK(exportTable(*table, file, exportFormat(file).value(), {}, {}));
        QCOMPARE_TEXT(contentIdentity(file).value().sha256, digest);
    }
}

void ExportTest::aFileThatIsThereIsReplacedAtOnceOrNotAtAll()
{
    const auto file = m_folder.write("out.csv", "precious\n");
    std::stop_source stop;
    stop.request_stop();
    const auto table = m_folder.write("t.csv", "a\n1\n");
    QVERIFY_FAILS(exportTable(table, file, ExportFormat::Csv, {}, {.stop = stop.get_token()}),
                  "base.cancelled");
    QCOMPARE_TEXT(readText(file), "precious\n");
    QVERIFY_OK(exportTable(table, file, ExportFormat::Csv, {}, {}));
    QCOMPARE_TEXT(readText(file), "a\n1\n");
}

SLIPWAY_TEST_MAIN(ExportTest)
#include "export_test.moc"
