#include "core/features/transform/levels.h"

#include <algorithm>
#include <iterator>

namespace slipway::features {

double levelIndex(const Levels &levels, std::string_view level)
{
    const auto found = std::lower_bound(levels.begin(), levels.end(), level);
    return found != levels.end() && *found == level ? static_cast<double>(found - levels.begin())
                                                    : unknownLevel;
}

std::vector<std::size_t> levelCounts(const double *values, std::size_t rows, std::size_t levels)
{
    std::vector<std::size_t> counts(levels);
    for (std::size_t row = 0; row < rows; ++row) {
        if (values[row] >= 0)
            ++counts[static_cast<std::size_t>(values[row])];
    }
    return counts;
}

std::vector<std::size_t> frequentLevels(std::span<const std::size_t> counts, std::size_t leastCount,
                                        std::size_t most)
{
    std::vector<std::size_t> order;
    for (std::size_t level = 0; level < counts.size(); ++level) {
        if (counts[level] >= std::max<std::size_t>(1, leastCount))
            order.push_back(level);
    }
    if (order.size() > most) {
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
        order.resize(most);
        std::sort(order.begin(), order.end());
    }
    return order;
}

std::vector<std::int32_t> placesOf(const Channel &channel, const Levels &known)
{
    std::vector<std::int32_t> places;
    places.reserve(channel.levels->size());
    for (const auto &level : *channel.levels)
        places.push_back(static_cast<std::int32_t>(levelIndex(known, level)));
    return places;
}

Levels mergedLevels(const Levels &a, const Levels &b)
{
    Levels merged;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged));
    return merged;
}

std::vector<std::string> words(std::string_view list)
{
    std::vector<std::string> found;
    std::string word;
    for (const char c : list) {
        if (c != ',' && c != ' ') {
            word += c;
        } else if (!word.empty()) {
            found.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty())
        found.push_back(std::move(word));
    return found;
}

} // namespace slipway::features
