#include "core/data/duckdb_state.h"

#include "core/data/duckdb_vector.h"
#include "core/data/provided_rows.h"

#include <algorithm>

namespace slipway::data {

namespace {

using Provider = std::shared_ptr<const BlockProvider>;

/// Where a running query stands.
struct Reading {
    std::unique_ptr<BlockReader> reader;
    std::vector<std::size_t> columns; ///< of the block, in the order of the chunk
    const Block *block = nullptr;
    std::size_t row = 0;
};

void bindProvided(duckdb_bind_info info)
{
    const auto &provider = *static_cast<Provider *>(duckdb_bind_get_extra_info(info));
    for (const auto &column : provider->columns()) {
        LogicalType type;
        type.handle = duckdb_create_logical_type(duckType(column.type));
        duckdb_bind_add_result_column(info, column.name.c_str(), type.handle);
    }
}

void startProvided(duckdb_init_info info)
{
    const auto &provider = *static_cast<Provider *>(duckdb_init_get_extra_info(info));
    auto *reading = new Reading;
    for (idx_t i = 0; i < duckdb_init_get_column_count(info); ++i)
        reading->columns.push_back(duckdb_init_get_column_index(info, i));
    const std::size_t known = provider->columns().size();
    std::vector<std::size_t> wanted;
    for (const std::size_t column : reading->columns) {
        if (column < known) // count(*) asks for none, and names a column that there is not
            wanted.push_back(column);
    }
    reading->reader = provider->read(wanted);
    duckdb_init_set_init_data(info, reading, [](void *data) { delete static_cast<Reading *>(data); });
    duckdb_init_set_max_threads(info, 1); // rows come in order
}

void fillProvided(duckdb_function_info info, duckdb_data_chunk chunk)
{
    auto *reading = static_cast<Reading *>(duckdb_function_get_init_data(info));
    while (!reading->block || reading->row == reading->block->rows) {
        auto next = reading->reader->next();
        if (!next) {
            duckdb_function_set_error(info, next.error().message.c_str());
            return;
        }
        reading->block = next.value();
        reading->row = 0;
        if (!reading->block)
            return duckdb_data_chunk_set_size(chunk, 0);
    }
    const std::size_t count =
        std::min<std::size_t>(duckdb_vector_size(), reading->block->rows - reading->row);
    for (std::size_t i = 0; i < reading->columns.size(); ++i) {
        if (reading->columns[i] < reading->block->columns.size()) {
            fillVector(duckdb_data_chunk_get_vector(chunk, i), reading->block->columns[reading->columns[i]],
                       reading->row, count);
        }
    }
    reading->row += count;
    duckdb_data_chunk_set_size(chunk, count);
}

} // namespace

Status Duck::provide(std::string_view name, std::shared_ptr<const BlockProvider> rows)
{
    Owned<duckdb_table_function, duckdb_destroy_table_function> function;
    function.handle = duckdb_create_table_function();
    const std::string text(name);
    duckdb_table_function_set_name(function.handle, text.c_str());
    duckdb_table_function_set_extra_info(function.handle, new Provider(std::move(rows)),
                                         [](void *data) { delete static_cast<Provider *>(data); });
    duckdb_table_function_set_bind(function.handle, bindProvided);
    duckdb_table_function_set_init(function.handle, startProvided);
    duckdb_table_function_set_function(function.handle, fillProvided);
    duckdb_table_function_supports_projection_pushdown(function.handle, true);
    if (duckdb_register_table_function(m_state->connection, function.handle) != DuckDBSuccess)
        return m_state->error("Catalog Error: the rows could not be handed over");
    return done();
}

} // namespace slipway::data
