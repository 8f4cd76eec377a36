#include "core/stats/ranks.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class RanksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalValuesShareTheMeanRank();
    void ranksAddUpWhateverTheTies();
    void matchesScipysRankSum();
    void noValuesHaveNoRanks();
};

void RanksTest::equalValuesShareTheMeanRank()
{
    const auto ranks = stats::midranks(std::vector<double> {3, 1, 3, 2, 3});
    QCOMPARE(ranks, (std::vector<double> {4, 1, 4, 2, 4}));
}

// 1 + 2 + ... + n, the law that midranks keep.
void RanksTest::ranksAddUpWhateverTheTies()
{
    const auto ranks = stats::midranks(testing::referenceClassifier().scores);
    double sum = 0;
    for (const double rank : ranks)
        sum += rank;
    QCOMPARE(sum, 400.0 * 401 / 2);
}

void RanksTest::matchesScipysRankSum()
{
    const auto rows = testing::referenceClassifier();
    const auto ranks = stats::midranks(rows.scores);
    double sum = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        sum += rows.labels[i] ? ranks[i] : 0;
    QCOMPARE(sum, testing::driftReference()["classifier"]["rank_sum"].get<double>());
}

void RanksTest::noValuesHaveNoRanks()
{
    QVERIFY(stats::midranks({}).empty());
}

SLIPWAY_TEST_MAIN(RanksTest)
#include "ranks_test.moc"
