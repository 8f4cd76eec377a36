#include "core/stats/psi.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;

class PsiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameSampleHasNoDrift();
    void matchesTheValueWorkedByHand();
    void matchesNumpyOnReferenceDeciles();
    void shufflingChangesNothing();
    void countsAreComparedSymmetrically();
    void valuesOutsideTheReferenceFallIntoTheEndBins();
    void missingValuesAreNamedNotScored();
    void anEmptySampleIsAnError();
};

void PsiTest::sameSampleHasNoDrift()
{
    const auto values = testing::referenceNumbers(3, 500, 0, 1);
    const auto psi = stats::populationStabilityIndex(values, values);
    QVERIFY_OK(psi);
    QCOMPARE(psi.value(), 0.0);
}

// Two equal bins, current shares 0.9 and 0.1: 0.4 ln 1.8 - 0.4 ln 0.2.
void PsiTest::matchesTheValueWorkedByHand()
{
    const std::vector<double> reference {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    const std::vector<double> current {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    const auto psi = stats::populationStabilityIndex(reference, current, {.bins = 2});
    QVERIFY_OK(psi);
    QCOMPARE_NEAR(psi.value(), 0.4 * std::log(1.8) - 0.4 * std::log(0.2), 1e-12);
}

void PsiTest::matchesNumpyOnReferenceDeciles()
{
    for (const auto &expected : testing::driftReference()["numbers"]) {
        const auto psi = stats::populationStabilityIndex(
            testing::referenceNumbers(expected["reference"], expected["decimals"]),
            testing::referenceNumbers(expected["current"], expected["decimals"]));
        QVERIFY_OK(psi);
        QCOMPARE_NEAR(psi.value(), expected["psi_deciles"].get<double>(), 1e-13);
    }
}

void PsiTest::shufflingChangesNothing()
{
    const auto reference = testing::referenceNumbers(3, 500, 0, 1);
    auto current = testing::referenceNumbers(4, 300, 0.4, 1);
    const double before = stats::populationStabilityIndex(reference, current).value();
    std::rotate(current.begin(), current.begin() + 123, current.end());
    QCOMPARE(stats::populationStabilityIndex(reference, current).value(), before);
}

void PsiTest::countsAreComparedSymmetrically()
{
    const std::vector<double> a {10, 0, 30};
    const std::vector<double> b {5, 5, 5};
    QCOMPARE(stats::psiOfCounts(a, b), stats::psiOfCounts(b, a));
}

// All of the current sample beyond the last decile: that bin has share 1 against 0.1, the others 1e-4 against
// 0.1.
void PsiTest::valuesOutsideTheReferenceFallIntoTheEndBins()
{
    std::vector<double> reference;
    for (int i = 0; i < 100; ++i)
        reference.push_back(i);
    const auto psi = stats::populationStabilityIndex(reference, std::vector<double>(7, 1e6));
    QVERIFY_OK(psi);
    QCOMPARE_NEAR(psi.value(), 0.9 * std::log(10) + 9 * (0.1 - 1e-4) * std::log(0.1 / 1e-4), 1e-12);
}

void PsiTest::missingValuesAreNamedNotScored()
{
    const std::vector<double> whole {1, 2, 3};
    const auto psi = stats::populationStabilityIndex(whole, std::vector<double> {1, std::nan("")});
    QVERIFY_FAILS(psi, "stats.missing_values");
    QVERIFY(psi.error().message.find("current sample has 1 missing") != std::string::npos);
}

void PsiTest::anEmptySampleIsAnError()
{
    QVERIFY_FAILS(stats::populationStabilityIndex({}, std::vector<double> {1}), "stats.empty_sample");
}

SLIPWAY_TEST_MAIN(PsiTest)
#include "psi_test.moc"
