#pragma once

#include "core/pipeline/graph.h"

#include <cstdint>

namespace slipway::pipeline {

/// What a demo is to run on.
struct DemoOptions {
    std::int64_t rows = 100'000; ///< interactions to generate
    std::uint64_t seed = 42;
    bool needsFirstModel = true; ///< nothing serves yet: a small model goes to production first, so that the
                                 ///< real one has something to be compared with
};

/// The feed ranker's whole life, each step a job.
std::vector<Step> feedDemo(const DemoOptions &options);

} // namespace slipway::pipeline
