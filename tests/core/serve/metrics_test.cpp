#include "core/serve/metrics.h"
#include "core/serve/prometheus.h"
#include "tests/core/serve/exposition.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <thread>

using namespace slipway;
using namespace slipway::serve;
using namespace slipway::testing;

class MetricsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addsUpWhatThreadsCounted();
    void putsAValueOnABoundIntoItsBucket();
    void interpolatesQuantilesWithinABucket();
    void forgetsWhatIsOlderThanTheMinuteBefore();
    void escapesLabelsAndHelp();
    void writesNumbersThatReadBack();
    void countsItemsByVersionAndCategory();
    void leavesOutGaugesThatNobodyKnows();
    void tellsTheQualityOfTheInputDataByKindOfCheck();
};

void MetricsTest::addsUpWhatThreadsCounted()
{
    constexpr std::array bounds {1.0, 2.0};
    ShardedCounter counter(4);
    ShardedHistogram histogram(bounds, 4);
    {
        std::vector<std::jthread> threads;
        for (std::size_t shard = 0; shard < 4; ++shard) {
            threads.emplace_back([&, shard] {
                for (int i = 0; i < 1000; ++i) {
                    counter.add(shard);
                    histogram.observe(shard, 1.5);
                }
            });
        }
        // Reading meanwhile is allowed, and what is read always adds up.
        for (int i = 0; i < 100; ++i) {
            const auto figures = histogram.figures();
            QVERIFY(figures.cumulative[0] == 0 && figures.cumulative[1] == figures.count());
        }
    }
    QCOMPARE(counter.total(), std::uint64_t {4000});
    QCOMPARE(histogram.figures().count(), std::uint64_t {4000});
    QCOMPARE(histogram.figures().sum, 6000.0);
}

// Prometheus' le means "less or equal".
void MetricsTest::putsAValueOnABoundIntoItsBucket()
{
    constexpr std::array bounds {1.0, 2.0};
    ShardedHistogram histogram(bounds, 1);
    for (const double value : {0.5, 1.0, 2.0, 3.0})
        histogram.observe(0, value);
    QCOMPARE(histogram.figures().cumulative, (std::vector<std::uint64_t> {2, 3, 4}));
}

// Ten values in (1, 2]: the median is the fifth of ten equal steps, 1.5; all of them are at most 2.
void MetricsTest::interpolatesQuantilesWithinABucket()
{
    constexpr std::array bounds {1.0, 2.0, 4.0};
    ShardedHistogram histogram(bounds, 1);
    QVERIFY(std::isnan(histogram.figures().quantile(0.5)));
    for (int i = 0; i < 10; ++i)
        histogram.observe(0, 1.7);
    QCOMPARE_NEAR(histogram.figures().quantile(0.5), 1.5, 1e-12);
    QCOMPARE_NEAR(histogram.figures().quantile(1.0), 2.0, 1e-12);
}

void MetricsTest::forgetsWhatIsOlderThanTheMinuteBefore()
{
    RecentMean mean(2);
    QVERIFY(std::isnan(mean.mean(10)));
    mean.observe(0, 10, 4.0, 4); // mean 1
    mean.observe(1, 11, 0.0, 4); // mean 0
    QCOMPARE_NEAR(mean.mean(11), 0.5, 1e-12);
    mean.observe(0, 12, 8.0, 4); // the first shard's minute 10 is gone
    QCOMPARE_NEAR(mean.mean(12), 1.0, 1e-12);
    QVERIFY(std::isnan(mean.mean(14)));
}

void MetricsTest::escapesLabelsAndHelp()
{
    PrometheusText text;
    text.family("x", "gauge", "first\nsecond \\ \"third\"");
    text.sample({{"a", "back\\slash \"quote\"\nline"}, {"b", ""}}, 1.0);
    const auto written = text.take();
    QCOMPARE_TEXT(written,
                  "# HELP x first\\nsecond \\\\ \"third\"\n# TYPE x gauge\n"
                  "x{a=\"back\\\\slash \\\"quote\\\"\\nline\",b=\"\"} 1\n");
    const auto read = ExpositionReader(written).take();
    QVERIFY(read.complaints.empty());
    QCOMPARE(read.value("x", {{"a", "back\\slash \"quote\"\nline"}, {"b", ""}}), 1.0);
}

