#include "core/monitor/drift.h"

#include "core/base/random.h"
#include "core/stats/tails.h"
#include "tests/core/monitor/compare_json.h"
#include "tests/core/monitor/drift_tables.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;
using monitor::DriftOptions;
using monitor::DriftProfile;
using monitor::driftReport;

class CalibratedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void alarmsOnRealShiftsAndNotOnHarmlessOnes();
    void noiseAloneSeldomAlarmsWhereEvidentlyAlwaysDoes();
    void theNoiseFloorIsTheFormulas();
    void aFrequentValueDoesNotHideAChange();
    void aRareFlagThatSpreadsIsSeen();
    void aJumpInMissingValuesIsADrift();
    void oneMissingValueInASmallWindowIsNot();
    void manyRareLevelsAreNoDrift();
    void theScoreGrowsWithTheEffectAndItsWeight();
    void theScoreIsZeroWithoutDrift();

private:
    static Json feature(const data::Column &reference, const data::Column &current,
                        const DriftOptions &options = {});
};

Json CalibratedTest::feature(const data::Column &reference, const data::Column &current,
                             const DriftOptions &options)
{
    auto report = driftReport(tableOf({reference}), tableOf({current}), options, {});
    return report ? report.value()["features"][reference.name] : Json(report.error().message);
}

// The reference cases by name: a quarter of a deviation and a wider spread matter, 0.03 deviations at 50 000
// rows do not (KS alone says p = 1e-6), and no drift is none.
void CalibratedTest::alarmsOnRealShiftsAndNotOnHarmlessOnes()
{
    for (const auto &expected : driftReference()["numbers"]) {
        const auto name = expected["name"].get<std::string>();
        const Json x =
            feature(numberColumn("x", referenceNumbers(expected["reference"], expected["decimals"])),
                    numberColumn("x", referenceNumbers(expected["current"], expected["decimals"])));
        const bool matters = name == "shift_800_600" || name == "scale_5000_4000" || name == "tied_2000_1500";
        QVERIFY2(x["drift_detected"] == Json(matters), name.c_str());
        QVERIFY(x["threshold"].get<double>() >= x["practical_limit"].get<double>());
        QVERIFY(!matters || x["statistic"].get<double>() >= x["threshold"].get<double>());
        QVERIFY(!matters || x["p_value"].get<double>() <= DriftOptions().alpha);
    }
}

// 1500 reference rows against a window of 100, four columns each. Evidently's distances alarm on nearly every
// report; of 200 calibrated reports 4 should alarm, and 10 (5%) are what a team accepts.
void CalibratedTest::noiseAloneSeldomAlarmsWhereEvidentlyAlwaysDoes()
{
    int calibrated = 0;
    int evidently = 0;
    for (std::uint64_t draw = 0; draw < 200; ++draw) {
        Random random(2026, draw);
        const auto table = [&random](int rows) {
            data::Table made = tableOf({numberColumn("normal", {}), numberColumn("skewed", {}),
                                        textColumn("few", {}), textColumn("many", {})});
            for (int level = 0; level < 30; ++level) {
                made.columns[2].levels.push_back(std::to_string(level));
                made.columns[3].levels.push_back(std::to_string(level));
            }
            for (int row = 0; row < rows; ++row) {
                made.columns[0].numbers.push_back(random.normal());
                made.columns[1].numbers.push_back(std::exp(1.5 * random.normal()));
                made.columns[2].codes.push_back(static_cast<std::int32_t>(random.below(3)));
                made.columns[3].codes.push_back(static_cast<std::int32_t>(random.below(30)));
            }
            return made;
        };
        const auto reference = table(1500);
        const auto current = table(100);
        const auto alarms = [&](DriftProfile profile) {
            const auto report = driftReport(reference, current, {.profile = profile, .threads = 1}, {});
            return report && report.value()["summary"]["drift_detected"] == Json(true) ? 1 : 0;
        };
        calibrated += alarms(DriftProfile::Calibrated);
        evidently += alarms(DriftProfile::Evidently);
    }
    QVERIFY2(calibrated < 10, qPrintable(QStringLiteral("%1 of 200").arg(calibrated)));
    QVERIFY2(evidently > 190, qPrintable(QStringLiteral("%1 of 200").arg(evidently)));
}

// FIELD A2: (1/n + 1/m) chi2(B - 1), 0.0959 at 5% for 1500 against 200 rows and ten bins; the distance of
// categories by sqrt((1/n + 1/m) chi2(K - 1) / (8 ln 2)).
void CalibratedTest::theNoiseFloorIsTheFormulas()
{
    DriftOptions options;
    options.alpha = 0.05;
    options.wassersteinLimit = 100; // so that PSI is the effect that is shown
    const Json x = feature(numberColumn("x", referenceNumbers(1, 1500, 0, 1)),
                           numberColumn("x", referenceNumbers(2, 200, 0.5, 1)), options);
    QCOMPARE_JSON(x["test"], Json("psi"));
    QCOMPARE_NEAR(x["noise_floor"].get<double>(), 0.0959, 5e-5);
    QCOMPARE_JSON(x["statistic"], x["psi"]);

    const Json c = feature(textColumn("c", repeated({{"a", 600}, {"b", 300}, {"c", 100}})),
                           textColumn("c", repeated({{"a", 100}, {"b", 50}, {"c", 50}})), options);
    QCOMPARE_JSON(c["test"], Json("jensen_shannon"));
    QCOMPARE_NEAR(c["noise_floor"].get<double>(),
                  std::sqrt((1.0 / 1000 + 1.0 / 200) * 5.991464547 / (8 * std::log(2))), 1e-9);
    QCOMPARE_JSON(c["statistic"], c["jensen_shannon"]);
}

