#pragma once

#include <array>
#include <cstdint>

namespace slipway {

/// Philox4x32-10 (Salmon et al. 2011): four random words that are a pure function of key and counter. Any
/// thread can make any part of a sequence, so results do not depend on how work was shared out.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// One stream of random numbers of a seed. Streams of different numbers are independent.
/// The same seed and stream give the same numbers on every machine.
class Random
{
public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

    std::uint32_t word();
    double uniform(); ///< in the open interval (0, 1), 53 bits
    std::uint64_t below(std::uint64_t bound); ///< whole number in [0, bound), unbiased
    double normal(); ///< mean 0, standard deviation 1
    double gamma(double shape); ///< scale 1; Marsaglia and Tsang 2000
    double beta(double a, double b);
    double pareto(double shape); ///< Lomax: survival (1 + x)^-shape

private:
    std::array<std::uint32_t, 2> m_key;
    std::array<std::uint32_t, 4> m_counter;
    std::array<std::uint32_t, 4> m_words {};
    int m_used = 4;
};

} // namespace slipway
