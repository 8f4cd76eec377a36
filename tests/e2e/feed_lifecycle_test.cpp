#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include "core/data/read.h"
#include "core/serve/client.h"

#include <QCoreApplication>

#include <csignal>

using namespace slipway;
using namespace slipway::testing;

/// The eight end-to-end steps of the feed ranking system, through the real engine and the real server. The
/// steps build on one another and run in this order.
class FeedLifecycleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void step01GeneratesInteractionsWithTheExpectedColumns();
    void step02ValidationPasses();
    void step03FeaturesAreBuiltAndSplitByTime();
    void step04TrainingKeepsAModel();
    void step05EvaluationBeatsChance();
    void step06ServingAnswersRankedPredictions();
    void step07MonitoringWritesADriftReport();
    void step08EveryFileOfTheLifeIsThere();
    void transformsOfAFileBecomePartOfTheModel();
    void definitionsSayHowFeaturesComeIntoAModel();
    void theWholeLifeRunsAsOneCommand();
    void rollingBackReturnsToTheVersionBefore();

private:
    data::Table rows(const char *file, const std::vector<std::string> &columns = {}) const;

    TemporaryFolder m_folder;
    Engine m_engine {m_folder / "workspace"};
    QString m_run;
};

data::Table FeedLifecycleTest::rows(const char *file, const std::vector<std::string> &columns) const
{
    auto table = data::readTable(m_engine.workspace() / file, columns);
    return table ? std::move(table).value() : data::Table {};
}

void FeedLifecycleTest::step01GeneratesInteractionsWithTheExpectedColumns()
{
    QVERIFY_EXIT_OK(
        m_engine.ask({QStringLiteral("data"), QStringLiteral("generate"), QStringLiteral("--scenario"),
                      QStringLiteral("feed"), QStringLiteral("--rows"), QStringLiteral("20000"),
                      QStringLiteral("--seed"), QStringLiteral("7")}));
    const auto interactions = rows("data/raw/interactions.csv");
    QCOMPARE(interactions.rows(), std::size_t {20000});
    for (const auto *column :
         {"user_id", "item_id", "click", "dwell_time", "device", "position", "timestamp"})
        QVERIFY2(interactions.find(column), column);
    QVERIFY2(!interactions.find("probability"), "the truth must not be among the inputs");
    QVERIFY(rows("data/raw/users.csv").rows() > 0);
    QVERIFY(rows("data/raw/items.csv").rows() > 0);
}

void FeedLifecycleTest::step02ValidationPasses()
{
    const auto answer =
        m_engine.ask({QStringLiteral("data"), QStringLiteral("validate"), QStringLiteral("interactions")});
    QVERIFY_EXIT_OK(answer);
    QCOMPARE(answer.json().at("failed").get<int>(), 0);
    QVERIFY(answer.json().at("failures").empty());
}

void FeedLifecycleTest::step03FeaturesAreBuiltAndSplitByTime()
{
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("features"), QStringLiteral("build")}));
    double lastOfPartBefore = 0;
    for (const auto *file : {"data/features/train_features.parquet", "data/features/val_features.parquet",
                             "data/features/test_features.parquet"}) {
        const auto part = rows(file);
        QVERIFY2(part.rows() > 0, file);
        for (const auto *column :
             {"click", "user_historical_ctr", "user_avg_dwell_time", "item_ctr", "item_popularity"})
            QVERIFY2(part.find(column), column);
        const auto &times = part.find("timestamp")->numbers;
        QVERIFY(*std::min_element(times.begin(), times.end()) > lastOfPartBefore);
        lastOfPartBefore = *std::max_element(times.begin(), times.end());
    }
}

void FeedLifecycleTest::step04TrainingKeepsAModel()
{
    const auto answer = m_engine.ask(
        {QStringLiteral("train"), QStringLiteral("--set"), QStringLiteral("training.batch_size=128")});
    QVERIFY_EXIT_OK(answer);
    m_run = QString::fromStdString(answer.json().at("run_id").get<std::string>());
    QVERIFY(std::filesystem::exists(m_engine.workspace() / "models/training/best_model.pt"));
    const auto run = m_engine.ask({QStringLiteral("runs"), QStringLiteral("show"), m_run}).json();
    QCOMPARE_TEXT(run.at("status").get<std::string>(), "FINISHED");
    QVERIFY(run.at("metrics").contains("val_auc"));
    QVERIFY(run.at("metrics").contains("train_loss"));
}

