#include "core/data/read.h"
#include "core/features/definitions/read.h"
#include "core/features/join/offline.h"
#include "core/features/pushed/with_pushed.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fstream>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view yaml = R"yaml(
features: shop
owner: someone
labels: {table: prices, time: seen_at, target: shop}
entities:
  - {name: fruit, keys: [id]}
sources:
  - {name: prices, table: prices, event_time: seen_at, created_time: written, where: price > 0}
  - {name: names, table: names}
views:
  - name: price
    entity: fruit
    source: prices
    features:
      - {name: price, column: price, description: Price}
      - {name: since, column: seen_at, type: time, description: When}
  - name: dearness
    entity: fruit
    source: prices
    features:
      - {name: dear, column: price * 2, description: Twice}
  - name: week
    entity: fruit
    source: prices
    features:
      - {name: mean_price, aggregate: mean, of: price, window: all, description: Mean}
  - name: name
    entity: fruit
    source: names
    features:
      - {name: word, column: word, type: text, description: Name}
)yaml";

const std::vector<TableColumn> priceColumns {{"id", "BIGINT"},
                                             {"seen_at", "TIMESTAMP"},
                                             {"written", "TIMESTAMP"},
                                             {"price", "BIGINT"},
                                             {"shop", "VARCHAR"}};
const std::vector<TableColumn> nameColumns {{"id", "BIGINT"}, {"word", "VARCHAR"}, {"colour", "VARCHAR"}};

std::string priceLine(int id, const std::string &price, const std::string &at = "2026-03-02T00:00:00Z",
                      const std::string &since = "2026-03-02T00:00:00Z",
                      const std::string &written = "2026-03-05T00:00:00Z")
{
    return "{\"event_timestamp\":\"" + at + "\",\"created_timestamp\":\"" + written
        + "\",\"id\":" + std::to_string(id) + ",\"price\":" + price + ",\"since\":\"" + since + "\"}\n";
}

} // namespace

/// Rows that were pushed to a view become rows of the data set that it reads.
class PushedRowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void rowsJoinTheDataWithTheirOwnTimes();
    void factsAreReplacedByTheLatest();
    void aRowThatDoesNotFitIsNamed_data();
    void aRowThatDoesNotFitIsNamed();
    void windowsAndExpressionsAreNoRows();
    void rowsAreNewOnce();
    void whatIsStillBeingWrittenWaits();
    void changedRowsAreNotTakenForOthers();

private:
    fs::path file(const std::string &text, const char *view = "price")
    {
        return m_folder.write("shop." + std::string(view) + ".jsonl", text);
    }
    PushedPart part(const std::string &text, const char *view = "price")
    {
        const auto columns = std::string_view(view) == "name" ? nameColumns : priceColumns;
        return {readPushedFile(file(text, view), {}, {}).value(),
                planPushed(m_set, *m_set.view(view), columns).value()};
    }
    Result<fs::path> keep(const std::vector<PushedPart> &parts, const char *table = "prices.csv")
    {
        return writeWithPushed(m_folder / table, parts, m_folder / "out", {});
    }

    /// The price of a fruit as it was known at a moment; null where none was.
    Json known(const fs::path &prices, int id, const std::string &at, bool honourCreated = false)
    {
        auto offline =
            OfflineFeatures::open(m_set, {.tables = {{"prices", prices}, {"names", m_folder / "names.csv"}}});
        if (!offline)
            return offline.error().message;
        const auto answer = offline.value().asOf({.at = parseIsoTime(at).value(),
                                                  .entity = {{"id", std::to_string(id)}},
                                                  .honourCreated = honourCreated});
        if (!answer)
            return answer.error().message;
        for (const auto &feature : answer.value().at("features")) {
            if (feature.at("name") == "price")
                return feature.at("value");
        }
        return "no price";
    }

    TemporaryFolder m_folder;
    FeatureSet m_set;
};

