#include "core/data/import.h"

#include "core/data/text_rows.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>
#include <sqlite3.h>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

class ImportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aShortLineIsRejectedAndKept();
    void everyKindOfBadLineIsCountedWithItsLine();
    void whatIsLeftIsTheSameWhateverTheBlocks();
    void aLineEndInTheMiddleOfTheFileMayBeInsideQuotes();
    void lineEndsMayBeMixed();
    void quotesMayHoldAnything();
    void aQuoteThatNeverClosesCostsOneLine();
    void aLineWithoutAnEndIsRefusedQuickly();
    void encodingsAreTold_data();
    void encodingsAreTold();
    void datesOfFiveKinds_data();
    void datesOfFiveKinds();
    void numbersOfOtherCountries_data();
    void numbersOfOtherCountries();
    void wordsForMissingAreMissingAmongNumbersOnly();
    void aGivenTypeRejectsWhatDoesNotFit();
    void columnsThatShareANameGetTheirOwn();
    void tenThousandColumnsAreColumns();
    void theRowsHaveOneDigestWhateverTheFile();
    void severalFilesBecomeOneTable();
    void sqliteTablesAreRows();
    void jsonIsFlattenedByOneLevel();
    void jsonOfOneLineIsReadToItsEnd();
    void badLinesOfJsonLinesAreRejected();
    void nestedParquetIsFlattened();
    void filesThatAreNoTableAreRefused_data();
    void filesThatAreNoTableAreRefused();
    void thePreviewShowsWhatTheImportDoes();
    void aStopLeavesNothing();
};

namespace {

/// An import and its rows, read back from the Parquet file.
struct Outcome {
    Imported imported;
    Table table;
};

Result<Outcome> import(const TemporaryFolder &folder, const std::vector<std::filesystem::path> &files,
                       const ReadOptions &reading = {}, bool unionByName = false)
{
    const auto into = folder / "out";
    std::filesystem::create_directories(into);
    SLIPWAY_ASSIGN(auto imported,
                   importFiles(files, {.reading = reading, .unionByName = unionByName, .folder = into}, {}));
    SLIPWAY_ASSIGN(auto table, readTable(imported.parquet));
    return Outcome {std::move(imported), std::move(table)};
}

Result<Outcome> importText(const TemporaryFolder &folder, std::string_view text,
                           const ReadOptions &reading = {})
{
    return import(folder, {folder.write("x.csv", text)}, reading);
}

std::string cell(const Table &table, std::string_view name, std::size_t row)
{
    const Column *column = table.find(name);
    if (!column)
        return "no column";
    if (column->kind == ColumnKind::Number)
        return fmt::format("{}", column->numbers.at(row));
    return column->codes.at(row) < 0 ? "missing"
                                     : column->levels[static_cast<std::size_t>(column->codes[row])];
}

std::string type(const Table &table, std::string_view name)
{
    const Column *column = table.find(name);
    return column ? column->sourceType : "no column";
}

} // namespace

// Read as one column of two rows, this file would be silently wrong.
void ImportTest::aShortLineIsRejectedAndKept()
{
    const TemporaryFolder folder;
    const auto outcome = importText(folder, "a,b\n1,2\n3\n");
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.rows(), std::size_t(1));
    QCOMPARE_TEXT(cell(outcome.value().table, "b", 0), "2");
    const auto &rejected = outcome.value().imported.rejected;
    QCOMPARE(rejected.count, std::uint64_t(1));
    QCOMPARE(rejected.first.front().line, std::uint64_t(3));
    QCOMPARE_TEXT(rejected.first.front().reason, "it has 1 field where the others have 2");
    const auto kept = Json::parse(readText(outcome.value().imported.rejects));
    QCOMPARE_TEXT(kept.value("text", ""), "3");
    QCOMPARE(kept.value("line", 0), 3);
}

