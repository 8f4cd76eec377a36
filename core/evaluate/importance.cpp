#include "core/evaluate/importance.h"

#include "core/base/messages.h"
#include "core/base/random.h"
#include "core/evaluate/scored_rows.h"
#include "core/stats/auc.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace slipway::evaluate {

namespace {

constexpr std::string_view place = "the rows to evaluate on";

using Rows = std::vector<std::size_t>;

/// At most `limit` of `count` rows, evenly spread: every moment and every group keeps its part.
Rows spread(std::size_t count, std::size_t limit)
{
    Rows rows(std::min(count, limit));
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = i * count / rows.size();
    return rows;
}

data::Column taken(const data::Column &column, const Rows &rows)
{
    data::Column part {column.name, column.kind, column.sourceType, {}, {}, column.levels};
    for (const std::size_t row : rows) {
        if (column.kind == data::ColumnKind::Number)
            part.numbers.push_back(column.numbers[row]);
        else
            part.codes.push_back(column.codes[row]);
    }
    return part;
}

/// 0, 1, 2, ... in a random order (Fisher and Yates).
Rows shuffled(std::size_t count, Random &random)
{
    Rows order(count);
    std::iota(order.begin(), order.end(), std::size_t {0});
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

struct Fall {
    std::string feature;
    double mean = 0;
    double sd = 0;
};

Fall fallOf(std::string feature, const std::vector<double> &falls)
{
    const auto count = static_cast<double>(falls.size());
    const double mean = std::accumulate(falls.begin(), falls.end(), 0.0) / count;
    double squares = 0;
    for (const double fall : falls)
        squares += (fall - mean) * (fall - mean);
    return {std::move(feature), mean, std::sqrt(squares / count)};
}

Json toJson(std::vector<Fall> falls)
{
    std::stable_sort(falls.begin(), falls.end(),
                     [](const Fall &a, const Fall &b) { return a.mean > b.mean; });
    double positive = 0;
    for (const auto &fall : falls)
        positive += std::max(fall.mean, 0.0);
    Json features = Json::array();
    for (const auto &fall : falls) {
        features.push_back({{"feature", fall.feature},
                            {"mean", fall.mean},
                            {"sd", fall.sd},
                            {"share", positive > 0 ? std::max(fall.mean, 0.0) / positive : 0.0}});
    }
    return features;
}

} // namespace

Result<Json> permutationImportance(const Scorer &score, const data::Table &table,
                                   std::span<const std::string> features, const ImportanceOptions &options,
                                   const RunContext &context)
{
    SLIPWAY_ASSIGN(const data::Column *const label, data::requireNumbers(table, options.label, place));
    const auto rows = spread(table.rows(), options.rows);
    SLIPWAY_ASSIGN(const auto labels, binaryLabels(taken(*label, rows).numbers));
    data::Table part;
    for (const auto &feature : features) {
        SLIPWAY_ASSIGN(const data::Column *const column, data::requireColumn(table, feature, place));
        part.columns.push_back(taken(*column, rows));
    }
    SLIPWAY_ASSIGN(const auto scores, score(part));
    const double baseline = stats::areaUnderRoc(labels, scores);
    Json answer {{"metric", "auc"}, {"rows", rows.size()}, {"repeats", options.repeats}};
    if (std::isnan(baseline)) {
        answer.update({{"baseline", Json()},
                       {"features", Json::array()},
                       {"undefined", {{"baseline", "all rows have one label"}}}});
        return answer;
    }
    std::vector<Fall> falls;
    for (std::size_t i = 0; i < features.size(); ++i) {
        const data::Column column = part.columns[i];
        Random random(options.seed, i);
        std::vector<double> each;
        for (int repeat = 0; repeat < options.repeats; ++repeat) {
            if (context.cancelled())
                return cancelled();
            part.columns[i] = taken(column, shuffled(rows.size(), random));
            SLIPWAY_ASSIGN(const auto blurred, score(part));
            each.push_back(baseline - stats::areaUnderRoc(labels, blurred));
        }
        part.columns[i] = column;
        falls.push_back(fallOf(features[i], each));
    }
    answer["baseline"] = baseline;
    answer["features"] = toJson(std::move(falls));
    return answer;
}

} // namespace slipway::evaluate
