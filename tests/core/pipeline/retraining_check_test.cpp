#include "core/pipeline/retraining_check.h"

#include "core/registry/models.h"
#include "core/workspace/vault.h"
#include "core/workspace/workspace.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;
using pipeline::checkRetraining;

/// The policy on the records of a workspace. Events have the time of today; the days pass by asking later.
class RetrainingCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inAnEmptyWorkspaceNothingIsKnown();
    void driftOfAModelJustTrainedHasToWait();
    void afterThePauseItIsAdvised();
    void ageAloneIsAReason();
    void aTrainingThatDoesNotServeStartsThePause();
    void aDropOfAccuracyIsAReason();
    void accuracyMeasuredAfterRegisteringCounts();
    void theScoreOfAnotherProfileIsNotKnown();
    void theLimitsAreThoseOfTheFile();
    void trainingsAreToldNewestFirst();
};

namespace {

class Records
{
public:
    Records()
        : m_workspace(workspace::Workspace::open(m_folder / "feed", workspace::OpenMode::Create, {"ada", "cli", ""})
                          .value())
    {
    }

    workspace::Workspace &workspace() { return m_workspace; }

    std::string train(const std::string &name = "ranker")
    {
        auto runs = m_workspace.runs();
        const auto run = runs.create({"feed", name, "ada", ""}).value();
        (void)runs.finish(run, "FINISHED");
        (void)m_workspace.change({"run.trained", run, {{"files", Json::object()}}});
        return run;
    }

    /// The log takes only events of now; this one is slipped in, and nobody verifies the chain here.
    std::string trainLongAgo(int days)
    {
        const auto run = m_workspace.runs().create({"feed", "ranker", "ada", ""}).value();
        (void)m_workspace.store().execute(
            "INSERT INTO events (time, actor, origin, job, kind, subject, payload, prev, hash) "
            "VALUES (?, 'ada', 'cli', '', 'run.trained', ?, '{}', '', '')",
            {utcNow() - days * microsPerDay, run});
        return run;
    }

    void serve(const std::string &run, const Json &metrics = {{"metrics", {{"accuracy", 0.9}}}})
    {
        registry::Models models(m_workspace.store());
        const auto version = models.add({.name = "feed-model",
                                         .modelId = "model-" + run,
                                         .runId = run,
                                         .folder = "models/runs/" + run,
                                         .metrics = metrics});
        (void)models.setProduction("feed-model", version.value().version);
        (void)m_workspace.change({"model.promoted", version.value().reference()});
    }

    void measureDrift(const Json &score, const std::string &profile = "calibrated")
    {
        const Json report = {{"profile", profile},
                             {"summary",
                              {{"columns", 3},
                               {"drifted_columns", 1},
                               {"undefined_columns", {"income"}},
                               {"overall_score", score}}}};
        const auto hash = m_workspace.artifacts().putBytes(writeJson(report));
        (void)m_workspace.change(
            {"drift.measured", "feed", {{"reference", "a"}, {"current", "b"}, {"report", hash.value()}}});
    }

    Json afterDays(double days)
    {
        const auto later = static_cast<TimeMicros>(days * static_cast<double>(microsPerDay));
        const auto check = checkRetraining(m_workspace.store(), m_workspace.folder(), utcNow() + later);
        return check ? check.value() : Json(check.error().message);
    }

private:
    TemporaryFolder m_folder;
    workspace::Workspace m_workspace;
};

std::string text(const Json &object, const char *key)
{
    return object.at(key).get<std::string>();
}

const Json &rule(const Json &check, std::string_view name)
{
    for (const auto &one : check.at("rules")) {
        if (one.at("rule") == name)
            return one;
    }
    return check.at("rules").at(0);
}

} // namespace

void RetrainingCheckTest::inAnEmptyWorkspaceNothingIsKnown()
{
    Records records;
    const Json check = records.afterDays(0);
    QCOMPARE_TEXT(text(check, "verdict"), "unknown");
    QCOMPARE(check.at("advised").get<bool>(), false);
    QCOMPARE(check.at("rules").size(), 4u);
    for (const auto &one : check.at("rules"))
        QCOMPARE_TEXT(text(one, "says"), "unknown");
    QVERIFY(check.at("production").is_null() && check.at("drift").is_null());
    QVERIFY(check.at("trainings").empty());
}

void RetrainingCheckTest::driftOfAModelJustTrainedHasToWait()
{
    Records records;
    records.serve(records.train());
    records.measureDrift(0.5);
    const Json check = records.afterDays(2);
    QCOMPARE_TEXT(text(check, "verdict"), "wait");
    QCOMPARE(check.at("advised").get<bool>(), false);
    QVERIFY(check.contains("held_back"));
    QCOMPARE_TEXT(text(rule(check, "drift"), "says"), "retrain");
    QCOMPARE_TEXT(text(rule(check, "pause"), "says"), "wait");
    QCOMPARE_NEAR(rule(check, "pause").at("value").get<double>(), 2, 0.01);
    QCOMPARE_TEXT(text(rule(check, "accuracy_drop"), "says"), "unknown");
    QCOMPARE_TEXT(text(check.at("production"), "version"), "feed-model/1");
    QCOMPARE(check.at("drift").at("undefined_columns").get<int>(), 1);
}

