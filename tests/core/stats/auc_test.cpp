#include "core/stats/auc.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class AucTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScikitLearnWithTies();
    void countsATieAsHalfAPair();
    void reversedScoresGiveTheComplement();
    void oneClassAloneHasNoAuc();
};

void AucTest::matchesScikitLearnWithTies()
{
    const auto rows = testing::referenceClassifier();
    const double expected = testing::driftReference()["classifier"]["auc"].get<double>();
    QCOMPARE_NEAR(stats::areaUnderRoc(rows.labels, rows.scores), expected, 1e-14);
}

// Pairs: 0.5 against 0.5 is half, 0.5 against 0.2 is won, 0.1 against both is lost: 1.5 of 4.
void AucTest::countsATieAsHalfAPair()
{
    const std::vector<std::uint8_t> labels {1, 0, 1, 0};
    const std::vector<double> scores {0.5, 0.5, 0.1, 0.2};
    QCOMPARE(stats::areaUnderRoc(labels, scores), 1.5 / 4);
}

void AucTest::reversedScoresGiveTheComplement()
{
    auto rows = testing::referenceClassifier();
    const double auc = stats::areaUnderRoc(rows.labels, rows.scores);
    for (double &score : rows.scores)
        score = -score;
    QCOMPARE_NEAR(stats::areaUnderRoc(rows.labels, rows.scores), 1 - auc, 1e-15);
}

void AucTest::oneClassAloneHasNoAuc()
{
    const std::vector<double> scores {0.1, 0.9};
    QVERIFY(std::isnan(stats::areaUnderRoc(std::vector<std::uint8_t> {1, 1}, scores)));
    QVERIFY(std::isnan(stats::areaUnderRoc(std::vector<std::uint8_t> {0, 0}, scores)));
    QVERIFY(std::isnan(stats::areaUnderRoc({}, {})));
}

SLIPWAY_TEST_MAIN(AucTest)
#include "auc_test.moc"
