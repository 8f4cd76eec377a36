#include "core/monitor/column_drift.h"

#include "core/base/messages.h"
#include "core/monitor/calibrated.h"
#include "core/monitor/category_drift.h"
#include "core/monitor/documents.h"
#include "core/monitor/evidently.h"
#include "core/monitor/number_drift.h"

#include <cmath>

namespace slipway::monitor {

namespace {

/// So many levels are listed; their number is always given. A column of names must not make a report of
/// megabytes.
constexpr std::size_t mostListedLevels = 50;

std::string said(std::string_view id, const Json &args = Json::object())
{
    return sentence(id, args);
}

/// The finite values, ascending.
ColumnSide sortedValues(const data::Column &column, std::vector<double> &values, stats::SortScratch &scratch)
{
    values.clear();
    if (column.kind == data::ColumnKind::Number) {
        values.reserve(column.numbers.size());
        for (const double value : column.numbers) {
            if (std::isfinite(value))
                values.push_back(value);
        }
    }
    stats::sortValues(values, scratch);
    return {column.rows(), column.rows() - values.size()};
}

void compareNumbers(const data::Column &reference, const data::Column &current, const DriftOptions &options,
                    ColumnScratch &scratch, ColumnDrift &column)
{
    column.reference = sortedValues(reference, scratch.reference, scratch.sorting);
    column.current = sortedValues(current, scratch.current, scratch.sorting);
    if (!column.comparable())
        return;
    const NumberSamples samples = numberSamples(scratch.reference, scratch.current);
    measureNumbers(samples, column);
    column.effect = samples.pooledDistinct <= fewDistinct ? effectOfLevels(levelCounts(samples), options)
                                                          : effectOfNumbers(samples, column, options);
    if (options.profile == DriftProfile::Evidently)
        column.verdict = evidentlyVerdict(samples, column, reference.sourceType);
    if (options.profile == DriftProfile::Documents)
        column.verdict = documentsVerdict(column);
}

void compareCategories(const data::Column &reference, const data::Column &current,
                       const DriftOptions &options, ColumnDrift &column)
{
    const LevelCounts levels = countLevels(reference, current, column);
    if (!column.comparable())
        return;
    measureCategories(levels, column);
    column.effect = effectOfLevels(levels, options);
    if (options.profile == DriftProfile::Evidently)
        column.verdict = evidentlyVerdict(levels, column);
    if (options.profile == DriftProfile::Documents)
        column.verdict = documentsVerdict(levels);
}

std::string whyNotComparable(const ColumnDrift &column)
{
    if (!column.oneSided())
        return said("monitor.reason_both_empty");
    return said("monitor.reason_empty_side",
                {{"side", column.reference.values() == 0 ? "reference" : "current"}});
}

Json levelList(const std::vector<std::string> &levels)
{
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min(levels.size(), mostListedLevels); ++i)
        list.push_back(levels[i]);
    return list;
}

Json nullShareJson(const ColumnDrift &column, const DriftOptions &options)
{
    Json share;
    setNumber(share, "reference", column.reference.nullShare(), said("monitor.reason_both_empty"));
    setNumber(share, "current", column.current.nullShare(), said("monitor.reason_both_empty"));
    if (options.profile == DriftProfile::Calibrated && column.nullEffect) {
        share["p_value"] = column.nullEffect->pValue;
        share["p_adjusted"] = column.nullEffect->adjusted;
        share["threshold"] = column.nullEffect->limit;
        share["drift_detected"] = column.nullEffect->alarms(options.alpha);
    }
    return share;
}

void addVerdict(const ColumnDrift &column, const DriftOptions &options, Json &object)
{
    const Verdict &verdict = column.verdict;
    object["test"] = verdict.test.empty() ? Json() : Json(verdict.test);
    setNumber(object, "statistic", verdict.statistic, verdict.reason);
    setNumber(object, "p_value", verdict.pValue, verdict.reason);
    setNumber(object, "threshold", verdict.threshold, verdict.reason);
    if (verdict.drifted) {
        object["drift_detected"] = *verdict.drifted;
    } else {
        object["drift_detected"] = nullptr;
        object["undefined"]["drift_detected"] = verdict.reason;
    }
    if (options.profile == DriftProfile::Calibrated && column.effect) {
        object["p_adjusted"] = column.effect->adjusted;
        object["practical_limit"] = column.effect->limit;
        object["noise_floor"] = column.effect->noiseFloor;
    }
}

} // namespace

ColumnDrift compareColumn(const data::Column &reference, const data::Column &current,
                          const DriftOptions &options, ColumnScratch &scratch)
{
    ColumnDrift column;
    column.name = reference.name;
    // A column without any value may have been read as the other kind; the side with values decides.
    const bool referenceDecides =
        reference.missing() < reference.rows() || current.missing() == current.rows();
    column.kind = referenceDecides ? reference.kind : current.kind;
    if (column.kind == data::ColumnKind::Number)
        compareNumbers(reference, current, options, scratch, column);
    else
        compareCategories(reference, current, options, column);
    column.nullEffect = effectOfNulls(column.reference, column.current, options);
    if (!column.comparable())
        column.verdict.reason = whyNotComparable(column);
    return column;
}

Json toJson(const ColumnDrift &column, const DriftOptions &options)
{
    const bool numeric = column.kind == data::ColumnKind::Number;
    const std::string why = column.comparable() ? std::string() : whyNotComparable(column);
    const std::string onlyNumbers = numeric ? why : said("monitor.reason_only_numbers");
    const std::string onlyCategories = numeric ? said("monitor.reason_only_categories") : why;

    Json object;
    object["type"] = numeric ? "numeric" : "categorical";
    addVerdict(column, options, object);
    object["ks"] = Json::object();
    setNumber(object["ks"], "statistic", column.ks.statistic, onlyNumbers);
    setNumber(object["ks"], "p_value", column.ks.pValue, onlyNumbers);
    setNumber(object, "psi", column.psi, why);
    setNumber(object, "jensen_shannon", column.jensenShannon, why);
    setNumber(object, "wasserstein", column.wasserstein, onlyNumbers);
    setNumber(object, "wasserstein_normed", column.wassersteinNormed, onlyNumbers);
    object["chi_square"] = Json::object();
    setNumber(object["chi_square"], "statistic", column.chiSquare.statistic, onlyCategories);
    setNumber(object["chi_square"], "p_value", column.chiSquare.pValue, onlyCategories);
    setNumber(object["chi_square"], "dof",
              numeric || !column.comparable() ? unknownNumber : column.chiSquare.dof, onlyCategories);
    object["histogram"] = toJson(column.histogram);
    if (object["histogram"].is_null())
        object["undefined"]["histogram"] = why;
    object["null_share"] = nullShareJson(column, options);
    object["new_levels"] = levelList(column.newLevels);
    object["vanished_levels"] = levelList(column.vanishedLevels);
    object["new_level_count"] = column.newLevels.size();
    object["vanished_level_count"] = column.vanishedLevels.size();
    return object;
}

} // namespace slipway::monitor
