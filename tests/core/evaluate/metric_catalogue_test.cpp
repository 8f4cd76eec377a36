#include "core/evaluate/metric_catalogue.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <set>

using namespace slipway;
using namespace slipway::evaluate;

class MetricCatalogueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeyOfTheContractIsKnown();
    void idsAreUniqueAndDescribed();
    void keysAreReadInAllTheirForms();
    void whatIsNoKeyIsNotFound();
    void valuesFollowTheMetricsOwnStyle();
    void jsonHasTheFieldsOfTheContract();
};

void MetricCatalogueTest::everyKeyOfTheContractIsKnown()
{
    const char *keys[] = {"n",
                          "positives",
                          "auc",
                          "average_precision",
                          "log_loss",
                          "brier",
                          "threshold",
                          "accuracy",
                          "balanced_accuracy",
                          "precision",
                          "recall",
                          "f1",
                          "mcc",
                          "ks",
                          "ece",
                          "auc_ci",
                          "mae",
                          "rmse",
                          "r2",
                          "mape",
                          "wape",
                          "smape",
                          "ndcg@10",
                          "precision@10",
                          "recall@10",
                          "map",
                          "mrr",
                          "user_auc",
                          "coverage",
                          "train_loss",
                          "val_loss",
                          "val_auc",
                          "drift_score"};
    for (const char *key : keys)
        QVERIFY2(findMetric(key).has_value(), key);
}

void MetricCatalogueTest::idsAreUniqueAndDescribed()
{
    std::set<std::string_view> ids;
    for (const auto &metric : metricCatalogue()) {
        QVERIFY2(ids.insert(metric.id).second, metric.id.data());
        QVERIFY2(metric.source.ends_with("."), metric.id.data());
        QVERIFY2(!metric.label.empty() && metric.least < metric.most, metric.id.data());
    }
}

void MetricCatalogueTest::keysAreReadInAllTheirForms()
{
    const auto plain = findMetric("auc");
    QVERIFY(plain && !plain->interval && plain->split.empty() && plain->k == 0);
    QCOMPARE_TEXT(plain->label(), "AUC");

    const auto full = findMetric("test_ndcg@25_ci");
    QVERIFY(full.has_value());
    QCOMPARE_TEXT(full->metric->id, "ndcg@k");
    QCOMPARE(full->k, 25);
    QCOMPARE_TEXT(full->split, "test");
    QVERIFY(full->interval);
    QCOMPARE_TEXT(full->label(), "NDCG@25, test");

    // With and without K these are two metrics of two tasks.
    QCOMPARE(findMetric("precision")->metric->task, Task::Binary);
    QCOMPARE(findMetric("precision@10")->metric->task, Task::Ranking);
    QCOMPARE_TEXT(findMetric("val_loss")->label(), "Loss, validation");
}

void MetricCatalogueTest::whatIsNoKeyIsNotFound()
{
    for (const char *key : {"", "accuracy_score", "auc@10", "ndcg", "ndcg@0", "ndcg@", "ndcg@1x", "ndcg@-3",
                            "auc_ci_ci", "test_", "test_val_auc", "ndcg@k", "@k"})
        QVERIFY2(!findMetric(key), key);
}

void MetricCatalogueTest::valuesFollowTheMetricsOwnStyle()
{
    const auto text = [](const char *key, double value) {
        return metricText(*findMetric(key)->metric, value);
    };
    QCOMPARE_TEXT(text("auc", 0.88449), "0.884");
    QCOMPARE_TEXT(text("n", 250000), "250,000");
    QCOMPARE_TEXT(text("latency_p99_ms", 4.81), "4.8 ms");
    QCOMPARE_TEXT(text("p_value", 1e-9), "< 0.001");
    QCOMPARE_TEXT(text("mcc", std::nan("")), "\u2013");
    QCOMPARE_TEXT(metricChangeText(*findMetric("log_loss")->metric, -0.021), "\u22120.021");
    QCOMPARE_TEXT(metricChangeText(*findMetric("latency_p50_ms")->metric, 3.14), "+3.1 ms");
}

void MetricCatalogueTest::jsonHasTheFieldsOfTheContract()
{
    const auto loss = toJson(*findMetric("log_loss")->metric);
    QCOMPARE(loss.at("higher_is_better").get<bool>(), false);
    QCOMPARE(loss.at("range").at(0).get<double>(), 0.0);
    QVERIFY(loss.at("range").at(1).is_null());
    QCOMPARE_TEXT(loss.at("task").get<std::string>(), "binary");
    QVERIFY(toJson(*findMetric("threshold")->metric).at("higher_is_better").is_null());
    for (const char *key : {"id", "label", "unit", "decimals", "source"})
        QVERIFY2(loss.contains(key), key);
}

SLIPWAY_TEST_MAIN(MetricCatalogueTest)
#include "metric_catalogue_test.moc"
