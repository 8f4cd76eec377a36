#include "tests/core/data/import_outcome.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::data;
using namespace slipway::testing;

/// What the texts of cells become.
class ImportValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encodingsAreTold_data();
    void encodingsAreTold();
    void datesOfFiveKinds_data();
    void datesOfFiveKinds();
    void numbersOfOtherCountries_data();
    void numbersOfOtherCountries();
    void wordsForMissingAreMissingAmongNumbersOnly();
    void aGivenTypeRejectsWhatDoesNotFit();
};

void ImportValuesTest::encodingsAreTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const QString text = QStringLiteral("name,x\nJos\u00e9,1\n");
    const auto utf16 = [&](bool little, bool mark) {
        QByteArray out = mark ? (little ? QByteArray("\xff\xfe") : QByteArray("\xfe\xff")) : QByteArray();
        for (const QChar c : text) {
            const char bytes[2] {static_cast<char>(c.unicode() & 0xFF), static_cast<char>(c.unicode() >> 8)};
            out += bytes[little ? 0 : 1];
            out += bytes[little ? 1 : 0];
        }
        return out;
    };
    QTest::newRow("UTF-8") << text.toUtf8() << "utf-8";
    QTest::newRow("UTF-8 with a mark") << "\xef\xbb\xbf" + text.toUtf8() << "utf-8";
    QTest::newRow("UTF-16 LE") << utf16(true, true) << "utf-16le";
    QTest::newRow("UTF-16 BE") << utf16(false, true) << "utf-16be";
    QTest::newRow("UTF-16 LE without a mark") << utf16(true, false) << "utf-16le";
    QTest::newRow("Latin-1") << text.toLatin1() << "latin-1";
    QTest::newRow("Latin-1, far down")
        << QByteArray("name,x\n") + QByteArray("abc,1\n").repeated(300000) + "Jos\xe9,1\n"
        << "windows-1252";
}

void ImportValuesTest::encodingsAreTold()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, encoding);
    const TemporaryFolder folder;
    const auto outcome = importText(folder, {bytes.data(), static_cast<std::size_t>(bytes.size())});
    QVERIFY_OK(outcome);
    QCOMPARE_TEXT(outcome.value().imported.reading.value("encoding", ""), encoding.toStdString());
    const Table &table = outcome.value().table;
    QCOMPARE_TEXT(cell(table, "name", table.rows() - 1), "Jos\xc3\xa9");
    QCOMPARE(outcome.value().imported.rejected.count, std::uint64_t(0));
}

void ImportValuesTest::datesOfFiveKinds_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value"); // of the first, in seconds since 1970 by `date -u`
    QTest::newRow("ISO") << "2026-01-31"
                         << "2026-02-01"
                         << "DATE"
                         << "1769817600";
    QTest::newRow("d.m.Y") << "31.01.2026"
                           << "01.02.2026"
                           << "DATE"
                           << "1769817600";
    QTest::newRow("m/d/Y") << "01/31/2026"
                           << "02/01/2026"
                           << "DATE"
                           << "1769817600";
    QTest::newRow("d/m/Y") << "31/01/2026"
                           << "01/02/2026"
                           << "DATE"
                           << "1769817600";
    QTest::newRow("either") << "01/02/2026"
                            << "03/04/2026"
                            << "VARCHAR"
                            << "01/02/2026";
    QTest::newRow("both") << "31/01/2026"
                          << "01/31/2026"
                          << "VARCHAR"
                          << "31/01/2026";
    QTest::newRow("epoch") << "1769817600"
                           << "1769817601"
                           << "BIGINT"
                           << "1769817600";
}

void ImportValuesTest::datesOfFiveKinds()
{
    QFETCH(const QString, first);
    QFETCH(const QString, second);
    QFETCH(const QString, type);
    QFETCH(const QString, value);
    const TemporaryFolder folder;
    const auto text = fmt::format("id,t\n1,{}\n2,{}\n", first.toStdString(), second.toStdString());
    const auto outcome = importText(folder, text);
    QVERIFY_OK(outcome);
    QCOMPARE_TEXT(slipway::testing::type(outcome.value().table, "t"), type.toStdString());
    QCOMPARE_TEXT(cell(outcome.value().table, "t", 0), value.toStdString());
    const bool said = !outcome.value().imported.reading.at("notices").empty();
    QCOMPARE(said, first == QLatin1String("01/02/2026"));
    if (said) {
        const auto given = importText(folder, text, {.dateFormats = {{"t", "%d/%m/%Y"}}});
        QVERIFY_OK(given);
        QCOMPARE_TEXT(cell(given.value().table, "t", 0), "1769904000"); // 2026-02-01
    }
    if (type == QLatin1String("BIGINT")) {
        const auto given = importText(folder, text, {.dateFormats = {{"t", "epoch"}}});
        QVERIFY_OK(given);
        QCOMPARE_TEXT(slipway::testing::type(given.value().table, "t"), "TIMESTAMP");
        QCOMPARE_TEXT(cell(given.value().table, "t", 0), "1769817600");
    }
}

