#pragma once

#include "core/base/result.h"
#include "core/data/table.h"

#include <span>
#include <string>

namespace slipway::features {

/// A number of 64 bits, as 16 hex digits, that tells rows from other rows: every value of these columns in
/// order. For noticing a mistake, not an enemy.
Result<std::string> fingerprintOf(const data::Table &table, std::span<const std::string> columns);

/// The same for the values of one column, whatever its name.
std::string fingerprintOf(const data::Column &column);

} // namespace slipway::features
