#pragma once

#include "core/base/run_context.h"
#include "core/data/table.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace slipway::evaluate {

struct ImportanceOptions {
    std::string label = "click";
    std::size_t rows = 20'000; ///< spread evenly over the table where it has more
    int repeats = 5;
    std::uint64_t seed = 42;
};

/// A model's scores for the rows of a table.
using Scorer = std::function<Result<std::vector<double>>(const data::Table &)>;

/// Permutation importance (Breiman 2001): by how much the AUC falls when the values of one feature are dealt
/// out among the rows anew, mean and standard deviation over the repeats. A feature that the model does not
/// look at has 0. Features that tell the same share what they are worth, so each looks less important.
///
/// {"metric":"auc","baseline","rows","repeats","features":[{"feature","mean","sd","share"}]}, most important
/// first; share is the part in the sum of the positive means. Rows of one class alone make "undefined".
Result<Json> permutationImportance(const Scorer &score, const data::Table &table,
                                   std::span<const std::string> features,
                                   const ImportanceOptions &options = {}, const RunContext &context = {});

} // namespace slipway::evaluate
