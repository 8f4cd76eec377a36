#pragma once

#include "core/features/transform/pipeline.h"

#include <string>

namespace slipway::learn {

/// Refuses to learn from inputs that know more of the target than they may:
/// - training inputs in which a row's own target stands, because they are not out of fold;
/// - a way of telling levels by the target that finds something where there is nothing: it is tried on a
///   category drawn by chance.
/// The target is 0 or 1 in every row.
Status checkTargetInputs(const features::FittedPipeline &fitted, const features::TransformSpec &spec,
                         const data::Table &training, const std::string &target);

/// The same, and refuses transforms that were fitted on other rows than the training rows: for those that
/// come from elsewhere.
Status checkLeaks(const features::FittedPipeline &fitted, const features::TransformSpec &spec,
                  const data::Table &training, const std::string &target);

} // namespace slipway::learn