void ImportTest::everyKindOfBadLineIsCountedWithItsLine()
{
    const TemporaryFolder folder;
    std::string text =
        "a,b\n1,\"x\"\n2,\"\xc3\xa9\"\n"; // a letter in UTF-8, so that the broken one is no Latin-1
    text += "3,y,z\n4,\xff\n5,n";
    text += '\0';
    text += "l\n6,\"open\"ed\n\n7,w\n";
    const auto outcome = importText(folder, text);
    QVERIFY_OK(outcome);
    const auto &rejected = outcome.value().imported.rejected;
    QCOMPARE_TEXT(writeJson(Json(rejected.kinds)), R"({"encoding":1,"fields":1,"nul":1,"quote":1})");
    std::vector<std::uint64_t> lines;
    for (const auto &reject : rejected.first)
        lines.push_back(reject.line);
    QCOMPARE(lines, (std::vector<std::uint64_t> {4, 5, 6, 7}));
    QCOMPARE_TEXT(rejected.first[1].text, "4,\\xFF");
    QCOMPARE(outcome.value().table.rows(), std::size_t(3));
    QCOMPARE(outcome.value().imported.reading.value("blank_lines", 0), 1);
}

void ImportTest::whatIsLeftIsTheSameWhateverTheBlocks()
{
    const TemporaryFolder folder;
    std::string text = "id,text,x\r\n";
    for (int i = 0; i < 200; ++i) {
        text += fmt::format("{},\"line {}\nand, \"\"more\"\"\",{}\r\n", i, i, i * 0.5);
        if (i % 50 == 10)
            text += "short,line\r\n";
        if (i % 70 == 20)
            text += fmt::format("{},a \"quote\" inside,1\n", 1000 + i);
    }
    const auto file = folder.write("x.csv", text);
    std::string first;
    for (const std::size_t bytes :
         {std::size_t(1), std::size_t(17), std::size_t(256), std::size_t(1) << 20}) {
        const auto plan = planText({file}, {}, {.blockBytes = bytes}, {});
        QVERIFY_OK(plan);
        std::string said;
        std::string rejects;
        TextRows rows;
        for (std::size_t i = 0; i < plan.value().ranges.size(); ++i) {
            readTextRows(plan.value(), i, {}, rows);
            QVERIFY(!rows.error);
            for (std::size_t row = 0; row < rows.block.rows; ++row) {
                said += fmt::format("{}|{}|{}\n", rows.block.columns[0].whole[row],
                                    rows.block.columns[1].texts[row], rows.block.columns[2].reals[row]);
            }
            for (const auto &reject : rows.rejects)
                rejects += fmt::format("{} {}\n", reject.line, reject.text);
        }
        said += rejects;
        if (first.empty())
            first = said;
        QCOMPARE_TEXT(said, first);
        QCOMPARE(plan.value().rows, std::uint64_t(203));
        QCOMPARE(plan.value().rejected.count, std::uint64_t(4));
    }
    // Ten rows of two lines each, the eleventh, and the header stand above the first short line.
    QVERIFY2(first.find("24 short,line") != std::string::npos, first.substr(0, 600).c_str());
}

// Large files are split from the beginning and from a line end in their middle at once.
void ImportTest::aLineEndInTheMiddleOfTheFileMayBeInsideQuotes()
{
    const TemporaryFolder folder;
    for (std::size_t pad = 0; pad < 60; ++pad) {
        std::string text = "id,text\n0," + std::string(pad, 'x') + "\n";
        for (int i = 1; i < 20; ++i)
            text += fmt::format("{},\"one\ntwo\nthree {}\"\n{}\n", i, i, i);
        const auto file = folder.write("x.csv", text);
        std::vector<std::vector<std::uint64_t>> lines;
        for (const std::size_t bytes : {std::size_t(64), std::size_t(1) << 20}) {
            const auto plan = planText({file}, {}, {.blockBytes = bytes}, {});
            QVERIFY_OK(plan);
            QCOMPARE(plan.value().rows, std::uint64_t(20));
            auto &found = lines.emplace_back();
            for (const auto &reject : plan.value().rejected.first)
                found.push_back(reject.line);
        }
        QCOMPARE(lines[0], lines[1]);
        QCOMPARE(lines[0].front(), std::uint64_t(6));
    }
}

void ImportTest::lineEndsMayBeMixed()
{
    const TemporaryFolder folder;
    const auto outcome = importText(folder, "a,b\n1,2\r\n3,4\r5,6\n\r\n7,8");
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.find("a")->numbers, (std::vector<double> {1, 3, 5, 7}));
    QCOMPARE(outcome.value().table.find("b")->numbers, (std::vector<double> {2, 4, 6, 8}));
}

