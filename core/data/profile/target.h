#pragma once

#include "core/base/run_context.h"
#include "core/data/source.h"

#include <string>
#include <vector>

namespace slipway::data {

/// What is to be predicted, as the file has it.
struct Target {
    std::string name; ///< empty: there is none
    std::string task; ///< binary, multiclass or regression
    std::int64_t missing = 0; ///< rows without a value
    std::vector<std::pair<std::string, std::int64_t>>
        classes; ///< the most frequent first; none for regression
    std::string label; ///< SQL of binary: 1 for the rarer class, 0 for the other, 2 where it is missing
    std::string positive; ///< of binary: the rarer class

    bool isBinary() const { return task == "binary"; }
};

/// Two different values are a binary target; texts, and whole numbers of few values, are classes.
Result<Target> readTarget(Source &source, const std::string &name, const std::string &place,
                          const RunContext &context);

Json toJson(const Target &target);

} // namespace slipway::data
