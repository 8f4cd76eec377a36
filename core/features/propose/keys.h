#pragma once

#include "core/features/propose/table_facts.h"

namespace slipway::features::propose {

/// Columns whose values come again, so that they have a history.
struct KeyChoice {
    std::vector<std::string> columns;
    std::int64_t groups = 0; ///< different values
    bool isPanel = false; ///< no two rows of one value are of the same moment
};

/// What repeats in a table that has a time, at most three of them: the key that tells the rows of one moment
/// apart, and what sounds like a key and comes at least twice on average.
Result<std::vector<KeyChoice>> findKeys(TableFacts &table, const std::string &time, const std::string &target,
                                        const RunContext &context);

/// The columns that two tables share as a key, and how far they fit.
struct SharedKey {
    std::vector<std::string> columns;
    std::int64_t groups = 0; ///< different values in the other table
    bool isUnique = false; ///< the other table has one row for each
    double found = 0; ///< share of the first table's values that the other one has
};

/// Without columns where there is none.
Result<SharedKey> findSharedKey(const TableFacts &first, const ProposalTable &firstTable, TableFacts &other,
                                const ProposalTable &otherTable, const std::string &target,
                                const RunContext &context);

} // namespace slipway::features::propose
