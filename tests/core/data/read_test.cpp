#include "core/data/read.h"

#include "core/base/json.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;
using slipway::testing::testData;

class ReadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFileOfTheSpectrumReadsAsItsJson_data();
    void everyFileOfTheSpectrumReadsAsItsJson();
    void columnsWithoutANameAreCounted();
    void aTypeHoldsForTheWholeFile_data();
    void aTypeHoldsForTheWholeFile();
    void blanksAndTokensAreMissing();
    void theFlagsOverruleTheGuess();
    void parquetIsToldByContentAndReadsLikeItsCsv();
    void kindsThatAreNoNumbersBecomeTexts();
    void theRowsKeepTheOrderOfTheFile();
    void namesOfFilesAreTakenLiterally();
    void chosenColumnsComeInTheirOrder();
    void whatIsNoTableIsASentence_data();
    void whatIsNoTableIsASentence();
    void aLineWithTooManyFieldsIsNamed();
    void theRealFilesHaveTheirRowsAndColumns();
};

namespace {

/// A cell as the text that the spectrum's JSON files hold.
std::string shown(const Column &column, std::size_t row)
{
    if (column.kind == ColumnKind::Category)
        return column.codes[row] < 0 ? "" : column.levels[static_cast<std::size_t>(column.codes[row])];
    return std::isnan(column.numbers[row]) ? "" : writeJson(static_cast<std::int64_t>(column.numbers[row]));
}

Result<std::string> expressionOf(const TemporaryFolder &folder, const std::filesystem::path &file)
{
    auto duck = Duck::open({.allowed = {folder.path()}}).value();
    return readExpression(duck, file);
}

std::string writeParquet(const TemporaryFolder &folder, std::string_view name, const std::string &query)
{
    auto duck = Duck::open({.allowed = {folder.path()}}).value();
    const auto file = (folder / name).string();
    const auto status = duck.execute("COPY (" + query + ") TO " + data::quoted(file)
                                     + " (FORMAT parquet, USE_TMP_FILE false)");
    if (!status)
        qFatal("%s", status.error().detail.c_str());
    return file;
}

} // namespace

void ReadTest::everyFileOfTheSpectrumReadsAsItsJson_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
          "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ReadTest::everyFileOfTheSpectrumReadsAsItsJson()
{
    QFETCH(const QString, name);
    const auto csv = testData("torture/csv-spectrum/csvs/" + name.toStdString() + ".csv");
    const auto json = testData("torture/csv-spectrum/json/" + name.toStdString() + ".json");
    if (!csv || !json)
        QSKIP("csv-spectrum is not here: set SLIPWAY_TEST_DATA to the folder of the real data sets");
    const auto table = readTable(*csv);
    QVERIFY_OK(table);
    Json expected = Json::parse(readText(*json));
    if (expected.is_object())
        expected = Json::array({expected});
    QCOMPARE(table.value().rows(), expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        QCOMPARE(table.value().columns.size(), expected[row].size());
        for (const auto &[key, value] : expected[row].items()) {
            const Column *column = table.value().find(key);
            QVERIFY2(column, key.c_str());
            if (key == "Contact Phone Number")
                continue; // the spectrum's own JSON has another number than its CSV
            auto cell = value.is_string() ? value.get<std::string>() : value.dump();
            if (readText(*csv).find('\r') == std::string::npos)
                std::erase(cell, '\r'); // a copy of the files whose line ends were converted
            auto text = shown(*column, row);
            if (column->kind == ColumnKind::Number && cell.find('.') != std::string::npos)
                QCOMPARE(column->numbers[row], std::stod(cell));
            else
                QCOMPARE_TEXT(text, cell);
        }
    }
}