void MetricsTest::writesNumbersThatReadBack()
{
    for (const double value : {0.1, 1e-300, 123456789.123, 1e21, 0.0}) {
        PrometheusText text;
        text.gauge("x", "A number.", value);
        QCOMPARE(ExpositionReader(text.take()).take().value("x"), value);
    }
}

// Limits 0.3 and 0.6: a score on a limit belongs to the category above.
void MetricsTest::countsItemsByVersionAndCategory()
{
    Metrics metrics("feed", 2);
    const auto first = metrics.version("1");
    QVERIFY(metrics.version("1") == first);
    metrics.predicted(0, *first, std::array {0.1F, 0.3F, 0.6F, 0.9F}, 2e-4);
    metrics.predicted(1, *metrics.version("2"), std::array {0.2F}, 0.02);
    metrics.failed(1, PredictionError::InvalidJson, 1e-5);
    PrometheusText text;
    metrics.write(text);
    const auto read = ExpositionReader(text.take()).take();
    QVERIFY2(read.complaints.empty(), read.complaints.empty() ? "" : read.complaints.front().c_str());

    const auto predictions = [&](const char *version, const char *category) {
        return read.value(
            "feed_predictions_total",
            {{"model_version", version}, {"endpoint", "/predict"}, {"risk_category", category}});
    };
    QCOMPARE(predictions("1", "low"), 1.0);
    QCOMPARE(predictions("1", "medium"), 1.0);
    QCOMPARE(predictions("1", "high"), 2.0);
    QCOMPARE(predictions("2", "low"), 1.0);
    QCOMPARE(read.value("feed_prediction_errors_total", {{"error_type", "invalid_json"}}), 1.0);
    QCOMPARE(read.value("feed_prediction_latency_seconds_count", {{"endpoint", "/predict"}}), 3.0);
    QCOMPARE(
        read.value("feed_prediction_latency_seconds_bucket", {{"endpoint", "/predict"}, {"le", "0.0002"}}),
        2.0);
    QCOMPARE(read.value("feed_prediction_latency_seconds_bucket", {{"endpoint", "/predict"}, {"le", "0.05"}}),
             3.0);
    QCOMPARE(read.value("feed_batch_size_bucket", {{"le", "1"}}), 1.0);
    QCOMPARE(read.value("feed_batch_size_sum"), 5.0);
    QCOMPARE_NEAR(read.value("feed_predicted_rate"), 2.1 / 5, 1e-6);

    // The buckets that the documents' dashboards ask for.
    for (const char *bound : {"0.01", "0.05", "0.1", "0.25", "0.5", "1", "2", "5"})
        QVERIFY(!std::isnan(
            read.value("feed_prediction_latency_seconds_bucket", {{"endpoint", "/predict"}, {"le", bound}})));
}

void MetricsTest::leavesOutGaugesThatNobodyKnows()
{
    Metrics metrics("feed", 1);
    const auto families = [&] {
        PrometheusText text;
        metrics.write(text);
        return ExpositionReader(text.take()).take();
    };
    QVERIFY(!families().types.contains("feed_model_accuracy"));
    metrics.setModelAccuracy(0.875);
    metrics.setDriftScore(0.25);
    QCOMPARE(families().value("feed_model_accuracy"), 0.875);
    QCOMPARE(families().value("feed_model_drift_score"), 0.25);
    metrics.setDriftScore(std::numeric_limits<double>::quiet_NaN());
    QVERIFY(!families().types.contains("feed_model_drift_score"));
}

void MetricsTest::tellsTheQualityOfTheInputDataByKindOfCheck()
{
    Metrics metrics("churn", 1);
    const auto families = [&] {
        PrometheusText text;
        metrics.write(text);
        return ExpositionReader(text.take()).take();
    };
    QVERIFY(!families().types.contains("churn_input_data_quality_score"));
    metrics.setDataQuality({{"completeness", 0.996}, {"uniqueness", 1}});
    const auto written = families();
    QVERIFY(written.complaints.empty());
    QCOMPARE(written.types.at("churn_input_data_quality_score"), std::string("gauge"));
    QCOMPARE(written.value("churn_input_data_quality_score", {{"check_type", "completeness"}}), 0.996);
    QCOMPARE(written.value("churn_input_data_quality_score", {{"check_type", "uniqueness"}}), 1.0);
    metrics.setDataQuality({});
    QVERIFY(!families().types.contains("churn_input_data_quality_score"));
}

SLIPWAY_TEST_MAIN(MetricsTest)
#include "metrics_test.moc"
