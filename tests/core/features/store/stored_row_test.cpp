#include "core/features/store/entity_key.h"
#include "core/features/store/stored_row.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <limits>

using namespace slipway;
using namespace slipway::features;

namespace {

std::string wholeKey(std::int64_t value)
{
    EntityKey key;
    key.add(value);
    return std::string(key.bytes());
}

std::string pairKey(std::string_view text, std::int64_t value)
{
    EntityKey key;
    key.add(text);
    key.add(value);
    return std::string(key.bytes());
}

RowLayout layout()
{
    RowLayout layout;
    layout.keys = {"user_id"};
    for (int i = 0; i < 9; ++i)
        layout.columns.push_back({"n" + std::to_string(i), ValueType::Number});
    layout.columns.push_back({"text", ValueType::Text});
    layout.columns.push_back({"time", ValueType::Time});
    return layout;
}

} // namespace

class StoredRowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysStandInTheOrderOfTheirValues();
    void keysOfTextsStandInOrderToo();
    void noTwoKeysAreTheSameBytes();
    void aNumberAndItsTextAreTheSameKey();
    void aLongKeyIsNamedByItsHash();
    void aRowReadsBackAsItWasWritten();
    void timesOfRowsCompareAsTheirBytes();
    void whatIsNoNumberIsNoValue();
    void bytesThatAreNoRowAreNotRead();
    void aLayoutIsKnownByItsNamesAndTypes();
};

void StoredRowTest::keysStandInTheOrderOfTheirValues()
{
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const std::vector<std::int64_t> values {least, least + 1, -70000, -65537,  -65536,   -257, -256,
                                            -255,  -2,        -1,     0,       1,        2,    255,
                                            256,   65535,     65536,  1 << 24, most - 1, most};
    std::vector<std::string> keys;
    for (const auto value : values)
        keys.push_back(wholeKey(value));
    QVERIFY(std::ranges::is_sorted(keys));
    QVERIFY(std::ranges::adjacent_find(keys) == keys.end());
    QCOMPARE(wholeKey(1000).size(), std::size_t {3});
}

void StoredRowTest::keysOfTextsStandInOrderToo()
{
    using namespace std::string_literals;
    const std::vector<std::string> texts {"",     "\0"s, "\0\0"s, "\0a"s, "a",
                                          "a\0"s, "aa",  "ab",    "b",    "\xC3\xA9"};
    std::vector<std::string> keys;
    for (const auto &text : texts) {
        keys.push_back(pairKey(text, -5));
        keys.push_back(pairKey(text, 7));
    }
    QVERIFY(std::ranges::is_sorted(keys));
}

void StoredRowTest::noTwoKeysAreTheSameBytes()
{
    QVERIFY(pairKey("a", 1) != pairKey("a\x01", 1));
    std::vector<std::string> keys {wholeKey(0), wholeKey(7), wholeKey(-7)};
    for (const auto *text : {"", "00", "-0", "07", "+7", " 7", "7 ", "7.0", "--7", "9223372036854775808"}) {
        EntityKey key;
        key.add(std::string_view(text));
        keys.emplace_back(key.bytes());
    }
    std::ranges::sort(keys);
    QVERIFY(std::ranges::adjacent_find(keys) == keys.end());
}

void StoredRowTest::aNumberAndItsTextAreTheSameKey()
{
    for (const std::int64_t value :
         {std::int64_t {0}, std::int64_t {7}, std::int64_t {-7}, std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max()}) {
        EntityKey key;
        key.add(std::string_view(std::to_string(value)));
        QCOMPARE_TEXT(key.bytes(), wholeKey(value));
    }
}

void StoredRowTest::aLongKeyIsNamedByItsHash()
{
    const auto first = pairKey(std::string(100'000, 'x'), 1);
    const auto second = pairKey(std::string(100'000, 'x'), 2);
    QVERIFY(first.size() <= EntityKey::mostBytes);
    QVERIFY(first != second);
    QCOMPARE_TEXT(first, pairKey(std::string(100'000, 'x'), 1));
}

void StoredRowTest::aRowReadsBackAsItWasWritten()
{
    RowWriter writer(layout());
    writer.begin(-5, 77);
    writer.setNumber(0, 0.1);
    writer.setNumber(8, -1e300);
    writer.setText(9, "a word");
    writer.setTime(10, 1'700'000'000'000'001);
    const RowView row(writer.bytes(), 11);
    QVERIFY(row.valid() && !row.pushed());
    QCOMPARE(row.eventTime(), TimeMicros {-5});
    QCOMPARE(row.createdTime(), TimeMicros {77});
    QCOMPARE(row.layout(), layout().id());
    for (const std::size_t column : {0U, 8U, 9U, 10U})
        QVERIFY(row.has(column));
    for (std::size_t column = 1; column < 8; ++column)
        QVERIFY(!row.has(column));
    QCOMPARE(row.number(0), 0.1);
    QCOMPARE(row.number(8), -1e300);
    QCOMPARE_TEXT(row.text(9), "a word");
    QCOMPARE(row.time(10), TimeMicros {1'700'000'000'000'001});
}

void StoredRowTest::timesOfRowsCompareAsTheirBytes()
{
    RowWriter writer(layout());
    std::vector<std::string> rows;
    for (const TimeMicros time : {std::numeric_limits<TimeMicros>::min(), TimeMicros {-1}, TimeMicros {0},
                                  TimeMicros {1}, std::numeric_limits<TimeMicros>::max()}) {
        writer.begin(time, 0);
        QCOMPARE(RowView::eventTimeOf(writer.bytes()), time);
        rows.emplace_back(writer.bytes().substr(0, 8));
    }
    QVERIFY(std::ranges::is_sorted(rows));
}

void StoredRowTest::whatIsNoNumberIsNoValue()
{
    RowWriter writer(layout());
    writer.begin(0, 0);
    writer.setNumber(0, std::numeric_limits<double>::quiet_NaN());
    writer.setNumber(1, std::numeric_limits<double>::infinity());
    const RowView row(writer.bytes(), 11);
    QVERIFY(!row.has(0) && !row.has(1));
}

void StoredRowTest::bytesThatAreNoRowAreNotRead()
{
    RowWriter writer(layout());
    writer.begin(0, 0);
    writer.setText(9, "a word");
    std::string bytes(writer.bytes());
    QVERIFY(!RowView({}, 11).valid());
    QVERIFY(!RowView(std::string_view(bytes).substr(0, 40), 11).valid());
    // A text that claims to stand behind the end.
    const auto place = RowView::presenceAt + 2 + 8 * 9;
    bytes.replace(place, 8, std::string(8, '\xFF'));
    QVERIFY(RowView(bytes, 11).text(9).empty());
}

void StoredRowTest::aLayoutIsKnownByItsNamesAndTypes()
{
    auto other = layout();
    QCOMPARE(layoutFromJson(toJson(other)), layout());
    other.columns[0].type = ValueType::Time;
    QVERIFY(other.id() != layout().id());
    other = layout();
    other.columns[0].name = "m";
    QVERIFY(other.id() != layout().id());
}

SLIPWAY_TEST_MAIN(StoredRowTest)
#include "stored_row_test.moc"