// Twenty-one columns need two digits, three need one, a hundred and one need three.
void ReadTest::columnsWithoutANameAreCounted()
{
    const TemporaryFolder folder;
    for (const auto &[count, last] :
         {std::pair(3, "column2"), std::pair(21, "column20"), std::pair(101, "column100")}) {
        std::string line = "0";
        for (int i = 1; i < count; ++i)
            line += "," + std::to_string(i);
        const auto file = folder.write("x.csv", line + "\n" + line + "\n");
        const auto table = readTable(file, {}, {.header = false});
        QVERIFY_OK(table);
        QCOMPARE(table.value().rows(), std::size_t(2));
        QCOMPARE_TEXT(table.value().columns.back().name, last);
        QCOMPARE(table.value().columns.front().name.size(), std::string(last).size());
    }
    const auto table = readTable(folder.write("y.csv", "a,,b\n1,2,3\n"));
    QVERIFY_OK(table);
    QCOMPARE_TEXT(table.value().columns[1].name, "column1");
}

void ReadTest::aTypeHoldsForTheWholeFile_data()
{
    QTest::addColumn<QString>("early");
    QTest::addColumn<QString>("late");
    QTest::addColumn<QString>("type");
    QTest::newRow("whole numbers") << "5"
                                   << "6"
                                   << "BIGINT";
    QTest::newRow("a late fraction") << "5"
                                     << "1.5"
                                     << "DOUBLE";
    QTest::newRow("a late word") << "5"
                                 << "oops"
                                 << "VARCHAR";
    QTest::newRow("a late zip code") << "85123"
                                     << "08123"
                                     << "VARCHAR";
    QTest::newRow("a zip code") << "08123"
                                << "85123"
                                << "VARCHAR";
    QTest::newRow("a number that is too large") << "5"
                                                << "98765432109876543210"
                                                << "DOUBLE";
    QTest::newRow("a late blank") << "5"
                                  << ""
                                  << "BIGINT";
    QTest::newRow("a date") << "2026-01-31"
                            << "2026-02-01"
                            << "DATE";
    QTest::newRow("a late time of day") << "2026-01-31"
                                        << "2026-02-01 10:00:00"
                                        << "TIMESTAMP";
    QTest::newRow("a late word among dates") << "2026-01-31"
                                             << "never"
                                             << "VARCHAR";
    QTest::newRow("days before months") << "31-01-2026"
                                        << "01-02-2026"
                                        << "DATE";
    QTest::newRow("days before months, and a word") << "31-01-2026"
                                                    << "soon"
                                                    << "VARCHAR";
    QTest::newRow("flags") << "true"
                           << "FALSE"
                           << "BOOLEAN";
    QTest::newRow("words that are no flags") << "Yes"
                                             << "No"
                                             << "VARCHAR";
    QTest::newRow("a time in UTC") << "2026-01-31T10:00:00Z"
                                   << "2026-01-31T11:00:00.5Z"
                                   << "TIMESTAMP WITH TIME ZONE";
    QTest::newRow("a late offset") << "2026-01-31 10:00:00"
                                   << "2026-01-31 11:00:00+02"
                                   << "TIMESTAMP WITH TIME ZONE";
}

void ReadTest::aTypeHoldsForTheWholeFile()
{
    QFETCH(const QString, early);
    QFETCH(const QString, late);
    QFETCH(const QString, type);
    std::string text = "id,x\n";
    for (int i = 0; i < 30000; ++i) // more rows than DuckDB looks at before it guesses
        text += std::to_string(i) + "," + early.toStdString() + "\n";
    text += "30000," + late.toStdString() + "\n";
    const TemporaryFolder folder;
    const auto table = readTable(folder.write("x.csv", text));
    QVERIFY_OK(table);
    const Column &column = table.value().columns.at(1);
    QCOMPARE_TEXT(column.sourceType, type.toStdString());
    QCOMPARE(column.rows(), std::size_t(30001));
    if (type == QLatin1String("DOUBLE"))
        QCOMPARE(column.numbers.back(), late.toDouble());
    if (type == QLatin1String("TIMESTAMP WITH TIME ZONE") && late.endsWith(QLatin1String("+02")))
        QCOMPARE(column.numbers.back(), 1769850000.0); // date -u -d '2026-01-31 09:00' +%s
    if (type == QLatin1String("VARCHAR"))
        QCOMPARE_TEXT(column.levels.at(static_cast<std::size_t>(column.codes.back())), late.toStdString());
}

