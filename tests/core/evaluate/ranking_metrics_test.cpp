#include "core/evaluate/ranking_metrics.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

using namespace slipway;
using namespace slipway::evaluate;

class RankingMetricsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesTheQueryWorkedByHand();
    void matchesTheDocumentedNdcg();
    void tiesAreTheMeanOverAllOrders();
    void theOrderOfTheFileDoesNotMatter();
    void queriesWithoutAPositiveAreCountedAndLeftOut();
    void coverageIsTheShareOfItemsShown();
    void badInputIsNamed();
};

namespace {

const std::vector<std::int32_t> oneQuery(5, 7);

double ndcg(const std::vector<double> &labels, const std::vector<double> &scores, int k)
{
    const auto metrics = rankingMetrics({oneQuery, labels, scores}, {.k = k}).value();
    return metrics.at("ndcg@" + std::to_string(k)).get<double>();
}

} // namespace

void RankingMetricsTest::matchesTheQueryWorkedByHand()
{
    const std::vector<std::int32_t> queries {1, 1, 1};
    const std::vector<double> labels {1, 0, 1};
    const std::vector<double> scores {0.8, 0.9, 0.7};
    const auto m = rankingMetrics({queries, labels, scores}, {.k = 2}).value();
    const auto number = [&](const char *key) { return m.at(key).get<double>(); };
    const double second = 1 / std::log2(3);
    QCOMPARE_NEAR(number("ndcg@2"), second / (1 + second), 1e-15);
    QCOMPARE_NEAR(number("precision@2"), 0.5, 1e-15);
    QCOMPARE_NEAR(number("recall@2"), 0.5, 1e-15);
    QCOMPARE_NEAR(number("map"), (1.0 / 2 + 2.0 / 3) / 2, 1e-15);
    QCOMPARE_NEAR(number("mrr"), 0.5, 1e-15);
    QCOMPARE_NEAR(number("user_auc"), 0, 0.0);
    // Fewer rows than K do not make the precision larger: K stays the divisor.
    QCOMPARE_NEAR(rankingMetrics({queries, labels, scores}).value().at("precision@10").get<double>(), 0.2,
                  1e-15);
}

// The examples of scikit-learn's ndcg_score, which prints 0.69, 0.49, 0.35 with k = 4, and 0.75 for a tie at
// the top.
void RankingMetricsTest::matchesTheDocumentedNdcg()
{
    const std::vector<double> relevance {10, 0, 0, 1, 5};
    const double best = 10 + 5 / std::log2(3) + 0.5;
    QCOMPARE_NEAR(ndcg(relevance, {0.1, 0.2, 0.3, 4, 70}, 5),
                  (5 + 1 / std::log2(3) + 10 / std::log2(6)) / best, 1e-14);
    QCOMPARE_NEAR(ndcg(relevance, {0.05, 1.1, 1, 0.5, 0}, 5),
                  (0.5 + 10 / std::log2(5) + 5 / std::log2(6)) / best, 1e-14);
    QCOMPARE_NEAR(ndcg(relevance, {0.05, 1.1, 1, 0.5, 0}, 5), 0.49, 0.005);
    QCOMPARE_NEAR(ndcg(relevance, {0.05, 1.1, 1, 0.5, 0}, 4), 0.35, 0.005);
    QCOMPARE_NEAR(ndcg(relevance, {1, 0, 0, 0, 1}, 1), 0.75, 1e-15);
}

