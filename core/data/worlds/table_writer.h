#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/worlds/rows.h"
#include "core/workspace/vault.h"

#include <functional>

namespace slipway::data {

/// The next block of a table, valid until it is asked again; null at the end.
using NextRows = std::function<const TableRows *()>;

/// Writes the lines that the blocks bring along.
Status writeCsvFile(const WorldTable &table, workspace::NewFile &file, const NextRows &next,
                    const RunContext &context);

Status writeParquetFile(const WorldTable &table, const workspace::NewFile &file, const NextRows &next,
                        const RunContext &context);

} // namespace slipway::data
