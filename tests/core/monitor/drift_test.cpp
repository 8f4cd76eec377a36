#include "core/monitor/drift.h"

#include "tests/core/monitor/compare_json.h"
#include "tests/core/monitor/drift_tables.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;
using monitor::DriftOptions;
using monitor::DriftProfile;
using monitor::driftReport;

/// The report as a whole: what is compared, what is refused, and the statistics that are the same in every
/// profile.
class DriftTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reportsTheReferenceNumbersOfNumericColumns();
    void reportsTheReferenceNumbersOfCategories();
    void profilesAgreeOnTheStatistics();
    void theSameDataHasNoDrift();
    void shufflingRowsChangesNothing();
    void theReportDoesNotDependOnThreads();
    void idsAreIgnoredUnlessNamed();
    void aMissingColumnIsNamed();
    void columnsOfDifferentKindsAreRefused();
    void emptyTablesAndWrongLimitsAreRefused();
    void aColumnEmptyInOneSideIsNeverNoDrift();
    void aColumnEmptyInBothSidesIsUndefined();
    void levelsThatComeAndGoAreListed();
    void manyNewLevelsAreCountedNotAllListed();
    void infiniteValuesCountAsMissing();
    void scoresAreReportedAsPredictions();
    void aStopIsAnswered();

private:
    static data::Table wideTable(std::uint64_t seed);
};

data::Table DriftTest::wideTable(std::uint64_t seed)
{
    std::vector<data::Column> columns;
    for (std::uint64_t i = 0; i < 12; ++i)
        columns.push_back(numberColumn("x" + std::to_string(i), referenceNumbers(seed + i, 300, 0, 1)));
    columns.push_back(referenceTextColumn("level", Json {seed, 300, {0.5, 0.3, 0.2}}));
    return tableOf(std::move(columns));
}

void DriftTest::reportsTheReferenceNumbersOfNumericColumns()
{
    for (const auto &expected : driftReference()["numbers"]) {
        const auto reference =
            tableOf({numberColumn("x", referenceNumbers(expected["reference"], expected["decimals"]))});
        const auto current =
            tableOf({numberColumn("x", referenceNumbers(expected["current"], expected["decimals"]))});
        const auto report = driftReport(reference, current, {}, {});
        QVERIFY_OK(report);
        QCOMPARE_JSON(report.value()["reference"]["rows"], expected["reference"][1]);
        QCOMPARE_JSON(report.value()["current"]["rows"], expected["current"][1]);
        const Json &x = report.value()["features"]["x"];
        QCOMPARE_JSON(x["type"], Json("numeric"));
        const double p = expected["ks_p"].get<double>();
        QCOMPARE_NEAR(x["ks"]["statistic"].get<double>(), expected["ks_statistic"].get<double>(), 1e-14);
        QCOMPARE_NEAR(x["ks"]["p_value"].get<double>(), p, 1e-9 * p);
        QCOMPARE_NEAR(x["psi"].get<double>(), expected["psi_deciles"].get<double>(), 1e-12);
        QCOMPARE_NEAR(x["jensen_shannon"].get<double>(), expected["js_base_2"].get<double>(), 1e-12);
        QCOMPARE_NEAR(x["wasserstein"].get<double>(), expected["wasserstein"].get<double>(), 1e-12);
        QCOMPARE_NEAR(x["wasserstein_normed"].get<double>(), expected["wasserstein_normed"].get<double>(),
                      1e-12);
        QVERIFY(x["chi_square"]["statistic"].is_null());
        QVERIFY(x["chi_square"]["undefined"].contains("statistic"));
    }
}

