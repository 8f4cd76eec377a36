#include "core/stats/benjamini_hochberg.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class BenjaminiHochbergTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesTheDefinition();
    void oneTestIsNotAdjusted();
    void testsThatCouldNotBeMadeAreNotCounted();
};

void BenjaminiHochbergTest::matchesTheDefinition()
{
    const auto reference = testing::driftReference()["benjamini_hochberg"];
    const auto adjusted = stats::benjaminiHochberg(reference["p"].get<std::vector<double>>());
    for (std::size_t i = 0; i < adjusted.size(); ++i)
        QCOMPARE_NEAR(adjusted[i], reference["adjusted"][i].get<double>(), 1e-15);
}

void BenjaminiHochbergTest::oneTestIsNotAdjusted()
{
    QCOMPARE(stats::benjaminiHochberg(std::vector<double> {0.03}), (std::vector<double> {0.03}));
    QVERIFY(stats::benjaminiHochberg({}).empty());
}

void BenjaminiHochbergTest::testsThatCouldNotBeMadeAreNotCounted()
{
    const auto adjusted = stats::benjaminiHochberg(std::vector<double> {0.02, std::nan(""), 0.5});
    QCOMPARE(adjusted[0], 0.04);
    QVERIFY(std::isnan(adjusted[1]));
    QCOMPARE(adjusted[2], 0.5);
}

SLIPWAY_TEST_MAIN(BenjaminiHochbergTest)
#include "benjamini_hochberg_test.moc"
