#include "tests/core/data/import_outcome.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::data;
using namespace slipway::testing;

/// An import as a whole.
class ImportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void columnsThatShareANameGetTheirOwn();
    void tenThousandColumnsAreColumns();
    void theRowsHaveOneDigestWhateverTheFile();
    void severalFilesBecomeOneTable();
    void thePreviewShowsWhatTheImportDoes();
    void aStopLeavesNothing();
};

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