void DriftTest::reportsTheReferenceNumbersOfCategories()
{
    for (const auto &expected : driftReference()["categories"]) {
        const auto report = driftReport(tableOf({referenceTextColumn("c", expected["reference"])}),
                                        tableOf({referenceTextColumn("c", expected["current"])}), {}, {});
        QVERIFY_OK(report);
        const Json &c = report.value()["features"]["c"];
        QCOMPARE_JSON(c["type"], Json("categorical"));
        QCOMPARE_NEAR(c["jensen_shannon"].get<double>(), expected["js_base_2"].get<double>(), 1e-12);
        QCOMPARE_NEAR(c["psi"].get<double>(), expected["psi_filled"].get<double>(), 1e-12);
        QCOMPARE_NEAR(c["chi_square"]["statistic"].get<double>(), expected["contingency"][0].get<double>(),
                      1e-10);
        QCOMPARE(c["chi_square"]["dof"].get<double>(), static_cast<double>(expected["counts"][0].size() - 1));
        QVERIFY(c["ks"]["statistic"].is_null());
        QVERIFY(c["wasserstein"].is_null());
    }
}

void DriftTest::profilesAgreeOnTheStatistics()
{
    const auto reference = wideTable(1);
    const auto current = wideTable(50);
    std::vector<Json> reports;
    for (const char *name : {"calibrated", "evidently", "documents"}) {
        const auto profile = monitor::driftProfile(name);
        QVERIFY_OK(profile);
        const auto report = driftReport(reference, current, {.profile = profile.value()}, {});
        QVERIFY_OK(report);
        QCOMPARE_JSON(report.value()["profile"], Json(name));
        reports.push_back(report.value());
    }
    for (const char *key :
         {"ks", "psi", "jensen_shannon", "wasserstein", "wasserstein_normed", "chi_square", "type"}) {
        for (const char *column : {"x0", "level"}) {
            QCOMPARE_JSON(reports[1]["features"][column][key], reports[0]["features"][column][key]);
            QCOMPARE_JSON(reports[2]["features"][column][key], reports[0]["features"][column][key]);
        }
    }
    QVERIFY_FAILS(monitor::driftProfile("strict"), "monitor.unknown_profile");
}

void DriftTest::theSameDataHasNoDrift()
{
    const auto table = wideTable(1);
    for (const auto profile : {DriftProfile::Calibrated, DriftProfile::Evidently, DriftProfile::Documents}) {
        const auto report = driftReport(table, table, {.profile = profile}, {});
        QVERIFY_OK(report);
        QCOMPARE_JSON(report.value()["summary"]["drift_detected"], Json(false));
        QCOMPARE_JSON(report.value()["summary"]["drifted_columns"], Json(0));
        QCOMPARE_NEAR(report.value()["summary"]["overall_score"].get<double>(), 0, 1e-9);
        const Json &x = report.value()["features"]["x3"];
        for (const char *key : {"psi", "jensen_shannon", "wasserstein", "wasserstein_normed"})
            QCOMPARE(x[key].get<double>(), 0.0);
        QCOMPARE(x["ks"]["p_value"].get<double>(), 1.0);
    }
}

void DriftTest::shufflingRowsChangesNothing()
{
    const auto reference = wideTable(1);
    auto current = wideTable(50);
    const auto before = driftReport(reference, current, {}, {});
    for (auto &column : current.columns) {
        std::reverse(column.numbers.begin(), column.numbers.end());
        std::reverse(column.codes.begin(), column.codes.end());
    }
    const auto after = driftReport(reference, current, {}, {});
    QVERIFY_OK(before);
    QVERIFY_OK(after);
    QCOMPARE_TEXT(writeJson(after.value()), writeJson(before.value()));
}

void DriftTest::theReportDoesNotDependOnThreads()
{
    const auto reference = wideTable(1);
    const auto current = wideTable(50);
    const auto one = driftReport(reference, current, {.threads = 1}, {});
    const auto many = driftReport(reference, current, {.threads = 8}, {});
    QVERIFY_OK(one);
    QVERIFY_OK(many);
    QCOMPARE_TEXT(writeJson(many.value()), writeJson(one.value()));
}

