#include "core/stats/kolmogorov.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace slipway::stats {

namespace {

constexpr double pi = std::numbers::pi;

/// ln k! minus Stirling's main term: what makes the binomial weights below exact.
double stirlingRest(double k)
{
    if (k < 16)
        return std::lgamma(k + 1) - (k + 0.5) * std::log(k) + k - 0.5 * std::log(2 * pi);
    const double s = 1 / (k * k);
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / k;
}

/// One term of Birnbaum and Tingey's sum, without its factor d: C(n, j) p^(j-1) (1 - p)^(n-j) with p = d +
/// j/n. The binomial weight is written in deviances (Loader 2000): logarithms of factorials would lose half
/// of the digits.
double smirnovTerm(double n, double d, double j)
{
    if (j == 0)
        return std::exp(n * std::log1p(-d)) / d;
    const double rest = n - j;
    const double shift = n * d;
    if (rest <= shift)
        return 0;
    const double deviance = shift - j * std::log1p(shift / j) - rest * std::log1p(-shift / rest) - shift;
    const double stirling = stirlingRest(n) - stirlingRest(j) - stirlingRest(rest);
    const double weight = std::sqrt(n / (2 * pi * j * rest)) * std::exp(stirling - deviance);
    return weight / (d + j / n);
}

/// The exact distribution by Durbin's matrix, raised to the n-th power (Marsaglia, Tsang and Wang 2003).
class DurbinMatrix
{
public:
    DurbinMatrix(std::int64_t n, double d)
        : m_n(n)
        , m_half(static_cast<std::size_t>(std::ceil(static_cast<double>(n) * d)))
        , m_size(2 * m_half - 1)
    {
        const double h = static_cast<double>(m_half) - static_cast<double>(n) * d;
        m_matrix.assign(m_size * m_size, 0);
        std::vector<double> inverseFactorial(m_size + 1, 1);
        for (std::size_t k = 1; k <= m_size; ++k)
            inverseFactorial[k] = inverseFactorial[k - 1] / static_cast<double>(k);
        for (std::size_t i = 0; i < m_size; ++i) {
            for (std::size_t j = 1; j < m_size && j <= i + 1; ++j)
                m_matrix[i * m_size + j] = inverseFactorial[i + 1 - j];
        }
        // First column and last row are cut by the two lines.
        for (std::size_t i = 0; i < m_size; ++i) {
            const double edge = (1 - std::pow(h, static_cast<double>(i + 1))) * inverseFactorial[i + 1];
            m_matrix[i * m_size] = edge;
            m_matrix[(m_size - 1) * m_size + (m_size - 1 - i)] = edge;
        }
        const auto size = static_cast<double>(m_size);
        const double corner = 1 - 2 * std::pow(h, size) + std::pow(std::max(2 * h - 1, 0.0), size);
        m_matrix[(m_size - 1) * m_size] = corner * inverseFactorial[m_size];
    }

    /// P(D_n < d): the middle element of the n-th power, times n! / n^n.
    double cumulative() const
    {
        std::vector<double> base = m_matrix;
        std::vector<double> power(m_size * m_size, 0);
        for (std::size_t i = 0; i < m_size; ++i)
            power[i * m_size + i] = 1;
        std::vector<double> spare(m_size * m_size);
        int baseExponent = 0;
        int exponent = 0;
        for (std::int64_t rest = m_n; rest > 0; rest /= 2) {
            if (rest % 2 == 1) {
                multiply(power, base, spare);
                power.swap(spare);
                exponent += baseExponent;
            }
            multiply(base, base, spare);
            base.swap(spare);
            baseExponent *= 2;
            const double middle = base[middleIndex()];
            if (middle > 0x1p128) {
                for (double &value : base)
                    value *= 0x1p-128;
                baseExponent += 128;
            }
        }
        double result = power[middleIndex()];
        for (std::int64_t k = 1; k <= m_n; ++k) {
            result *= static_cast<double>(k) / static_cast<double>(m_n);
            if (result < 0x1p-128) {
                result *= 0x1p128;
                exponent -= 128;
            }
        }
        return std::ldexp(result, exponent);
    }

private:
    std::size_t middleIndex() const { return (m_half - 1) * m_size + m_half - 1; }

    void multiply(const std::vector<double> &left, const std::vector<double> &right,
                  std::vector<double> &out) const
    {
        std::fill(out.begin(), out.end(), 0.0);
        for (std::size_t i = 0; i < m_size; ++i) {
            for (std::size_t k = 0; k < m_size; ++k) {
                const double factor = left[i * m_size + k];
                for (std::size_t j = 0; j < m_size; ++j)
                    out[i * m_size + j] += factor * right[k * m_size + j];
            }
        }
    }

