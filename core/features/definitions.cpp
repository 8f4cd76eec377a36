#include "core/features/definitions.h"

#include <array>

namespace slipway::features {

namespace {

using data::ColumnKind;

constexpr std::string_view noValue = "no value: the model takes the mean of its training rows, or no level";

} // namespace

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

std::span<const HistoryTotal> feedTotals()
{
    // Dwell times are summed in whole milliseconds: sums of whole numbers are exact in any order, so the
    // running total of a row and the total of the online snapshot are the same number to the last bit.
    static constexpr std::array totals {
        HistoryTotal {"user_impressions", FeatureEntity::User, "", "items shown to the user"},
        HistoryTotal {"user_clicks", FeatureEntity::User, "click", "clicks of the user"},
        HistoryTotal {"user_dwell_ms", FeatureEntity::User, "dwell_ms",
                      "milliseconds that the user spent on items"},
        HistoryTotal {"user_category_impressions", FeatureEntity::UserCategory, "",
                      "items of the item's category shown to the user; 0 where the item has no category"},
        HistoryTotal {"user_category_clicks", FeatureEntity::UserCategory, "click",
                      "clicks of the user on items of the item's category; 0 where it has none"},
        HistoryTotal {"item_impressions", FeatureEntity::Item, "", "times the item was shown"},
        HistoryTotal {"item_clicks", FeatureEntity::Item, "click", "clicks on the item"},
        HistoryTotal {"item_dwell_ms", FeatureEntity::Item, "dwell_ms",
                      "milliseconds that users spent on the item"},
        HistoryTotal {"all_impressions", FeatureEntity::Context, "", "items shown to anybody"},
        HistoryTotal {"all_clicks", FeatureEntity::Context, "click", "clicks of anybody"},
        HistoryTotal {"all_dwell_ms", FeatureEntity::Context, "dwell_ms",
                      "milliseconds that anybody spent on items"},
    };
    return totals;
}

std::span<const Prior> feedPriors()
{
    static constexpr std::array priors {
        Prior {"prior_ctr", "(all_clicks + 10) / (all_impressions + 100)",
               "Click rate of everybody before the current hour, started at 0.1 with the weight of 100 "
               "impressions"},
        Prior {"prior_dwell_time", "(all_dwell_ms / 1000 + 1000) / (all_impressions + 100)",
               "Mean dwell time of everybody before the current hour, started at 10 seconds with the weight "
               "of 100 "
               "impressions"},
        Prior {"prior_impressions", "all_impressions", "Impressions of everybody before the current hour"},
    };
    return priors;
}

std::span<const FeatureDefinition> feedFeatures()
{
    static constexpr std::array features {
        FeatureDefinition {"user_historical_ctr", FeatureEntity::User, ColumnKind::Number, "share",
                           "(user_clicks + 20 * prior_ctr) / (user_impressions + 20)", "", "prior_ctr",
                           "Share of the items shown to the user so far that were clicked, drawn towards "
                           "everybody's rate with the "
                           "weight of 20 impressions"},
        FeatureDefinition {"user_avg_dwell_time", FeatureEntity::User, ColumnKind::Number, "seconds",
                           "(user_dwell_ms / 1000 + 20 * prior_dwell_time) / (user_impressions + 20)", "",
                           "prior_dwell_time",
                           "Mean time that the user spent on an item shown so far, drawn towards everybody's "
                           "mean with the weight of "
                           "20 impressions"},
        FeatureDefinition {"user_impressions", FeatureEntity::User, ColumnKind::Number, "impressions",
                           "user_impressions", "", "0", "How many items the user was shown so far"},
        FeatureDefinition {
            "user_category_ctr", FeatureEntity::UserCategory, ColumnKind::Number, "share",
            "(user_category_clicks + 40 * (user_clicks + 20 * prior_ctr) / (user_impressions + 20)) / "
            "(user_category_impressions + 40)",
            "", "user_historical_ctr",
            "Share of the user's impressions in the item's category so far that were clicked, drawn towards "
            "the user's "
            "own rate with the weight of 40 impressions"},
        FeatureDefinition {"user_age", FeatureEntity::User, ColumnKind::Number, "years", "age", "", noValue,
                           "The user's age"},
        FeatureDefinition {"user_country", FeatureEntity::User, ColumnKind::Category, "", "country", "",
                           noValue, "Where the user lives"},
        FeatureDefinition {"user_segment", FeatureEntity::User, ColumnKind::Category, "", "activity_segment",
                           "", noValue, "How active the user is, as the users' file says"},
        FeatureDefinition {"item_ctr", FeatureEntity::Item, ColumnKind::Number, "share",
                           "(item_clicks + 20 * prior_ctr) / (item_impressions + 20)", "", "prior_ctr",
                           "Share of the item's impressions so far that were clicked, drawn towards "
                           "everybody's rate with the weight "
                           "of 20 impressions"},
        FeatureDefinition {"item_avg_dwell_time", FeatureEntity::Item, ColumnKind::Number, "seconds",
                           "(item_dwell_ms / 1000 + 20 * prior_dwell_time) / (item_impressions + 20)", "",
                           "prior_dwell_time",
                           "Mean time that users spent on the item so far, drawn towards the mean of all "
                           "items with the weight of 20 "
                           "impressions"},
        FeatureDefinition {"item_popularity", FeatureEntity::Item, ColumnKind::Number, "log share",
                           "ln((item_impressions + 1) / (prior_impressions + 1000))", "",
                           "the value of an item never shown",
                           "Natural logarithm of the item's share of all impressions. A share, unlike a "
                           "count, does not grow by "
                           "itself as time passes"},
        FeatureDefinition {
            "item_age", FeatureEntity::Item, ColumnKind::Number, "days",
            "CASE WHEN time_us >= created_at_us THEN (time_us - created_at_us) / 86400000000.0 END",
            "created_at", noValue, "Time since the item was created; no value before that"},
        FeatureDefinition {"item_category", FeatureEntity::Item, ColumnKind::Category, "", "category", "",
                           noValue, "The item's category"},
        FeatureDefinition {"item_length", FeatureEntity::Item, ColumnKind::Number, "log seconds",
                           "CASE WHEN length_seconds >= 0 THEN ln(length_seconds + 1) END", "", noValue,
                           "Natural logarithm of the item's length in seconds plus one"},
        FeatureDefinition {"item_creator_followers", FeatureEntity::Item, ColumnKind::Number, "log followers",
                           "CASE WHEN creator_followers >= 0 THEN ln(creator_followers + 1) END", "", noValue,
                           "Natural logarithm of the followers of the item's creator plus one"},
        FeatureDefinition {"device", FeatureEntity::Context, ColumnKind::Category, "", "device", "", noValue,
                           "The device on which the item is shown"},
        FeatureDefinition {"position", FeatureEntity::Context, ColumnKind::Number, "rank", "position", "",
                           noValue,
                           "The place in the list at which the item is shown. It is known for what was "
                           "shown, not for what is still "
                           "to be ranked: a request that ranks leaves it out, and all candidates are "
                           "compared at the same, mean place"},
        FeatureDefinition {"hour_of_day", FeatureEntity::Context, ColumnKind::Number, "hour",
                           "hour(make_timestamp(time_us))", "", "the hour of the request",
                           "The hour of the day in UTC, from 0 to 23"},
    };
    return features;
}

std::vector<std::string> feedFeatureNames()
{
    std::vector<std::string> names;
    for (const auto &feature : feedFeatures())
        names.emplace_back(feature.name);
    return names;
}

Json feedDefinitionsJson()
{
    auto features = Json::array();
    for (const auto &feature : feedFeatures()) {
        features.push_back({{"name", feature.name},
                            {"entity", entityName(feature.entity)},
                            {"kind", feature.kind == ColumnKind::Number ? "number" : "category"},
                            {"unit", feature.unit},
                            {"formula", feature.formula},
                            {"unknown", feature.unknown},
                            {"documentation", feature.documentation}});
    }
    auto totals = Json::array();
    for (const auto &total : feedTotals()) {
        totals.push_back(
            {{"name", total.name},
             {"entity", total.entity == FeatureEntity::Context ? "all" : entityName(total.entity)},
             {"documentation", total.documentation}});
    }
    auto priors = Json::array();
    for (const auto &prior : feedPriors())
        priors.push_back(
            {{"name", prior.name}, {"formula", prior.formula}, {"documentation", prior.documentation}});
    return {{"features", std::move(features)}, {"totals", std::move(totals)}, {"priors", std::move(priors)}};
}

} // namespace slipway::features
