#include "core/learn/mlp.h"

#include "core/base/random.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cstring>
#include <thread>

using namespace slipway;
using namespace slipway::learn;

namespace {

/// Layers of random weights, named as nn.Sequential names them.
std::vector<Tensor> randomNetwork(const std::vector<std::size_t> &widths, std::uint64_t seed)
{
    Random random(seed);
    std::vector<Tensor> tensors;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
        Tensor weight {std::to_string(2 * i) + ".weight", {widths[i + 1], widths[i]}, {}};
        Tensor bias {std::to_string(2 * i) + ".bias", {widths[i + 1]}, {}};
        for (std::size_t k = 0; k < widths[i] * widths[i + 1]; ++k)
            weight.values.push_back(
                static_cast<float>(random.normal() / std::sqrt(static_cast<double>(widths[i]))));
        for (std::size_t k = 0; k < widths[i + 1]; ++k)
            bias.values.push_back(static_cast<float>(random.normal()));
        tensors.push_back(std::move(weight));
        tensors.push_back(std::move(bias));
    }
    return tensors;
}

std::vector<float> randomRows(std::size_t count, std::uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(count);
    for (auto &value : values)
        value = static_cast<float>(random.normal());
    return values;
}

/// The definition, in double precision and without any trick.
double slowLogit(const std::vector<Tensor> &tensors, const float *row)
{
    std::vector<double> values(row, row + tensors[0].shape[1]);
    for (std::size_t i = 0; i < tensors.size(); i += 2) {
        std::vector<double> next;
        for (std::size_t output = 0; output < tensors[i].shape[0]; ++output) {
            double sum = tensors[i + 1].values[output];
            for (std::size_t k = 0; k < values.size(); ++k)
                sum += values[k] * tensors[i].values[output * values.size() + k];
            next.push_back(i + 2 < tensors.size() ? std::max(sum, 0.0) : sum);
        }
        values = next;
    }
    return values.front();
}

} // namespace

class MlpTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesTheNetworkWorkedByHand();
    void aNetworkWithoutHiddenLayersIsLogisticRegression();
    void matchesTheDefinitionForOddShapes_data();
    void matchesTheDefinitionForOddShapes();
    void aBatchEqualsSingleRowsBitForBit();
    void threadsShareOneNetwork();
    void extremeLogitsGiveZeroAndOne();
    void tensorsThatAreNoStackAreRefused_data();
    void tensorsThatAreNoStackAreRefused();
};

// Hidden: relu(1*2 - 1*3 + 0.5) = 0 and relu(2*2 + 1*3 - 1) = 6. Logit: 5*0 - 0.25*6 + 1 = -0.5.
void MlpTest::matchesTheNetworkWorkedByHand()
{
    const std::vector<Tensor> tensors {{"0.weight", {2, 2}, {1, -1, 2, 1}},
                                       {"0.bias", {2}, {0.5f, -1}},
                                       {"3.weight", {1, 2}, {5, -0.25f}},
                                       {"3.bias", {1}, {1}}};
    const auto network = Mlp::fromTensors(tensors, "test");
    QVERIFY_OK(network);
    QCOMPARE(network.value().inputs(), std::size_t {2});
    QVERIFY(network.value().hidden() == std::vector<std::size_t> {2});
    const float row[] = {2, 3};
    float probability = 0;
    network.value().logits(row, 1, &probability);
    QCOMPARE(probability, -0.5f);
    network.value().predict(row, 1, &probability);
    QCOMPARE_NEAR(probability, 1 / (1 + std::exp(0.5)), 1e-7);
}

// 0.5*2 - 1*4 + 0.25*8 + 1 = 0.
void MlpTest::aNetworkWithoutHiddenLayersIsLogisticRegression()
{
    const auto network = Mlp::fromTensors(
        std::vector<Tensor> {{"0.weight", {1, 3}, {0.5f, -1, 0.25f}}, {"0.bias", {1}, {1}}}, "test");
    QVERIFY_OK(network);
    const float row[] = {2, 4, 8};
    float probability = 0;
    network.value().predict(row, 1, &probability);
    QCOMPARE(probability, 0.5f);
}