void DriftTest::idsAreIgnoredUnlessNamed()
{
    const auto table = tableOf({numberColumn("customer_id", {1, 2, 3}), numberColumn("tenure", {5, 6, 7})});
    const auto report = driftReport(table, table, {}, {});
    QVERIFY_OK(report);
    QVERIFY(!report.value()["features"].contains("customer_id"));
    QCOMPARE_JSON(report.value()["summary"]["columns"], Json(1));
    const auto named = driftReport(table, table, {.columns = {"customer_id"}}, {});
    QVERIFY_OK(named);
    QVERIFY(named.value()["features"].contains("customer_id"));
    QVERIFY(!named.value()["features"].contains("tenure"));
    const auto nothingLeft = tableOf({numberColumn("user_id", {1})});
    QVERIFY_FAILS(driftReport(nothingLeft, nothingLeft, {}, {}), "monitor.no_columns");
}

void DriftTest::aMissingColumnIsNamed()
{
    const auto both = tableOf({numberColumn("tenure", {1, 2}), numberColumn("churned", {0, 1})});
    const auto less = tableOf({numberColumn("tenure", {1, 2})});
    const auto report = driftReport(both, less, {}, {});
    QVERIFY_FAILS(report, "monitor.missing_columns");
    QVERIFY(report.error().message.find("current data lacks") != std::string::npos);
    QVERIFY(report.error().message.find("churned") != std::string::npos);
    QVERIFY_FAILS(driftReport(less, both, {}, {}), "monitor.missing_columns");
    QVERIFY_FAILS(driftReport(both, both, {.columns = {"tenur"}}, {}), "monitor.unknown_columns");
    QVERIFY_OK(driftReport(both, less, {.columns = {"tenure"}}, {}));
}

void DriftTest::columnsOfDifferentKindsAreRefused()
{
    const auto numbers = tableOf({numberColumn("plan", {1, 2})});
    const auto texts = tableOf({textColumn("plan", {"a", "b"})});
    QVERIFY_FAILS(driftReport(numbers, texts, {}, {}), "monitor.kinds_differ");
}

void DriftTest::emptyTablesAndWrongLimitsAreRefused()
{
    const auto some = tableOf({numberColumn("x", {1, 2})});
    const auto none = tableOf({numberColumn("x", {})});
    QVERIFY_FAILS(driftReport(some, none, {}, {}), "monitor.empty_table");
    QVERIFY_FAILS(driftReport(none, some, {}, {}), "monitor.empty_table");
    QVERIFY_FAILS(driftReport(some, some, {.alpha = 0}, {}), "monitor.bad_limit");
    QVERIFY_FAILS(driftReport(some, some, {.psiLimit = std::nan("")}, {}), "monitor.bad_limit");
}

// A file whose column went empty is often read as texts: still the same column.
void DriftTest::aColumnEmptyInOneSideIsNeverNoDrift()
{
    const auto reference = tableOf({numberColumn("income", referenceNumbers(1, 200, 0, 1))});
    const auto current = tableOf({textColumn("income", std::vector<std::string>(100))});
    for (const auto profile : {DriftProfile::Evidently, DriftProfile::Documents}) {
        const auto report = driftReport(reference, current, {.profile = profile}, {});
        QVERIFY_OK(report);
        const Json &income = report.value()["features"]["income"];
        QCOMPARE_JSON(income["type"], Json("numeric"));
        QVERIFY(income["drift_detected"].is_null());
        QCOMPARE_JSON(income["undefined"]["drift_detected"],
                      Json("the current data has no value in this column"));
        QVERIFY(report.value()["summary"]["drift_detected"].is_null());
        QCOMPARE_JSON(report.value()["summary"]["undefined_columns"], Json({"income"}));
    }
    const auto calibrated = driftReport(reference, current, {}, {});
    QVERIFY_OK(calibrated);
    const Json &income = calibrated.value()["features"]["income"];
    QCOMPARE_JSON(income["drift_detected"], Json(true)); // by its missing share, which went from 0 to 1
    QCOMPARE_JSON(income["test"], Json("null_share"));
    QVERIFY(income["psi"].is_null() && income["ks"]["p_value"].is_null());
    QCOMPARE_JSON(income["undefined"]["psi"], Json("the current data has no value in this column"));
    QCOMPARE_JSON(calibrated.value()["summary"]["drift_detected"], Json(true));
}

