#pragma once

#include "core/data/table.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace slipway::features {

/// Whose value a feature is. UserCategory: of a user and the category of the item. Context: of the request
/// itself.
enum class FeatureEntity { User, UserCategory, Item, Context };

std::string_view entityName(FeatureEntity entity);

/// A feature of the feed that the server reads from the online files, or from the request.
struct ServedFeature {
    std::string_view name;
    FeatureEntity entity;
    data::ColumnKind kind;
    std::string_view
        since {}; ///< the column that holds the start of an age in days; such a feature moves with the clock
};

std::span<const ServedFeature> servedFeatures();

constexpr std::int64_t microsPerHour = 3'600'000'000;

} // namespace slipway::features
