#include "core/monitor/category_drift.h"

#include "core/stats/jensen_shannon.h"
#include "core/stats/psi.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace slipway::monitor {

namespace {

/// Counts the codes of one side; `place` says where in `counts` each of its levels goes.
ColumnSide countSide(const data::Column &column, const std::vector<std::size_t> &place,
                     std::vector<double> &counts)
{
    ColumnSide side {column.rows(), 0};
    if (column.kind
        != data::ColumnKind::Category) { // a column that was read as numbers because it holds nothing
        side.missing = side.rows;
        return side;
    }
    std::vector<std::size_t> occurrences(column.levels.size(), 0);
    for (const std::int32_t code : column.codes) {
        if (code < 0)
            ++side.missing;
        else
            ++occurrences[static_cast<std::size_t>(code)];
    }
    for (std::size_t level = 0; level < occurrences.size(); ++level)
        counts[place[level]] += static_cast<double>(occurrences[level]);
    return side;
}

} // namespace

LevelCounts countLevels(const data::Column &reference, const data::Column &current, ColumnDrift &column)
{
    std::vector<std::string_view> names;
    std::unordered_map<std::string_view, std::size_t> known;
    const auto placesOf = [&](const std::vector<std::string> &levels) {
        std::vector<std::size_t> places;
        places.reserve(levels.size());
        for (const std::string &level : levels) {
            const auto [entry, isNew] = known.try_emplace(level, names.size());
            if (isNew)
                names.push_back(level);
            places.push_back(entry->second);
        }
        return places;
    };
    const auto referencePlaces = placesOf(reference.levels);
    const auto currentPlaces = placesOf(current.levels);

    LevelCounts counts {std::vector<double>(names.size(), 0), std::vector<double>(names.size(), 0)};
    column.reference = countSide(reference, referencePlaces, counts.reference);
    column.current = countSide(current, currentPlaces, counts.current);
    for (std::size_t level = 0; level < names.size(); ++level) {
        if (counts.reference[level] == 0 && counts.current[level] > 0)
            column.newLevels.emplace_back(names[level]);
        if (counts.reference[level] > 0 && counts.current[level] == 0)
            column.vanishedLevels.emplace_back(names[level]);
    }
    std::sort(column.newLevels.begin(), column.newLevels.end());
    std::sort(column.vanishedLevels.begin(), column.vanishedLevels.end());
    counts.names = std::move(names);
    return counts;
}

void measureCategories(const LevelCounts &levels, ColumnDrift &column)
{
    column.histogram = histogramOf(levels);
    column.psi = stats::psiOfCounts(levels.reference, levels.current);
    column.jensenShannon = stats::jensenShannonDistance(levels.reference, levels.current);
    column.chiSquare = stats::chiSquareContingency(levels.reference, levels.current);
}

} // namespace slipway::monitor
