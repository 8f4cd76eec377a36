#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace slipway {

namespace {

__extension__ using Uint128 = unsigned __int128;

} // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = 0xD2511F53ULL * counter[0];
        const std::uint64_t b = 0xCD9E8D57ULL * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return counter;
}

Random::Random(std::uint64_t seed, std::uint64_t stream)
    : m_key {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}
    , m_counter {0, 0, static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32)}
{
}

std::uint32_t Random::word()
{
    if (m_used == 4) {
        m_words = philox(m_counter, m_key);
        m_used = 0;
        if (++m_counter[0] == 0)
            ++m_counter[1];
    }
    return m_words[static_cast<std::size_t>(m_used++)];
}

double Random::uniform()
{
    const std::uint64_t high = word() >> 5;
    const std::uint64_t low = word() >> 6;
    return (static_cast<double>((high << 26) | low) + 0.5) * 0x1p-53;
}

std::uint64_t Random::below(std::uint64_t bound)
{
    // Lemire 2019: the high half of a product, rejecting the few values that would make it uneven.
    const auto draw = [this] { // in two statements: the order within one is the compiler's choice
        const auto high = static_cast<std::uint64_t>(word());
        return (high << 32) | word();
    };
    auto product = static_cast<Uint128>(draw()) * bound;
    auto low = static_cast<std::uint64_t>(product);
    if (low < bound) {
        const std::uint64_t threshold = (0 - bound) % bound;
        while (low < threshold) {
            product = static_cast<Uint128>(draw()) * bound;
            low = static_cast<std::uint64_t>(product);
        }
    }
    return static_cast<std::uint64_t>(product >> 64);
}

double Random::normal()
{
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

double Random::gamma(double shape)
{
    if (shape < 1) { // boost to shape + 1 and scale back
        const double boosted = gamma(shape + 1);
        return boosted * std::pow(uniform(), 1 / shape);
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double v = std::pow(1 + c * x, 3);
        if (v > 0 && std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v))
            return d * v;
    }
}

double Random::beta(double a, double b)
{
    const double x = gamma(a);
    return x / (x + gamma(b));
}

double Random::pareto(double shape)
{
    return std::pow(uniform(), -1 / shape) - 1;
}

} // namespace slipway