void DriftTest::aColumnEmptyInBothSidesIsUndefined()
{
    const std::vector<double> nothing(50, std::nan(""));
    const auto table =
        tableOf({numberColumn("x", nothing), numberColumn("y", referenceNumbers(1, 50, 0, 1))});
    const auto report = driftReport(table, table, {.profile = DriftProfile::Documents}, {});
    QVERIFY_OK(report);
    QVERIFY(report.value()["features"]["x"]["drift_detected"].is_null());
    QCOMPARE_JSON(report.value()["summary"]["undefined_columns"], Json({"x"}));
    QCOMPARE_JSON(report.value()["summary"]["drift_detected"], Json(false));
    QCOMPARE_JSON(report.value()["features"]["x"]["null_share"]["current"], Json(1.0));
}

void DriftTest::levelsThatComeAndGoAreListed()
{
    const auto reference = tableOf({textColumn("plan", {"basic", "gold", "gold", ""})});
    const auto current = tableOf({textColumn("plan", {"gold", "trial", "annual", ""})});
    const auto report = driftReport(reference, current, {}, {});
    QVERIFY_OK(report);
    const Json &plan = report.value()["features"]["plan"];
    QCOMPARE_JSON(plan["new_levels"], Json({"annual", "trial"}));
    QCOMPARE_JSON(plan["vanished_levels"], Json({"basic"}));
    QCOMPARE_JSON(plan["null_share"]["reference"], Json(0.25));
}

void DriftTest::manyNewLevelsAreCountedNotAllListed()
{
    std::vector<std::string> names;
    for (int i = 0; i < 500; ++i)
        names.push_back("name" + std::to_string(i));
    const auto report =
        driftReport(tableOf({textColumn("name", {"a"})}), tableOf({textColumn("name", names)}), {}, {});
    QVERIFY_OK(report);
    QCOMPARE_JSON(report.value()["features"]["name"]["new_level_count"], Json(500));
    QCOMPARE(report.value()["features"]["name"]["new_levels"].size(), 50u);
}

void DriftTest::infiniteValuesCountAsMissing()
{
    const double infinity = std::numeric_limits<double>::infinity();
    const auto table = tableOf({numberColumn("x", {1, 2, infinity, -infinity})});
    const auto report = driftReport(table, table, {}, {});
    QVERIFY_OK(report);
    QCOMPARE_JSON(report.value()["features"]["x"]["null_share"]["reference"], Json(0.5));
    QCOMPARE_JSON(report.value()["features"]["x"]["wasserstein"], Json(0.0));
}

void DriftTest::scoresAreReportedAsPredictions()
{
    const auto table = tableOf({numberColumn("x", {1, 2, 3}), numberColumn("score", {0.1, 0.4, 0.9})});
    const auto report = driftReport(table, table, {.scoreColumn = "score"}, {});
    QVERIFY_OK(report);
    QVERIFY(!report.value()["features"].contains("score"));
    QCOMPARE_JSON(report.value()["predictions"]["ks_statistic"], Json(0.0));
    QVERIFY_FAILS(driftReport(table, table, {.scoreColumn = "scores"}, {}), "monitor.not_scores");
}

void DriftTest::aStopIsAnswered()
{
    std::stop_source stop;
    stop.request_stop();
    const auto table = wideTable(1);
    QVERIFY_FAILS(driftReport(table, table, {}, {.stop = stop.get_token()}), "base.cancelled");
}

SLIPWAY_TEST_MAIN(DriftTest)
#include "drift_test.moc"
