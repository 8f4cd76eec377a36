#include "core/evaluate/ranking_metrics.h"

#include "core/base/messages.h"
#include "core/evaluate/scored_rows.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <unordered_set>
#include <vector>

namespace slipway::evaluate {

namespace {

/// Rows of one query with one score, at ranks first .. first + size - 1.
struct Tie {
    double first;
    double size;
    double positives;
    double gain; ///< sum of the labels
};

struct Sums {
    double ndcg = 0;
    double precision = 0;
    double recall = 0;
    double averagePrecision = 0;
    double reciprocalRank = 0;
    double auc = 0;
    std::size_t queries = 0;
    std::size_t withPositive = 0;
    std::size_t withBoth = 0;
};

double discount(double rank)
{
    return 1 / std::log2(rank + 1);
}

/// How many of the tie's places lie among the first K.
double placesWithin(const Tie &tie, double k)
{
    return std::clamp(k - tie.first + 1, 0.0, tie.size);
}

double discountedGain(const std::vector<Tie> &ties, double k)
{
    double sum = 0;
    for (const auto &tie : ties) {
        for (double place = 0; place < placesWithin(tie, k); ++place)
            sum += tie.gain / tie.size * discount(tie.first + place);
    }
    return sum;
}

double bestGain(std::vector<double> labels, double k)
{
    std::sort(labels.begin(), labels.end(), std::greater<>());
    double sum = 0;
    for (std::size_t i = 0; i < labels.size() && static_cast<double>(i) < k; ++i)
        sum += labels[i] * discount(static_cast<double>(i + 1));
    return sum;
}

double expectedHits(const std::vector<Tie> &ties, double k)
{
    double sum = 0;
    for (const auto &tie : ties)
        sum += tie.positives * placesWithin(tie, k) / tie.size;
    return sum;
}

/// A place of a tie holds a positive with chance positives / size; the others before it in the tie are then
/// positive with chance (positives - 1) / (size - 1).
double averagePrecision(const std::vector<Tie> &ties)
{
    double sum = 0;
    double before = 0;
    for (const auto &tie : ties) {
        const double others = tie.size > 1 ? (tie.positives - 1) / (tie.size - 1) : 0;
        for (double place = 0; tie.positives > 0 && place < tie.size; ++place)
            sum += tie.positives / tie.size * (before + 1 + place * others) / (tie.first + place);
        before += tie.positives;
    }
    return sum / before;
}

/// The first tie that holds a positive decides: sum over its places of 1 / rank times the chance that the
/// first positive stands there.
double reciprocalRank(const std::vector<Tie> &ties)
{
    const auto tie =
        std::find_if(ties.begin(), ties.end(), [](const Tie &each) { return each.positives > 0; });
    double sum = 0;
    double noneYet = 1;
    for (double place = 0; place + tie->positives <= tie->size; ++place) {
        const double here = tie->positives / (tie->size - place);
        sum += noneYet * here / (tie->first + place);
        noneYet *= 1 - here;
    }
    return sum;
}

/// Pairs won, ties half: a walk down the list, each negative losing to the positives above it.
double areaUnderRoc(const std::vector<Tie> &ties, double positives, double negatives)
{
    double won = 0;
    double above = 0;
    for (const auto &tie : ties) {
        won += (tie.size - tie.positives) * (above + tie.positives / 2);
        above += tie.positives;
    }
    return won / (positives * negatives);
}

std::vector<Tie> tiesOf(const RankedRows &rows, std::span<const std::size_t> order)
{
    std::vector<Tie> ties;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto row = order[i];
        if (i == 0 || rows.scores[row] != rows.scores[order[i - 1]])
            ties.push_back({static_cast<double>(i + 1), 0, 0, 0});
        ties.back().size += 1;
        ties.back().positives += rows.labels[row] > 0 ? 1 : 0;
        ties.back().gain += rows.labels[row];
    }
    return ties;
}

void addQuery(const RankedRows &rows, std::span<const std::size_t> order, double k, Sums &sums)
{
    const auto ties = tiesOf(rows, order);
    double positives = 0;
    for (const auto &tie : ties)
        positives += tie.positives;
    const double negatives = static_cast<double>(order.size()) - positives;
    const double hits = expectedHits(ties, k);
    ++sums.queries;
    sums.precision += hits / k;
    if (positives == 0)
        return;
    ++sums.withPositive;
    std::vector<double> labels;
    for (const auto row : order)
        labels.push_back(rows.labels[row]);
    sums.ndcg += discountedGain(ties, k) / bestGain(std::move(labels), k);
    sums.recall += hits / positives;
    sums.averagePrecision += averagePrecision(ties);
    sums.reciprocalRank += reciprocalRank(ties);
    if (negatives == 0)
        return;
    ++sums.withBoth;
    sums.auc += areaUnderRoc(ties, positives, negatives);
}

void addShown(const RankedRows &rows, std::span<const std::size_t> order, double k,
              std::unordered_set<std::int32_t> &shown)
{
    double firstOfTie = 1;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && rows.scores[order[i]] != rows.scores[order[i - 1]])
            firstOfTie = static_cast<double>(i + 1);
        if (firstOfTie > k)
            return;
        shown.insert(rows.items[order[i]]);
    }
}

