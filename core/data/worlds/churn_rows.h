#pragma once

#include "core/data/worlds/churn_customer.h"
#include "core/data/worlds/world.h"

namespace slipway::data {

/// The rows of customers, contracts, usage, billing, support and customers_truth, in the order of the
/// scenario's tables. Every figure of `customers` is counted from the rows of the other tables.
void writeChurnRows(const Scenario &scenario, const std::vector<ChurnCustomer> &customers, WorldBlock &into);

} // namespace slipway::data
