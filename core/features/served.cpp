#include "core/features/served.h"

#include <array>

namespace slipway::features {

std::string_view entityName(FeatureEntity entity)
{
    switch (entity) {
    case FeatureEntity::User:
        return "user";
    case FeatureEntity::UserCategory:
        return "user_category";
    case FeatureEntity::Item:
        return "item";
    case FeatureEntity::Context:
        return "context";
    }
    return {};
}

std::span<const ServedFeature> servedFeatures()
{
    using data::ColumnKind;
    static constexpr std::array features {
        ServedFeature {"user_historical_ctr", FeatureEntity::User, ColumnKind::Number},
        ServedFeature {"user_avg_dwell_time", FeatureEntity::User, ColumnKind::Number},
        ServedFeature {"user_impressions", FeatureEntity::User, ColumnKind::Number},
        ServedFeature {"user_category_ctr", FeatureEntity::UserCategory, ColumnKind::Number},
        ServedFeature {"user_age", FeatureEntity::User, ColumnKind::Number},
        ServedFeature {"user_country", FeatureEntity::User, ColumnKind::Category},
        ServedFeature {"user_segment", FeatureEntity::User, ColumnKind::Category},
        ServedFeature {"item_ctr", FeatureEntity::Item, ColumnKind::Number},
        ServedFeature {"item_avg_dwell_time", FeatureEntity::Item, ColumnKind::Number},
        ServedFeature {"item_popularity", FeatureEntity::Item, ColumnKind::Number},
        ServedFeature {"item_age", FeatureEntity::Item, ColumnKind::Number, "item_created_at"},
        ServedFeature {"item_category", FeatureEntity::Item, ColumnKind::Category},
        ServedFeature {"item_length", FeatureEntity::Item, ColumnKind::Number},
        ServedFeature {"item_creator_followers", FeatureEntity::Item, ColumnKind::Number},
        ServedFeature {"device", FeatureEntity::Context, ColumnKind::Category},
        ServedFeature {"position", FeatureEntity::Context, ColumnKind::Number},
        ServedFeature {"hour_of_day", FeatureEntity::Context, ColumnKind::Number},
    };
    return features;
}

} // namespace slipway::features
