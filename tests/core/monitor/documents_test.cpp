#include "core/monitor/drift.h"

#include "tests/core/monitor/compare_json.h"
#include "tests/core/monitor/drift_tables.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;
using monitor::DriftProfile;
using monitor::driftReport;

class DocumentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersAreJudgedByKs();
    void categoriesAreJudgedByChiSquareWithYatesForTwoLevels();
    void theScoreIsOneMinusTheMeanOfTheP();

private:
    static Json report(const data::Table &reference, const data::Table &current);
};

Json DocumentsTest::report(const data::Table &reference, const data::Table &current)
{
    auto made = driftReport(reference, current, {.profile = DriftProfile::Documents}, {});
    return made ? made.value() : Json(made.error().message);
}

void DocumentsTest::numbersAreJudgedByKs()
{
    for (const auto &expected : driftReference()["numbers"]) {
        const Json x = report(
            tableOf({numberColumn("x", referenceNumbers(expected["reference"], expected["decimals"]))}),
            tableOf({numberColumn(
                "x", referenceNumbers(expected["current"], expected["decimals"]))}))["features"]["x"];
        const double p = expected["ks_p"].get<double>();
        QCOMPARE_JSON(x["test"], Json("ks"));
        QCOMPARE_NEAR(x["statistic"].get<double>(), expected["ks_statistic"].get<double>(), 1e-14);
        QCOMPARE_NEAR(x["p_value"].get<double>(), p, 1e-9 * p);
        QCOMPARE_JSON(x["drift_detected"], Json(p < 0.05));
    }
}

// scipy.stats.chi2_contingency as the documents call it: Yates' correction is its default and applies to two
// levels.
void DocumentsTest::categoriesAreJudgedByChiSquareWithYatesForTwoLevels()
{
    for (const auto &expected : driftReference()["categories"]) {
        const Json c = report(tableOf({referenceTextColumn("c", expected["reference"])}),
                              tableOf({referenceTextColumn("c", expected["current"])}))["features"]["c"];
        const double p = expected["yates"][1].get<double>();
        QCOMPARE_JSON(c["test"], Json("chi2"));
        QCOMPARE_NEAR(c["statistic"].get<double>(), expected["yates"][0].get<double>(), 1e-10);
        QCOMPARE_NEAR(c["p_value"].get<double>(), p, 1e-10 * p);
        QCOMPARE_JSON(c["drift_detected"], Json(p < 0.05));
    }
}

void DocumentsTest::theScoreIsOneMinusTheMeanOfTheP()
{
    const auto reference = driftReference();
    const auto number = reference["numbers"][0];
    const auto category = reference["categories"][0];
    const Json made =
        report(tableOf({numberColumn("x", referenceNumbers(number["reference"])), textColumn("pad", {})}),
               tableOf({numberColumn("x", referenceNumbers(number["current"])), textColumn("pad", {})}));
    QCOMPARE_NEAR(made["summary"]["overall_score"].get<double>(), 1 - number["ks_p"].get<double>(), 1e-12);

    auto before = referenceTextColumn("c", category["reference"]);
    auto after = referenceTextColumn("c", category["current"]);
    auto x = numberColumn("x", std::vector<double>(before.rows(), 1.0)); // a constant: p is 1
    auto y = numberColumn("x", std::vector<double>(after.rows(), 1.0));
    const Json both = report(tableOf({before, x}), tableOf({after, y}));
    const double expected = 1 - (category["yates"][1].get<double>() + 1) / 2;
    QCOMPARE_NEAR(both["summary"]["overall_score"].get<double>(), expected, 1e-12);
    QCOMPARE_JSON(both["summary"]["drift_detected"], Json(false));
}

SLIPWAY_TEST_MAIN(DocumentsTest)
#include "documents_test.moc"
