#pragma once

#include "core/data/profile/exact_relations.h"
#include "core/data/profile/number_columns.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace slipway::data {

/// Whether rows come in the order of a column.
struct RowOrder {
    std::int64_t steps = 0; ///< between neighbouring values
    std::int64_t back = 0; ///< of them: to a smaller value
    std::int64_t forth = 0; ///< to a greater one
    std::int64_t future = 0; ///< values after now
    double last = 0;
    bool began = false;

    void add(double value, double now);
    bool rises() const { return back == 0; }
    bool falls() const { return forth == 0 && back > 0; }
};

/// What is asked of the rows as they stand in the file.
struct RowQuestions {
    std::vector<std::size_t> correlated; ///< places of columns
    std::vector<double> means; ///< of these, about
    std::vector<std::size_t> related; ///< where equal columns are sought; must be among `correlated`
    std::vector<std::size_t> results; ///< what may be the sum of two others of `related`
    std::vector<std::size_t> ordered; ///< columns of times
    std::vector<double> nows; ///< now in the units of these
};

struct RowAnswers {
    std::optional<PairMoments> moments; ///< of `correlated`, in their order
    std::vector<ExactRelation> relations; ///< by places of columns
    std::vector<RowOrder> orders; ///< of `ordered`
};

/// Goes through columns in memory, on several threads.
RowAnswers askRows(const NumberTable &table, const RowQuestions &questions, std::size_t threads,
                   const RunContext &context);

/// Goes through a file once. `columns` are those that the places are of.
Result<RowAnswers> askRows(Source &source, std::span<const SourceColumn *const> columns,
                           const RowQuestions &questions, const RunContext &context);

/// Correlations of the ranks that replaceByRanks has left in the table.
PairMoments rankMoments(const NumberTable &table, const std::vector<std::size_t> &columns,
                        std::size_t threads, const RunContext &context);

} // namespace slipway::data
