#pragma once

#include "core/base/clock.h"
#include "core/base/parameter.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace slipway::data {

/// A made world of short videos: who sees what, and who clicks.
struct FeedOptions {
    std::uint64_t seed = 42;
    std::int64_t interactions = 100'000;
    std::int64_t users = 0; ///< 0: one for a hundred interactions
    std::int64_t items = 0; ///< 0: one for two hundred interactions
    int days = 30;
    TimeMicros start =
        1'767'225'600 * microsPerSecond; ///< 2026-01-01; fixed, so that the same seed gives the same bytes
};

/// rows, seed, users, items, days, start: of the section "generation" of data_config.yaml.
std::span<const Parameter> feedParameters();

/// Options from an object with some of these settings; the others keep their standard.
Result<FeedOptions> feedOptions(const Json &settings);

/// Writes users, items and interactions into `folder` as `format` ("csv" or "parquet"), and the true
/// probability of each interaction's click into `truthFile` (Parquet: interaction_id, probability), which
/// must not be among the inputs of a model. The four files appear together at the end, or none does.
///
/// Times are UTC. Interactions are sorted by time; items appear only after created_at. The last fifth of the
/// period drifts mildly: the share of mobile devices rises and new items come. Same options, same bytes,
/// whatever the number of threads.
///
/// Returns what generateScenario() does; best_auc is what the true probabilities reach on these very clicks.
Result<Json> generateFeed(const FeedOptions &options, const std::filesystem::path &folder,
                          const std::string &format, const std::filesystem::path &truthFile,
                          const RunContext &context = {});

} // namespace slipway::data