void FeedLifecycleTest::step05EvaluationBeatsChance()
{
    const auto answer = m_engine.ask({QStringLiteral("evaluate"), m_run});
    QVERIFY_EXIT_OK(answer);
    const auto written = Json::parse(readText(m_engine.workspace() / "models/training/test_metrics.json"));
    QVERIFY2(written.at("auc").get<double>() > 0.5, "no better than chance");
    for (const auto *key : {"log_loss", "precision@10", "ndcg@10"})
        QVERIFY2(written.contains(key), key);
    const double ceiling = answer.json().at("ceiling_auc").get<double>();
    QVERIFY(ceiling > written.at("auc").get<double>());
    for (const auto *curve : {"roc", "precision_recall"}) {
        const Json x = answer.json().at(curve).at("x");
        QVERIFY2(x.size() > 10 && x.size() <= 200, curve);
    }
    std::int64_t rows = 0;
    const Json scores = answer.json().at("scores");
    for (const auto *kind : {"positives", "negatives"}) {
        for (const auto &bin : scores.at(kind))
            rows += bin.get<std::int64_t>();
    }
    QCOMPARE(rows, written.at("n").get<std::int64_t>());
}

void FeedLifecycleTest::step06ServingAnswersRankedPredictions()
{
    const auto registered = m_engine.ask({QStringLiteral("registry"), QStringLiteral("register"), m_run});
    QVERIFY_EXIT_OK(registered);
    const auto version = QString::fromStdString(registered.json().at("version_name").get<std::string>());
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("registry"), QStringLiteral("promote"), version,
                                  QStringLiteral("--reason"), QStringLiteral("test")}));

    const auto server =
        m_engine.start({QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"),
                        QStringLiteral("--parent"), QString::number(QCoreApplication::applicationPid())});
    const Json listening = Engine::waitForEvent(*server, QStringLiteral("state"));
    QVERIFY2(listening.is_object(), server->readAllStandardError().constData());
    const int port = listening.at("port").get<int>();
    const auto answer = serve::request(
        "POST", port, "/predict",
        R"({"user_id":123,"item_ids":[1001,1002,1003,1004,1005],"context":{"device":"mobile"}})");
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 200);
    const Json body = Json::parse(answer.value().body);
    QCOMPARE(body.at("user_id").get<int>(), 123);
    QCOMPARE(body.at("predictions").size(), std::size_t {5});
    double before = 1;
    for (std::size_t i = 0; i < 5; ++i) {
        const auto &prediction = body.at("predictions")[i];
        QCOMPARE(prediction.at("rank").get<std::size_t>(), i + 1);
        QVERIFY(prediction.at("score").get<double>() <= before);
        before = prediction.at("score").get<double>();
    }
    QCOMPARE_TEXT(body.at("model_version").get<std::string>(), "1");
    QVERIFY(body.at("latency_ms").get<double>() > 0);
    QCOMPARE(serve::request("GET", port, "/health").value().status, 200);
    QVERIFY2(listening.at("materialized").is_object(), "the features had not been stored before");
    ::kill(static_cast<pid_t>(server->processId()), SIGINT);
    QVERIFY(server->waitForFinished(5000));
    QCOMPARE(server->exitCode(), 0);
    const auto skew = m_engine.ask({QStringLiteral("features"), QStringLiteral("skew")});
    QVERIFY_EXIT_OK(skew);
    QVERIFY(skew.json().at("cells").get<int>() > 5 * 10);
    QCOMPARE(skew.json().at("different").get<int>(), 0);
    QCOMPARE(skew.json().at("stale").get<int>(), 0);
}

void FeedLifecycleTest::step07MonitoringWritesADriftReport()
{
    QVERIFY_EXIT_OK(
        m_engine.ask({QStringLiteral("drift"), QStringLiteral("--columns"),
                      QStringLiteral("user_historical_ctr,user_avg_dwell_time,item_ctr,item_popularity")}));
    const auto report = Json::parse(readText(m_engine.workspace() / "data/monitoring/drift_report.json"));
    QVERIFY(report.at("summary").contains("drift_detected"));
    QCOMPARE(report.at("features").size(), std::size_t {4});
    for (const auto &feature : report.at("features")) {
        QVERIFY(feature.contains("psi"));
        QVERIFY(feature.at("ks").contains("p_value"));
    }
}

void FeedLifecycleTest::step08EveryFileOfTheLifeIsThere()
{
    for (const auto *file : {"data/raw/interactions.csv", "data/features/train_features.parquet",
                             "models/training/best_model.pt", "models/training/test_metrics.json",
                             "models/production/best_model.pt", "models/model_registry.json",
                             "data/monitoring/drift_report.json"})
        QVERIFY2(std::filesystem::exists(m_engine.workspace() / file), file);
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("audit"), QStringLiteral("verify")}));
}

