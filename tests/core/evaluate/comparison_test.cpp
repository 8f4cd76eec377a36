#include "core/evaluate/comparison.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <vector>

using namespace slipway;
using namespace slipway::evaluate;

class ComparisonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void matchesTheReferenceOfDelong();
    void swappingTheModelsTurnsEverythingRound();
    void aModelIsNoBetterThanItself();
    void verdictFollowsTheInterval();
    void mcNemarIsExactForFewRows();
    void mcNemarIsChiSquareForMany();
    void oneClassIsInconclusive();
    void aPerfectModelAgainstItsReverseIsDecided();

private:
    std::vector<std::uint8_t> m_labels;
    std::vector<double> m_a;
    std::vector<double> m_b;
};

// The 500 rows whose DeLong test tests/golden/drift/make_reference.py worked out by counting pairs.
void ComparisonTest::init()
{
    testing::Lcg lcg(7);
    m_labels.clear();
    m_a.clear();
    m_b.clear();
    for (int i = 0; i < 500; ++i)
        m_labels.push_back(lcg.uniform() < 0.3 ? 1 : 0);
    for (const auto label : m_labels)
        m_a.push_back(label + lcg.normal());
    for (std::size_t i = 0; i < m_a.size(); ++i)
        m_b.push_back(0.7 * m_labels[i] + 0.5 * m_a[i] + 0.8 * lcg.normal());
}

void ComparisonTest::matchesTheReferenceOfDelong()
{
    const auto expected = testing::driftReference()["delong"];
    const auto result = compareScores(m_labels, m_a, m_b);
    QVERIFY_OK(result);
    const auto &json = result.value();
    const double aucA = expected["auc"][0].get<double>();
    const double aucB = expected["auc"][1].get<double>();
    const auto covariance = expected["covariance"];
    const double deviation = std::sqrt(covariance[0][0].get<double>() + covariance[1][1].get<double>()
                                       - 2 * covariance[0][1].get<double>());
    QCOMPARE_NEAR(json.at("auc_a").get<double>(), aucA, 1e-14);
    QCOMPARE_NEAR(json.at("auc_b").get<double>(), aucB, 1e-14);
    QCOMPARE_NEAR(json.at("difference").get<double>(), aucA - aucB, 1e-14);
    QCOMPARE_NEAR(json.at("z").get<double>(), expected["z"].get<double>(), 1e-10);
    QCOMPARE_NEAR(json.at("p_value").get<double>(), expected["p"].get<double>(), 1e-12);
    QCOMPARE_NEAR(json.at("ci").at(0).get<double>(), aucA - aucB - 1.959963984540054 * deviation, 1e-12);
    QCOMPARE_NEAR(json.at("ci").at(1).get<double>(), aucA - aucB + 1.959963984540054 * deviation, 1e-12);
    QCOMPARE_TEXT(json.at("verdict").get<std::string>(), "b_better");
}

void ComparisonTest::swappingTheModelsTurnsEverythingRound()
{
    const auto forward = compareScores(m_labels, m_a, m_b).value();
    const auto back = compareScores(m_labels, m_b, m_a).value();
    QCOMPARE_NEAR(back.at("difference").get<double>(), -forward.at("difference").get<double>(), 1e-15);
    QCOMPARE_NEAR(back.at("ci").at(0).get<double>(), -forward.at("ci").at(1).get<double>(), 1e-12);
    QCOMPARE(back.at("mcnemar").at("b").get<int>(), forward.at("mcnemar").at("c").get<int>());
    QCOMPARE_NEAR(back.at("mcnemar").at("p_value").get<double>(),
                  forward.at("mcnemar").at("p_value").get<double>(), 1e-15);
    QCOMPARE_TEXT(back.at("verdict").get<std::string>(), "a_better");
}

void ComparisonTest::aModelIsNoBetterThanItself()
{
    const auto same = compareScores(m_labels, m_a, m_a).value();
    QCOMPARE_NEAR(same.at("z").get<double>(), 0, 0.0);
    QCOMPARE_NEAR(same.at("p_value").get<double>(), 1, 1e-15);
    QCOMPARE_NEAR(same.at("ci").at(1).get<double>(), 0, 1e-7);
    QCOMPARE_NEAR(same.at("mcnemar").at("p_value").get<double>(), 1, 0.0);
    QCOMPARE_TEXT(same.at("verdict").get<std::string>(), "no_difference");
}