void MlpTest::matchesTheDefinitionForOddShapes_data()
{
    QTest::addColumn<QList<int>>("widths");
    QTest::newRow("the served network") << QList<int> {24, 128, 64, 1};
    QTest::newRow("one unit") << QList<int> {1, 1, 1};
    QTest::newRow("below a vector") << QList<int> {3, 5, 7, 1};
    QTest::newRow("just above vectors") << QList<int> {17, 65, 33, 1};
    QTest::newRow("four layers") << QList<int> {10, 40, 100, 20, 16, 1};
}

void MlpTest::matchesTheDefinitionForOddShapes()
{
    QFETCH(QList<int>, widths);
    const auto tensors = randomNetwork({widths.begin(), widths.end()}, 11);
    const auto network = Mlp::fromTensors(tensors, "test");
    QVERIFY_OK(network);
    const auto width = static_cast<std::size_t>(widths.front());
    for (const std::size_t count : {1, 2, 3, 4, 5, 15, 16, 17, 50}) {
        const auto rows = randomRows(count * width, count);
        std::vector<float> logits(count + 1, -7.0f);
        network.value().logits(rows.data(), count, logits.data());
        for (std::size_t row = 0; row < count; ++row)
            QCOMPARE_NEAR(logits[row], slowLogit(tensors, rows.data() + row * width), 2e-5);
        QCOMPARE(logits[count], -7.0f); // nothing is written behind the last row
    }
}

void MlpTest::aBatchEqualsSingleRowsBitForBit()
{
    const auto network = Mlp::fromTensors(randomNetwork({30, 128, 64, 1}, 5), "test");
    QVERIFY_OK(network);
    const std::size_t count = 101;
    const auto rows = randomRows(count * 30, 6);
    std::vector<float> together(count);
    std::vector<float> alone(count);
    network.value().predict(rows.data(), count, together.data());
    for (std::size_t row = 0; row < count; ++row)
        network.value().predict(rows.data() + row * 30, 1, &alone[row]);
    QCOMPARE(std::memcmp(together.data(), alone.data(), count * sizeof(float)), 0);
}

void MlpTest::threadsShareOneNetwork()
{
    const auto network = Mlp::fromTensors(randomNetwork({24, 128, 64, 1}, 5), "test");
    QVERIFY_OK(network);
    const std::size_t count = 64;
    const auto rows = randomRows(count * 24, 7);
    std::vector<std::vector<float>> answers(4, std::vector<float>(count));
    {
        std::vector<std::jthread> threads;
        for (auto &answer : answers)
            threads.emplace_back([&] { network.value().predict(rows.data(), count, answer.data()); });
    }
    for (const auto &answer : answers)
        QVERIFY(answer == answers.front());
}

void MlpTest::extremeLogitsGiveZeroAndOne()
{
    const auto network =
        Mlp::fromTensors(std::vector<Tensor> {{"0.weight", {1, 1}, {1000}}, {"0.bias", {1}, {0}}}, "test");
    QVERIFY_OK(network);
    const float rows[] = {-1, 1};
    float probabilities[2];
    network.value().predict(rows, 2, probabilities);
    QCOMPARE(probabilities[0], 0.0f);
    QCOMPARE(probabilities[1], 1.0f);
}

void MlpTest::tensorsThatAreNoStackAreRefused_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char *what : {"nothing", "unknown name", "missing bias", "wrong chain", "two outputs",
                             "not a number", "short values", "empty shape", "same name twice"})
        QTest::newRow(what) << QByteArray(what);
}

void MlpTest::tensorsThatAreNoStackAreRefused()
{
    auto tensors = randomNetwork({4, 8, 1}, 1);
    QVERIFY_OK(Mlp::fromTensors(tensors, "test"));
    QFETCH(QByteArray, what);
    if (what == "nothing")
        tensors.clear();
    else if (what == "unknown name")
        tensors[0].name = "first.weight";
    else if (what == "missing bias")
        tensors.pop_back();
    else if (what == "wrong chain")
        tensors[2] = {"2.weight", {1, 7}, std::vector<float>(7)};
    else if (what == "two outputs")
        tensors = randomNetwork({4, 8, 2}, 1);
    else if (what == "not a number")
        tensors[1].values[3] = std::nanf("");
    else if (what == "short values")
        tensors[0].values.pop_back();
    else if (what == "empty shape")
        tensors[1].shape.clear();
    else
        tensors.push_back(tensors.front());
    QVERIFY_FAILS(Mlp::fromTensors(tensors, "test"), "learn.weights_damaged");
}

SLIPWAY_TEST_MAIN(MlpTest)
#include "mlp_test.moc"