void ImportTest::quotesMayHoldAnything()
{
    const TemporaryFolder folder;
    const auto outcome = importText(folder, "a,b\n\"x, \"\"y\"\"\r\nz\",1\n5\" disk,2\n\"\",3\n\"q\" ,4\n");
    QVERIFY_OK(outcome);
    const Table &table = outcome.value().table;
    QCOMPARE_TEXT(cell(table, "a", 0), "x, \"y\"\r\nz");
    QCOMPARE_TEXT(cell(table, "a", 1), "5\" disk");
    QCOMPARE_TEXT(cell(table, "a", 2), "missing");
    QCOMPARE_TEXT(cell(table, "a", 3), "q");
    const auto backslash = importText(folder, "a,b\n\"say \\\"hi, you\\\" and c:\\\\\",1\n\"x, y\",2\n");
    QVERIFY_OK(backslash);
    QCOMPARE_TEXT(cell(backslash.value().table, "a", 0), "say \"hi, you\" and c:\\");
}

void ImportTest::aQuoteThatNeverClosesCostsOneLine()
{
    const TemporaryFolder folder;
    std::string text = "a,b\n\"x\",1\n";
    for (int i = 0; i < 100; ++i)
        text += fmt::format("\"w{}\",{}\n", i, i);
    const auto outcome = importText(folder, text + "\"open,5\nlast,6\n");
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().imported.rejected.count, std::uint64_t(1));
    QCOMPARE_TEXT(outcome.value().imported.rejected.first.front().text, "\"open,5");
    QCOMPARE_TEXT(cell(outcome.value().table, "a", 101), "last");
}

void ImportTest::aLineWithoutAnEndIsRefusedQuickly()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.csv", "a,b,");
    std::filesystem::resize_file(file, std::uintmax_t(1) << 30); // a hole of zeros: binary
    QVERIFY_FAILS(import(folder, {file}), "data.file_binary");
    const auto letters = folder.write("y.csv", std::string(20 << 20, 'x'));
    QVERIFY_FAILS(import(folder, {letters}), "import.line_too_long");
    const auto late = folder.write("z.csv", "a,b\n1,2\n" + std::string(20 << 20, 'x') + "\n3,4\n");
    const auto outcome = import(folder, {late});
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.rows(), std::size_t(2));
    QCOMPARE_TEXT(outcome.value().imported.rejected.first.front().kind, "too_long");
    QCOMPARE(outcome.value().imported.rejected.first.front().line, std::uint64_t(3));
}

void ImportTest::encodingsAreTold_data()
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

void ImportTest::encodingsAreTold()
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

void ImportTest::datesOfFiveKinds_data()
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

void ImportTest::datesOfFiveKinds()
{
    QFETCH(const QString, first);
    QFETCH(const QString, second);
    QFETCH(const QString, type);
    QFETCH(const QString, value);
    const TemporaryFolder folder;
    const auto text = fmt::format("id,t\n1,{}\n2,{}\n", first.toStdString(), second.toStdString());
    const auto outcome = importText(folder, text);
    QVERIFY_OK(outcome);
    QCOMPARE_TEXT(::type(outcome.value().table, "t"), type.toStdString());
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
        QCOMPARE_TEXT(::type(given.value().table, "t"), "TIMESTAMP");
        QCOMPARE_TEXT(cell(given.value().table, "t", 0), "1769817600");
    }
}

void ImportTest::numbersOfOtherCountries_data()
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

void ImportTest::numbersOfOtherCountries()
{
    QFETCH(const QString, lines);
    QFETCH(const QString, type);
    QFETCH(const QString, value);
    const TemporaryFolder folder;
    const auto outcome = importText(folder, "n;t\n" + lines.toStdString());
    QVERIFY_OK(outcome);
    QCOMPARE_TEXT(::type(outcome.value().table, "n"), type.toStdString());
    QCOMPARE_TEXT(cell(outcome.value().table, "n", 0), value.toStdString());
    // A dot among decimal commas may be either, until somebody says so.
    const auto mixed = importText(folder, "n;m\n1.234;1,5\n5.678;2,5\n");
    QVERIFY_OK(mixed);
    QCOMPARE_TEXT(::type(mixed.value().table, "n"), "VARCHAR");
    const auto given = importText(folder, "n;m\n1.234;1,5\n5.678;2,5\n", {.decimal = ','});
    QVERIFY_OK(given);
    QCOMPARE_TEXT(cell(given.value().table, "n", 0), "1234");
}