void ReadTest::blanksAndTokensAreMissing()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.csv", "a,b\n1, ?\n ,x\n\"\",NA\n?, y\n");
    const auto table = readTable(file, {}, {.nullTokens = {"?", "NA"}});
    QVERIFY_OK(table);
    QVERIFY(table.value().columns[0].kind == ColumnKind::Number);
    QCOMPARE(table.value().columns[0].missing(), std::size_t(3));
    QCOMPARE(table.value().columns[1].missing(), std::size_t(2));
}

void ReadTest::theFlagsOverruleTheGuess()
{
    const TemporaryFolder folder;
    const auto semicolons = folder.write("s.csv", "a;b\n1,5;2,5\n");
    const auto table = readTable(semicolons, {}, {.delimiter = ';'});
    QVERIFY_OK(table);
    QCOMPARE_TEXT(table.value().columns[0].name, "a");
    QCOMPARE(table.value().columns[0].numbers[0], 1.5);
    const auto texts = readTable(semicolons, {}, {.types = {{"a", "text"}}});
    QVERIFY_OK(texts);
    QCOMPARE_TEXT(texts.value().columns[0].levels[0], "1,5");

    const auto single = folder.write("q.csv", "a,b\n'x,y',2\n");
    QCOMPARE_TEXT(readTable(single, {}, {.quote = '\''}).value().columns[0].levels[0], "x,y");
    const auto none = folder.write("n.tsv", "say \"hi\t1\n\"no\t0\n");
    const auto noQuotes = readTable(none, {}, {.header = false, .delimiter = '\t', .quote = '\0'});
    QVERIFY_OK(noQuotes);
    QCOMPARE_TEXT(noQuotes.value().columns[0].levels[1], "\"no");
    auto duck = Duck::open({.allowed = {none}}).value();
    QVERIFY_OK(readExpression(duck, none, {.header = false, .delimiter = '\t', .quote = '\0'}));
}

void ReadTest::parquetIsToldByContentAndReadsLikeItsCsv()
{
    const TemporaryFolder folder;
    const std::string query = "SELECT range::INTEGER AS id, range / 8 AS x, CASE WHEN range % 3 = 0 THEN "
                              "NULL ELSE 'n' || range END "
                              "AS name, TIMESTAMP '2026-01-01' + to_seconds(range) AS t FROM range(5000)";
    const auto parquet = writeParquet(folder, "wrong-ending.csv", query);
    auto duck = Duck::open({.allowed = {folder.path()}}).value();
    const auto csv = folder / "wrong-ending.parquet";
    QVERIFY_OK(duck.execute("COPY (" + query + ") TO " + data::quoted(csv.string())
                            + " (FORMAT csv, HEADER, USE_TMP_FILE false)"));
    const auto a = readTable(parquet);
    const auto b = readTable(csv);
    QVERIFY_OK(a);
    QVERIFY_OK(b);
    QCOMPARE(a.value().columns.size(), std::size_t(4));
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE_TEXT(a.value().columns[i].name, b.value().columns[i].name);
        QCOMPARE(a.value().columns[i].numbers, b.value().columns[i].numbers);
        QCOMPARE(a.value().columns[i].codes, b.value().columns[i].codes);
        QCOMPARE(a.value().columns[i].levels, b.value().columns[i].levels);
    }
    QCOMPARE_TEXT(a.value().columns[0].sourceType, "INTEGER");
    QCOMPARE(a.value().columns[3].numbers.at(1), 1767225601.0); // date -u -d '2026-01-01 00:00:01' +%s
}

