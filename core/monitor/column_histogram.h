#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace slipway::monitor {

struct LevelCounts;
struct NumberSamples;

/// How a column is spread on both sides, small enough for a report. Numbers have edges, or each of their
/// values where these are few; categories have levels. Empty where a side has no value.
struct ColumnHistogram {
    std::vector<double> edges; ///< one more than there are bins; the last bin has its right edge too
    std::vector<double> values;
    std::vector<std::string> levels; ///< the most frequent first
    std::vector<double> reference; ///< shares of the rows that have a value, one a bin, value or level
    std::vector<double> current;
    bool hasOthers = false; ///< the last share is that of all further levels
};

/// The bins are PSI's own; the outer ones reach to the least and the greatest value of both sides.
ColumnHistogram histogramOf(const NumberSamples &samples);
ColumnHistogram histogramOf(const LevelCounts &levels);

/// "edges", "values" or "levels", with "reference" and "current"; "others" beside them holds both sides' share
/// of all further levels. Null where it is empty.
Json toJson(const ColumnHistogram &histogram);

} // namespace slipway::monitor
