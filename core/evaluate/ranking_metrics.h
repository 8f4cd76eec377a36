#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>

namespace slipway::evaluate {

struct RankingOptions {
    int k = 10;
};

/// Rows that are ranked within their query (a user, a search).
struct RankedRows {
    std::span<const std::int32_t> queries; ///< one a row, any numbers
    std::span<const double> labels; ///< 0 for what was not wanted, larger for what was
    std::span<const double> scores;
    std::span<const std::int32_t> items {}; ///< empty, or one a row: only coverage needs them
};

/// {"ndcg@K","precision@K","recall@K","map","mrr","user_auc","coverage","queries","queries_with_positive",
/// "queries_with_both"}: means over queries, each query counting once.
///
/// Equal scores have no order of their own, so every value is the mean over all orders of the tied rows
/// (McSherry and Najork 2008): it depends neither on the order of the file nor on chance, and a model that
/// says the same for every row earns what chance earns. Without ties this is the usual value.
///
/// ndcg@K: the gain of a row is its label, discount 1 / log2(rank + 1), over the best order's; precision@K:
/// positives among the first K, divided by K also where a query has fewer rows; recall@K: share of a query's
/// positives among the first K; map and mrr: over the whole list. A positive is a label above 0.
///
/// Queries without a positive have no ndcg, recall, map or mrr: these leave them out, precision@K counts them
/// with 0. user_auc is over queries with both classes. "queries_with_positive" and "queries_with_both" say
/// how many there were. coverage: the share of the distinct items that stand in the first K of at least one
/// query (of tied rows, each that some order brings there).
Result<Json> rankingMetrics(const RankedRows &rows, const RankingOptions &options = {});

} // namespace slipway::evaluate
