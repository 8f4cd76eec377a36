#include "core/data/import.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <map>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;
using slipway::testing::testData;

/// The real data sets, with the rows, columns, classes and traps that their README gives.
class RealFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void telco();
    void adult();
    void german();
    void creditcard();
    void bikeshare();
    void walmart();
    void airline();
    void sentiment_data();
    void sentiment();
};

namespace {

struct Real {
    Imported imported;
    Table table;
};

Result<Real> real(const std::filesystem::path &file, const ReadOptions &reading = {})
{
    const TemporaryFolder folder;
    SLIPWAY_ASSIGN(auto imported, importFiles({file}, {.reading = reading, .folder = folder.path()}, {}));
    SLIPWAY_ASSIGN(auto table, readTable(imported.parquet));
    return Real {std::move(imported), std::move(table)};
}

/// Values of a column and how often they occur.
std::map<std::string, int> counts(const Table &table, std::string_view name)
{
    std::map<std::string, int> out;
    const Column *column = table.find(name);
    for (std::size_t row = 0; column && row < table.rows(); ++row) {
        if (column->kind == ColumnKind::Number)
            ++out[std::to_string(static_cast<int>(column->numbers[row]))];
        else
            ++out[column->codes[row] < 0 ? "" : column->levels[static_cast<std::size_t>(column->codes[row])]];
    }
    return out;
}

std::string typesOf(const Table &table)
{
    std::string out;
    for (const auto &column : table.columns)
        out += column.sourceType == "VARCHAR" ? 't'
            : column.sourceType == "BIGINT"   ? 'w'
            : column.sourceType == "DOUBLE"   ? 'n'
            : column.sourceType == "DATE"     ? 'd'
                                              : '?';
    return out;
}

} // namespace

#define REAL_FILE(name, relative)                                                                            \
    const auto name = testData(relative);                                                                    \
    if (!name)                                                                                               \
    QSKIP(relative " is not here: set SLIPWAY_TEST_DATA to the folder of the real data sets")

#define QVERIFY_ROWS(result, rowCount, columnCount)                                                          \
    QVERIFY_OK(result);                                                                                      \
    QCOMPARE((result).value().table.rows(), std::size_t(rowCount));                                          \
    QCOMPARE((result).value().table.columns.size(), std::size_t(columnCount));                               \
    QCOMPARE((result).value().imported.rejected.count, std::uint64_t(0))

void RealFilesTest::telco()
{
    REAL_FILE(file, "telco/Telco-Customer-Churn.csv");
    const auto read = real(*file);
    QVERIFY_ROWS(read, 7043, 21);
    QCOMPARE_TEXT(typesOf(read.value().table), "ttwttwttttttttttttnnt");
    QCOMPARE(read.value().table.find("TotalCharges")->missing(), std::size_t(11));
    QCOMPARE(counts(read.value().table, "Churn"), (std::map<std::string, int> {{"No", 5174}, {"Yes", 1869}}));
    QCOMPARE_TEXT(read.value().imported.target, "Churn");
}

void RealFilesTest::adult()
{
    REAL_FILE(train, "adult/adult-train.csv");
    REAL_FILE(test, "adult/adult-test.csv");
    const auto read = real(*train, {.nullTokens = {"?"}});
    QVERIFY_ROWS(read, 32561, 15);
    QCOMPARE_TEXT(typesOf(read.value().table), "wtwtwtttttwwwtt");
    QCOMPARE(counts(read.value().table, "column14"),
             (std::map<std::string, int> {{"<=50K", 24720}, {">50K", 7841}}));
    QCOMPARE(read.value().table.find("column01")->missing(), std::size_t(1836)); // as adult.names counts '?'
    QCOMPARE_TEXT(read.value().imported.target, "column14");
    const auto other = real(*test, {.nullTokens = {"?"}});
    QVERIFY_ROWS(other, 16281, 15);
    QCOMPARE_TEXT(typesOf(other.value().table), "wtwtwtttttwwwtt");
    QCOMPARE(counts(other.value().table, "column14"),
             (std::map<std::string, int> {{"<=50K.", 12435}, {">50K.", 3846}}));
}

void RealFilesTest::german()
{
    REAL_FILE(file, "german/german.csv");
    const auto read = real(*file);
    QVERIFY_ROWS(read, 1000, 21);
    QCOMPARE_TEXT(typesOf(read.value().table), "twttwttwttwtwttwtwttw");
    QCOMPARE(counts(read.value().table, "column20"), (std::map<std::string, int> {{"1", 700}, {"2", 300}}));
}

void RealFilesTest::creditcard()
{
    REAL_FILE(file, "creditcard/creditcard_sample.csv");
    const auto read = real(*file);
    QVERIFY_ROWS(read, 1722, 32); // the README counts the columns that have a name
    QCOMPARE_TEXT(read.value().table.columns.front().name, "column00");
    QCOMPARE_TEXT(typesOf(read.value().table), "w" + std::string(30, 'n') + "w");
    QCOMPARE(counts(read.value().table, "Class")["1"], 492);
    QCOMPARE_TEXT(read.value().imported.target, "Class");
}

void RealFilesTest::bikeshare()
{
    REAL_FILE(file, "bikeshare/hour.csv");
    const auto read = real(*file);
    QVERIFY_ROWS(read, 17379, 17);
    QCOMPARE_TEXT(typesOf(read.value().table), "wdwwwwwwwwnnnnwww");
    QCOMPARE(read.value().table.find("dteday")->numbers.front(), 1293840000.0); // date -u -d 2011-01-01 +%s
}

// Days from 05-02-2010 on are of both kinds until 19-02-2010 says which.
void RealFilesTest::walmart()
{
    REAL_FILE(file, "walmart45/Walmart_Store_sales.csv");
    const auto read = real(*file);
    QVERIFY_ROWS(read, 6435, 8);
    QCOMPARE_TEXT(typesOf(read.value().table), "wdnwnnnn");
    QCOMPARE(read.value().table.find("Date")->numbers.front(), 1265328000.0); // date -u -d 2010-02-05 +%s
    QCOMPARE(counts(read.value().table, "Store").size(), std::size_t(45));
}

void RealFilesTest::airline()
{
    REAL_FILE(file, "airline/airline-passengers.csv");
    const auto read = real(*file);
    QVERIFY_ROWS(read, 144, 2);
    QCOMPARE_TEXT(typesOf(read.value().table), "tw");
    QCOMPARE(read.value().table.find("Passengers")->numbers.back(), 432.0);
}

void RealFilesTest::sentiment_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"amazon_cells", "imdb", "yelp"})
        QTest::newRow(name) << name;
}

// No header, no quoting rules, quotes in the texts: half of the sentences are good, half are bad.
void RealFilesTest::sentiment()
{
    QFETCH(const QString, name);
    REAL_FILE(folder, "sentiment");
    const auto read = real(*folder / (name.toStdString() + "_labelled.txt"));
    QVERIFY_ROWS(read, 1000, 2);
    QCOMPARE_TEXT(typesOf(read.value().table), "tw");
    QCOMPARE(counts(read.value().table, "column1"), (std::map<std::string, int> {{"0", 500}, {"1", 500}}));
    QCOMPARE_TEXT(read.value().imported.target, "column1");
}

SLIPWAY_TEST_MAIN(RealFilesTest)
#include "real_files_test.moc"
