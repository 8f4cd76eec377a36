#include "core/base/ids.h"
#include "core/base/messages.h"
#include "core/data/duckdb_state.h"

#include <fmt/format.h>

#include <optional>

namespace slipway::data {

namespace {

/// What the table function below gets to know.
struct Writing {
    const std::vector<NewColumn> *columns = nullptr;
    const RowMaker *make = nullptr; ///< null once the file is written
    std::optional<Error> error;
};

class ChunkRows : public NewRows
{
public:
    explicit ChunkRows(duckdb_data_chunk chunk)
        : m_chunk(chunk)
    {
    }

    std::size_t capacity() const override { return duckdb_vector_size(); }
    std::int64_t *whole(std::size_t column) override { return static_cast<std::int64_t *>(values(column)); }
    double *reals(std::size_t column) override { return static_cast<double *>(values(column)); }
    std::int32_t *days(std::size_t column) override { return static_cast<std::int32_t *>(values(column)); }
    void setMissing(std::size_t column, std::size_t row) override
    {
        const auto vector = duckdb_data_chunk_get_vector(m_chunk, column);
        duckdb_vector_ensure_validity_writable(vector);
        duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
    }
    void setText(std::size_t column, std::size_t row, std::string_view text) override
    {
        duckdb_vector_assign_string_element_len(duckdb_data_chunk_get_vector(m_chunk, column), row,
                                                text.data(), text.size());
    }

private:
    void *values(std::size_t column)
    {
        return duckdb_vector_get_data(duckdb_data_chunk_get_vector(m_chunk, column));
    }

    duckdb_data_chunk m_chunk;
};

duckdb_type duckType(NewColumn::Kind kind)
{
    switch (kind) {
    case NewColumn::Kind::Whole:
        return DUCKDB_TYPE_BIGINT;
    case NewColumn::Kind::Real:
        return DUCKDB_TYPE_DOUBLE;
    case NewColumn::Kind::Text:
        return DUCKDB_TYPE_VARCHAR;
    case NewColumn::Kind::Time:
        return DUCKDB_TYPE_TIMESTAMP;
    case NewColumn::Kind::Date:
        return DUCKDB_TYPE_DATE;
    }
    return DUCKDB_TYPE_INVALID;
}

void bind(duckdb_bind_info info)
{
    const auto *writing = static_cast<Writing *>(duckdb_bind_get_extra_info(info));
    for (const auto &column : *writing->columns) {
        LogicalType type;
        type.handle = duckdb_create_logical_type(duckType(column.kind));
        duckdb_bind_add_result_column(info, column.name.c_str(), type.handle);
    }
}

void start(duckdb_init_info info)
{
    duckdb_init_set_max_threads(info, 1); // rows come in order
}

void fill(duckdb_function_info info, duckdb_data_chunk chunk)
{
    auto *writing = static_cast<Writing *>(duckdb_function_get_extra_info(info));
    if (!writing->make || writing->error)
        return duckdb_data_chunk_set_size(chunk, 0);
    ChunkRows rows(chunk);
    auto made = (*writing->make)(rows);
    if (made)
        return duckdb_data_chunk_set_size(chunk, made.value());
    writing->error = made.error();
    duckdb_function_set_error(info, made.error().message.c_str());
}

using TableFunction = Owned<duckdb_table_function, duckdb_destroy_table_function>;

} // namespace

Status Duck::write(const std::filesystem::path &file, std::string_view format,
                   const std::vector<NewColumn> &columns, const RowMaker &make, const RunContext &context)
{
    // DuckDB keeps the function and what it points to for as long as it lives.
    auto *writing = new Writing {&columns, &make, std::nullopt};
    const auto name = "rows_" + newId();
    TableFunction function;
    function.handle = duckdb_create_table_function();
    duckdb_table_function_set_name(function.handle, name.c_str());
    duckdb_table_function_set_extra_info(function.handle, writing,
                                         [](void *data) { delete static_cast<Writing *>(data); });
    duckdb_table_function_set_bind(function.handle, bind);
    duckdb_table_function_set_init(function.handle, start);
    duckdb_table_function_set_function(function.handle, fill);
    if (duckdb_register_table_function(m_state->connection, function.handle) != DuckDBSuccess)
        return m_state->error("Catalog Error: the rows could not be handed over");

    const auto copied =
        execute(fmt::format("COPY (SELECT * FROM {}()) TO {} (FORMAT {}{}, USE_TMP_FILE false)", name,
                            data::quoted(std::filesystem::absolute(file).lexically_normal().string()), format,
                            format == "csv" ? ", HEADER" : ""),
                context);
    writing->make = nullptr;
    writing->columns = nullptr;
    if (writing->error)
        return *writing->error;
    return copied;
}

} // namespace slipway::data
