#include "core/features/definitions/source_expression.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::features;

class SourceExpressionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scalarSqlOverColumnsIsRead_data();
    void scalarSqlOverColumnsIsRead();
    void whatLooksBeyondTheRowIsRefused_data();
    void whatLooksBeyondTheRowIsRefused();
    void anUnknownColumnIsNamedWithThoseThatThereAre();
};

void SourceExpressionTest::scalarSqlOverColumnsIsRead_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("columns");
    const auto row = [](const char *sql, const char *columns) {
        QTest::newRow(sql) << QByteArray(sql) << QByteArray(columns);
    };
    row("timestamp", "timestamp");
    row("age", "age");
    row("CASE WHEN length_seconds >= 0 THEN ln(length_seconds + 1) END", "length_seconds");
    row("CAST(round(dwell_time * 1000) AS BIGINT)", "dwell_time");
    row("date_trunc('day', created_at) + INTERVAL 3 DAY", "created_at");
    row("lower(trim(country)) LIKE 'i%' AND kind IN ('a', 'b')", "country,kind");
    row("amount > 10 AND status = 'paid' -- only these", "amount,status");
    row("try_strptime(day, '%Y-%m-%d')", "day");
    row("TRY_CAST(a AS DOUBLE) // b", "a,b");
    row("\"odd name\" IS NULL", "odd name");
    row("1", "");
}

void SourceExpressionTest::scalarSqlOverColumnsIsRead()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, columns);
    const auto read = readSourceExpression(sql.toStdString());
    QVERIFY_OK(read);
    std::string all;
    for (const auto &column : read.value().columns)
        all += (all.empty() ? "" : ",") + column;
    QCOMPARE_TEXT(all, columns.toStdString());
}

void SourceExpressionTest::whatLooksBeyondTheRowIsRefused_data()
{
    QTest::addColumn<QByteArray>("sql");
    for (const char *sql : {"(SELECT max(a) FROM t)",
                            "a IN (SELECT 1)",
                            "EXISTS (SELECT 1)",
                            "sum(a)",
                            "max(a)",
                            "lag(a) OVER ()",
                            "count(*)",
                            "read_text('/etc/passwd')",
                            "getenv('HOME')",
                            "current_setting('threads')",
                            "now()",
                            "today()",
                            "random()",
                            "uuid()",
                            "nextval('s')",
                            "a; SELECT 1",
                            "1) FROM (SELECT 1",
                            "a FROM t",
                            "a, b",
                            "a AS b",
                            "t.a",
                            "*",
                            "COLUMNS(*)",
                            "?",
                            "a +",
                            "",
                            "no_such(a)",
                            "#1",
                            "main.pg_typeof(a)"})
        QTest::newRow(sql) << QByteArray(sql);
}

void SourceExpressionTest::whatLooksBeyondTheRowIsRefused()
{
    QFETCH(QByteArray, sql);
    const auto read = readSourceExpression(sql.toStdString());
    QVERIFY_FAILS(read, "definitions.expression_wrong");
    QVERIFY(!read.error().args.at("remedy").get<std::string>().empty());
}

void SourceExpressionTest::anUnknownColumnIsNamedWithThoseThatThereAre()
{
    const auto read = readSourceExpression("Age + ages");
    QVERIFY_OK(read);
    const std::vector<std::string> columns {"age", "country"};
    const auto status = checkColumns(read.value(), "users", columns);
    QVERIFY_FAILS(status, "definitions.expression_wrong");
    QCOMPARE_TEXT(status.error().message, "Age + ages: users has no column ages. It has: age, country.");
}

SLIPWAY_TEST_MAIN(SourceExpressionTest)
#include "source_expression_test.moc"
