#pragma once

#include "core/data/profile/column_report.h"
#include "core/data/profile/target.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway::data {

/// A correlation with the target; NaN where there is none.
struct TargetCorrelation {
    std::string column;
    double pearson = 0;
    double spearman = 0;
};

/// A relation that holds in every row: equal columns, or a sum.
struct NamedRelation {
    std::string result;
    std::string first;
    std::string second; ///< empty: result = first
    std::int64_t rows = 0;
};

/// All that the warnings are made from.
struct ProfileFacts {
    std::int64_t rows = 0;
    std::vector<ColumnReport> columns; ///< as in the file
    Target target;
    std::vector<TargetCorrelation> correlations;
    std::vector<NamedRelation> relations;
    std::int64_t duplicates = 0;
    std::string timeColumn; ///< that should order the rows; empty: none
};

/// What matters to whoever wants to learn from the data, the worst first:
/// [{"id","column","severity","sentence","numbers"}]. `column` is null where it is about the whole table.
///
/// leak_auc            one column alone tells the classes apart: AUC of 0.95 (high) or 0.8 (medium) or more
/// leak_missing        having a value tells them apart: AUC of 0.75 or more
/// leak_correlation    |Pearson| or |Spearman| with a target of amounts is 0.99 (high) or 0.95 (medium) or
/// more leak_sum, leak_copy the target is the sum of two columns, or equal to one, in every row
/// redundant_sum, same_columns   the same among other columns
/// target_constant, target_missing, target_imbalance (rarest class under 10% of two, under 2% of more)
/// id_like, constant, almost_constant (99.5% of one value), many_levels (texts: over 100), mostly_missing
/// (over half), empty_column, infinite, duplicates, not_sorted and future_rows (of the time column)
Json warningsOf(const ProfileFacts &facts);

} // namespace slipway::data
