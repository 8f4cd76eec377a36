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

SLIPWAY_TEST_MAIN(SortingTest)
#include "sorting_test.moc"
