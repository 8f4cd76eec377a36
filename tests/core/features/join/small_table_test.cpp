#include "core/features/join/small_table.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::testing;
using features::SmallTable;

namespace {

data::Duck emptyDuck()
{
    return data::Duck::open({.allowed = {}, .temporaryFolder = {}}).value();
}

} // namespace

class SmallTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lookingUpGivesWhatALeftJoinGives()
    {
        auto duck = emptyDuck();
        QVERIFY_OK(duck.execute(
            "SELECT setseed(0.3); CREATE TABLE facts AS SELECT i // 40 AS a, 'x' || i % 40 AS b, CAST(i % "
            "100 AS "
            "TINYINT) AS tiny, CAST(i AS DOUBLE) / 7 AS real, i % 3 = 0 AS flag, DATE '2024-01-01' + CAST(i "
            "AS INTEGER) AS "
            "day, TIMESTAMP '2024-01-01' + to_hours(i) AS moment, CASE WHEN i % 7 > 0 THEN 'a longer text "
            "than "
            "fits inline ' || i % 11 END AS note, CAST(i AS UINTEGER) AS count FROM range(2000) t(i); CREATE "
            "TABLE asks AS SELECT CASE WHEN random() < 0.9 THEN CAST(floor(random() * 60) AS BIGINT) END AS "
            "a, "
            "CASE WHEN random() < 0.9 THEN 'x' || CAST(floor(random() * 44) AS BIGINT) END AS b FROM "
            "range(20000)"));
        const auto table = SmallTable::load(duck, "FROM facts", 2, {});
        QVERIFY_OK(table);
        QVERIFY(table.value().loaded());
        std::string looked = "SELECT a, b";
        std::string joined = "SELECT q.a, q.b";
        std::size_t column = 0;
        for (const auto *name : {"tiny", "real", "flag", "day", "moment", "note", "count"}) {
            looked += fmt::format(", {} AS {}", table.value().value(column++, "found"), name);
            joined += fmt::format(", f.{}", name);
        }
        looked += fmt::format(" FROM (SELECT *, {} AS found FROM asks)", table.value().row({"a", "b"}));
        joined += " FROM asks q LEFT JOIN facts f USING (a, b)";
        const auto different = [&](const std::string &one, const std::string &other) {
            return duck.number(fmt::format("SELECT count(*) FROM ({} EXCEPT ALL {})", one, other)).value();
        };
        QCOMPARE(different(looked, joined), 0.0);
        QCOMPARE(different(joined, looked), 0.0);
        QVERIFY(duck.number(fmt::format("SELECT count(note) FROM ({})", looked)).value() > 10'000);
    }

    void rowsKeepTheirOrder()
    {
        auto duck = emptyDuck();
        QVERIFY_OK(duck.execute("CREATE TABLE facts AS SELECT i AS k, i * 2 AS v FROM range(1000) t(i)"));
        const auto table = SmallTable::load(duck, "FROM facts", 1, {});
        QVERIFY_OK(table);
        QVERIFY_OK(duck.execute(
            fmt::format("CREATE TABLE rows AS SELECT i, {} AS v FROM range(500000) t(i)",
                        table.value().value(0, table.value().row({"CAST(i % 1000 AS BIGINT)"})))));
        QCOMPARE(duck.number("SELECT count(*) FROM rows WHERE i <> rowid OR v <> 2 * (i % 1000)").value(),
                 0.0);
    }

    void aTableOfTooManyValuesIsNotHeld()
    {
        auto duck = emptyDuck();
        const auto table = SmallTable::load(duck, "SELECT i AS k, i AS v FROM range(9000000) t(i)", 1, {});
        QVERIFY_OK(table);
        QVERIFY(!table.value().loaded());
    }

    void valuesThatWouldLoseSomethingAreNotHeld()
    {
        auto duck = emptyDuck();
        const auto table = SmallTable::load(
            duck, "SELECT 1::BIGINT AS k, 12345678901234567890.5::DECIMAL(30, 1) AS v", 1, {});
        QVERIFY_OK(table);
        QVERIFY(!table.value().loaded());
    }
};

SLIPWAY_TEST_MAIN(SmallTableTest)
#include "small_table_test.moc"
