#include "core/stats/kolmogorov.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class KolmogorovTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScipyInEveryBranch();
    void oneValueIsUniform();
    void theSkippingSumIsTheWholeSum();
    void fallsAsTheStatisticGrows();
};

void KolmogorovTest::matchesScipyInEveryBranch()
{
    for (const auto &row : testing::driftReference()["ks_tails"]) {
        const auto n = row[0].get<std::int64_t>();
        const double d = row[1].get<double>();
        const double expected = row[2].get<double>();
        const QByteArray place = "n " + QByteArray::number(qlonglong(n)) + ", d "
            + QByteArray::number(d, 'g', 17) + ", actual "
            + QByteArray::number(stats::kolmogorovTail(n, d), 'g', 17) + ", expected "
            + QByteArray::number(expected, 'g', 17);
        QVERIFY2(std::abs(stats::kolmogorovTail(n, d) - expected) <= 1e-9 * expected + 1e-14,
                 place.constData());
    }
}

// With one value D is max(u, 1 - u): P(D >= d) = 2 (1 - d) from d = 1/2 on.
void KolmogorovTest::oneValueIsUniform()
{
    QCOMPARE_NEAR(stats::kolmogorovTail(1, 0.75), 0.5, 1e-15);
    QCOMPARE(stats::kolmogorovTail(1, 0.3), 1.0);
}

// 100 000 values take every twelfth term. The whole sum, in logarithms as Birnbaum and Tingey wrote it, is
// slow and keeps ten digits, which is enough to tell.
void KolmogorovTest::theSkippingSumIsTheWholeSum()
{
    const double n = 100'000;
    for (const double z : {1.5, 2.0, 4.0}) {
        const double d = z / std::sqrt(n);
        double sum = std::exp(n * std::log1p(-d)) / d;
        for (double j = 1; j < n * (1 - d); ++j) {
            sum += std::exp(std::lgamma(n + 1) - std::lgamma(j + 1) - std::lgamma(n - j + 1)
                            + (j - 1) * std::log(d + j / n) + (n - j) * std::log1p(-d - j / n));
        }
        QCOMPARE_NEAR(stats::smirnovTail(100'000, d) / (d * sum), 1, 1e-8);
    }
}

void KolmogorovTest::fallsAsTheStatisticGrows()
{
    for (const std::int64_t n : {20, 139, 1000, 200'000}) {
        double previous = 1;
        for (double z = 0.2; z < 4; z += 0.01) {
            const double d = z / std::sqrt(static_cast<double>(n));
            const double tail = d < 1 ? stats::kolmogorovTail(n, d) : 0;
            QVERIFY2(tail <= previous + 1e-9, qPrintable(QStringLiteral("n %1 z %2").arg(n).arg(z)));
            previous = tail;
        }
    }
}

SLIPWAY_TEST_MAIN(KolmogorovTest)
#include "kolmogorov_test.moc"
