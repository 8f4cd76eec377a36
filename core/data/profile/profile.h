#pragma once

#include "core/base/clock.h"
#include "core/base/run_context.h"
#include "core/data/read.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace slipway::data {

/// Up to that many values rank correlations are made without being asked for. Beyond, they take as long as
/// the rest.
constexpr std::int64_t rankedCells = 5'000'000;

struct ProfileOptions {
    std::string target; ///< what is to be predicted; empty: nothing is measured against it
    std::string
        time; ///< the column that orders the rows; empty: the only one of dates or times, if there is one
    TimeMicros now = 0; ///< rows after it lie in the future; 0: the clock
    std::int64_t memoryBytes =
        1'200'000'000; ///< for numbers in memory; files beyond it are sorted on the disk
    int threads = 0; ///< 0: the machine's cores. The answer is the same for any number
    std::optional<bool>
        ranks; ///< Spearman's correlations too; not said: where they cost little (rankedCells)
    std::filesystem::path
        spillFolder; ///< where larger files are sorted; empty: the system's temporary folder
};

/// Looks at every row of a file and describes its columns. Nothing is sampled and nothing estimated.
///
/// {"rows","columns":{"<column>":{"type","kind","nulls","distinct","min","max","mean","std",
///    "quantiles":{"0.01",...},"histogram":{"edges","counts"},"top":[{"value","count"}],...}},
///  "order":[columns as in the
///  file],"quantile_method":"linear","duplicate_rows","correlations":{...},"target":{...},
///  "warnings":[{"id","column","severity","sentence","numbers"}]}
///
/// - "nulls" counts missing values and NaN ("nan" says how many of them); "distinct" counts the different
/// others.
/// - min, max, mean, std (of a sample, n - 1), quantiles (linear between neighbours, Hyndman and Fan's type
/// 7) and
///   the histogram (equal widths, the last bin closed) are of the finite values; "infinite" counts the
///   others.
/// - Times are ISO texts in UTC; texts have "lengths" in characters; "top" is by count, then by value.
/// - correlations are over rows where both columns have a value: Pearson, and Pearson of each column's mean
/// ranks.
/// - duplicate_rows counts the rows that are equal to an earlier one in every column.
/// - "auc" of a column, where the target has two values: the area under the ROC curve of the column alone,
/// from 0.5
///   up, whichever direction is better; a text's levels are ordered by their share of positives.
Result<Json> profile(const std::filesystem::path &file, const ReadOptions &reading = {},
                     const ProfileOptions &options = {}, const RunContext &context = {});

} // namespace slipway::data
