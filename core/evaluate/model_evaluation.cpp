#include "core/evaluate/model_evaluation.h"

#include "core/evaluate/binary_metrics.h"
#include "core/evaluate/curves.h"
#include "core/evaluate/ranking_metrics.h"
#include "core/evaluate/scored_rows.h"

#include <unordered_map>

namespace slipway::evaluate {

namespace {

constexpr std::string_view place = "the rows to evaluate on";

/// Ids as small numbers, in the order in which they appear.
std::vector<std::int32_t> numbered(const std::vector<double> &ids)
{
    std::unordered_map<double, std::int32_t> known;
    std::vector<std::int32_t> numbers;
    numbers.reserve(ids.size());
    for (const double id : ids)
        numbers.push_back(known.emplace(id, static_cast<std::int32_t>(known.size())).first->second);
    return numbers;
}

} // namespace

Result<ScoredTable> scoreTable(const learn::Model &model, const data::Table &table,
                               const EvaluationColumns &columns)
{
    SLIPWAY_ASSIGN(const data::Column *const label, data::requireNumbers(table, columns.label, place));
    ScoredTable scored;
    SLIPWAY_ASSIGN(scored.labels, binaryLabels(label->numbers));
    SLIPWAY_ASSIGN(scored.scores, model.predict(table));
    SLIPWAY_TRY(checkScores(scored.labels.size(), scored.scores));
    return scored;
}

Result<Json> evaluateScores(const ScoredTable &scored, const data::Table &table,
                            const EvaluationColumns &columns)
{
    SLIPWAY_ASSIGN(auto metrics, binaryMetrics(scored.labels, scored.scores));
    SLIPWAY_ASSIGN(const data::Column *const label, data::requireNumbers(table, columns.label, place));
    SLIPWAY_ASSIGN(const data::Column *const query, data::requireNumbers(table, columns.query, place));
    SLIPWAY_ASSIGN(const data::Column *const item, data::requireNumbers(table, columns.item, place));
    const auto queries = numbered(query->numbers);
    const auto items = numbered(item->numbers);
    SLIPWAY_ASSIGN(const auto ranking, rankingMetrics({queries, label->numbers, scored.scores, items}));
    for (const auto &entry : ranking.items()) {
        if (entry.key() == "undefined")
            metrics["undefined"].update(entry.value());
        else
            metrics[entry.key()] = entry.value();
    }
    SLIPWAY_ASSIGN(const auto roc, rocCurve(scored.labels, scored.scores));
    SLIPWAY_ASSIGN(const auto calibration, calibrationCurve(scored.labels, scored.scores));
    SLIPWAY_ASSIGN(const auto recall, precisionRecallCurve(scored.labels, scored.scores));
    SLIPWAY_ASSIGN(const auto histogram, scoreHistogram(scored.labels, scored.scores));
    return Json {{"metrics", metrics},
                 {"calibration", toJson(calibration)},
                 {"roc", {{"x", roc.x}, {"y", roc.y}}},
                 {"precision_recall", {{"x", recall.x}, {"y", recall.y}}},
                 {"scores", toJson(histogram)}};
}

} // namespace slipway::evaluate
