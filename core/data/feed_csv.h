#pragma once

#include "core/base/clock.h"
#include "core/data/feed_world.h"

#include <string>
#include <vector>

namespace slipway::data {

/// "interaction_id,timestamp,..." with its line end.
std::string feedCsvHeader();

/// Puts rows as lines into `text` (replacing it). Several times faster than DuckDB's writer, because every
/// column's form is known.
void writeFeedCsv(const std::vector<FeedRow> &rows, std::int64_t firstId, std::string &text);

} // namespace slipway::data
