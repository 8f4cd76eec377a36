#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/features/definitions/set_records.h"
#include "core/features/store/stored_view.h"

#include <filesystem>
#include <span>
#include <string>

namespace slipway::engine {

/// The definitions that a model learnt from, and how new their values must be when it serves.
struct ModelFeatures {
    features::RecordedSet recorded;
    TimeMicros to =
        0; ///< the first moment at which the values know everything that the features were built from
    TimeMicros built = 0; ///< when the features were built last

    /// Whether the stored values are these, and not of an earlier build.
    bool areIn(std::span<const features::StoredView> views) const;

    bool operator==(const ModelFeatures &other) const;
};

/// Those of the model in a folder, by the training rows that its card names. Of a model that names none that
/// are known, those that the scenario's features were built from last.
Result<ModelFeatures> featuresOfModel(const workspace::Workspace &workspace, const std::string &scenario,
                                      const std::filesystem::path &modelFolder);

} // namespace slipway::engine
