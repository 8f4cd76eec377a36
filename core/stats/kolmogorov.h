#pragma once

#include <cstdint>

namespace slipway::stats {

/// P(D_n >= d): the exact two-sided distribution of the one-sample Kolmogorov-Smirnov statistic of n values,
/// with the choice of method by Simard and L'Ecuyer (2011). Not the Kolmogorov limit, which differs in the
/// third digit at n = 100.
double kolmogorovTail(std::int64_t n, double d);

/// P(D_n+ >= d), the one-sided statistic: the sum of Birnbaum and Tingey (1951).
double smirnovTail(std::int64_t n, double d);

} // namespace slipway::stats
