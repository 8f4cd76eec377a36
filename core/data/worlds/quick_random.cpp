#include "core/data/worlds/quick_random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace slipway::data {

namespace {

constexpr std::size_t cells = 4096;
constexpr double mostByInversion = 30;
constexpr std::int64_t mostCount = 200; // never reached from such a mean but by rounding

/// The quantile by bisection of the distribution function; done once for each end of a cell.
double normalQuantile(double share)
{
    double low = -8;
    double high = 8;
    for (int step = 0; step < 56; ++step) {
        const double middle = (low + high) / 2;
        (std::erfc(-middle / std::numbers::sqrt2) / 2 < share ? low : high) = middle;
    }
    return (low + high) / 2;
}

const std::array<float, cells + 1> &quantiles()
{
    static const auto table = [] {
        std::array<float, cells + 1> made {};
        for (std::size_t i = 0; i <= cells / 2; ++i) {
            const double value =
                normalQuantile((static_cast<double>(i) + 0.5) / static_cast<double>(cells + 1));
            made[i] = static_cast<float>(value);
            made[cells - i] = static_cast<float>(-value);
        }
        return made;
    }();
    return table;
}

} // namespace

double quickNormal(std::uint32_t word)
{
    const auto &table = quantiles();
    const std::size_t cell = word >> 20;
    const double part = static_cast<double>(word & 0xFFFFF) * 0x1p-20;
    const double left = table[cell];
    return left + part * (static_cast<double>(table[cell + 1]) - left);
}

std::int64_t poisson(double mean, double uniform)
{
    if (mean >= mostByInversion) {
        const auto word = static_cast<std::uint32_t>(uniform * 0x1p32);
        return static_cast<std::int64_t>(
            std::max(std::floor(mean + std::sqrt(mean) * quickNormal(word) + 0.5), 0.0));
    }
    double each = std::exp(-mean);
    double total = each;
    std::int64_t count = 0;
    while (uniform > total && count < mostCount) {
        ++count;
        each *= mean / static_cast<double>(count);
        total += each;
    }
    return count;
}

double logistic(double x)
{
    return 1 / (1 + std::exp(-x));
}

double baseFor(std::span<const double> logits, double rate)
{
    double low = -30;
    double high = 30;
    double base = 0;
    for (int step = 0; step < 60; ++step) {
        base = (low + high) / 2;
        double total = 0;
        for (const double each : logits)
            total += logistic(each + base);
        (total < rate * static_cast<double>(logits.size()) ? low : high) = base;
    }
    return base;
}

} // namespace slipway::data
