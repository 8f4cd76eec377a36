#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace slipway::testing {

/// The generator of tests/golden/drift/make_reference.py: a 64-bit linear congruence that every language
/// spells alike.
class Lcg
{
public:
    explicit Lcg(std::uint64_t seed)
        : m_state(seed)
    {
    }

    double uniform()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (static_cast<double>(m_state >> 11) + 0.5) * 0x1p-53;
    }

    /// Nearly normal: the sum of twelve uniform numbers, less 6.
    double normal()
    {
        double sum = 0;
        for (int i = 0; i < 12; ++i)
            sum += uniform();
        return sum - 6;
    }

private:
    std::uint64_t m_state;
};

inline std::vector<double> referenceNumbers(std::uint64_t seed, std::size_t count, double mean,
                                            double deviation)
{
    Lcg lcg(seed);
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(mean + deviation * lcg.normal());
    return values;
}

/// `inputs` is [seed, count, mean, deviation]; `decimals` null or how far to round, which makes ties.
inline std::vector<double> referenceNumbers(const Json &inputs, const Json &decimals = nullptr)
{
    auto values = referenceNumbers(inputs[0].get<std::uint64_t>(), inputs[1].get<std::size_t>(),
                                   inputs[2].get<double>(), inputs[3].get<double>());
    if (!decimals.is_null()) {
        const double scale = std::pow(10, decimals.get<int>());
        for (double &value : values)
            value = std::nearbyint(value * scale) / scale;
    }
    return values;
}

/// `inputs` is [seed, count, [share, ...]]; the answer holds the index of each row's level.
inline std::vector<int> referenceCategories(const Json &inputs)
{
    Lcg lcg(inputs[0].get<std::uint64_t>());
    std::vector<int> levels;
    for (std::size_t i = 0; i < inputs[1].get<std::size_t>(); ++i) {
        const double u = lcg.uniform();
        double cumulative = 0;
        int level = 0;
        for (const auto &share : inputs[2]) {
            cumulative += share.get<double>();
            if (cumulative > u)
                break;
            ++level;
        }
        levels.push_back(level);
    }
    return levels;
}

/// The expected numbers that make_reference.py wrote. Read once, so that a loop may walk a part of it.
inline const Json &driftReference()
{
    static const Json reference = [] {
        const auto file = std::filesystem::path(SLIPWAY_GOLDEN_DIR) / "drift" / "reference.json";
        return parseJson(readText(file), file.string()).value();
    }();
    return reference;
}

/// The 400 rows with tied scores of make_reference.py's classifier().
struct ReferenceClassifier {
    std::vector<std::uint8_t> labels;
    std::vector<double> scores;
};

inline ReferenceClassifier referenceClassifier()
{
    Lcg lcg(31);
    ReferenceClassifier rows;
    for (int i = 0; i < 400; ++i)
        rows.labels.push_back(lcg.uniform() < 0.35 ? 1 : 0);
    for (const auto label : rows.labels) {
        const double score = 0.4 + 0.15 * label + 0.2 * lcg.normal();
        rows.scores.push_back(std::fmin(std::fmax(std::nearbyint(score * 10) / 10, 0), 1));
    }
    return rows;
}

} // namespace slipway::testing