Status check(const RankedRows &rows, const RankingOptions &options)
{
    if (options.k < 1)
        return failure("evaluate.bad_k", {{"value", options.k}});
    SLIPWAY_TRY(checkScores(rows.labels.size(), rows.scores));
    if (rows.queries.size() != rows.labels.size())
        return failure(
            "evaluate.lengths_differ",
            {{"labels", rows.labels.size()}, {"others", rows.queries.size()}, {"what", "queries"}});
    if (!rows.items.empty() && rows.items.size() != rows.labels.size())
        return failure("evaluate.lengths_differ",
                       {{"labels", rows.labels.size()}, {"others", rows.items.size()}, {"what", "items"}});
    for (std::size_t i = 0; i < rows.labels.size(); ++i) {
        if (!(rows.labels[i] >= 0) || std::isinf(rows.labels[i])) {
            const Json shown = std::isfinite(rows.labels[i]) ? Json(rows.labels[i]) : Json("no number");
            return failure("evaluate.bad_grade", {{"row", i + 1}, {"value", shown}});
        }
    }
    return done();
}

/// Rows by query, then by score from the best; the row number keeps equal ones in one order.
std::vector<std::size_t> ranked(const RankedRows &rows)
{
    std::vector<std::size_t> order(rows.labels.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (rows.queries[a] != rows.queries[b])
            return rows.queries[a] < rows.queries[b];
        if (rows.scores[a] != rows.scores[b])
            return rows.scores[a] > rows.scores[b];
        return a < b;
    });
    return order;
}

double mean(double sum, std::size_t count)
{
    return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
}

} // namespace

Result<Json> rankingMetrics(const RankedRows &rows, const RankingOptions &options)
{
    SLIPWAY_TRY(check(rows, options));
    const auto order = ranked(rows);
    const double k = options.k;
    Sums sums;
    std::unordered_set<std::int32_t> shown;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && rows.queries[order[end]] == rows.queries[order[begin]])
            ++end;
        const auto query = std::span(order).subspan(begin, end - begin);
        addQuery(rows, query, k, sums);
        if (!rows.items.empty())
            addShown(rows, query, k, shown);
    }

    const auto at = "@" + std::to_string(options.k);
    const auto noPositive = "no query has a positive";
    Json json {{"queries", sums.queries},
               {"queries_with_positive", sums.withPositive},
               {"queries_with_both", sums.withBoth}};
    setNumber(json, "ndcg" + at, mean(sums.ndcg, sums.withPositive), noPositive);
    setNumber(json, "precision" + at, mean(sums.precision, sums.queries), "there are no queries");
    setNumber(json, "recall" + at, mean(sums.recall, sums.withPositive), noPositive);
    setNumber(json, "map", mean(sums.averagePrecision, sums.withPositive), noPositive);
    setNumber(json, "mrr", mean(sums.reciprocalRank, sums.withPositive), noPositive);
    setNumber(json, "user_auc", mean(sums.auc, sums.withBoth), "no query has both positives and negatives");
    const std::unordered_set<std::int32_t> items(rows.items.begin(), rows.items.end());
    setNumber(json, "coverage", mean(static_cast<double>(shown.size()), items.size()),
              "the rows do not name their items");
    return json;
}

} // namespace slipway::evaluate
