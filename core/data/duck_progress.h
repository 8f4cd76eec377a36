#pragma once

#include "core/base/run_context.h"
#include "core/data/duckdb.h"

#include <string>
#include <thread>

namespace slipway::data {

/// Which part of a job a statement is.
struct ProgressSpan {
    std::string stage;
    double from = 0;
    double to = 1;
};

/// Tells a job's listeners how far the statement of a DuckDB is, for as long as this object lives.
class DuckProgress
{
public:
    /// `duck` and the listeners of `context` outlive this object.
    DuckProgress(const Duck &duck, const RunContext &context, ProgressSpan span);

private:
    std::jthread m_watch; ///< asks and ends with the object
};

} // namespace slipway::data