void ImportTest::wordsForMissingAreMissingAmongNumbersOnly()
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

void ImportTest::aGivenTypeRejectsWhatDoesNotFit()
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

void ImportTest::columnsThatShareANameGetTheirOwn()
{
    const TemporaryFolder folder;
    const auto outcome = importText(folder, "a,A,,a\n1,2,3,4\n");
    QVERIFY_OK(outcome);
    std::vector<std::string> names;
    for (const auto &column : outcome.value().table.columns)
        names.push_back(column.name);
    QCOMPARE(names, (std::vector<std::string> {"a", "A_2", "column2", "a_3"}));
    QCOMPARE(outcome.value().imported.reading.at("renamed").size(), std::size_t(3));
}

void ImportTest::tenThousandColumnsAreColumns()
{
    const TemporaryFolder folder;
    std::string text;
    for (int row = 0; row < 3; ++row) {
        for (int i = 0; i < 10000; ++i)
            text += (i > 0 ? "," : "") + (row == 0 ? fmt::format("c{}", i) : std::to_string(i * row));
        text += '\n';
    }
    const auto outcome = importText(folder, text);
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.columns.size(), std::size_t(10000));
    QCOMPARE_TEXT(cell(outcome.value().table, "c9999", 1), "19998");
}

void ImportTest::theRowsHaveOneDigestWhateverTheFile()
{
    const TemporaryFolder folder;
    std::string csv = "id,x,name,day,at,flag,gap\n";
    std::string semicolons = "id;x;name;day;at;flag;gap\r\n";
    std::string json;
    for (int i = 0; i < 5000; ++i) {
        const auto gap = i % 3 == 0 ? std::string() : std::to_string(i);
        csv += fmt::format("{},{},\"n, {}\",2026-01-{:02},2026-01-01 10:00:{:02},{},{}\n", i, i / 8.0, i,
                           i % 28 + 1, i % 60, i % 2 == 0, gap);
        semicolons += fmt::format("{};{};n, {};{:02}.01.2026;2026-01-01T10:00:{:02};{};{}\r\n", i, i / 8.0, i,
                                  i % 28 + 1, i % 60, i % 2 == 0, gap.empty() ? "NA" : gap);
        json += fmt::format("{{\"id\":{},\"x\":{},\"name\":\"n, {}\",\"day\":\"2026-01-{:02}\","
                            "\"at\":\"2026-01-01 10:00:{:02}\",\"flag\":{},\"gap\":{}}}\n",
                            i, i / 8.0, i, i % 28 + 1, i % 60, i % 2 == 0, gap.empty() ? "null" : gap);
    }
    const auto first = import(folder, {folder.write("a.csv", csv)});
    QVERIFY_OK(first);
    const auto digest = first.value().imported.identity.sha256;
    // The digest found on the way is the one of the file that was written, and of the source.
    QCOMPARE_TEXT(contentIdentity(first.value().imported.parquet).value().sha256, digest);
    QCOMPARE_TEXT(contentIdentity(folder / "a.csv").value().sha256, digest);
    std::filesystem::copy_file(first.value().imported.parquet, folder / "copy.parquet");
    for (const auto &file :
         {folder.write("b.csv", semicolons), folder.write("c.jsonl", json), folder / "copy.parquet"}) {
        const auto other = import(folder, {file});
        QVERIFY_OK(other);
        QCOMPARE_TEXT(other.value().imported.identity.sha256, digest);
    }
}

