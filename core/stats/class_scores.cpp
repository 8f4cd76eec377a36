#include "core/stats/class_scores.h"

#include "core/stats/sorting.h"

#include <cassert>

namespace slipway::stats {

ClassScores sortedByClass(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    assert(labels.size() == scores.size());
    ClassScores classes;
    for (std::size_t i = 0; i < scores.size(); ++i)
        (labels[i] ? classes.positive : classes.negative).push_back(scores[i]);
    SortScratch scratch;
    sortValues(classes.positive, scratch);
    sortValues(classes.negative, scratch);
    return classes;
}

} // namespace slipway::stats
