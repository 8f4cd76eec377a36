#pragma once

#include "core/base/run_context.h"
#include "core/data/profile/column_kind.h"
#include "core/data/profile/number_summary.h"
#include "core/stats/sorting.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace slipway::data {

/// What a row is to a target of two values.
enum class Label : std::uint8_t { Negative, Positive, None };

/// One column in memory, eight bytes a value: keys in the order of the values (stats/sorting.h).
struct NumberColumn {
    std::string name;
    ValueKind kind = ValueKind::Real;
    bool whole = false; ///< the keys are of whole numbers
    std::vector<std::uint64_t> keys; ///< 0 where the value is missing
    std::vector<std::uint8_t> missing; ///< 1 where it is; empty: nowhere
    std::int64_t nulls = 0; ///< missing values, NaN among them
    std::int64_t nan = 0;

    std::size_t rows() const { return keys.size(); }
    bool isMissing(std::size_t row) const { return !missing.empty() && missing[row] != 0; }
    /// NaN where it is missing; infinite dates are infinities.
    double value(std::size_t row) const;
    double valueOfKey(std::uint64_t key) const;
    /// Finite values of `rows` rows from `first` on; NaN for all others.
    void finiteValues(std::size_t first, std::size_t rows, double *into) const;
};

/// All columns of eight bytes of a file, what each row is to the target, and a digest of each row.
struct NumberTable {
    std::vector<NumberColumn> columns;
    std::vector<Label> labels; ///< empty without such a target
    std::vector<std::uint64_t> digests; ///< of all columns of a row: different ones belong to different rows

    std::size_t rows = 0;
};

/// What to read, in SQL.
struct NumberQuery {
    std::vector<const SourceColumn *> columns;
    std::string label; ///< 0, 1 or 2 as in Label; empty: none
    std::string digest; ///< a BIGINT; empty: none
    std::int64_t mostRows = 0; ///< more do not fit into the memory that is given
};

/// Reads them in one go. `fits` becomes false, and the table empty, where there are more than `mostRows`.
Result<NumberTable> readNumbers(Source &source, const NumberQuery &query, bool &fits,
                                const RunContext &context);

/// Memory that is kept between columns.
struct NumberScratch {
    std::array<std::vector<std::uint64_t>, 3> keys; ///< by Label
    std::vector<std::uint64_t> spare;
    std::vector<stats::KeyedRow> rows;
    std::vector<stats::KeyedRow> spareRows;
};

NumberSummary describeNumbers(const NumberColumn &column, std::span<const Label> labels,
                              NumberScratch &scratch);

/// Puts the mean ranks of the values (from 1) in the places of the values: what rank correlations are made
/// from.
void replaceByRanks(NumberColumn &column, NumberScratch &scratch);

} // namespace slipway::data
