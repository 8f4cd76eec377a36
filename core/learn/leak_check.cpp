#include "core/learn/leak_check.h"

#include "core/base/messages.h"
#include "core/base/random.h"
#include "core/stats/auc.h"

#include <algorithm>
#include <cmath>

namespace slipway::learn {

namespace {

// So many rows show a leak beyond doubt, and cost some milliseconds.
constexpr std::size_t mostProbeRows = 50'000;

// Rows of each level of the category drawn by chance: few, as in the columns where the mistake is easily
// made.
constexpr std::size_t rowsOfLevel = 5;

// Standard errors that chance hardly ever reaches; a row's own target in its input reaches hundreds.
constexpr double mostErrors = 5;

/// Whether the training inputs are those that any later row would get: then a row's own target is in them.
Result<bool> equalsLaterInputs(const features::FittedPipeline &fitted, const data::Table &training)
{
    const auto places = fitted.pipeline.inputsThatKnowTarget();
    if (places.empty())
        return false;
    SLIPWAY_ASSIGN(const auto later, fitted.pipeline.encode(training));
    if (fitted.training.values.size() != later.values.size())
        return failure("learn.leak_rows");
    for (std::size_t row = 0; row < later.rows; ++row) {
        for (const auto place : places) {
            const auto i = row * later.width + place;
            if (fitted.training.values[i] != later.values[i])
                return false;
        }
    }
    return true;
}

/// A table with the target and a category that has nothing to do with it.
data::Table probeTable(const data::Column &target)
{
    const auto rows = std::min(target.numbers.size(), mostProbeRows);
    data::Table table;
    table.columns.push_back(target);
    table.columns[0].numbers.resize(rows);
    data::Column chance {"by chance", data::ColumnKind::Category, "VARCHAR", {}, {}, {}};
    const auto levels = std::max<std::size_t>(2, rows / rowsOfLevel);
    for (std::size_t level = 0; level < levels; ++level)
        chance.levels.push_back(std::to_string(level));
    Random random(rows);
    for (std::size_t row = 0; row < rows; ++row)
        chance.codes.push_back(static_cast<std::int32_t>(random.below(levels)));
    table.columns.push_back(std::move(chance));
    return table;
}

/// How many standard errors the AUC of a category drawn by chance lies above a half, on the training rows.
Result<double> errorsAboveChance(const features::TransformStep &step, const data::Table &table)
{
    const auto &target = table.columns[0];
    const features::TransformSpec spec {{{{table.columns[1].name}, {step}}}};
    SLIPWAY_ASSIGN(const auto probe, features::fitPipeline(spec, table, target.name));
    const std::vector<std::uint8_t> labels(target.numbers.begin(), target.numbers.end());
    const std::vector<double> scores(probe.training.values.begin(), probe.training.values.end());
    const auto positive = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
    const double negative = static_cast<double>(labels.size()) - positive;
    if (positive == 0 || negative == 0)
        return 0.0;
    const double error = std::sqrt((positive + negative + 1) / (12 * positive * negative));
    return (stats::areaUnderRoc(labels, scores) - 0.5) / error;
}

} // namespace

Status checkTargetInputs(const features::FittedPipeline &fitted, const features::TransformSpec &spec,
                         const data::Table &training, const std::string &target)
{
    if (fitted.training.rows != training.rows())
        return failure("learn.leak_rows");
    SLIPWAY_ASSIGN(const bool own, equalsLaterInputs(fitted, training));
    if (own)
        return failure("learn.leak_own_target");
    SLIPWAY_ASSIGN(const data::Column *column, data::requireNumbers(training, target, "The training data"));
    for (const auto &chain : spec.chains) {
        for (const auto &step : chain.steps) {
            if (step.type != "target")
                continue;
            SLIPWAY_ASSIGN(const double errors, errorsAboveChance(step, probeTable(*column)));
            if (errors > mostErrors)
                return failure("learn.leak_by_chance", {{"columns", chain.columns}, {"errors", errors}});
        }
    }
    return done();
}

Status checkLeaks(const features::FittedPipeline &fitted, const features::TransformSpec &spec,
                  const data::Table &training, const std::string &target)
{
    SLIPWAY_TRY(features::checkFittedOn(fitted.pipeline, training));
    return checkTargetInputs(fitted, spec, training, target);
}

} // namespace slipway::learn
