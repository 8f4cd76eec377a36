#include "core/base/random.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>
#include <functional>
#include <vector>

using namespace slipway;

class RandomTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void philoxGivesItsKnownAnswers();
    void aStreamIsPhiloxOfSeedStreamAndCount();
    void wordsFillNumbersInTheirOrder();
    void theSameSeedGivesTheSameNumbers();
    void streamsAndSeedsDiffer();
    void uniformHasItsMoments();
    void uniformStaysWithinTheOpenInterval();
    void normalHasItsMoments();
    void gammaHasItsMoments();
    void betaHasItsMoments();
    void paretoHasItsSurvival();
    void belowIsUniformOverSmallBounds();
    void belowIsUnbiasedWhereAShortcutWouldNotBe();
};

namespace {

constexpr int sampleSize = 100'000;

/// With 5 standard errors a right generator misses a bound with another seed once in 1.7 million times.
constexpr double standardErrors = 5;

struct Moments {
    double mean = 0;
    double variance = 0;
};

Moments momentsOf(const std::function<double()> &draw)
{
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < sampleSize; ++i) {
        const double x = draw();
        sum += x;
        squares += x * x;
    }
    const double mean = sum / sampleSize;
    return {mean, squares / sampleSize - mean * mean};
}

/// Bounds from theory: the mean's standard error is sqrt(variance / n), the variance's is
/// sqrt((fourth central moment - variance^2) / n).
void compareMoments(const Moments &moments, double mean, double variance, double fourth)
{
    QCOMPARE_NEAR(moments.mean, mean, standardErrors * std::sqrt(variance / sampleSize));
    QCOMPARE_NEAR(moments.variance, variance,
                  standardErrors * std::sqrt((fourth - variance * variance) / sampleSize));
}

double chiSquare(const std::vector<int> &counts)
{
    double total = 0;
    for (const int count : counts)
        total += count;
    const double expected = total / static_cast<double>(counts.size());
    double statistic = 0;
    for (const int count : counts)
        statistic += (count - expected) * (count - expected) / expected;
    return statistic;
}

/// A chi-square variable has mean k and variance 2k.
double chiSquareBound(std::size_t buckets)
{
    const auto degrees = static_cast<double>(buckets - 1);
    return degrees + 6 * std::sqrt(2 * degrees);
}

} // namespace

