#pragma once

#include "core/data/duckdb.h"

#include <memory>
#include <string>
#include <vector>

namespace slipway::features {

/// A table of few rows that is held in memory and looked up by its keys, in place of a join. Rows that pass
/// through a join lose their order and have to be sorted again; those that look something up keep it.
class SmallTable
{
public:
    /// `query` has the keys first, each BIGINT or VARCHAR and never null, with no two rows alike, then the
    /// values. Without a table in it where there are too many rows, or values of a type that cannot be kept.
    static Result<SmallTable> load(data::Duck &duck, const std::string &query, std::size_t keys,
                                   const RunContext &context);

    bool loaded() const { return m_kept != nullptr; }

    /// SQL: the row of these keys, null where there is none.
    std::string row(const std::vector<std::string> &keys) const;

    /// SQL: a value of that row, null where there is no row.
    std::string value(std::size_t column, std::string_view row) const;

    /// Gives the memory back; the SQL must not be run afterwards.
    void release();

private:
    class Kept;
    class RowOf;
    class ValueOf;

    std::shared_ptr<Kept> m_kept;
    std::string m_row; ///< functions of the DuckDB
    std::vector<std::string> m_values;
    std::vector<std::string> m_types; ///< of the values in the query
};

} // namespace slipway::features