void ReadTest::kindsThatAreNoNumbersBecomeTexts()
{
    const TemporaryFolder folder;
    const auto file = writeParquet(folder, "x.parquet",
                                   "SELECT [1, 2] AS list, {'a': 1} AS struct, TIME '10:11:12' AS t, "
                                   "12.5::DECIMAL(20,2) AS d, 'x'::BLOB AS b");
    const auto table = readTable(file);
    QVERIFY_OK(table);
    QCOMPARE_TEXT(table.value().columns[0].levels[0], "[1, 2]");
    QCOMPARE_TEXT(table.value().columns[2].levels[0], "10:11:12");
    QCOMPARE(table.value().columns[3].numbers[0], 12.5);
    QCOMPARE_TEXT(table.value().columns[4].levels[0], "x");
}

void ReadTest::theRowsKeepTheOrderOfTheFile()
{
    const TemporaryFolder folder;
    std::string text = "i,same\n";
    for (int i = 0; i < 200000; ++i)
        text += std::to_string((i * 7919) % 200000) + ",x\n";
    const auto table = readTable(folder.write("x.csv", text));
    QVERIFY_OK(table);
    for (int i = 0; i < 200000; ++i)
        QVERIFY(table.value().columns[0].numbers[static_cast<std::size_t>(i)] == (i * 7919) % 200000);
}

void ReadTest::namesOfFilesAreTakenLiterally()
{
    const TemporaryFolder folder;
    folder.write("a1.csv", "a\n0\n"); // what a[1].csv would match as a pattern
    folder.write("ab.csv", "a\n0\n");
    for (const char *name :
         {"it's.csv", "a*.csv", "a?.csv", "a[1].csv", "y=3/x.csv", "semi;--.csv", "\"x\".csv"}) {
        const auto table = readTable(folder.write(name, "a\n7\n"));
        QVERIFY_OK(table);
        QCOMPARE(table.value().columns.size(), std::size_t(1));
        QCOMPARE(table.value().columns[0].numbers, (std::vector<double> {7}));
    }
    QVERIFY_FAILS(readTable(folder / "a?x.csv"), "data.file_missing");
}

void ReadTest::chosenColumnsComeInTheirOrder()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.csv", "a,b,\"c \"\"d\"\"\"\n1,2,3\n");
    const auto table = readTable(file, {"c \"d\"", "a"});
    QVERIFY_OK(table);
    QCOMPARE(table.value().columns.size(), std::size_t(2));
    QCOMPARE(table.value().columns[0].numbers[0], 3.0);
    QCOMPARE(table.value().columns[1].numbers[0], 1.0);
    const auto unknown = readTable(file, {"z"});
    QVERIFY_FAILS(unknown, "data.column_missing");
    QVERIFY(unknown.error().message.find("a, b, c \"d\"") != std::string::npos);
}

void ReadTest::whatIsNoTableIsASentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::newRow("missing") << "missing.csv" << QByteArray() << "data.file_missing";
    QTest::newRow("folder") << "." << QByteArray() << "data.file_is_folder";
    QTest::newRow("empty") << "empty.csv" << QByteArray("") << "data.file_empty";
    QTest::newRow("blank") << "blank.csv" << QByteArray("\n \r\n") << "data.file_empty";
    QTest::newRow("binary") << "program"
                            << QByteArray("\x7f"
                                          "ELF\0\0\0\1",
                                          8)
                            << "data.file_binary";
    QTest::newRow("a workbook") << "x.csv" << QByteArray("PK\x03\x04 and more") << "import.foreign_kind";
    QTest::newRow("encrypted Parquet")
        << "x.parquet" << QByteArray("PARE and more PARE") << "import.parquet_encrypted";
    QTest::newRow("gzip cut off") << "x.csv.gz" << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3", 10)
                                  << "import.gzip_broken";
    QTest::newRow("Parquet cut off") << "x.parquet" << QByteArray("PAR1 and some bytes")
                                     << "data.parquet_broken";
    QTest::newRow("Parquet with a false length")
        << "x.parquet" << QByteArray("PAR1xxxx\xff\xff\xff\x7fPAR1", 16) << "data.parquet_broken";
    QTest::newRow("Parquet with a false footer")
        << "x.parquet" << QByteArray("PAR1xxxxxxxx\x08\0\0\0PAR1", 20) << "data.parquet_broken";
}

