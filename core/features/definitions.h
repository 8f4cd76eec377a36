#pragma once

#include "core/base/json.h"
#include "core/data/table.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// Whose value a feature is. UserCategory: of a user and the category of the item. Context: of the request
/// itself.
enum class FeatureEntity { User, UserCategory, Item, Context };

std::string_view entityName(FeatureEntity entity);

/// A running total over the interactions that are strictly earlier than a moment: those of the same user, of
/// the same item, or of everybody (Context). Interactions at the very same moment see none of each other.
struct HistoryTotal {
    std::string_view name;
    FeatureEntity entity;
    std::string_view each; ///< what one interaction adds, as SQL over its columns; empty: it counts one
    std::string_view documentation;
};

/// What is expected of somebody about whom nothing is known, from the totals of everybody up to the last full
/// hour.
struct Prior {
    std::string_view name;
    std::string_view formula; ///< SQL over everybody's totals
    std::string_view documentation;
};

/// What one feature of the feed is, declared once: the point-in-time join, the online snapshot, the serving
/// code and the documentation come from this.
struct FeatureDefinition {
    std::string_view name;
    FeatureEntity entity;
    data::ColumnKind kind;
    std::string_view unit;
    std::string_view
        formula; ///< SQL over totals, priors, the columns of users.csv and items.csv, and time_us
    std::string_view
        since; ///< the column that holds the start of an age in days; such a feature moves with the clock
    std::string_view unknown; ///< what a user, an item or a request without this value gets
    std::string_view documentation;
};

std::span<const HistoryTotal> feedTotals();
std::span<const Prior> feedPriors();

/// In the order of the columns of the feature files.
std::span<const FeatureDefinition> feedFeatures();
std::vector<std::string> feedFeatureNames();

/// The definitions as features.json carries them.
Json feedDefinitionsJson();

constexpr std::int64_t microsPerHour = 3'600'000'000;

} // namespace slipway::features