void RetrainingCheckTest::afterThePauseItIsAdvised()
{
    Records records;
    records.serve(records.train());
    records.measureDrift(0.5);
    const Json check = records.afterDays(8);
    QCOMPARE_TEXT(text(check, "verdict"), "retrain");
    QCOMPARE(check.at("advised").get<bool>(), true);
    QCOMPARE(check.at("should_retrain").get<bool>(), true);
    QCOMPARE(check.at("reasons").size(), 1u);
}

void RetrainingCheckTest::ageAloneIsAReason()
{
    Records records;
    records.serve(records.train());
    records.measureDrift(0.1);
    QCOMPARE_TEXT(text(records.afterDays(29), "verdict"), "nothing");
    QCOMPARE_TEXT(text(records.afterDays(31), "verdict"), "retrain");
}

void RetrainingCheckTest::aTrainingThatDoesNotServeStartsThePause()
{
    Records records;
    records.serve(records.trainLongAgo(40));
    QCOMPARE_TEXT(text(records.afterDays(0), "verdict"), "retrain");
    records.train("retrained");
    const Json check = records.afterDays(1);
    QCOMPARE_TEXT(text(rule(check, "age"), "says"), "retrain");
    QCOMPARE_TEXT(text(rule(check, "pause"), "says"), "wait");
    QCOMPARE_TEXT(text(check, "verdict"), "wait");
}

void RetrainingCheckTest::aDropOfAccuracyIsAReason()
{
    Records records;
    records.serve(records.train());
    records.measureDrift(0.1);
    auto runs = records.workspace().runs();
    const auto evaluation = runs.create({"feed", "production_evaluation", "ada", ""});
    QVERIFY_OK(evaluation);
    QVERIFY_OK(runs.addMetrics(evaluation.value(), {{"accuracy", 0, utcNow(), 0.8}}));
    const Json check = records.afterDays(10);
    QCOMPARE_NEAR(rule(check, "accuracy_drop").at("value").get<double>(), 0.1, 1e-12);
    QCOMPARE_TEXT(text(check, "verdict"), "retrain");
}

void RetrainingCheckTest::accuracyMeasuredAfterRegisteringCounts()
{
    Records records;
    const auto run = records.train();
    records.serve(run, Json::object());
    QVERIFY(text(rule(records.afterDays(0), "accuracy_drop"), "sentence").find("baseline") != std::string::npos);
    QVERIFY_OK(workspace::writeFile(records.workspace() / ("models/runs/" + run + "/evaluation.json"),
                                    R"({"metrics":{"accuracy":0.9}})"));
    QVERIFY(text(rule(records.afterDays(0), "accuracy_drop"), "sentence").find("Recent") != std::string::npos);
}

void RetrainingCheckTest::theScoreOfAnotherProfileIsNotKnown()
{
    Records records;
    records.serve(records.train());
    records.measureDrift(0.5, "documents");
    const Json check = records.afterDays(10);
    QVERIFY(check.at("drift_score").is_null());
    QCOMPARE_TEXT(text(rule(check, "drift"), "says"), "unknown");
    QCOMPARE_TEXT(text(check, "verdict"), "unknown");
    records.measureDrift(nullptr);
    QCOMPARE_TEXT(text(records.afterDays(10), "verdict"), "unknown");
}

void RetrainingCheckTest::theLimitsAreThoseOfTheFile()
{
    Records records;
    records.serve(records.train());
    records.measureDrift(0.5);
    QVERIFY_OK(workspace::writeFile(records.workspace().configFolder() / "monitoring_config.yaml",
                                    "retraining:\n  drift_threshold: 0.6\n  min_days: 1\n"));
    const Json check = records.afterDays(2);
    QCOMPARE_TEXT(text(check, "verdict"), "nothing");
    QCOMPARE(check.at("policy").at("drift_threshold").get<double>(), 0.6);
    QCOMPARE(rule(check, "pause").at("limit").get<double>(), 1.0);
}

void RetrainingCheckTest::trainingsAreToldNewestFirst()
{
    Records records;
    const auto first = records.train("first");
    records.serve(first);
    records.train("second");
    const Json trainings = records.afterDays(0).at("trainings");
    QCOMPARE(trainings.size(), 2u);
    QCOMPARE_TEXT(text(trainings[0], "name"), "second");
    QVERIFY(!trainings[0].contains("version"));
    QCOMPARE_TEXT(text(trainings[1], "version"), "feed-model/1");
    QCOMPARE_TEXT(text(trainings[1], "stage"), "Production");
}

SLIPWAY_TEST_MAIN(RetrainingCheckTest)
#include "retraining_check_test.moc"