void ImportValuesTest::numbersOfOtherCountries_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    QTest::newRow("decimal comma") << "1,5;x\n2,25;y\n"
                                   << "DOUBLE"
                                   << "1.5";
    QTest::newRow("thousands with dots") << "1.234,5;x\n2,25;y\n"
                                         << "DOUBLE"
                                         << "1234.5";
    QTest::newRow("thousands with blanks") << "1 234;x\n12;y\n"
                                           << "BIGINT"
                                           << "1234";
    QTest::newRow("blanks around") << " 12 ;x\n7;y\n"
                                   << "BIGINT"
                                   << "12";
    QTest::newRow("thousands or decimals") << "1,234;x\n5,678;y\n"
                                           << "VARCHAR"
                                           << "1,234";
    QTest::newRow("thousands with commas") << "1,234,567;x\n5,678;y\n"
                                           << "BIGINT"
                                           << "1234567";
    QTest::newRow("a late fraction") << "1;x\n1.5;y\n"
                                     << "DOUBLE"
                                     << "1";
    QTest::newRow("leading zeros") << "01;x\n12;y\n"
                                   << "VARCHAR"
                                   << "01";
}

void ImportValuesTest::numbersOfOtherCountries()
{
    QFETCH(const QString, lines);
    QFETCH(const QString, type);
    QFETCH(const QString, value);
    const TemporaryFolder folder;
    const auto outcome = importText(folder, "n;t\n" + lines.toStdString());
    QVERIFY_OK(outcome);
    QCOMPARE_TEXT(slipway::testing::type(outcome.value().table, "n"), type.toStdString());
    QCOMPARE_TEXT(cell(outcome.value().table, "n", 0), value.toStdString());
    // A dot among decimal commas may be either, until somebody says so.
    const auto mixed = importText(folder, "n;m\n1.234;1,5\n5.678;2,5\n");
    QVERIFY_OK(mixed);
    QCOMPARE_TEXT(slipway::testing::type(mixed.value().table, "n"), "VARCHAR");
    const auto given = importText(folder, "n;m\n1.234;1,5\n5.678;2,5\n", {.decimal = ','});
    QVERIFY_OK(given);
    QCOMPARE_TEXT(cell(given.value().table, "n", 0), "1234");
}

void ImportValuesTest::wordsForMissingAreMissingAmongNumbersOnly()
{
    const TemporaryFolder folder;
    const std::string text = "n,t\n1,NA\nNA,x\n-,-\nnull,y\n2.5,z\n";
    const auto outcome = importText(folder, text);
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.find("n")->missing(), std::size_t(3));
    QCOMPARE(outcome.value().table.find("t")->missing(), std::size_t(0));
    const auto &column = outcome.value().imported.reading.at("columns").at(0);
    QCOMPARE_TEXT(writeJson(column.at("null_tokens")), R"(["NA","null","-"])");
    const auto given = importText(folder, text, {.nullTokens = {"NA"}});
    QVERIFY_OK(given);
    QCOMPARE(given.value().table.find("t")->missing(), std::size_t(1));
    QCOMPARE_TEXT(type(given.value().table, "n"), "VARCHAR"); // the other words are not guessed then
}

void ImportValuesTest::aGivenTypeRejectsWhatDoesNotFit()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.csv", "a,b\n1,x\n1.5,y\nword,z\n4,w\n");
    const auto outcome = import(folder, {file}, {.types = {{"a", "whole"}}});
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.find("a")->numbers, (std::vector<double> {1, 4}));
    QCOMPARE(outcome.value().imported.rejected.kinds.at("type"), std::uint64_t(2));
    QCOMPARE_TEXT(outcome.value().imported.rejected.first[1].reason,
                  "a holds \"word\", which is not a value of the type BIGINT");
    // Where nothing keeps the lines, they may not vanish.
    QVERIFY_FAILS(readTable(file, {}, {.types = {{"a", "whole"}}}), "data.line_unreadable");
    QVERIFY_FAILS(import(folder, {file}, {.types = {{"c", "whole"}}}), "data.column_missing");
    QVERIFY_FAILS(import(folder, {file}, {.types = {{"a", "colour"}}}), "import.type_unknown");
    QVERIFY_FAILS(import(folder, {file}, {.dateFormats = {{"a", "%q"}}}), "import.date_format_unknown");
}

SLIPWAY_TEST_MAIN(ImportValuesTest)
#include "import_values_test.moc"
