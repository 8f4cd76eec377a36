#pragma once

#include "core/features/join/raw_tables.h"

#include <string>
#include <vector>

namespace slipway::features {

/// A source's table with the columns that its lookups add from other tables.
class SourceLookups
{
public:
    /// Refuses columns that do not exist and keys that stand for more than one row.
    static Result<SourceLookups> open(data::Duck &duck, const EventSource &source,
                                      const std::vector<RawTable> &tables, const RunContext &context);

    const RawTable &raw() const { return *m_raw; } ///< the table itself
    const std::string &rows() const { return m_rows; } ///< a FROM with all columns and __row
    const std::string &known() const { return m_known; } ///< its columns, for sentences

    /// Looks columns up in small tables in memory, where they fit, instead of joining: then the rows come in
    /// the order of the file.
    Status keepOrder(data::Duck &duck, const RunContext &context);

private:
    Status check(data::Duck &duck, const std::vector<RawTable> &tables, const RunContext &context);

    const EventSource *m_source = nullptr;
    const RawTable *m_raw = nullptr;
    std::vector<const RawTable *> m_lookedUp; ///< the tables of the lookups
    std::string m_rows;
    std::string m_known;
    bool m_keepsOrder = false;
};

} // namespace slipway::features
