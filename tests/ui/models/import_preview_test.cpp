#include "ui/models/import_preview.h"

#include "tests/support/ui_test_main.h"
#include "ui/models/import_preview_model.h"
#include "ui/models/rejected_lines_model.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QTest>

using namespace slipway;
using namespace slipway::ui;

namespace {

const Json answer = Json::parse(R"({
    "kind": "csv", "encoding": "utf-8", "byte_order_mark": true, "delimiter": "tab", "quote": null,
    "escape": "\\", "header": true, "blanks_trimmed": true, "decimal": ",", "null_tokens": ["?"],
    "columns": [
        {"name": "person_id", "type": "BIGINT", "given": false, "format": null, "missing": 0, "null_tokens": []},
        {"name": "height", "type": "DOUBLE", "given": true, "format": "1.234,5", "missing": 3,
         "null_tokens": ["NA"], "notice": "height holds numbers that need a look."},
        {"name": "seen", "type": "TIMESTAMP", "given": false, "format": "%d.%m.%Y %H:%M", "missing": 0},
        {"name": "left", "type": "BOOLEAN", "given": false}],
    "first_rows": [[100412, 1.75, "2026-01-31T10:41:00Z", true], [100413, null, null, false]],
    "rejected": {"count": 12, "reasons": {"fields": 12},
                 "first": [{"file": "/tmp/p.tsv", "line": 1207, "kind": "fields",
                            "reason": "it has 1 field where the others have 4", "text": "a  b"}]},
    "renamed": [{"position": 3, "from": "", "to": "left"}], "target": "left", "rows_seen": 2200,
    "whole": false, "notices": ["height holds numbers that need a look."]})");

} // namespace

class ImportPreviewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theAnswerIsRead();
    void anAnswerOfAnotherKindLeavesTheRestEmpty_data();
    void anAnswerOfAnotherKindLeavesTheRestEmpty();
    void theRowsAreATableOfWhatWouldBeStored();
    void aTypeThatSomebodyChoseSaysSo();
    void anotherPreviewHasItsOwnColumns();
    void rejectedLinesSayWhereAndWhy();
    void linesOfSeveralFilesNameTheirFile();
};

void ImportPreviewTest::theAnswerIsRead()
{
    const auto preview = ImportPreview::from(answer);
    QVERIFY(preview.isText());
    QVERIFY(!preview.hasOwnTypes());
    QCOMPARE(preview.encoding, QStringLiteral("utf-8"));
    QVERIFY(preview.byteOrderMark);
    QCOMPARE(preview.delimiter, QStringLiteral("tab"));
    QVERIFY(preview.quote.isEmpty());
    QCOMPARE(preview.escape, QStringLiteral("\\"));
    QVERIFY(preview.header);
    QVERIFY(preview.blanksTrimmed);
    QCOMPARE(preview.decimal, QStringLiteral(","));
    QCOMPARE(preview.nullTokens, QStringList {QStringLiteral("?")});
    QCOMPARE(preview.columns.size(), std::size_t(4));
    QCOMPARE(preview.columns[1].format, QStringLiteral("1.234,5"));
    QCOMPARE(preview.columns[1].missing, 3);
    QVERIFY(preview.columns[1].given);
    QCOMPARE(preview.columns[1].nullTokens, QStringList {QStringLiteral("NA")});
    QCOMPARE(preview.rejectedCount, 12);
    QCOMPARE(preview.rejected.size(), std::size_t(1));
    QCOMPARE(preview.target, QStringLiteral("left"));
    QCOMPARE(preview.rowsSeen, 2200);
    QVERIFY(!preview.whole);
    QCOMPARE(preview.renamed, QStringList {QStringLiteral("left")});
    QCOMPARE(preview.rows[0][0], QVariant(100412LL));
    QCOMPARE(preview.rows[0][2].toDateTime().toUTC().time(), QTime(10, 41));
    QVERIFY(!preview.rows[1][1].isValid());
    QCOMPARE(preview.columnNames().last(), QStringLiteral("left"));
}