void ComparisonTest::verdictFollowsTheInterval()
{
    QCOMPARE(verdictOf(0.001, 0.02, 0.005), Verdict::ABetter);
    QCOMPARE(verdictOf(-0.02, -0.001, 0.005), Verdict::BBetter);
    QCOMPARE(verdictOf(-0.004, 0.005, 0.005), Verdict::NoDifference);
    QCOMPARE(verdictOf(-0.004, 0.006, 0.005), Verdict::Inconclusive);
    QCOMPARE(verdictOf(0, 0.1, 0.005), Verdict::Inconclusive);
    QCOMPARE(verdictOf(std::nan(""), std::nan(""), 0.005), Verdict::Inconclusive);
}

// 1 against 8: 2 (1 + 9) / 2^9.
void ComparisonTest::mcNemarIsExactForFewRows()
{
    QCOMPARE_NEAR(mcNemar(1, 8), 20.0 / 512, 1e-15);
    QCOMPARE_NEAR(mcNemar(8, 1), 20.0 / 512, 1e-15);
    QCOMPARE_NEAR(mcNemar(0, 24), 2 / std::pow(2, 24), 1e-20);
    QCOMPARE_NEAR(mcNemar(5, 5), 1, 0.0);
    QCOMPARE_NEAR(mcNemar(0, 0), 1, 0.0);
}

// 10 against 25: (15 - 1)^2 / 35 = 5.6, and the tail of one degree of freedom is erfc(sqrt(5.6 / 2)).
void ComparisonTest::mcNemarIsChiSquareForMany()
{
    QCOMPARE_NEAR(mcNemar(10, 25), std::erfc(std::sqrt(2.8)), 1e-12);
    QCOMPARE_NEAR(mcNemar(20, 20), 1, 1e-12);
}

void ComparisonTest::oneClassIsInconclusive()
{
    const std::vector<std::uint8_t> labels {1, 1, 1};
    const std::vector<double> a {0.2, 0.8, 0.9};
    const std::vector<double> b {0.7, 0.3, 0.6};
    const auto json = compareScores(labels, a, b).value();
    for (const char *key : {"auc_a", "auc_b", "difference", "z", "p_value", "ci"})
        QVERIFY2(json.at(key).is_null() && json.at("undefined").contains(key), key);
    QCOMPARE(json.at("mcnemar").at("b").get<int>(), 1);
    QCOMPARE(json.at("mcnemar").at("c").get<int>(), 1);
    QCOMPARE_TEXT(json.at("verdict").get<std::string>(), "inconclusive");

    // One positive is enough for an AUC, not for its variance.
    const auto lone = compareScores(std::vector<std::uint8_t> {1, 0, 0}, a, b).value();
    QCOMPARE_NEAR(lone.at("auc_b").get<double>(), 1, 0.0);
    QVERIFY(lone.at("ci").is_null());
    QCOMPARE_TEXT(lone.at("undefined").at("ci").get<std::string>(), "a class has only one row");
    QVERIFY_FAILS(compareScores(labels, a, std::vector<double> {0.1}), "evaluate.lengths_differ");
}

void ComparisonTest::aPerfectModelAgainstItsReverseIsDecided()
{
    const std::vector<std::uint8_t> labels {0, 0, 1, 1};
    const std::vector<double> good {0.1, 0.2, 0.8, 0.9};
    const std::vector<double> bad {0.9, 0.8, 0.2, 0.1};
    const auto json = compareScores(labels, good, bad).value();
    QCOMPARE_NEAR(json.at("difference").get<double>(), 1, 0.0);
    QCOMPARE_NEAR(json.at("ci").at(0).get<double>(), 1, 0.0);
    QVERIFY(json.at("z").is_null());
    QCOMPARE_TEXT(json.at("verdict").get<std::string>(), "a_better");
}

SLIPWAY_TEST_MAIN(ComparisonTest)
#include "comparison_test.moc"
