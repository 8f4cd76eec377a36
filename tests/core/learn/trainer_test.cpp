#include "core/learn/trainer.h"

#include "core/learn/backend.h"
#include "core/learn/mlp.h"
#include "core/learn/model.h"
#include "core/learn/safetensors.h"
#include "core/stats/auc.h"
#include "tests/core/learn/synthetic.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <functional>
#include <limits>

using namespace slipway;
using namespace slipway::learn;
using slipway::testing::readText;
using slipway::testing::synthetic;
using slipway::testing::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> threeFeatures {"x0", "x1", "x2"};
const Json quick = {{"hidden", {16, 8}}, {"batch_size", 64}, {"learning_rate", 0.01}, {"epochs", 3}};

/// Hands every event to a function.
class Listener : public EventSink
{
public:
    explicit Listener(std::function<void(const Event &)> hear)
        : m_hear(std::move(hear))
    {
    }
    void post(const Event &event) override { m_hear(event); }

private:
    std::function<void(const Event &)> m_hear;
};

double aucOf(const data::Table &table, const std::vector<double> &scores)
{
    const auto &target = table.find("clicked")->numbers;
    const std::vector<std::uint8_t> labels(target.begin(), target.end());
    return stats::areaUnderRoc(labels, scores);
}

std::ptrdiff_t entriesIn(const fs::path &folder)
{
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

} // namespace

class TrainerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void learnsWhatNoLinearModelCan();
    void theCardTellsHowTheModelWasMade();
    void theSameSeedGivesTheSameBytes();
    void theBestEpochIsKept();
    void metricsArriveOncePerEpoch();
    void aStopInTheMiddleLeavesNothing();
    void nativeForwardEqualsLibTorchs();
    void inputsThatCannotBeLearntFromAreRefused_data();
    void inputsThatCannotBeLearntFromAreRefused();

private:
    Result<TrainSummary> run(const Json &options, const fs::path &folder,
                             const RunContext &context = {}) const
    {
        return train("mlp", {m_train.table, m_validation.table, threeFeatures, "clicked", "run"}, options,
                     folder, context);
    }

    testing::Synthetic m_train;
    testing::Synthetic m_validation;
};

void TrainerTest::initTestCase()
{
    m_train = synthetic(8000, 1);
    m_validation = synthetic(4000, 2);
}

// The ceiling is what the true log odds reach on the same rows; a linear model stays at 0.5.
void TrainerTest::learnsWhatNoLinearModelCan()
{
    const TemporaryFolder folder;
    const auto summary =
        run({{"hidden", {32, 16}}, {"batch_size", 128}, {"learning_rate", 0.005}}, folder / "model");
    QVERIFY_OK(summary);
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    const auto answers = model.value().predict(m_validation.table);
    QVERIFY_OK(answers);
    const double ceiling = aucOf(m_validation.table, m_validation.logOdds);
    const double reached = aucOf(m_validation.table, answers.value());
    QVERIFY2(ceiling > 0.85, "the problem has something to learn");
    QCOMPARE_NEAR(reached, ceiling, 0.012);
}

void TrainerTest::theCardTellsHowTheModelWasMade()
{
    const TemporaryFolder folder;
    const TrainInput input {
        m_train.table, m_validation.table, threeFeatures, "clicked", "run7", {{"train", "abc"}}, 0.3};
    const auto summary = train("mlp", input, quick, folder / "model", {});
    QVERIFY_OK(summary);
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    const auto &card = model.value().card();
    QCOMPARE_TEXT(model.value().id(), summary.value().modelId);
    QCOMPARE_TEXT(writeJson(card["architecture"]["hidden"]), "[16,8]");
    QCOMPARE_TEXT(card["architecture"]["torch"].get<std::string>(),
                  "nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 8), nn.ReLU(), "
                  "nn.Dropout(0.1), nn.Linear(8, 1))");
    QCOMPARE_TEXT(card["target"].get<std::string>(), "clicked");
    QCOMPARE(card["threshold"].get<double>(), 0.3);
    QCOMPARE_TEXT(card["run_id"].get<std::string>(), "run7");
    QCOMPARE_TEXT(card["data"]["train"].get<std::string>(), "abc");
    QCOMPARE(card["training"]["rows"].get<int>(), 8000);
    QCOMPARE(card["training"]["threads"].get<int>(), 1);
    QCOMPARE(card["training"]["history"].size(), summary.value().history.size());
}

