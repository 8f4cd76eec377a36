#pragma once

#include "core/features/definitions/read.h"

#include <QtGlobal>

#include <string>

namespace slipway::testing {

/// The YAML of a small feature set; tests put one thing into it that is different.
inline std::string shopYaml(const std::string &from = {}, const std::string &to = {})
{
    std::string text = R"(features: shop
owner: sales
description: What is known of a customer
labels: {table: orders, time: ordered_at, target: returned, id: [order_id]}
entities:
  - {name: customer, keys: [customer_id]}
  - {name: category, keys: [customer_id, item_category]}
sources:
  - {name: customers, table: customers}
  - {name: items, table: items}
  - name: past
    table: orders
    event_time: ordered_at
    visible: before
    lookups: [{table: items, on: [item_id], columns: [category as item_category]}]
request:
  - {name: channel, type: text, description: Where it was ordered}
views:
  - name: by_category
    entity: category
    source: past
    features:
      - {name: category_orders, aggregate: count, description: Orders in the category}
  - name: profile
    entity: customer
    source: customers
    features:
      - {name: age, column: age, unit: years, description: Age}
      - {name: item_category, column: favourite, type: text, description: The category they like}
  - name: history
    entity: customer
    source: past
    every: 1d
    ttl: 30d
    freshness: 12h
    owner: logistics
    features:
      - name: orders_{window}
        aggregate: count
        windows: [7d, 30d, all]
        description: Orders within {window}
        expectations: [{type: expect_column_values_to_be_between, min_value: 0}]
      - {name: spent, aggregate: sum, of: amount, window: 90d, description: Money spent}
derived:
  - {name: share, expression: busy / orders_all, description: Share}
  - {name: busy, expression: orders_7d + orders_30d, hidden: true, description: Both}
  - {name: hour, expression: hour(now), description: Hour}
)";
    const auto place = text.find(from);
    Q_ASSERT(place != std::string::npos);
    return text.replace(place, from.size(), to);
}

inline features::FeatureSet shop(const std::string &from = {}, const std::string &to = {})
{
    return features::readFeatureSet(shopYaml(from, to), "shop.yaml").value();
}

} // namespace slipway::testing
