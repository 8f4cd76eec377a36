#include "core/data/text_rows.h"

#include "tests/core/data/import_outcome.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::data;
using namespace slipway::testing;

/// Where lines begin and end, and what becomes of the bad ones.
class ImportLinesTest : public QObject
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
};

// Read as one column of two rows, this file would be silently wrong.
void ImportLinesTest::aShortLineIsRejectedAndKept()
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

void ImportLinesTest::everyKindOfBadLineIsCountedWithItsLine()
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

void ImportLinesTest::whatIsLeftIsTheSameWhateverTheBlocks()
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
void ImportLinesTest::aLineEndInTheMiddleOfTheFileMayBeInsideQuotes()
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

void ImportLinesTest::lineEndsMayBeMixed()
{
    const TemporaryFolder folder;
    const auto outcome = importText(folder, "a,b\n1,2\r\n3,4\r5,6\n\r\n7,8");
    QVERIFY_OK(outcome);
    QCOMPARE(outcome.value().table.find("a")->numbers, (std::vector<double> {1, 3, 5, 7}));
    QCOMPARE(outcome.value().table.find("b")->numbers, (std::vector<double> {2, 4, 6, 8}));
}

void ImportLinesTest::quotesMayHoldAnything()
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

void ImportLinesTest::aQuoteThatNeverClosesCostsOneLine()
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

void ImportLinesTest::aLineWithoutAnEndIsRefusedQuickly()
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

SLIPWAY_TEST_MAIN(ImportLinesTest)
#include "import_lines_test.moc"
