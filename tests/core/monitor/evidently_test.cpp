#include "core/monitor/drift.h"

#include "tests/core/monitor/compare_json.h"
#include "tests/core/monitor/drift_tables.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;
using monitor::DriftProfile;
using monitor::driftReport;

/// The rule table of FIELD A2, line by line.
class EvidentlyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersAreJudgedByKsInSmallReferences();
    void numbersAreJudgedByWassersteinInLargeReferences();
    void exactlyFivePercentIsADriftForKs();
    void categoriesOfSmallReferencesAreJudgedByOneSampleChiSquare();
    void categoriesOfLargeReferencesAreJudgedByNaturalJensenShannon();
    void twoLevelsAreJudgedByZ();
    void oneLevelIsNoDrift();
    void aNewLevelIsADriftWithoutAStatistic();
    void numbersWithFewValuesAreJudgedLikeCategories();
    void wholeNumbersWithUpToTenValuesAreCategories();
    void missingValuesDoNotCountTowardsTheReferencesSize();
    void freeTextIsUndefined();
    void halfOfTheColumnsIsADataSetDrift();

private:
    static Json feature(const data::Column &reference, const data::Column &current);
    static std::vector<double> levels(std::size_t rows, int count);
};

Json EvidentlyTest::feature(const data::Column &reference, const data::Column &current)
{
    auto report =
        driftReport(tableOf({reference}), tableOf({current}), {.profile = DriftProfile::Evidently}, {});
    return report ? report.value()["features"][reference.name] : Json(report.error().message);
}

std::vector<double> EvidentlyTest::levels(std::size_t rows, int count)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < rows; ++i)
        values.push_back(static_cast<double>(i % static_cast<std::size_t>(count)));
    return values;
}

void EvidentlyTest::numbersAreJudgedByKsInSmallReferences()
{
    for (const std::size_t i : {0u, 1u}) { // no drift, and a quarter of a deviation
        const auto expected = driftReference()["numbers"][i];
        const Json x = feature(numberColumn("x", referenceNumbers(expected["reference"])),
                               numberColumn("x", referenceNumbers(expected["current"])));
        QCOMPARE_JSON(x["test"], Json("ks"));
        QCOMPARE_NEAR(x["p_value"].get<double>(), expected["ks_p"].get<double>(), 1e-12);
        QCOMPARE_JSON(x["threshold"], Json(0.05));
        QCOMPARE_JSON(x["drift_detected"], Json(i == 1));
    }
}

void EvidentlyTest::numbersAreJudgedByWassersteinInLargeReferences()
{
    for (const std::size_t i : {2u, 3u}) { // a wider spread, and no drift
        const auto expected = driftReference()["numbers"][i];
        const Json x = feature(numberColumn("x", referenceNumbers(expected["reference"])),
                               numberColumn("x", referenceNumbers(expected["current"])));
        QCOMPARE_JSON(x["test"], Json("wasserstein"));
        QCOMPARE_NEAR(x["statistic"].get<double>(), expected["wasserstein_normed"].get<double>(), 1e-12);
        QVERIFY(x["p_value"].is_null());
        QVERIFY(x["undefined"].contains("p_value"));
        QCOMPARE_JSON(x["threshold"], Json(0.1));
        QCOMPARE_JSON(x["drift_detected"], Json(i == 2));
    }
}

// One value below 39 others: 2 of 40 orders are as extreme, p is 0.05 to the last bit. The documents ask for
// less.
void EvidentlyTest::exactlyFivePercentIsADriftForKs()
{
    std::vector<double> others;
    for (int i = 1; i < 40; ++i)
        others.push_back(i);
    const auto reference = numberColumn("x", {0});
    const auto current = numberColumn("x", others);
    const Json x = feature(reference, current);
    QCOMPARE_JSON(x["p_value"], Json(0.05));
    QCOMPARE_JSON(x["drift_detected"], Json(true));
    const auto documents =
        driftReport(tableOf({reference}), tableOf({current}), {.profile = DriftProfile::Documents}, {});
    QVERIFY_OK(documents);
    QCOMPARE_JSON(documents.value()["features"]["x"]["drift_detected"], Json(false));
}

void EvidentlyTest::categoriesOfSmallReferencesAreJudgedByOneSampleChiSquare()
{
    const auto expected = driftReference()["categories"][2];
    const Json c = feature(referenceTextColumn("c", expected["reference"]),
                           referenceTextColumn("c", expected["current"]));
    QCOMPARE_JSON(c["test"], Json("chisquare"));
    QCOMPARE_NEAR(c["statistic"].get<double>(), expected["one_sample"][0].get<double>(), 1e-10);
    QCOMPARE_NEAR(c["p_value"].get<double>(), expected["one_sample"][1].get<double>(), 1e-14);
    QCOMPARE_JSON(c["drift_detected"], Json(true));
}

void EvidentlyTest::categoriesOfLargeReferencesAreJudgedByNaturalJensenShannon()
{
    const auto expected = driftReference()["categories"][4];
    const Json c = feature(referenceTextColumn("c", expected["reference"]),
                           referenceTextColumn("c", expected["current"]));
    QCOMPARE_JSON(c["test"], Json("jensenshannon"));
    QCOMPARE_NEAR(c["statistic"].get<double>(), expected["js_base_e"].get<double>(), 1e-13);
    QCOMPARE_NEAR(c["jensen_shannon"].get<double>(), expected["js_base_2"].get<double>(), 1e-13);
    QCOMPARE_JSON(c["drift_detected"], Json(true));
}

