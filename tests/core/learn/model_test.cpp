#include "core/learn/model.h"

#include "core/base/ids.h"
#include "core/learn/safetensors.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fstream>

using namespace slipway;
using namespace slipway::learn;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

data::Table threeRows()
{
    data::Table table;
    table.columns.push_back({"age", data::ColumnKind::Number, "DOUBLE", {10, 20, 30}, {}, {}});
    table.columns.push_back(
        {"device", data::ColumnKind::Category, "VARCHAR", {}, {0, 1, 0}, {"mobile", "desktop"}});
    return table;
}

/// Logistic regression on the standardised age: weight 2, bias 1; the device counts for nothing.
const std::vector<Tensor> weights {{"0.weight", {1, 3}, {2, 0, 0}}, {"0.bias", {1}, {1}}};

Json card()
{
    const std::vector<std::string> names {"age", "device"};
    const auto fitted =
        features::fitPipeline(features::proposedTransforms(threeRows(), names), threeRows(), {});
    return {{"model_id", newId()}, {"algorithm", "mlp"}, {"features", fitted.value().pipeline.toJson()}};
}

void change(const fs::path &file, const std::function<void(Json &)> &edit)
{
    Json json = Json::parse(readText(file));
    edit(json);
    std::ofstream(file) << json.dump();
}

} // namespace

class ModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSavedModelPredictsAsWorkedByHand();
    void savingAgainReplacesTheFolderAndLeavesNothingBehind();
    void aFolderThatCannotBeReplacedStays();
    void aMissingFolderIsNamed();
    void aModelOfANewerSlipwayIsRefused();
    void damageIsFound_data();
    void damageIsFound();
    void aTableWithoutAFeatureIsRefused();
};

// Ages 10, 20, 30: mean 20, deviation sqrt(200/3). Row 3: z = 2 * 10 / sqrt(200/3) + 1.
void ModelTest::aSavedModelPredictsAsWorkedByHand()
{
    const TemporaryFolder folder;
    const auto saved = card();
    QVERIFY_OK(saveModel(folder / "model", saved, weights, "state"));
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    QCOMPARE_TEXT(model.value().id(), saved["model_id"].get<std::string>());
    QCOMPARE(model.value().card()["format"].get<int>(), 2);
    QCOMPARE(model.value().predictor().inputs(), std::size_t {3});
    const auto answers = model.value().predict(threeRows());
    QVERIFY_OK(answers);
    QCOMPARE(answers.value().size(), std::size_t {3});
    QCOMPARE_NEAR(answers.value()[1], 1 / (1 + std::exp(-1.0)), 1e-6);
    QCOMPARE_NEAR(answers.value()[2], 1 / (1 + std::exp(-(20 / std::sqrt(200.0 / 3) + 1))), 1e-6);
}

void ModelTest::savingAgainReplacesTheFolderAndLeavesNothingBehind()
{
    const TemporaryFolder folder;
    QVERIFY_OK(saveModel(folder / "model", card(), weights, "first"));
    const auto second = card();
    QVERIFY_OK(saveModel(folder / "model/", second, weights, "second"));
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    QCOMPARE_TEXT(model.value().id(), second["model_id"].get<std::string>());
    QCOMPARE_TEXT(readText(folder / "model/best_model.pt"), "second");
    QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()),
             std::ptrdiff_t {1});
}

void ModelTest::aFolderThatCannotBeReplacedStays()
{
    const TemporaryFolder folder;
    folder.write("blocked", "a file, not a folder");
    QVERIFY(!saveModel(folder / "blocked/model", card(), weights, "state").ok());
    QCOMPARE_TEXT(readText(folder / "blocked"), "a file, not a folder");
    QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()),
             std::ptrdiff_t {1});
}

void ModelTest::aMissingFolderIsNamed()
{
    const TemporaryFolder folder;
    const auto model = Model::load(folder / "nowhere");
    QVERIFY_FAILS(model, "learn.no_model");
    QVERIFY(model.error().message.find("nowhere") != std::string::npos);
}

void ModelTest::aModelOfANewerSlipwayIsRefused()
{
    const TemporaryFolder folder;
    QVERIFY_OK(saveModel(folder / "model", card(), weights, "state"));
    change(folder / "model/model.json", [](Json &json) { json["format"] = 3; });
    QVERIFY_FAILS(Model::load(folder / "model"), "learn.model_newer");
}

void ModelTest::damageIsFound_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char *what :
         {"half a card", "a list as card", "no format", "no id", "another algorithm", "no files",
          "weights not among the files", "a file elsewhere", "a file gone", "one byte of the weights",
          "one byte of the state dict", "features gone", "a feature too few"})
        QTest::newRow(what) << QByteArray(what);
}

void ModelTest::damageIsFound()
{
    QFETCH(QByteArray, what);
    const TemporaryFolder folder;
    QVERIFY_OK(saveModel(folder / "model", card(), weights, "state"));
    const auto json = folder / "model/model.json";
    const auto edit = [&](const std::function<void(Json &)> &how) { change(json, how); };
    const auto flip = [&](const char *name) {
        auto bytes = readText(folder / "model" / name);
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        std::ofstream(folder / "model" / name, std::ios::binary) << bytes;
    };
    if (what == "half a card")
        fs::resize_file(json, fs::file_size(json) / 2);
    else if (what == "a list as card")
        std::ofstream(json) << "[1]";
    else if (what == "no format")
        edit([](Json &card) { card.erase("format"); });
    else if (what == "no id")
        edit([](Json &card) { card["model_id"] = 5; });
    else if (what == "another algorithm")
        edit([](Json &card) { card["algorithm"] = "oracle"; });
    else if (what == "no files")
        edit([](Json &card) { card.erase("files"); });
    else if (what == "weights not among the files")
        edit([](Json &card) { card["files"].erase("weights.safetensors"); });
    else if (what == "a file elsewhere")
        edit([](Json &card) { card["files"]["../secret"] = "0"; });
    else if (what == "a file gone")
        fs::remove(folder / "model/best_model.pt");
    else if (what == "one byte of the weights")
        flip("weights.safetensors");
    else if (what == "one byte of the state dict")
        flip("best_model.pt");
    else if (what == "features gone")
        edit([](Json &card) { card.erase("features"); });
    else
        edit([](Json &card) { card["features"]["features"].erase(0); });
    QVERIFY_FAILS(Model::load(folder / "model"), "learn.model_damaged");
}

void ModelTest::aTableWithoutAFeatureIsRefused()
{
    const TemporaryFolder folder;
    QVERIFY_OK(saveModel(folder / "model", card(), weights, "state"));
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    auto table = threeRows();
    table.columns.pop_back();
    const auto answers = model.value().predict(table);
    QVERIFY(!answers.ok());
    QVERIFY(answers.error().message.find("device") != std::string::npos);
}

SLIPWAY_TEST_MAIN(ModelTest)
#include "model_test.moc"