void FeedLifecycleTest::transformsOfAFileBecomePartOfTheModel()
{
    m_folder.write(
        "ways.yaml",
        "transforms:\n  - columns: [item_popularity]\n    steps:\n      - {type: quantile, to: normal}\n");
    const auto train = [&](const QString &file) {
        return m_engine.ask({QStringLiteral("train"), QStringLiteral("--set"),
                             QStringLiteral("training.epochs=1"), QStringLiteral("--transforms"), file});
    };
    const auto answer = train(QString::fromStdString((m_folder / "ways.yaml").string()));
    QVERIFY_EXIT_OK(answer);
    const auto card = Json::parse(readText(m_engine.workspace() / "models/training/model.json"));
    QVERIFY2(card.dump().find("\"quantile\"") != std::string::npos, "the step is in the model's card");
    const auto evaluated = m_engine.ask(
        {QStringLiteral("evaluate"), QString::fromStdString(answer.json().at("run_id").get<std::string>())});
    QVERIFY_EXIT_OK(evaluated);

    m_folder.write("wrong.yaml",
                   "transforms:\n  - columns: [item_popularity]\n    steps:\n      - {type: magic}\n");
    const auto wrong = train(QString::fromStdString((m_folder / "wrong.yaml").string()));
    QCOMPARE(wrong.exit, 4);
    QVERIFY2(wrong.sentence().find("wrong.yaml, line 4") != std::string::npos, wrong.sentence().c_str());
    m_folder.write("unknown.yaml",
                   "transforms:\n  - columns: [moon]\n    steps:\n      - {type: standard}\n");
    const auto unknown = train(QString::fromStdString((m_folder / "unknown.yaml").string()));
    QCOMPARE(unknown.exit, 4);
    QVERIFY2(unknown.sentence().find("moon") != std::string::npos, unknown.sentence().c_str());
    QCOMPARE(train(QStringLiteral("none.yaml")).exit, 3);
}

void FeedLifecycleTest::definitionsSayHowFeaturesComeIntoAModel()
{
    const auto words = [](const char *text) { return QString::fromUtf8(text).split(u' '); };
    const auto yaml = m_engine.run(words("features show feed --yaml")).output.toStdString();
    m_folder.write(
        "feed.yaml",
        yaml + "\ntransforms:\n  - columns: [item_popularity]\n    steps:\n      - {type: bin, bins: 7}\n");
    const auto file = QString::fromStdString((m_folder / "feed.yaml").string());
    const auto applied = m_engine.ask(words("features apply") << file);
    QVERIFY_EXIT_OK(applied);
    QCOMPARE(applied.json().at("changes").at("changed").at(0).at("what"), Json("transforms"));
    const auto shown = m_engine.run(words("features show feed"));
    QVERIFY2(shown.output.contains("bin bins=7"), shown.output.constData());
    QVERIFY_EXIT_OK(m_engine.ask(words("features build")));
    QVERIFY_EXIT_OK(m_engine.ask(words("train --set training.epochs=1")));
    const auto card = readText(m_engine.workspace() / "models/training/model.json");
    QVERIFY2(card.find("\"bin\"") != std::string::npos, "the step is in the model's card");
}

void FeedLifecycleTest::theWholeLifeRunsAsOneCommand()
{
    const Engine engine(m_folder / "demo");
    const auto answer = engine.ask(
        {QStringLiteral("demo"), QStringLiteral("feed"), QStringLiteral("--rows"), QStringLiteral("15000")});
    QVERIFY_EXIT_OK(answer);
    const Json told = answer.json();
    for (const auto &step : told.at("steps"))
        QVERIFY2(step.at("state") == "done" || step.at("state") == "refused", step.dump().c_str());
    const auto html = readText(engine.workspace() / "reports/feed.html");
    for (const auto *heading : {"Executive Summary", "Architecture", "Implementation", "Results",
                                "Challenges", "Production Plan", "Future Work"})
        QVERIFY2(html.find(heading) != std::string::npos, heading);
}

void FeedLifecycleTest::rollingBackReturnsToTheVersionBefore()
{
    const Engine engine(m_folder / "demo");
    const auto before = engine.ask(
        {QStringLiteral("registry"), QStringLiteral("show"), QStringLiteral("feed-model@Production")});
    QVERIFY_EXIT_OK(before);
    if (before.json().at("version") == 1) {
        // The gates may have kept the second version out; then the first one has nothing before it.
        const auto refused = engine.ask(
            {QStringLiteral("registry"), QStringLiteral("rollback"), QStringLiteral("feed-model")});
        QCOMPARE(refused.exit, 3);
        return;
    }
    const auto answer =
        engine.ask({QStringLiteral("registry"), QStringLiteral("rollback"), QStringLiteral("feed-model")});
    QVERIFY_EXIT_OK(answer);
    QCOMPARE(answer.json().at("now").at("version").get<int>(), 1);
    const auto card = Json::parse(readText(engine.workspace() / "models/production/model.json"));
    QCOMPARE_TEXT(card.at("model_id").get<std::string>(),
                  answer.json().at("now").at("model_id").get<std::string>());
}

SLIPWAY_TEST_MAIN(FeedLifecycleTest)
#include "feed_lifecycle_test.moc"
