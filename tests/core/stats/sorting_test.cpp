#include "core/stats/sorting.h"

#include "core/base/random.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <limits>

using namespace slipway;

class SortingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheComparisonSort_data();
    void agreesWithTheComparisonSort();
    void keysAreInTheOrderOfTheValues();
    void rowsOfOneKeyKeepTheirOrder();
};

void SortingTest::agreesWithTheComparisonSort_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("scale");
    QTest::newRow("nothing") << 0 << 1.0;
    QTest::newRow("one value") << 1 << 1.0;
    QTest::newRow("few values") << 100 << 1.0;
    QTest::newRow("many values") << 20'000 << 1.0;
    QTest::newRow("many values, tiny ones among them") << 20'000 << 1e-310;
    QTest::newRow("many whole numbers, with ties") << 20'000 << 0.0;
}

void SortingTest::agreesWithTheComparisonSort()
{
    QFETCH(const int, count);
    QFETCH(const double, scale);
    Random random(7);
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(scale > 0 ? random.normal() * scale : static_cast<double>(random.below(50)) - 25);
    if (count > 100) {
        values.push_back(std::numeric_limits<double>::infinity());
        values.push_back(-std::numeric_limits<double>::infinity());
        values.push_back(-0.0);
    }
    auto expected = values;
    std::sort(expected.begin(), expected.end());
    stats::sortValues(values);
    QCOMPARE(values, expected);
}

void SortingTest::keysAreInTheOrderOfTheValues()
{
    const double infinity = std::numeric_limits<double>::infinity();
    const std::vector<double> rising {-infinity, -1e300, -2, -1e-310, 0, 1e-310, 2, 1e300, infinity};
    for (std::size_t i = 0; i < rising.size(); ++i) {
        QCOMPARE(stats::realOfKey(stats::orderedKey(rising[i])), rising[i]);
        if (i > 0)
            QVERIFY(stats::orderedKey(rising[i - 1]) < stats::orderedKey(rising[i]));
    }
    QCOMPARE(stats::orderedKey(-0.0), stats::orderedKey(0.0));
    const std::vector<std::int64_t> whole {INT64_MIN, -1, 0, 1, INT64_MAX};
    for (std::size_t i = 0; i < whole.size(); ++i) {
        QCOMPARE(stats::wholeOfKey(stats::orderedKey(whole[i])), whole[i]);
        if (i > 0)
            QVERIFY(stats::orderedKey(whole[i - 1]) < stats::orderedKey(whole[i]));
    }
}

void SortingTest::rowsOfOneKeyKeepTheirOrder()
{
    for (const std::uint32_t count : {100u, 20'000u}) {
        Random random(9);
        std::vector<stats::KeyedRow> rows;
        std::vector<std::uint64_t> keys;
        for (std::uint32_t i = 0; i < count; ++i) {
            rows.push_back({random.below(50) << 40, i});
            keys.push_back(rows.back().key);
        }
        std::vector<stats::KeyedRow> spareRows;
        std::vector<std::uint64_t> spare;
        stats::sortByKey(rows, spareRows);
        stats::sortKeys(keys, spare);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].key, keys[i]);
            if (i > 0)
                QVERIFY(rows[i - 1].key < rows[i].key
                        || (rows[i - 1].key == rows[i].key && rows[i - 1].row < rows[i].row));
        }
    }
}

SLIPWAY_TEST_MAIN(SortingTest)
#include "sorting_test.moc"
