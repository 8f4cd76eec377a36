#include "core/learn/training_kernels.h"

#include "core/base/random.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cstring>

using namespace slipway;
using namespace slipway::learn;

class TrainingKernelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dropoutBitsAreThoseOfPhilox();
    void dropoutLeavesOutTheShareThatWasAsked();
    void activationMatchesTheValuesWorkedByHand();
    void droppedUnitsPassNothingBack();
    void theHeadsLossAtZeroIsTheLogarithmOfTwo();
    void theHeadsGradientIsTheSlopeOfItsLoss();
    void hugeLogitsKeepTheLossFinite();
    void adamsFirstStepIsTheLearningRate();
    void adamsSecondStepMatchesTheValueWorkedByHand();
    void rowsAreGatheredInTheOrderNamed();
};

// Lane k of a group of sixteen holds the block of counter k; word w of all lanes comes before word w + 1.
void TrainingKernelsTest::dropoutBitsAreThoseOfPhilox()
{
    std::vector<std::uint16_t> bits(300); // two whole groups of 128 and a part
    const std::uint64_t seed = 0x0123456789ABCDEF;
    dropoutBits(seed, 7, 1, bits);
    for (std::uint32_t counter = 0; counter < 32; ++counter) {
        const auto words = philox({counter, 7, 1, 0x64726F70}, {0x89ABCDEF, 0x01234567});
        for (std::size_t w = 0; w < 4; ++w) {
            std::uint32_t found = 0;
            std::memcpy(&found, bits.data() + (counter / 16) * 128 + w * 32 + (counter % 16) * 2, 4);
            QCOMPARE(found, words[w]);
        }
    }
}

// 100 000 units, share 0.1: five standard deviations are 0.0047.
void TrainingKernelsTest::dropoutLeavesOutTheShareThatWasAsked()
{
    const std::size_t count = 100'000;
    const auto dropout = Dropout::ofShare(0.1);
    std::vector<std::uint16_t> bits(count);
    std::vector<float> values(count, 1.0f);
    const std::vector<float> bias(count, 0.0f);
    dropoutBits(42, 1, 0, bits);
    activate(values.data(), 1, count, bias.data(), dropout, bits.data());
    const auto gone = static_cast<double>(std::count(values.begin(), values.end(), 0.0f)) / count;
    QCOMPARE_NEAR(gone, 0.1, 0.0047);
    QCOMPARE_NEAR(dropout.scale(), 1 / 0.9, 1e-4); // what stays is scaled so that the expected sum stays
}

void TrainingKernelsTest::activationMatchesTheValuesWorkedByHand()
{
    std::vector<float> values {1, -2, 3, -4};
    const std::vector<float> bias {0.5f, 1};
    activate(values.data(), 2, 2, bias.data(), {}, nullptr);
    QVERIFY((values == std::vector<float> {1.5f, 0, 3.5f, 0}));

    const Dropout half = Dropout::ofShare(0.5);
    const std::vector<std::uint16_t> bits {40'000, 0, 10, 65'535};
    std::vector<float> dropped {1, 1, 1, 1};
    activate(dropped.data(), 2, 2, bias.data(), half, bits.data());
    QVERIFY((dropped == std::vector<float> {3, 0, 0, 4}));
}

void TrainingKernelsTest::droppedUnitsPassNothingBack()
{
    std::vector<float> gradient {1, 2, 3, 4};
    const std::vector<float> activated {3, 0, 0, 4};
    std::vector<float> biasGradient(2);
    activateBackward(gradient.data(), activated.data(), 2, 2, Dropout::ofShare(0.5), biasGradient.data());
    QVERIFY((gradient == std::vector<float> {2, 0, 0, 8}));
    QVERIFY((biasGradient == std::vector<float> {2, 8}));
}

// Logit 0 everywhere: loss ln 2 a row, slope (0.5 - y) / 2.
void TrainingKernelsTest::theHeadsLossAtZeroIsTheLogarithmOfTwo()
{
    const std::vector<float> values {1, 2, 3, 4};
    const std::vector<float> targets {1, 0};
    const std::vector<float> weights {0, 0};
    std::vector<float> weightGradient(2);
    std::vector<float> gradient(4, 9.0f);
    Head head {weights.data(), 0, weightGradient.data(), 9};
    QCOMPARE_NEAR(headPass(values.data(), 2, 2, targets.data(), head, gradient.data()), 2 * std::log(2.0),
                  1e-6);
    QVERIFY((weightGradient == std::vector<float> {-0.25f * 1 + 0.25f * 3, -0.25f * 2 + 0.25f * 4}));
    QCOMPARE(head.biasGradient, 0.0f);
    QVERIFY((gradient == std::vector<float> {0, 0, 0, 0}));
}