// 92% zeros become 60%, beside one value so large that no distance in deviations moves. All deciles but the
// last are zero, so that PSI on plain deciles is blind.
void CalibratedTest::aFrequentValueDoesNotHideAChange()
{
    const auto gains = [](int zeros, int others) {
        std::vector<double> values(static_cast<std::size_t>(zeros), 0.0);
        for (int i = 0; i < others; ++i)
            values.push_back(1 + i % 40);
        values.push_back(1e9);
        return numberColumn("gain", values);
    };
    const Json x = feature(gains(9200, 800), gains(600, 400));
    QVERIFY(x["psi"].get<double>() < 0.1);
    QVERIFY(x["wasserstein_normed"].get<double>() > 0);
    QCOMPARE_JSON(x["drift_detected"], Json(true));
}

void CalibratedTest::aRareFlagThatSpreadsIsSeen()
{
    const auto flag = [](int zeros, int ones) {
        std::vector<double> values(static_cast<std::size_t>(zeros), 0.0);
        values.insert(values.end(), static_cast<std::size_t>(ones), 1.0);
        return numberColumn("flag", values, "BOOLEAN");
    };
    QCOMPARE_JSON(feature(flag(950, 50), flag(350, 150))["drift_detected"], Json(true));
    QCOMPARE_JSON(feature(flag(950, 50), flag(475, 25))["drift_detected"], Json(false));
}

void CalibratedTest::aJumpInMissingValuesIsADrift()
{
    auto values = referenceNumbers(1, 1000, 0, 1);
    const auto reference = numberColumn("income", values);
    values.resize(800);
    for (std::size_t i = 0; i < 80; ++i)
        values[i * 10] = std::nan("");
    const Json income = feature(reference, numberColumn("income", values));
    QCOMPARE_JSON(income["drift_detected"], Json(true));
    QCOMPARE_JSON(income["test"], Json("null_share"));
    QCOMPARE_JSON(income["null_share"]["drift_detected"], Json(true));
    QCOMPARE_NEAR(income["null_share"]["current"].get<double>(), 0.1, 1e-15);
}

void CalibratedTest::oneMissingValueInASmallWindowIsNot()
{
    auto reference = referenceNumbers(1, 1000, 0, 1);
    auto current = referenceNumbers(2, 40, 0, 1);
    reference[0] = current[0] = std::nan("");
    const Json x = feature(numberColumn("x", reference), numberColumn("x", current));
    QCOMPARE_JSON(x["null_share"]["drift_detected"], Json(false));
    QCOMPARE_JSON(x["drift_detected"], Json(false));
}

// Names that hardly repeat share nearly nothing, and that is what they do without drift too.
void CalibratedTest::manyRareLevelsAreNoDrift()
{
    Random random(5);
    std::vector<std::string> before;
    std::vector<std::string> after;
    for (int i = 0; i < 600; ++i)
        before.push_back(std::to_string(random.below(2000)));
    for (int i = 0; i < 100; ++i)
        after.push_back(std::to_string(random.below(2000)));
    const Json name = feature(textColumn("name", before), textColumn("name", after));
    QVERIFY(name["jensen_shannon"].get<double>() > 0.5);
    QCOMPARE_JSON(name["drift_detected"], Json(false));
}

// Two columns of which one drifts: half the score of that column alone; with weight 3 of 4 three quarters. A
// small shift scores its effect in units of twice the limit, so that twice the limits halve it.
void CalibratedTest::theScoreGrowsWithTheEffectAndItsWeight()
{
    const auto still = numberColumn("still", referenceNumbers(1, 5000, 0, 1));
    const auto before = numberColumn("moves", referenceNumbers(2, 5000, 0, 1));
    const auto score = [&](double shift, const DriftOptions &options) {
        const auto after = numberColumn("moves", referenceNumbers(3, 5000, shift, 1));
        const auto report = driftReport(tableOf({still, before}), tableOf({still, after}), options, {});
        return report ? report.value()["summary"]["overall_score"].get<double>() : -1;
    };
    QCOMPARE(score(5, {}), 0.5);
    QCOMPARE(score(5, {.weights = {{"moves", 3}, {"still", 1}}}), 0.75);
    QCOMPARE(score(5, {.weights = {{"still", 1}}}), 0.0);
    const double small = score(0.15, {});
    QVERIFY(small > 0.3 && small < 0.5);
    QCOMPARE_NEAR(score(0.15, {.psiLimit = 0.2, .wassersteinLimit = 0.2}), small / 2, 1e-15);
}

void CalibratedTest::theScoreIsZeroWithoutDrift()
{
    const auto report = driftReport(tableOf({numberColumn("x", referenceNumbers(1, 800, 0, 1))}),
                                    tableOf({numberColumn("x", referenceNumbers(2, 600, 0, 1))}), {}, {});
    QVERIFY_OK(report);
    QCOMPARE_JSON(report.value()["summary"]["overall_score"], Json(0.0));
    QCOMPARE_JSON(report.value()["summary"]["dataset_drift"], Json(false));
}

SLIPWAY_TEST_MAIN(CalibratedTest)
#include "calibrated_test.moc"