void PushedRowsTest::initTestCase()
{
    const auto read = readFeatureSet(yaml, "shop.yaml");
    QVERIFY_OK(read);
    m_set = read.value();
    m_folder.write("prices.csv",
                   "id,seen_at,written,price,shop\n"
                   "1,2026-03-01 00:00:00,2026-03-01 00:00:00,10,north\n"
                   "2,2026-03-01 00:00:00,2026-03-01 00:00:00,20,south\n");
    m_folder.write("names.csv", "id,word,colour\n1,apple,red\n2,pear,green\n3,plum,blue\n");
}

void PushedRowsTest::rowsJoinTheDataWithTheirOwnTimes()
{
    const auto made = keep({part(priceLine(1, "15") + priceLine(3, "30.0"))});
    QVERIFY_OK(made);
    const auto rows = data::readTable(made.value()).value();
    QCOMPARE(rows.rows(), std::size_t {4});
    QCOMPARE(rows.columns.size(), std::size_t {5});
    QCOMPARE_TEXT(rows.columns[4].name, "shop");
    QCOMPARE(known(m_folder / "prices.csv", 1, "2026-03-03T00:00:00Z"), Json(10.0));
    QCOMPARE(known(made.value(), 1, "2026-03-03T00:00:00Z"), Json(15.0));
    QCOMPARE(known(made.value(), 1, "2026-03-01T12:00:00Z"), Json(10.0)); // the row is of the next day
    QCOMPARE(known(made.value(), 3, "2026-03-03T00:00:00Z"), Json(30.0));
    QCOMPARE(known(made.value(), 1, "2026-03-03T00:00:00Z", true), Json(10.0)); // written down later
    QCOMPARE(known(made.value(), 1, "2026-03-06T00:00:00Z", true), Json(15.0));
}

void PushedRowsTest::factsAreReplacedByTheLatest()
{
    const auto line = [](int id, const char *word, const char *at) {
        return std::string("{\"event_timestamp\":\"") + at + "\",\"created_timestamp\":\"" + at
            + "\",\"id\":" + std::to_string(id) + ",\"word\":\"" + word + "\"}\n";
    };
    const auto made =
        keep({part(line(2, "quince", "2026-03-02T00:00:00Z") + line(2, "old", "2026-03-01T00:00:00Z")
                       + line(4, "fig", "2026-03-01T00:00:00Z"),
                   "name")},
             "names.csv");
    QVERIFY_OK(made);
    const auto rows = data::readTable(made.value()).value();
    QCOMPARE(rows.rows(), std::size_t {4});
    const auto text = [&](std::size_t column, std::size_t row) {
        const auto code = rows.columns[column].codes[row];
        return code < 0 ? std::string("-") : rows.columns[column].levels[static_cast<std::size_t>(code)];
    };
    QCOMPARE_TEXT(text(1, 0) + text(1, 1) + text(1, 2) + text(1, 3), "applequinceplumfig");
    QCOMPARE_TEXT(text(2, 0) + text(2, 1) + text(2, 2) + text(2, 3), "redgreenblue-"); // was not pushed
}

void PushedRowsTest::aRowThatDoesNotFitIsNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const std::string &line, const char *reason) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray(reason);
    };
    row("a text", priceLine(1, "\"many\""), "line 2: price is \"many\", not a whole number");
    row("a fraction", priceLine(1, "1.5"), "line 2: price is 1.5, not a whole number");
    row("too large", priceLine(1, "99999999999999999999"), "line 2: price is 1e+20, not a whole number");
    row("two times", priceLine(1, "3", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"),
        "line 2: event_timestamp and since are both the column seen_at, but differ");
    row("no time", priceLine(1, "3", "noon", "noon"), "line 2: noon does not fit into the column seen_at");
    row("no key",
        "{\"event_timestamp\":\"2026-03-02T00:00:00Z\",\"created_timestamp\":null,\"id\":null,\"price\":1,"
        "\"since\":null}\n",
        "line 2: its key id is missing");
    row("a member less", "{\"event_timestamp\":\"2026-03-02T00:00:00Z\"}\n", "line 2: it has no ");
    row("no JSON", "oops\n", "line 2: it is no JSON object");
    row("not seen", priceLine(1, "-3"), "line 2: the source sees only rows of which this is true");
}

