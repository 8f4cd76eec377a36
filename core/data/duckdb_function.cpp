#include "core/data/block_function.h"
#include "core/data/duckdb_state.h"
#include "core/data/duckdb_vector.h"

#include <fmt/format.h>

namespace slipway::data {

namespace {

using Function = std::shared_ptr<const BlockFunction>;

void callFunction(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
    const auto &function = **static_cast<Function *>(duckdb_scalar_function_get_extra_info(info));
    const auto types = function.argumentTypes();
    Block arguments;
    arguments.rows = duckdb_data_chunk_get_size(input);
    for (std::size_t i = 0; i < types.size(); ++i) {
        LogicalType type;
        type.handle = duckdb_create_logical_type(duckType(types[i]));
        auto &column = arguments.columns.emplace_back();
        column.type = types[i];
        vectorReader(type.handle, column.form)
            ->read(duckdb_data_chunk_get_vector(input, i), arguments.rows, column);
    }
    BlockAnswer answer;
    answer.values.type = function.type();
    answer.validity.assign((arguments.rows + 63) / 64, ~std::uint64_t {0});
    if (const auto answered = function.answer(arguments, answer); !answered) {
        duckdb_scalar_function_set_error(info, answered.error().message.c_str());
        return;
    }
    answer.values.validity = answer.validity.data();
    fillVector(output, answer.values, 0, arguments.rows);
}

} // namespace

Result<std::string> Duck::provide(std::shared_ptr<const BlockFunction> function)
{
    const auto name = fmt::format("slipway_function_{}", m_state->functions++);
    Owned<duckdb_scalar_function, duckdb_destroy_scalar_function> made;
    made.handle = duckdb_create_scalar_function();
    duckdb_scalar_function_set_name(made.handle, name.c_str());
    for (const auto &argument : function->argumentTypes()) {
        LogicalType type;
        type.handle = duckdb_create_logical_type(duckType(argument));
        duckdb_scalar_function_add_parameter(made.handle, type.handle);
    }
    LogicalType type;
    type.handle = duckdb_create_logical_type(duckType(function->type()));
    duckdb_scalar_function_set_return_type(made.handle, type.handle);
    duckdb_scalar_function_set_special_handling(made.handle); // rows that lack an argument come too
    duckdb_scalar_function_set_extra_info(made.handle, new Function(std::move(function)),
                                          [](void *data) { delete static_cast<Function *>(data); });
    duckdb_scalar_function_set_function(made.handle, callFunction);
    if (duckdb_register_scalar_function(m_state->connection, made.handle) != DuckDBSuccess)
        return m_state->error("Catalog Error: the function could not be handed over");
    return name;
}

} // namespace slipway::data
