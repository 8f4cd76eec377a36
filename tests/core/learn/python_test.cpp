#include "core/learn/backend.h"

#include "core/learn/mlp.h"
#include "core/learn/model.h"
#include "core/learn/safetensors.h"
#include "core/learn/trainer.h"
#include "tests/core/learn/synthetic.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QProcess>

#include <functional>

using namespace slipway;
using namespace slipway::learn;
using slipway::testing::readText;
using slipway::testing::synthetic;
using slipway::testing::TemporaryFolder;

namespace {

/// The values of a state dict, as {"0.weight": [...], ...}, and the network's answers to the rows of
/// inputs.json.
constexpr auto readState = R"(
import json, sys, torch
from torch import nn
torch.set_num_threads(1)
folder = sys.argv[1]
state = torch.load(folder + "/model/best_model.pt")
assert type(state) is dict, type(state)
card = json.load(open(folder + "/model/model.json"))
network = eval(card["architecture"]["torch"])
network.load_state_dict(state)
network.eval()
with torch.no_grad():
    answers = torch.sigmoid(network(torch.tensor(json.load(open(folder + "/inputs.json"))))).squeeze(1)
json.dump({"state": {k: v.flatten().tolist() for k, v in state.items()},
           "shapes": {k: list(v.shape) for k, v in state.items()},
           "answers": answers.tolist()}, open(folder + "/answers.json", "w"))
)";

/// Five steps of PyTorch's own Adam on all rows, from the same start.
constexpr auto fiveSteps = R"(
import json, sys, torch
from torch import nn
torch.set_num_threads(1)
folder = sys.argv[1]
network = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 1))
network.load_state_dict(torch.load(folder + "/start.pt"))
inputs = torch.tensor(json.load(open(folder + "/inputs.json")))
targets = torch.tensor(json.load(open(folder + "/targets.json")))
adam = torch.optim.Adam(network.parameters(), lr=0.01, weight_decay=0.02)
for _ in range(5):
    adam.zero_grad()
    nn.BCEWithLogitsLoss()(network(inputs).squeeze(1), targets).backward()
    adam.step()
json.dump({k: v.flatten().tolist() for k, v in network.state_dict().items()}, open(folder + "/end.json", "w"))
)";

QString runPython(const char *script, const std::filesystem::path &folder)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral("-c"), QString::fromUtf8(script), QString::fromStdString(folder.string())});
    if (!python.waitForStarted() || !python.waitForFinished(50'000) || python.exitCode() != 0)
        return QString::fromUtf8(python.readAllStandardError()) + QStringLiteral("python3 failed");
    return {};
}

Json rowsOf(const features::Matrix &inputs)
{
    Json rows = Json::array();
    for (std::size_t row = 0; row < inputs.rows; ++row)
        rows.push_back(std::vector<float>(
            inputs.values.begin() + static_cast<std::ptrdiff_t>(row * inputs.width),
            inputs.values.begin() + static_cast<std::ptrdiff_t>((row + 1) * inputs.width)));
    return rows;
}

features::Matrix matrixOf(const data::Table &table)
{
    features::Matrix inputs {table.rows(), 3, {}};
    for (std::size_t row = 0; row < inputs.rows; ++row) {
        for (std::size_t column = 0; column < 3; ++column)
            inputs.values.push_back(static_cast<float>(table.columns[column].numbers[row]));
    }
    return inputs;
}

} // namespace

class PythonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void torchLoadReadsTheModelAndAnswersAlike();
    void fiveStepsEqualPyTorchs();
};

void PythonTest::initTestCase()
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QStringLiteral("import torch")});
    if (!python.waitForStarted() || !python.waitForFinished(50'000) || python.exitCode() != 0)
        QSKIP("/usr/bin/python3 cannot import torch (Debian package python3-torch)");
}

void PythonTest::torchLoadReadsTheModelAndAnswersAlike()
{
    const TemporaryFolder folder;
    const auto rows = synthetic(500, 1);
    const auto trained =
        train("mlp", {rows.table, rows.table, {"x0", "x1", "x2"}, "clicked", "run"},
              {{"hidden", {16, 8}}, {"epochs", 2}, {"batch_size", 50}}, folder / "model", {});
    QVERIFY_OK(trained);
    const auto model = Model::load(folder / "model");
    QVERIFY_OK(model);
    const auto inputs = model.value().pipeline().encode(rows.table);
    QVERIFY_OK(inputs);
    folder.write("inputs.json", writeJson(rowsOf(inputs.value())));
    QCOMPARE(runPython(readState, folder.path()), QString());

    const auto python = Json::parse(readText(folder / "answers.json"));
    const auto tensors = readSafetensors(readText(folder / "model/weights.safetensors"), "weights");
    QVERIFY_OK(tensors);
    QCOMPARE(python["state"].size(), tensors.value().size());
    for (const auto &tensor : tensors.value()) {
        QVERIFY(python["state"][tensor.name].get<std::vector<float>>() == tensor.values);
        QVERIFY(python["shapes"][tensor.name].get<std::vector<std::size_t>>() == tensor.shape);
    }
    const auto answers = model.value().predict(rows.table);
    QVERIFY_OK(answers);
    for (std::size_t row = 0; row < answers.value().size(); ++row)
        QCOMPARE_NEAR(answers.value()[row], python["answers"][row].get<double>(), 1e-6);
}

void PythonTest::fiveStepsEqualPyTorchs()
{
    const TemporaryFolder folder;
    const auto rows = synthetic(300, 5);
    const auto inputs = matrixOf(rows.table);
    const auto &clicked = rows.table.columns[3].numbers;
    const std::vector<float> targets(clicked.begin(), clicked.end());
    const auto backend = loadBackend("torch");
    QVERIFY_OK(backend);

    const auto weightsAfter = [&](int epochs, double rate) {
        std::vector<Tensor> weights;
        const NetworkPlan plan {{16, 8}, 0, epochs, rows.table.rows(), rate, 0.02, 42};
        const auto status = backend.value()->train({inputs, targets}, plan,
                                                   [&](const EpochEnd &end) -> Result<bool> {
                                                       weights.assign(end.weights.begin(), end.weights.end());
                                                       return true;
                                                   },
                                                   {});
        return status.ok() ? weights : std::vector<Tensor> {};
    };
    const auto start =
        backend.value()->stateDict(weightsAfter(1, 0)); // a rate of 0 leaves the start as it is
    QVERIFY_OK(start);
    folder.write("start.pt", start.value());
    folder.write("inputs.json", writeJson(rowsOf(inputs)));
    folder.write("targets.json", writeJson(Json(targets)));
    QCOMPARE(runPython(fiveSteps, folder.path()), QString());

    const auto python = Json::parse(readText(folder / "end.json"));
    const auto ours = weightsAfter(5, 0.01);
    QCOMPARE(ours.size(), std::size_t {6});
    for (const auto &tensor : ours) {
        for (std::size_t i = 0; i < tensor.values.size(); ++i)
            QCOMPARE_NEAR(tensor.values[i], python[tensor.name][i].get<double>(), 2e-5);
    }
}

SLIPWAY_TEST_MAIN(PythonTest)
#include "python_test.moc"