// Random123 1.14, tests/kat_vectors, philox4x32 10.
void RandomTest::philoxGivesItsKnownAnswers()
{
    using Words = std::array<std::uint32_t, 4>;
    QCOMPARE(philox({0, 0, 0, 0}, {0, 0}), (Words {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    QCOMPARE(philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}),
             (Words {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    QCOMPARE(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
             (Words {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// Recorded seeds must give the same data with every later version.
void RandomTest::aStreamIsPhiloxOfSeedStreamAndCount()
{
    const std::uint64_t seed = 0x1122334455667788;
    const std::uint64_t stream = 0x99AABBCCDDEEFF00;
    Random random(seed, stream);
    for (std::uint32_t block = 0; block < 3; ++block) {
        for (const auto word : philox({block, 0, 0xDDEEFF00, 0x99AABBCC}, {0x55667788, 0x11223344}))
            QCOMPARE(random.word(), word);
    }
    QCOMPARE(Random(0).word(), 0x6627e8d5u);
}

// The first word is the upper half, whatever order a compiler prefers to call functions in.
void RandomTest::wordsFillNumbersInTheirOrder()
{
    Random random(0);
    QCOMPARE(random.uniform(),
             (static_cast<double>(((0x6627e8d5ull >> 5) << 26) | (0xe169c58dull >> 6)) + 0.5) * 0x1p-53);
    // A bound of 2^63 keeps the upper 63 bits of a draw of 64.
    QCOMPARE(random.below(std::uint64_t {1} << 63), 0xbc57ac4c9b00dbd8ull >> 1);

    // Below a shape of 1, gamma takes gamma(shape + 1) first and one uniform number after it.
    Random whole(7);
    Random parts(7);
    const double boosted = parts.gamma(1.5);
    QCOMPARE(whole.gamma(0.5), boosted * std::pow(parts.uniform(), 2));
}

void RandomTest::theSameSeedGivesTheSameNumbers()
{
    Random one(42, 3);
    Random other(42, 3);
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(one.normal(), other.normal());
        QCOMPARE(one.gamma(0.7), other.gamma(0.7));
        QCOMPARE(one.below(1000), other.below(1000));
    }
}

void RandomTest::streamsAndSeedsDiffer()
{
    Random first(42, 0);
    Random stream(42, 1);
    Random seed(43, 0);
    double withStream = 0;
    double withSeed = 0;
    for (int i = 0; i < sampleSize; ++i) {
        const double x = first.uniform() - 0.5;
        withStream += x * (stream.uniform() - 0.5);
        withSeed += x * (seed.uniform() - 0.5);
    }
    // The correlation of independent samples is about normal with standard deviation 1 / sqrt(n).
    const double bound = standardErrors / std::sqrt(sampleSize);
    QCOMPARE_NEAR(12 * withStream / sampleSize, 0, bound);
    QCOMPARE_NEAR(12 * withSeed / sampleSize, 0, bound);
}

void RandomTest::uniformHasItsMoments()
{
    Random random(1);
    compareMoments(momentsOf([&] { return random.uniform(); }), 0.5, 1.0 / 12, 1.0 / 80);
}

void RandomTest::uniformStaysWithinTheOpenInterval()
{
    Random random(2);
    std::vector<int> counts(100);
    for (int i = 0; i < sampleSize; ++i) {
        const double x = random.uniform();
        QVERIFY(x > 0 && x < 1);
        ++counts[static_cast<std::size_t>(x * 100)];
    }
    QVERIFY(chiSquare(counts) < chiSquareBound(counts.size()));
}

void RandomTest::normalHasItsMoments()
{
    Random random(3);
    compareMoments(momentsOf([&] { return random.normal(); }), 0, 1, 3);
    // The third and fourth powers: means 0 and 3, variances 15 and 105 - 9.
    const auto third = momentsOf([&] { return std::pow(random.normal(), 3); });
    QCOMPARE_NEAR(third.mean, 0, standardErrors * std::sqrt(15.0 / sampleSize));
    const auto fourth = momentsOf([&] { return std::pow(random.normal(), 4); });
    QCOMPARE_NEAR(fourth.mean, 3, standardErrors * std::sqrt(96.0 / sampleSize));
}

// Mean and variance k, fourth central moment 3k^2 + 6k; 0.3 takes the way for shapes below 1.
void RandomTest::gammaHasItsMoments()
{
    Random random(4);
    for (const double k : {0.3, 1.0, 4.5})
        compareMoments(momentsOf([&] { return random.gamma(k); }), k, k, 3 * k * k + 6 * k);
}

// Kurtosis of Beta(a, b): 3 + 6 ((a - b)^2 (a + b + 1) - a b (a + b + 2)) / (a b (a + b + 2) (a + b + 3)).
void RandomTest::betaHasItsMoments()
{
    Random random(5);
    for (const auto &[a, b] : {std::pair {2.0, 5.0}, std::pair {0.5, 0.5}, std::pair {30.0, 3.0}}) {
        const double s = a + b;
        const double variance = a * b / (s * s * (s + 1));
        const double excess =
            6 * ((a - b) * (a - b) * (s + 1) - a * b * (s + 2)) / (a * b * (s + 2) * (s + 3));
        compareMoments(momentsOf([&, a = a, b = b] { return random.beta(a, b); }), a / s, variance,
                       (3 + excess) * variance * variance);
    }
}

// Lomax: P(X > x) = (1 + x)^-shape; a share's standard error is sqrt(p (1 - p) / n).
void RandomTest::paretoHasItsSurvival()
{
    Random random(6);
    constexpr double shape = 1.5;
    const std::vector<double> limits {0.1, 0.5, 2, 20};
    std::vector<int> above(limits.size());
    for (int i = 0; i < sampleSize; ++i) {
        const double x = random.pareto(shape);
        QVERIFY(x >= 0);
        for (std::size_t k = 0; k < limits.size(); ++k)
            above[k] += x > limits[k] ? 1 : 0;
    }
    for (std::size_t k = 0; k < limits.size(); ++k) {
        const double p = std::pow(1 + limits[k], -shape);
        QCOMPARE_NEAR(static_cast<double>(above[k]) / sampleSize, p,
                      standardErrors * std::sqrt(p * (1 - p) / sampleSize));
    }
}

void RandomTest::belowIsUniformOverSmallBounds()
{
    Random random(7);
    QCOMPARE(random.below(1), std::uint64_t {0});
    for (const std::uint64_t bound : {2u, 7u, 10u, 1000u}) {
        std::vector<int> counts(bound);
        for (int i = 0; i < sampleSize; ++i) {
            const auto value = random.below(bound);
            QVERIFY(value < bound);
            ++counts[value];
        }
        QVERIFY(chiSquare(counts) < chiSquareBound(counts.size()));
    }
}

// 2^64 values do not share out evenly over 3 x 2^62: taking the remainder would give the lowest third half of
// the draws, and a plain product would favour multiples of 3.
void RandomTest::belowIsUnbiasedWhereAShortcutWouldNotBe()
{
    Random random(8);
    constexpr std::uint64_t third = std::uint64_t {1} << 62;
    std::vector<int> thirds(3);
    std::vector<int> remainders(3);
    for (int i = 0; i < sampleSize; ++i) {
        const auto value = random.below(3 * third);
        ++thirds[value / third];
        ++remainders[value % 3];
    }
    QVERIFY(chiSquare(thirds) < chiSquareBound(3));
    QVERIFY(chiSquare(remainders) < chiSquareBound(3));
}

SLIPWAY_TEST_MAIN(RandomTest)
#include "random_test.moc"
