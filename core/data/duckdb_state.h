#pragma once

#include "core/data/duckdb.h"
#include "core/data/duckdb_error.h"

#include <duckdb.h>

namespace slipway::data {

/// Calls a duckdb_destroy_* function at the end of a scope.
template <typename Handle, auto destroy>
struct Owned {
    Handle handle {};
    Owned() = default;
    Owned(const Owned &) = delete;
    Owned &operator=(const Owned &) = delete;
    ~Owned() { destroy(&handle); }
};

using Statements = Owned<duckdb_extracted_statements, duckdb_destroy_extracted>;
using Prepared = Owned<duckdb_prepared_statement, duckdb_destroy_prepare>;
using Pending = Owned<duckdb_pending_result, duckdb_destroy_pending>;
using Answer = Owned<duckdb_result, duckdb_destroy_result>;
using Chunk = Owned<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using LogicalType = Owned<duckdb_logical_type, duckdb_destroy_logical_type>;

struct Duck::State {
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
    std::string memoryLimit;
    std::size_t functions = 0; ///< of our own that it was given so far

    State() = default;
    State(const State &) = delete;
    State &operator=(const State &) = delete;
    ~State()
    {
        duckdb_disconnect(&connection);
        duckdb_close(&database);
    }

    Error error(const char *text) const { return duckError(text ? text : "", memoryLimit); }

    /// Runs all statements of `sql`; the answer of the last one, which must be the only one, goes to `take`.
    Status run(std::string_view sql, const RunContext &context, const BlockTaker *take);
    Status runOne(duckdb_prepared_statement prepared, const RunContext &context, const BlockTaker *take);
    Status hand(duckdb_result &answer, const RunContext &context, const BlockTaker &take);
};

} // namespace slipway::data