void EvidentlyTest::twoLevelsAreJudgedByZ()
{
    for (const std::size_t i : {0u, 1u}) {
        const auto expected = driftReference()["categories"][i];
        const Json c = feature(referenceTextColumn("c", expected["reference"]),
                               referenceTextColumn("c", expected["current"]));
        QCOMPARE_JSON(c["test"], Json("z"));
        QCOMPARE_NEAR(c["p_value"].get<double>(), expected["z_p"].get<double>(), 1e-13);
        QCOMPARE_JSON(c["drift_detected"], Json(i == 1));
    }
}

void EvidentlyTest::oneLevelIsNoDrift()
{
    const Json c = feature(textColumn("c", repeated({{"a", 40}})), textColumn("c", repeated({{"a", 30}})));
    QCOMPARE_JSON(c["p_value"], Json(1.0));
    QCOMPARE_JSON(c["drift_detected"], Json(false));
}

void EvidentlyTest::aNewLevelIsADriftWithoutAStatistic()
{
    const Json c = feature(textColumn("c", repeated({{"a", 40}, {"b", 40}})),
                           textColumn("c", repeated({{"a", 39}, {"b", 40}, {"new", 1}})));
    QCOMPARE_JSON(c["test"], Json("chisquare"));
    QVERIFY(c["statistic"].is_null());
    QVERIFY(c["undefined"].contains("statistic"));
    QCOMPARE_JSON(c["p_value"], Json(0.0));
    QCOMPARE_JSON(c["drift_detected"], Json(true));
}

void EvidentlyTest::numbersWithFewValuesAreJudgedLikeCategories()
{
    const auto test = [](std::size_t rows, int values) {
        return feature(numberColumn("x", levels(rows, values)),
                       numberColumn("x", levels(rows, values)))["test"];
    };
    QCOMPARE_JSON(test(900, 2), Json("z"));
    QCOMPARE_JSON(test(900, 3), Json("chisquare"));
    QCOMPARE_JSON(test(900, 5), Json("chisquare"));
    QCOMPARE_JSON(test(900, 6), Json("ks"));
    QCOMPARE_JSON(test(1000, 6), Json("ks"));
    QCOMPARE_JSON(test(1001, 6), Json("wasserstein"));
    QCOMPARE_JSON(test(1001, 5), Json("jensenshannon"));
    QCOMPARE_JSON(test(1001, 2), Json("jensenshannon"));
}

void EvidentlyTest::wholeNumbersWithUpToTenValuesAreCategories()
{
    const auto test = [](int values, const char *type, double first) {
        auto numbers = levels(900, values);
        numbers[0] = first;
        return feature(numberColumn("x", numbers, type), numberColumn("x", numbers, type))["test"];
    };
    QCOMPARE_JSON(test(10, "BIGINT", 0), Json("chisquare"));
    QCOMPARE_JSON(test(11, "BIGINT", 0), Json("ks"));
    QCOMPARE_JSON(test(10, "DOUBLE", 0), Json("ks"));
    QCOMPARE_JSON(test(10, "BIGINT", std::nan("")),
                  Json("ks")); // whole numbers with a gap are fractions to a data frame
}

void EvidentlyTest::missingValuesDoNotCountTowardsTheReferencesSize()
{
    auto values = referenceNumbers(1, 1001, 0, 1);
    const auto whole = numberColumn("x", values);
    values[0] = std::nan("");
    QCOMPARE_JSON(feature(whole, whole)["test"], Json("wasserstein"));
    QCOMPARE_JSON(feature(numberColumn("x", values), whole)["test"], Json("ks"));
}

void EvidentlyTest::freeTextIsUndefined()
{
    const Json c = feature(textColumn("c", {"I like it", "No", "Why?"}), textColumn("c", {"Well"}));
    QVERIFY(c["drift_detected"].is_null());
    QVERIFY(c["undefined"].contains("drift_detected"));
}

void EvidentlyTest::halfOfTheColumnsIsADataSetDrift()
{
    const auto still = numberColumn("still", referenceNumbers(1, 300, 0, 1));
    const auto before = numberColumn("moves", referenceNumbers(2, 300, 0, 1));
    const auto after = numberColumn("moves", referenceNumbers(2, 300, 3, 1));
    auto third = still;
    third.name = "third";
    const auto summary = [](const data::Table &reference, const data::Table &current) {
        auto report = driftReport(reference, current, {.profile = DriftProfile::Evidently}, {});
        return report ? report.value()["summary"] : Json();
    };
    const Json half = summary(tableOf({still, before}), tableOf({still, after}));
    QCOMPARE_JSON(half["drift_share"], Json(0.5));
    QCOMPARE_JSON(half["dataset_drift"], Json(true));
    const Json less = summary(tableOf({still, before, third}), tableOf({still, after, third}));
    QCOMPARE_JSON(less["dataset_drift"], Json(false));
    QCOMPARE_JSON(less["drift_detected"], Json(true));
}

SLIPWAY_TEST_MAIN(EvidentlyTest)
#include "evidently_test.moc"
