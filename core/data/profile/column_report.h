#pragma once

#include "core/data/profile/number_summary.h"
#include "core/data/profile/row_relations.h"
#include "core/data/profile/text_summary.h"

#include <optional>
#include <string>

namespace slipway::data {

/// A column's profile: what is written out, and what the warnings are made from.
struct ColumnReport {
    std::string name;
    ValueKind kind = ValueKind::Text;
    Json json;
    std::int64_t rows = 0;
    std::int64_t nulls = 0;
    std::int64_t distinct = 0;
    std::int64_t mostFrequent = 0; ///< rows of the most frequent value
    std::int64_t infinite = 0;
    std::optional<double> auc; ///< of the values against a binary target, 0.5 or more
    std::optional<double> missingAuc; ///< of having a value or not
    std::optional<RowOrder> order;

    std::int64_t present() const { return rows - nulls; }
    bool isConstant() const { return distinct <= 1; }
    /// Every value differs, in a text or a whole number: a name of the row, nothing to learn from.
    bool isIdLike() const;
};

/// The rows of each class of a binary target; 0 and 0 without one.
struct ClassCounts {
    std::int64_t positives = 0;
    std::int64_t negatives = 0;
};

ColumnReport reportOf(const SourceColumn &column, const NumberSummary &summary, std::int64_t rows,
                      std::int64_t nulls, std::int64_t nan, const ClassCounts &classes);
ColumnReport reportOf(const SourceColumn &column, const TextSummary &summary, std::int64_t rows,
                      const ClassCounts &classes);

/// Adds how the rows are ordered by a column of times.
void addOrder(ColumnReport &report, const RowOrder &order);

} // namespace slipway::data