// Central differences of the mean loss, for a width that is no whole number of vectors.
void TrainingKernelsTest::theHeadsGradientIsTheSlopeOfItsLoss()
{
    const std::size_t width = 21;
    const std::size_t rows = 5;
    Random random(3);
    std::vector<float> values(rows * width);
    std::vector<float> weights(width);
    for (auto *list : {&values, &weights}) {
        for (auto &value : *list)
            value = static_cast<float>(random.normal() / 3);
    }
    const std::vector<float> targets {1, 0, 1, 1, 0};
    std::vector<float> weightGradient(width);
    std::vector<float> gradient(rows * width);
    std::vector<float> spare(width);
    std::vector<float> spareRows(rows * width);
    Head head {weights.data(), 0.3f, weightGradient.data(), 0};
    headPass(values.data(), rows, width, targets.data(), head, gradient.data());

    const auto slope = [&](float &variable) {
        const float step = 1e-2f;
        const float before = variable;
        const auto meanLoss = [&](float at) {
            variable = at;
            Head other {weights.data(), head.bias, spare.data(), 0};
            return headPass(values.data(), rows, width, targets.data(), other, spareRows.data()) / rows;
        };
        const double rise = meanLoss(before + step) - meanLoss(before - step);
        variable = before;
        return rise / (2 * static_cast<double>(step));
    };
    for (const std::size_t i : {std::size_t {0}, std::size_t {15}, std::size_t {16}, width - 1}) {
        QCOMPARE_NEAR(weightGradient[i], slope(weights[i]), 1e-5);
        QCOMPARE_NEAR(gradient[2 * width + i], slope(values[2 * width + i]), 1e-5);
    }
    QCOMPARE_NEAR(head.biasGradient, slope(head.bias), 1e-5);
}

void TrainingKernelsTest::hugeLogitsKeepTheLossFinite()
{
    const std::vector<float> values {1000, -1000};
    const std::vector<float> targets {0, 1};
    const float weight = 1;
    float weightGradient = 0;
    std::vector<float> gradient(2);
    Head head {&weight, 0, &weightGradient, 0};
    QCOMPARE_NEAR(headPass(values.data(), 2, 1, targets.data(), head, gradient.data()), 2000.0, 1e-9);
    QCOMPARE(gradient[0], 0.5f);
    QCOMPARE(gradient[1], -0.5f);
}

// A law of Adam: whatever the gradient's size, the first step is the learning rate against its sign.
void TrainingKernelsTest::adamsFirstStepIsTheLearningRate()
{
    std::vector<float> parameters {1, 1, 1};
    const std::vector<float> gradient {1000, -0.001f, 0};
    std::vector<float> first(3);
    std::vector<float> second(3);
    adamStep(parameters, gradient, first, second, 1, {.learningRate = 0.01});
    QCOMPARE_NEAR(parameters[0], 0.99, 1e-6);
    QCOMPARE_NEAR(parameters[1], 1.01, 1e-6);
    QCOMPARE(parameters[2], 1.0f);
}

// Gradients 1 and 3 plus a decay of 0.5 on the weight 2: see the formulas of Kingma and Ba.
void TrainingKernelsTest::adamsSecondStepMatchesTheValueWorkedByHand()
{
    std::vector<float> parameter {2};
    std::vector<float> first(1);
    std::vector<float> second(1);
    const AdamOptions options {.learningRate = 0.1, .weightDecay = 0.5};
    adamStep(parameter, std::vector<float> {1}, first, second, 1, options);
    const double w1 = 2 - 0.1; // slope 1 + 0.5 * 2 = 2, first step is the rate
    QCOMPARE_NEAR(parameter[0], w1, 1e-6);
    adamStep(parameter, std::vector<float> {3}, first, second, 2, options);
    const double slope = 3 + 0.5 * w1;
    const double m = (0.9 * 0.1 * 2 + 0.1 * slope) / (1 - 0.81);
    const double v = (0.999 * 0.001 * 4 + 0.001 * slope * slope) / (1 - 0.999 * 0.999);
    QCOMPARE_NEAR(parameter[0], w1 - 0.1 * m / std::sqrt(v), 1e-5);
}

void TrainingKernelsTest::rowsAreGatheredInTheOrderNamed()
{
    const std::vector<float> rows {1, 2, 3, 4, 5, 6};
    const std::vector<std::uint32_t> order {2, 0, 2};
    std::vector<float> out(9, -1.0f);
    gatherRows(rows.data(), 2, order, out.data(), 3);
    QVERIFY((out == std::vector<float> {5, 6, -1, 1, 2, -1, 5, 6, -1}));
}

SLIPWAY_TEST_MAIN(TrainingKernelsTest)
#include "training_kernels_test.moc"