void TrainerTest::theSameSeedGivesTheSameBytes()
{
    const TemporaryFolder folder;
    auto other = quick;
    other["seed"] = 43;
    QVERIFY_OK(run(quick, folder / "a"));
    QVERIFY_OK(run(quick, folder / "b"));
    QVERIFY_OK(run(other, folder / "c"));
    for (const char *name : {"weights.safetensors", "best_model.pt"}) {
        QVERIFY(readText(folder / "a" / name) == readText(folder / "b" / name));
        QVERIFY(readText(folder / "a" / name) != readText(folder / "c" / name));
    }
}

// Few rows and a high rate: the network soon learns them by heart, and validation gets worse.
void TrainerTest::theBestEpochIsKept()
{
    const TemporaryFolder folder;
    const auto few = synthetic(200, 9);
    const Json options = {{"hidden", {64}}, {"batch_size", 16}, {"learning_rate", 0.02},
                          {"epochs", 60},   {"patience", 4},    {"dropout", 0}};
    const auto trained = train("mlp", {few.table, m_validation.table, threeFeatures, "clicked", "run"},
                               options, folder / "model", {});
    QVERIFY_OK(trained);
    const auto &summary = trained.value();
    const auto best = std::max_element(summary.history.begin(), summary.history.end(),
                                       [](auto &a, auto &b) { return a.validationAuc < b.validationAuc; });
    QVERIFY(summary.stoppedEarly);
    QCOMPARE(summary.bestEpoch, best->epoch);
    QCOMPARE(summary.history.back().epoch, best->epoch + 4);
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    const auto answers = model.value().predict(m_validation.table);
    QVERIFY_OK(answers);
    QCOMPARE_NEAR(aucOf(m_validation.table, answers.value()), best->validationAuc, 1e-6);
}

void TrainerTest::metricsArriveOncePerEpoch()
{
    const TemporaryFolder folder;
    std::vector<std::string> heard;
    double progress = 0;
    Listener listener([&](const Event &event) {
        if (event.kind == "metric")
            heard.push_back(event.fields["key"].get<std::string>() + " " + event.fields["step"].dump());
        if (event.kind == "progress") {
            QVERIFY(event.fields["fraction"].get<double>() >= progress);
            progress = event.fields["fraction"].get<double>();
        }
    });
    auto options = quick;
    options["epochs"] = 2;
    QVERIFY_OK(run(options, folder / "model", {.stop = {}, .events = &listener}));
    QVERIFY((heard
             == std::vector<std::string> {"train_loss 1", "val_loss 1", "val_auc 1", "train_loss 2",
                                          "val_loss 2", "val_auc 2"}));
    QCOMPARE(progress, 1.0);
}

void TrainerTest::aStopInTheMiddleLeavesNothing()
{
    const TemporaryFolder folder;
    std::stop_source source;
    int batches = 0;
    Listener listener([&](const Event &event) {
        if (event.kind == "progress" && ++batches == 150) // in the second epoch of 125 batches
            source.request_stop();
    });
    const auto summary = run(quick, folder / "model", {source.get_token(), &listener});
    QVERIFY_FAILS(summary, "base.cancelled");
    QCOMPARE(batches, 150); // the next batch was not begun
    QCOMPARE(entriesIn(folder.path()), std::ptrdiff_t {0});
}