void ReadTest::whatIsNoTableIsASentence()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, id);
    const TemporaryFolder folder;
    const auto file = folder / name.toStdString();
    if (!bytes.isNull())
        folder.write(name.toStdString(), {bytes.data(), static_cast<std::size_t>(bytes.size())});
    const auto table = readTable(file);
    QVERIFY(!table.ok());
    QCOMPARE(QString::fromStdString(table.error().id), id);
    QVERIFY2(table.error().message.find(file.string()) != std::string::npos, table.error().message.c_str());
    QVERIFY2(table.error().message.find('\n') == std::string::npos, table.error().message.c_str());
    if (id != QLatin1String("data.parquet_broken"))
        QVERIFY(!expressionOf(folder, file).ok());
}

void ReadTest::aLineWithTooManyFieldsIsNamed()
{
    const TemporaryFolder folder;
    std::string text = "a,b\n";
    for (int i = 0; i < 30000; ++i)
        text += "1,2\n";
    const auto table = readTable(folder.write("x.csv", text + "1,2,3\n"));
    QVERIFY_FAILS(table, "data.line_unreadable");
    QVERIFY2(table.error().message.find("line 30002: it has 3 fields where the others have 2")
                 != std::string::npos,
             table.error().message.c_str());
    const auto open =
        readTable(folder.write("y.csv", "a,b\n1,\"x\n2,3\n"), {}, {.delimiter = ',', .quote = '"'});
    QVERIFY(!open.ok());
    QVERIFY(open.error().message.find("y.csv") != std::string::npos);
}

// Rows and columns as the data sets' own descriptions give them.
void ReadTest::theRealFilesHaveTheirRowsAndColumns()
{
    const auto telco = testData("telco/Telco-Customer-Churn.csv");
    const auto adult = testData("adult/adult-train.csv");
    const auto german = testData("german/german.csv");
    const auto imdb = testData("sentiment/imdb_labelled.txt");
    if (!telco || !adult || !german || !imdb)
        QSKIP("the real data sets are not here: set SLIPWAY_TEST_DATA to their folder");
    const auto churn = readTable(*telco);
    QVERIFY_OK(churn);
    QCOMPARE(churn.value().rows(), std::size_t(7043));
    QCOMPARE(churn.value().find("TotalCharges")->missing(), std::size_t(11));
    QVERIFY(churn.value().find("TotalCharges")->kind == ColumnKind::Number);
    QCOMPARE(churn.value().find("Churn")->levels, (std::vector<std::string> {"No", "Yes"}));
    const auto income = readTable(*adult, {}, {.header = false, .nullTokens = {"?"}});
    QVERIFY_OK(income);
    QCOMPARE(income.value().rows(), std::size_t(32561));
    QCOMPARE(income.value().columns.size(), std::size_t(15));
    QVERIFY(income.value().find("column00")->kind == ColumnKind::Number);
    const auto credit = readTable(*german, {}, {.header = false});
    QVERIFY_OK(credit);
    QCOMPARE(credit.value().rows(), std::size_t(1000));
    QVERIFY(credit.value().find("column20"));
    const auto reviews = readTable(*imdb, {}, {.header = false, .delimiter = '\t', .quote = '\0'});
    QVERIFY_OK(reviews);
    QCOMPARE(reviews.value().rows(), std::size_t(1000));
}

SLIPWAY_TEST_MAIN(ReadTest)
#include "read_test.moc"