    std::int64_t m_n;
    std::size_t m_half; ///< ceil(n d)
    std::size_t m_size;
    std::vector<double> m_matrix;
};

/// P(D_n < d) for large n: the limit and three corrections in powers of n^(-1/2) (Pelz and Good 1976).
double pelzGood(double n, double d)
{
    const double z = std::sqrt(n) * d;
    const double z2 = z * z;
    const double z4 = z2 * z2;
    const double z6 = z4 * z2;
    const double z8 = z4 * z4;

    // Sums over all integers k, of which k and -k (and k and -k - 1 with the half) give the same term.
    double k0 = 0, k1 = 0, k2 = 0, k3 = 0;
    double k2Whole = 0, k3Whole = 0;
    const int terms = static_cast<int>(std::ceil(16 * z / pi));
    for (int k = terms; k >= 0; --k) {
        const double a = pi * pi * (k + 0.5) * (k + 0.5);
        const double e = std::exp(-a / (2 * z2));
        k0 += e;
        k1 += e * (a - z2);
        k2 += e * (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2));
        k3 += e
            * (a * a * a * (5 - 30 * z2) + a * a * (212 * z4 - 60 * z2) + a * (135 * z4 - 96 * z6)
               - (30 * z6 + 90 * z8));
        const double b = pi * pi * k * k;
        const double f = std::exp(-b / (2 * z2));
        k2Whole += f * b;
        k3Whole += f * (3 * b * z2 - b * b);
    }
    const double root = std::sqrt(2 * pi);
    const double sqrtN = std::sqrt(n);
    return root
        * (k0 / z + k1 / (6 * z4) / sqrtN + (k2 / (72 * z4 * z2 * z) - k2Whole / (36 * z2 * z)) / n
           + (k3 / (6480 * z8 * z2) + k3Whole / (216 * z6)) / (n * sqrtN));
}

/// n! (2d - 1/n)^n, the distribution between 1 / (2n) and 1 / n (Ruben and Gambino 1982).
double nearlyLeastStatistic(std::int64_t n, double nd)
{
    double product = 1;
    for (std::int64_t k = 1; k <= n; ++k)
        product *= static_cast<double>(k) / static_cast<double>(n) * (2 * nd - 1);
    return product;
}

double atMostOne(double probability)
{
    return std::clamp(probability, 0.0, 1.0);
}

} // namespace

double smirnovTail(std::int64_t n, double d)
{
    if (d <= 0)
        return 1;
    if (d >= 1)
        return 0;
    const auto count = static_cast<double>(n);
    const auto last = static_cast<std::int64_t>(std::floor(count * (1 - d)));
    // As a function of j the terms are smooth and vanish with all derivatives at both ends once n d is large.
    // The sum over every step-th term then is the whole sum to the last digits, and a long column costs no
    // more than a short one.
    const std::int64_t step = count * d > 60 ? std::max<std::int64_t>(1, n / 8192) : 1;
    double sum = 0;
    for (std::int64_t j = 0; j <= last; j += step)
        sum += smirnovTerm(count, d, static_cast<double>(j));
    return atMostOne(d * sum * static_cast<double>(step));
}

double kolmogorovTail(std::int64_t n, double d)
{
    const auto count = static_cast<double>(n);
    const double nd = count * d;
    if (d >= 1)
        return 0;
    if (nd <= 0.5)
        return 1;
    if (nd <= 1)
        return n <= 140 ? 1 - nearlyLeastStatistic(n, nd) : 1;
    if (nd >= count - 1)
        return atMostOne(2 * std::pow(1 - d, count));

    // Far out both one-sided events at once are impossible or negligible; near the centre the tail is the
    // complement of a distribution that is computed to full precision.
    const double scaled = nd * d;
    if (d >= 0.5 || scaled > (n <= 140 ? 4.0 : 2.2))
        return scaled >= 370 && n > 140 ? 0 : atMostOne(2 * smirnovTail(n, d));
    if (pi * pi / (8 * scaled) > 45)
        return 1; // the distribution is below 1e-18 there
    if (n <= 140 || (n <= 100'000 && nd * std::sqrt(d) <= 1.4))
        return atMostOne(1 - DurbinMatrix(n, d).cumulative());
    return atMostOne(1 - pelzGood(count, d));
}

} // namespace slipway::stats
