#pragma once

#include "core/data/block.h"
#include "core/data/table.h"

#include <duckdb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::data {

/// Copies vectors of one DuckDB type into a block's column. Only the sources of Duck include this.
struct VectorReader {
    using Copy = void (*)(const void *from, std::size_t rows, double divisor, BlockColumn &to);

    Copy copy;
    double divisor = 1; ///< of a DECIMAL: 10 to the power of its scale

    void read(duckdb_vector vector, std::size_t rows, BlockColumn &to) const
    {
        to.validity = duckdb_vector_get_validity(vector);
        copy(duckdb_vector_get_data(vector), rows, divisor, to);
    }
};

/// The reader of a type, and the form that it fills; empty for types that have neither a number nor a text.
std::optional<VectorReader> vectorReader(duckdb_logical_type type, BlockColumn::Form &form);

/// The type of a column or a value that we provide, as ProvidedColumn spells it.
duckdb_type duckType(std::string_view type);

/// The type as SQL spells it.
std::string typeName(duckdb_logical_type type);

/// Writes `rows` values of a table's column, from row `from` on, into a vector of doubles or texts.
void fillVector(duckdb_vector vector, const Column &column, std::size_t from, std::size_t rows);

/// The same for a block's column of one of those types; `row` is a multiple of 64.
void fillVector(duckdb_vector vector, const BlockColumn &from, std::size_t row, std::size_t count);

} // namespace slipway::data