void ImportPreviewTest::anAnswerOfAnotherKindLeavesTheRestEmpty_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QStringLiteral("null");
    QTest::newRow("a list") << QStringLiteral("[1]");
    QTest::newRow("other types") << QStringLiteral(
        R"({"kind": 3, "columns": {"a": 1}, "first_rows": [[1]], "rejected": 7, "header": "yes"})");
    QTest::newRow("cells without columns") << QStringLiteral(R"({"columns": [], "first_rows": [[1, 2]]})");
}

void ImportPreviewTest::anAnswerOfAnotherKindLeavesTheRestEmpty()
{
    QFETCH(const QString, text);
    const auto preview = ImportPreview::from(Json::parse(text.toStdString()));
    QVERIFY(preview.kind.isEmpty());
    QVERIFY(preview.columns.empty());
    QCOMPARE(preview.rejectedCount, 0);
    for (const auto &row : preview.rows)
        QVERIFY(row.isEmpty());
}

void ImportPreviewTest::theRowsAreATableOfWhatWouldBeStored()
{
    ImportPreviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(ImportPreview::from(answer));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 4);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("100412")); // a name, no amount
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("1.75"));
    QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("2026-01-31 10:41:00"));
    QCOMPARE(model.index(0, 3).data().toString(), QStringLiteral("yes"));
    QCOMPARE(model.index(1, 1).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Row 2, height: blank."));
    QCOMPARE(model.columnOf(QStringLiteral("seen")), 2);
    QCOMPARE(model.columnOf(QStringLiteral("nowhere")), -1);
    QVERIFY(!model.column(4));
}

void ImportPreviewTest::aTypeThatSomebodyChoseSaysSo()
{
    ImportPreviewModel model;
    auto preview = ImportPreview::from(answer);
    model.show(preview);
    const auto word = [&](int column) {
        return model.headerData(column, Qt::Horizontal, DataRowsModel::TypeRole).toString();
    };
    QCOMPARE(word(0), QStringLiteral("whole"));
    QCOMPARE(word(1), QStringLiteral("real, your choice"));
    QVERIFY(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole)
                .toString()
                .endsWith(QStringLiteral("need a look.")));
    preview.kind = QStringLiteral("parquet"); // there nobody chooses
    model.show(preview);
    QCOMPARE(word(1), QStringLiteral("real"));
}

void ImportPreviewTest::anotherPreviewHasItsOwnColumns()
{
    ImportPreviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(ImportPreview::from(answer));
    model.show(ImportPreview::from(
        Json::parse(R"({"columns": [{"name": "a", "type": "VARCHAR"}], "first_rows": [["x"]]})")));
    QCOMPARE(model.columnCount(), 1);
    QCOMPARE(model.rowCount(), 1);
    model.clear();
    QCOMPARE(model.columnCount(), 0);
    QCOMPARE(model.rowCount(), 0);
}

void ImportPreviewTest::rejectedLinesSayWhereAndWhy()
{
    RejectedLinesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(ImportPreview::from(answer).rejected);
    QCOMPARE(model.index(0, RejectedLinesModel::LineColumn).data().toString(), QStringLiteral("1,207"));
    QCOMPARE(model.index(0, RejectedLinesModel::ReasonColumn).data().toString(),
             QStringLiteral("it has 1 field where the others have 4"));
    QCOMPARE(model.index(0, RejectedLinesModel::TextColumn).data().toString(), QStringLiteral("a b"));
    QCOMPARE(model.index(0, RejectedLinesModel::TextColumn).data(Qt::ToolTipRole).toString(),
             QStringLiteral("a  b"));
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Line 1,207: it has 1 field where the others have 4."));
}

void ImportPreviewTest::linesOfSeveralFilesNameTheirFile()
{
    RejectedLinesModel model;
    model.show({{QStringLiteral("/x/a.csv"), 3, QStringLiteral("r"), {}},
                {QStringLiteral("/x/b.csv"), 4, QStringLiteral("r"), {}}});
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("b.csv, 4"));
}

SLIPWAY_UI_TEST_MAIN(ImportPreviewTest)
#include "import_preview_test.moc"
