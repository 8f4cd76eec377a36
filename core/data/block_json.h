#pragma once

#include "core/base/json.h"
#include "core/data/block.h"

#include <cstddef>

namespace slipway::data {

/// One cell of a block as JSON: a number, a flag, a text, or null where there is no value. A date is
/// "2026-01-31", a time is as isoTime() writes it; a number that JSON does not know is its word ("nan").
Json cellJson(const BlockColumn &column, std::size_t row);

/// One row of a block as an object, by the names of its columns.
Json rowJson(const Block &block, std::size_t row);

} // namespace slipway::data
