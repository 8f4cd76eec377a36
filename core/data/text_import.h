#pragma once

#include "core/data/import.h"
#include "core/data/text_plan.h"

namespace slipway::data {

/// Writes the rows of a plan to `into.parquet` and its rejected lines to `into.rejects`, and hashes the rows
/// while they pass: the file is read once more, and no more.
Status importText(const TextPlan &plan, const RunContext &context, Imported &into);

} // namespace slipway::data
