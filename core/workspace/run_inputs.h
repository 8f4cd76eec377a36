#pragma once

#include "core/workspace/datasets.h"

#include <string>
#include <vector>

namespace slipway::workspace {

/// A data set that a run has read, and for what ("training", "validation").
struct RunInput {
    DatasetVersion dataset;
    std::string context;
};

/// In the order in which the data sets were made; none for a run that nobody knows.
Result<std::vector<RunInput>> readRunInputs(Store &store, const std::string &run);

} // namespace slipway::workspace
