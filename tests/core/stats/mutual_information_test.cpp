#include "core/stats/mutual_information.h"

#include "core/base/json.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <vector>

using namespace slipway;
using stats::informationByChance;
using stats::mutualInformation;

class MutualInformationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalsScikitLearns();
    void isZeroForIndependentAndTheEntropyForEqualColumns();
    void columnsByChanceExceedTheLimitAsOftenAsSaid();
    void emptyCountsTellNothing();
};

// tests/golden/transforms/make_reference.py: mutual_info_score, and mutual_info_classif of discrete columns.
void MutualInformationTest::equalsScikitLearns()
{
    const auto text =
        testing::readText(std::filesystem::path(SLIPWAY_GOLDEN_DIR) / "transforms/reference.json");
    const auto json = parseJson(text, "reference.json").value();
    for (const auto &each : json["mutual_information"]) {
        std::vector<double> counts(20);
        for (std::size_t row = 0; row < each["values"].size(); ++row)
            ++counts[each["values"][row].get<std::size_t>() * 2 + each["target"][row].get<std::size_t>()];
        const auto found = mutualInformation({counts, 2});
        QCOMPARE_NEAR(found.plugIn, each["score"].get<double>(), 1e-12);
        QCOMPARE_NEAR(found.plugIn, each["classif"].get<double>(), 1e-12);
    }
}

void MutualInformationTest::isZeroForIndependentAndTheEntropyForEqualColumns()
{
    const std::vector<double> independent {10, 20, 30, 60};
    QCOMPARE_NEAR(mutualInformation({independent, 2}).plugIn, 0, 1e-15);
    const std::vector<double> equal {25, 0, 0, 75};
    const auto found = mutualInformation({equal, 2});
    QCOMPARE_NEAR(found.plugIn, found.targetEntropy, 1e-15);
    QCOMPARE_NEAR(found.targetEntropy, -0.25 * std::log(0.25) - 0.75 * std::log(0.75), 1e-15);
    QCOMPARE(found.degreesOfFreedom, 1.0);
}

// 2000 pairs of independent columns: 5% exceed the limit of 5%, within four standard errors of 0.5%.
void MutualInformationTest::columnsByChanceExceedTheLimitAsOftenAsSaid()
{
    Random random(3);
    int exceeded = 0;
    for (int round = 0; round < 2000; ++round) {
        std::vector<double> counts(12);
        for (int row = 0; row < 400; ++row)
            ++counts[random.below(4) * 3 + random.below(3)];
        const auto found = mutualInformation({counts, 3});
        exceeded += found.corrected > informationByChance(found, 0.05) ? 1 : 0;
    }
    QCOMPARE_NEAR(exceeded / 2000.0, 0.05, 0.02);
}

void MutualInformationTest::emptyCountsTellNothing()
{
    const auto found = mutualInformation({std::vector<double>(4), 2});
    QCOMPARE(found.plugIn, 0.0);
    QCOMPARE(informationByChance(found, 0.01), 0.0);
}

SLIPWAY_TEST_MAIN(MutualInformationTest)
#include "mutual_information_test.moc"