void RankingMetricsTest::tiesAreTheMeanOverAllOrders()
{
    const std::vector<double> labels {1, 0, 1, 0, 0};
    const std::vector<double> tied {0.5, 0.5, 0.5, 0.9, 0.5};
    const std::array keys {"ndcg@3", "precision@3", "recall@3", "map", "mrr", "user_auc"};
    std::array<double, keys.size()> sums {};
    std::array<int, 5> order {0, 1, 2, 3, 4};
    int orders = 0;
    do {
        auto scores = tied;
        for (std::size_t i = 0; i < scores.size(); ++i)
            scores[i] += 0.001 * order[i]; // breaks the tie, and moves nothing past the row at 0.9
        const auto m = rankingMetrics({oneQuery, labels, scores}, {.k = 3}).value();
        for (std::size_t i = 0; i < keys.size(); ++i)
            sums[i] += m.at(keys[i]).get<double>();
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    QCOMPARE(orders, 120);

    const auto m = rankingMetrics({oneQuery, labels, tied}, {.k = 3}).value();
    for (std::size_t i = 0; i < keys.size(); ++i)
        QCOMPARE_NEAR(m.at(keys[i]).get<double>(), sums[i] / orders, 1e-12);
}

void RankingMetricsTest::theOrderOfTheFileDoesNotMatter()
{
    std::vector<std::int32_t> queries {1, 1, 1, 2, 2, 2, 2};
    std::vector<double> labels {1, 0, 0, 0, 1, 1, 0};
    std::vector<double> scores {0.5, 0.5, 0.1, 0.3, 0.3, 0.2, 0.9};
    const auto before = rankingMetrics({queries, labels, scores}).value();
    std::reverse(queries.begin(), queries.end());
    std::reverse(labels.begin(), labels.end());
    std::reverse(scores.begin(), scores.end());
    const auto after = rankingMetrics({queries, labels, scores}).value();
    for (const char *key : {"ndcg@10", "precision@10", "recall@10", "map", "mrr", "user_auc"})
        QCOMPARE_NEAR(after.at(key).get<double>(), before.at(key).get<double>(), 1e-15);
}

void RankingMetricsTest::queriesWithoutAPositiveAreCountedAndLeftOut()
{
    const std::vector<std::int32_t> queries {1, 1, 2, 2, 3};
    const std::vector<double> labels {1, 0, 0, 0, 1};
    const std::vector<double> scores {0.9, 0.1, 0.4, 0.6, 0.2};
    const auto m = rankingMetrics({queries, labels, scores}, {.k = 1}).value();
    QCOMPARE(m.at("queries").get<int>(), 3);
    QCOMPARE(m.at("queries_with_positive").get<int>(), 2);
    QCOMPARE(m.at("queries_with_both").get<int>(), 1);
    QCOMPARE_NEAR(m.at("ndcg@1").get<double>(), 1, 1e-15);
    QCOMPARE_NEAR(m.at("precision@1").get<double>(), 2.0 / 3, 1e-15);
    QCOMPARE_NEAR(m.at("user_auc").get<double>(), 1, 1e-15);

    const auto none = rankingMetrics({queries, std::vector<double>(5, 0), scores}).value();
    for (const char *key : {"ndcg@10", "recall@10", "map", "mrr", "user_auc"})
        QVERIFY2(none.at(key).is_null() && none.at("undefined").contains(key), key);
    QCOMPARE_NEAR(none.at("precision@10").get<double>(), 0, 0.0);
}

void RankingMetricsTest::coverageIsTheShareOfItemsShown()
{
    const std::vector<std::int32_t> queries {1, 1, 1, 2, 2};
    const std::vector<double> labels {1, 0, 0, 0, 1};
    const std::vector<double> scores {0.9, 0.5, 0.1, 0.8, 0.7};
    const std::vector<std::int32_t> items {10, 11, 12, 10, 13};
    const auto at = [&](int k) {
        return rankingMetrics({queries, labels, scores, items}, {.k = k})
            .value()
            .at("coverage")
            .get<double>();
    };
    QCOMPARE_NEAR(at(1), 0.25, 1e-15); // item 10 leads both lists, of four items
    QCOMPARE_NEAR(at(2), 0.75, 1e-15);
    QCOMPARE_NEAR(at(3), 1, 1e-15);
    QVERIFY(rankingMetrics({queries, labels, scores}).value().at("coverage").is_null());
}

void RankingMetricsTest::badInputIsNamed()
{
    const std::vector<double> values {1, 0};
    const std::vector<std::int32_t> queries {1, 1};
    QVERIFY_FAILS(rankingMetrics({queries, values, values}, {.k = 0}), "evaluate.bad_k");
    QVERIFY_FAILS(rankingMetrics({std::span(queries).first(1), values, values}), "evaluate.lengths_differ");
    QVERIFY_FAILS(rankingMetrics({queries, std::vector<double> {-1, 0}, values}), "evaluate.bad_grade");
    QVERIFY_FAILS(rankingMetrics({queries, std::vector<double> {1, std::nan("")}, values}),
                  "evaluate.bad_grade");
}

SLIPWAY_TEST_MAIN(RankingMetricsTest)
#include "ranking_metrics_test.moc"