void ImportTest::severalFilesBecomeOneTable()
{
    const TemporaryFolder folder;
    const auto a = folder.write("a.csv", "id,x\n1,5\n2,6\n");
    const auto b = folder.write("b.csv", "x;id\n1.5;3\n");
    const auto c = folder.write("c.csv", "id,y\n4,word\n");
    const auto both = import(folder, {a, b});
    QVERIFY_OK(both);
    QCOMPARE(both.value().table.find("id")->numbers, (std::vector<double> {1, 2, 3}));
    QCOMPARE(both.value().table.find("x")->numbers, (std::vector<double> {5, 6, 1.5}));
    const auto differing = import(folder, {a, c});
    QVERIFY_FAILS(differing, "import.columns_differ");
    QVERIFY(differing.error().message.find("more: y; fewer: x") != std::string::npos);
    const auto together = import(folder, {a, c}, {}, true);
    QVERIFY_OK(together);
    QCOMPARE(together.value().table.rows(), std::size_t(3));
    QCOMPARE(together.value().table.find("x")->missing(), std::size_t(1));
    QCOMPARE_TEXT(cell(together.value().table, "y", 2), "word");
    QCOMPARE(together.value().imported.files.size(), std::size_t(2));
}

void ImportTest::sqliteTablesAreRows()
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

/// To see what follows the first line more is read, and the line moves with it.
void ImportTest::jsonOfOneLineIsReadToItsEnd()
{
    const TemporaryFolder folder;
    for (const char *text : {"[\"a\"]\n", "[-0.5]", "[{\"a\": 1}]\n", "{\"a\": 1}\n", "[\"a\"]\n[\"b\"]\n"}) {
        const auto preview = previewFiles({folder.write("x.json", text)}, {}, {});
        QVERIFY_OK(preview);
        QCOMPARE(preview.value().at("columns").size(), std::size_t(1));
    }
}

void ImportTest::jsonIsFlattenedByOneLevel()
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

void ImportTest::badLinesOfJsonLinesAreRejected()
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

void ImportTest::nestedParquetIsFlattened()
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

void ImportTest::filesThatAreNoTableAreRefused_data()
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
    QTest::newRow("page of the web") << "x.html" << QByteArray("<!doctype html><p>1</p>\n") << "import.foreign_kind";
    QTest::newRow("broken SQLite") << "x.db" << QByteArray("SQLite format 3\0garbage", 23)
                                   << "import.sqlite_broken";
    QTest::newRow("JSON of nothing") << "x.json" << QByteArray("{}") << "import.json_no_rows";
}

void ImportTest::filesThatAreNoTableAreRefused()
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

void ImportTest::thePreviewShowsWhatTheImportDoes()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.csv", "id;amount;churn\n1;1,5;yes\n2;NA;no\n3;2,5\n");
    const auto preview = previewFiles({file}, {}, {});
    QVERIFY_OK(preview);
    const Json &json = preview.value();
    QCOMPARE_TEXT(json.value("delimiter", ""), ";");
    QCOMPARE_TEXT(json.value("decimal", ""), ",");
    QCOMPARE_TEXT(json.value("encoding", ""), "utf-8");
    QCOMPARE_TEXT(json.value("target", ""), "churn");
    QVERIFY(json.value("header", false));
    QVERIFY(json.value("whole", false));
    QCOMPARE_TEXT(writeJson(json.at("first_rows")), R"([[1,1.5,"yes"],[2,null,"no"]])");
    QCOMPARE(json.at("rejected").value("count", 0), 1);
    const auto outcome = import(folder, {file});
    QVERIFY_OK(outcome);
    QCOMPARE_TEXT(writeJson(outcome.value().imported.reading.at("columns")), writeJson(json.at("columns")));
    QVERIFY_FAILS(previewFiles({file}, {.target = "nothing"}, {}), "data.column_missing");
    QVERIFY(previewFiles({file}, {.noTarget = true}, {}).value().at("target").is_null());
}

void ImportTest::aStopLeavesNothing()
{
    const TemporaryFolder folder;
    const auto file = folder.write("x.csv", "a,b\n1,2\n");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(importFiles({file}, {.folder = folder.path()}, {.stop = stop.get_token()}),
                  "base.cancelled");
    QVERIFY(!std::filesystem::exists(folder / "rejected.jsonl"));
}

SLIPWAY_TEST_MAIN(ImportTest)
#include "import_test.moc"