void TrainerTest::nativeForwardEqualsLibTorchs()
{
    const TemporaryFolder folder;
    QVERIFY_OK(run(quick, folder / "model"));
    const auto tensors = readSafetensors(readText(folder / "model/weights.safetensors"), "weights");
    QVERIFY_OK(tensors);
    const auto network = Mlp::fromTensors(tensors.value(), "weights");
    QVERIFY_OK(network);
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    const auto inputs = model.value().pipeline().encode(m_validation.table);
    QVERIFY_OK(inputs);
    const auto backend = loadBackend("torch");
    QVERIFY_OK(backend);
    const auto theirs = backend.value()->predict(tensors.value(), inputs.value());
    QVERIFY_OK(theirs);
    std::vector<float> ours(inputs.value().rows);
    network.value().predict(inputs.value().values.data(), ours.size(), ours.data());
    for (std::size_t row = 0; row < ours.size(); ++row)
        QCOMPARE_NEAR(ours[row], theirs.value()[row], 1e-6);
}

void TrainerTest::inputsThatCannotBeLearntFromAreRefused_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char *what, const char *id) {
        QTest::newRow(what) << QByteArray(what) << QByteArray(id);
    };
    row("unknown algorithm", "learn.unknown_algorithm");
    row("unknown setting", "parameter.unknown");
    row("no training rows", "learn.no_rows");
    row("no validation rows", "learn.no_rows");
    row("no target column", "data.column_missing");
    row("a target of texts", "data.column_not_numbers");
    row("a target of 2", "learn.target_not_binary");
    row("a missing target", "learn.target_not_binary");
    row("one class", "learn.one_class");
    row("one class in validation", "learn.one_class");
    row("target among features", "learn.target_is_feature");
    row("unknown feature", "data.column_missing");
    row("only empty categories", "learn.nothing_to_learn_from");
    row("an extreme training value", "learn.not_finite");
    row("an extreme validation value", "learn.not_finite");
}

void TrainerTest::inputsThatCannotBeLearntFromAreRefused()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, id);
    const TemporaryFolder folder;
    auto trainTable = synthetic(400, 3).table;
    auto validationTable = synthetic(400, 4).table;
    auto features = threeFeatures;
    std::string algorithm = "mlp";
    std::string target = "clicked";
    Json options = quick;
    auto &targetColumn = trainTable.columns[3];
    if (what == "unknown algorithm")
        algorithm = "oracle";
    else if (what == "unknown setting")
        options["speed"] = 1;
    else if (what == "no training rows")
        trainTable = synthetic(0, 1).table;
    else if (what == "no validation rows")
        validationTable = synthetic(0, 1).table;
    else if (what == "no target column")
        target = "bought";
    else if (what == "a target of texts")
        targetColumn = {"clicked", data::ColumnKind::Category, "VARCHAR", {}, std::vector<int>(400), {"Yes"}};
    else if (what == "a target of 2")
        targetColumn.numbers[17] = 2;
    else if (what == "a missing target")
        targetColumn.numbers[17] = std::numeric_limits<double>::quiet_NaN();
    else if (what == "one class")
        targetColumn.numbers.assign(400, 1);
    else if (what == "one class in validation")
        validationTable.columns[3].numbers.assign(400, 0);
    else if (what == "target among features")
        features.push_back("clicked");
    else if (what == "unknown feature")
        features.push_back("x9");
    else if (what == "only empty categories") {
        features = {"x2"};
        for (auto *table : {&trainTable, &validationTable})
            table->columns[2] = {"x2", data::ColumnKind::Category, "VARCHAR",
                                 {},   std::vector<int>(400, -1),  {}};
    } else if (what == "an extreme training value") {
        trainTable.columns[0].numbers[5] = 1e300; // its square, and so the deviation, is beyond all numbers
    } else {
        trainTable.columns[0].numbers.assign(400, 0);
        trainTable.columns[0].numbers[0] = 1e-30;
        validationTable.columns[0].numbers[5] = 1e10; // 1e41 deviations away: beyond a float
    }
    const auto summary = train(algorithm, {trainTable, validationTable, features, target, "run"}, options,
                               folder / "model", {});
    QVERIFY(!summary.ok());
    QCOMPARE_TEXT(summary.error().id, id.toStdString());
    QCOMPARE(entriesIn(folder.path()), std::ptrdiff_t {0});
}

SLIPWAY_TEST_MAIN(TrainerTest)
#include "trainer_test.moc"
