#pragma once

#include "core/data/worlds/rows.h"

#include <string>

namespace slipway::data {

/// The names of the columns with the line's end.
std::string csvHeader(const WorldTable &table);

/// Puts the rows as lines into `rows.csv`. Several times faster than DuckDB's writer, because every column's
/// form is known.
void writeCsv(const WorldTable &table, TableRows &rows);

} // namespace slipway::data