void PushedRowsTest::aRowThatDoesNotFitIsNamed()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, reason);
    const auto made = keep({part(priceLine(1, "12") + line.toStdString() + priceLine(2, "13"))});
    QVERIFY_FAILS(made, "pushed.bad_row");
    const auto &said = made.error().message;
    QVERIFY2(said.find(reason.toStdString()) != std::string::npos, said.c_str());
    QVERIFY2(said.find("shop.price.jsonl, line 2") != std::string::npos, said.c_str());
    QVERIFY(!fs::exists(m_folder / "out/rows.parquet") || fs::remove(m_folder / "out/rows.parquet"));
}

void PushedRowsTest::windowsAndExpressionsAreNoRows()
{
    QVERIFY_FAILS(planPushed(m_set, *m_set.view("week"), priceColumns), "pushed.windowed");
    QVERIFY_FAILS(planPushed(m_set, *m_set.view("dearness"), priceColumns), "pushed.no_column");
    QVERIFY_FAILS(planPushed(m_set, *m_set.view("price"), nameColumns), "pushed.no_column");
}

void PushedRowsTest::rowsAreNewOnce()
{
    const auto first = readPushedFile(file(priceLine(1, "1") + priceLine(2, "2")), {}, {});
    QVERIFY_OK(first);
    QCOMPARE(first.value().newRows(), std::int64_t {2});
    QCOMPARE(first.value().last.value(), parseIsoTime("2026-03-02T00:00:00Z").value());
    const auto mark = pushedMarkFrom(toJson(first.value().end));
    QCOMPARE(readPushedFile(file(priceLine(1, "1") + priceLine(2, "2")), mark, {}).value().newRows(),
             std::int64_t {0});
    const auto path = file(priceLine(1, "1") + priceLine(2, "2") + priceLine(3, "3") + "oops\n");
    const auto more = readPushedFile(path, mark, {});
    QVERIFY_OK(more);
    QCOMPARE(more.value().newRows(), std::int64_t {2});
    const auto plan = planPushed(m_set, *m_set.view("price"), priceColumns).value();
    const auto made = keep({{more.value(), plan}});
    QVERIFY_FAILS(made, "pushed.bad_row");
    QCOMPARE(made.error().args.at("line").get<int>(), 4); // of the whole file
    // Another file in its place has only new rows.
    QCOMPARE(readPushedFile(file(priceLine(9, "9")), mark, {}).value().newRows(), std::int64_t {1});
}

void PushedRowsTest::whatIsStillBeingWrittenWaits()
{
    const auto half = readPushedFile(file(priceLine(1, "1") + "{\"event_time"), {}, {});
    QVERIFY_OK(half);
    QCOMPARE(half.value().newRows(), std::int64_t {1});
    const auto made = keep({{half.value(), planPushed(m_set, *m_set.view("price"), priceColumns).value()}});
    QVERIFY_OK(made);
    QCOMPARE(data::readTable(made.value()).value().rows(), std::size_t {3});
}

void PushedRowsTest::changedRowsAreNotTakenForOthers()
{
    const auto mark = readPushedFile(file(priceLine(1, "1") + priceLine(2, "2")), {}, {}).value().end;
    QVERIFY_FAILS(readPushedFile(file(priceLine(1, "1") + priceLine(2, "7") + priceLine(3, "3")), mark, {}),
                  "pushed.changed");
    QVERIFY_FAILS(readPushedFile(file(priceLine(1, "1")), mark, {}), "pushed.changed");
}

SLIPWAY_TEST_MAIN(PushedRowsTest)
#include "pushed_rows_test.moc"
