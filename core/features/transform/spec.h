#pragma once

#include "core/features/transform/chains.h"
#include "core/features/transform/transformer.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {
class YamlSection;
}

namespace slipway::features {

/// The step with its options checked; those that are not given have their standard. Lists ([0, 18]) are
/// joined with commas.
Result<TransformStep> transformStep(std::string_view type, const Json &given);

/// Reads {"transforms": [{"columns": ["age"], "steps": [{"type": "impute", "by": "median"}]}]}. `place` (a
/// file, the request) leads the sentence.
Result<TransformSpec> transformsFromJson(const Json &json, std::string_view place);

/// The same from YAML, with the line in each sentence:
///     transforms:
///       - columns: [age, income]
///         steps:
///           - type: impute
///             by: median
///           - type: standard
Result<TransformSpec> readTransforms(std::string_view text, std::string_view file);

/// Those of a larger file, which stand there under "transforms".
Result<TransformSpec> readTransforms(const data::YamlSection &file, std::string_view name);

struct ProposeOptions {
    std::size_t mostLevels = 64; ///< of a category that gets an input a level
    bool hasTarget = true; ///< something is to be predicted, so that levels can be told by it
};

/// What is done where nobody says otherwise. Numbers: the mean where one is missing, an input that says so,
/// mean 0 and deviation 1. Times: month, weekday and hour. Categories: an input for each level; of many
/// levels the mean of the target (without one, places by hash). Texts of several words that hardly repeat:
/// TF-IDF.
TransformSpec proposedTransforms(const data::Table &training, std::span<const std::string> features,
                                 const ProposeOptions &options = {});

/// `given`, and the proposal for those features that no chain of it names. A chain that names what is no
/// feature is refused.
Result<TransformSpec> completedTransforms(TransformSpec given, const data::Table &training,
                                          std::span<const std::string> features,
                                          const ProposeOptions &options = {});

} // namespace slipway::features
