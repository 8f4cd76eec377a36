#include "core/features/definitions/table_check.h"

#include "tests/core/features/definitions/small_shop.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::features;
using slipway::testing::shop;

namespace {

TableColumns shopTables()
{
    return {{"orders",
             {{"order_id", "BIGINT"},
              {"ordered_at", "TIMESTAMP"},
              {"returned", "BIGINT"},
              {"customer_id", "BIGINT"},
              {"item_id", "BIGINT"},
              {"amount", "DECIMAL(9,2)"},
              {"channel", "VARCHAR"}}},
            {"customers", {{"customer_id", "BIGINT"}, {"age", "BIGINT"}, {"favourite", "VARCHAR"}}},
            {"items", {{"item_id", "BIGINT"}, {"category", "VARCHAR"}}}};
}

} // namespace

class TableCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void definitionsThatFitPass();
    void tablesThatAreNotThereAreLeftOut();
    void aColumnThatIsNotThereIsNamed_data();
    void aColumnThatIsNotThereIsNamed();
    void aTypeThatHasChangedIsTold_data();
    void aTypeThatHasChangedIsTold();
};

void TableCheckTest::definitionsThatFitPass()
{
    QVERIFY_OK(checkTables(shop(), "shop.yaml", shopTables()));
}

void TableCheckTest::tablesThatAreNotThereAreLeftOut()
{
    auto tables = shopTables();
    tables.erase("items"); // and with it what is looked up there
    tables.erase("customers");
    QVERIFY_OK(checkTables(shop(), "shop.yaml", tables));
    QVERIFY_OK(checkTables(shop(), "shop.yaml", {}));
}

void TableCheckTest::aColumnThatIsNotThereIsNamed_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *table, const char *column, const char *sentence) {
        QTest::newRow(column) << QByteArray(table) << QByteArray(column) << QByteArray(sentence);
    };
    row("orders", "returned", "line 1: labels name returned, which orders has not. It has: order_id");
    row("orders", "channel", "line 17: request needs channel, which orders has not");
    row("orders", "amount", "line 43: spent reads amount, which the source past has not");
    row("customers", "age",
        "line 28: age reads age, which the source customers has not. It has: customer_id, "
        "favourite");
    row("items", "category", "line 11: lookups take category along, which items has not");
    row("orders", "item_id", "line 11: lookups join on item_id, which orders has not");
    row("customers", "customer_id",
        "line 24: entity of profile has the key customer_id, which customers has not");
}

void TableCheckTest::aColumnThatIsNotThereIsNamed()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, sentence);
    auto tables = shopTables();
    std::erase_if(tables.at(table.toStdString()),
                  [&](const TableColumn &each) { return each.name == column.toStdString(); });
    const auto status = checkTables(shop(), "shop.yaml", tables);
    QVERIFY_FAILS(status, "definitions.wrong");
    QVERIFY2(status.error().message.find(sentence.toStdString()) != std::string::npos,
             status.error().message.c_str());
}

void TableCheckTest::aTypeThatHasChangedIsTold_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *table, const char *column, const char *type, const char *sentence) {
        QTest::newRow(column) << QByteArray(table) << QByteArray(column) << QByteArray(type)
                              << QByteArray(sentence);
    };
    row("customers", "age", "VARCHAR",
        "type of age is number, but its values are VARCHAR. Write type: text, or cast");
    row("customers", "favourite", "BIGINT", "type of item_category is text, but its values are BIGINT");
    row("orders", "ordered_at", "VARCHAR", "event_time of past gives VARCHAR, not a time");
    row("orders", "amount", "VARCHAR", "spent gives VARCHAR, of which there is no sum");
    row("orders", "channel", "BIGINT", "type of channel is text, but its values are BIGINT");
}

void TableCheckTest::aTypeThatHasChangedIsTold()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, sentence);
    auto tables = shopTables();
    for (auto &each : tables.at(table.toStdString())) {
        if (each.name == column.toStdString())
            each.type = type.toStdString();
    }
    const auto status = checkTables(shop(), "shop.yaml", tables);
    QVERIFY_FAILS(status, "definitions.wrong");
    QVERIFY2(status.error().message.find(sentence.toStdString()) != std::string::npos,
             status.error().message.c_str());
}

SLIPWAY_TEST_MAIN(TableCheckTest)
#include "table_check_test.moc"
