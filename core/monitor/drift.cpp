#include "core/monitor/drift.h"

#include "core/base/messages.h"
#include "core/monitor/calibrated.h"
#include "core/monitor/column_drift.h"
#include "core/monitor/documents.h"
#include "core/monitor/prediction_drift.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

namespace slipway::monitor {

namespace {

struct ProfileName {
    DriftProfile profile;
    std::string_view name;
};

constexpr ProfileName profileNames[] = {
    {DriftProfile::Calibrated, "calibrated"},
    {DriftProfile::Evidently, "evidently"},
    {DriftProfile::Documents, "documents"},
};

struct ColumnPair {
    const data::Column *reference;
    const data::Column *current;
};

bool contains(const std::vector<std::string> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

Status checkShare(std::string_view name, double value)
{
    if (value > 0 && value < 1)
        return done();
    return failure("monitor.bad_limit",
                   {{"name", name}, {"expected", "a number between 0 and 1"}, {"value", value}});
}

Status checkLimit(std::string_view name, double value)
{
    if (value > 0 && std::isfinite(value))
        return done();
    return failure("monitor.bad_limit", {{"name", name}, {"expected", "a number above 0"}, {"value", value}});
}

Status checkOptions(const DriftOptions &options)
{
    SLIPWAY_TRY(checkShare("alpha", options.alpha));
    SLIPWAY_TRY(checkLimit("psi_limit", options.psiLimit));
    SLIPWAY_TRY(checkLimit("wasserstein_limit", options.wassersteinLimit));
    SLIPWAY_TRY(checkLimit("jensen_shannon_limit", options.jensenShannonLimit));
    SLIPWAY_TRY(checkLimit("null_share_limit", options.nullShareLimit));
    SLIPWAY_TRY(checkLimit("drift_share", options.driftShare));
    return done();
}

Status checkRows(const data::Table &table, std::string_view side)
{
    return table.rows() > 0 ? done() : Status(failure("monitor.empty_table", {{"side", side}}));
}

/// The named columns, or all of either side that are not ignored.
std::vector<std::string> wantedColumns(const data::Table &reference, const data::Table &current,
                                       const DriftOptions &options)
{
    if (!options.columns.empty())
        return options.columns;
    std::vector<std::string> wanted;
    for (const data::Table *table : {&reference, &current}) {
        for (const data::Column &column : table->columns) {
            if (!contains(options.ignored, column.name) && column.name != options.scoreColumn
                && !contains(wanted, column.name))
                wanted.push_back(column.name);
        }
    }
    return wanted;
}

bool kindsAgree(const data::Column &a, const data::Column &b)
{
    return a.kind == b.kind || a.missing() == a.rows() || b.missing() == b.rows();
}

Result<std::vector<ColumnPair>> pairColumns(const data::Table &reference, const data::Table &current,
                                            const DriftOptions &options)
{
    std::vector<ColumnPair> pairs;
    std::vector<std::string> unknown;
    std::vector<std::string> notInReference;
    std::vector<std::string> notInCurrent;
    for (const std::string &name : wantedColumns(reference, current, options)) {
        const ColumnPair pair {reference.find(name), current.find(name)};
        if (!pair.reference && !pair.current)
            unknown.push_back(name);
        else if (!pair.reference)
            notInReference.push_back(name);
        else if (!pair.current)
            notInCurrent.push_back(name);
        else
            pairs.push_back(pair);
    }
    if (!unknown.empty())
        return failure("monitor.unknown_columns", {{"columns", joined(unknown)}});
    if (!notInReference.empty())
        return failure("monitor.missing_columns",
                       {{"side", "reference"}, {"columns", joined(notInReference)}});
    if (!notInCurrent.empty())
        return failure("monitor.missing_columns", {{"side", "current"}, {"columns", joined(notInCurrent)}});
    if (pairs.empty())
        return failure("monitor.no_columns");
    for (const ColumnPair &pair : pairs) {
        if (!kindsAgree(*pair.reference, *pair.current))
            return failure("monitor.kinds_differ", {{"column", pair.reference->name}});
    }
    return pairs;
}

/// Each thread takes the next column until none is left; a column's numbers depend on nothing but the column.
Result<std::vector<ColumnDrift>> compareColumns(const std::vector<ColumnPair> &pairs,
                                                const DriftOptions &options, const RunContext &context)
{
    std::vector<ColumnDrift> columns(pairs.size());
    std::atomic<std::size_t> next {0};
    std::atomic<std::size_t> finished {0};
    const auto work = [&] {
        ColumnScratch scratch;
        while (!context.cancelled()) {
            const std::size_t i = next++;
            if (i >= pairs.size())
                return;
            columns[i] = compareColumn(*pairs[i].reference, *pairs[i].current, options, scratch);
            context.progress(static_cast<double>(++finished) / static_cast<double>(pairs.size()),
                             "comparing columns");
        }
    };
    const auto cores = static_cast<std::size_t>(std::max(1u, std::thread::hardware_concurrency()));
    const auto asked = options.threads > 0 ? static_cast<std::size_t>(options.threads) : cores;
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < std::min({asked, cores, pairs.size()}); ++i)
            others.emplace_back(work);
        work();
    }
    if (context.cancelled())
        return cancelled();
    return columns;
}

/// A truth that is not known is null, with the reason beside it.
void setFlag(Json &object, const std::string &key, std::optional<bool> value, const std::string &reason)
{
    if (value) {
        object[key] = *value;
        return;
    }
    object[key] = nullptr;
    object["undefined"][key] = reason;
}

Json summaryOf(const std::vector<ColumnDrift> &columns, const DriftOptions &options)
{
    std::size_t drifted = 0;
    std::size_t judged = 0;
    bool blind = false; // a column that one side lacks altogether might hide a drift
    std::vector<std::string> undefined;
    for (const ColumnDrift &column : columns) {
        if (!column.verdict.drifted) {
            undefined.push_back(column.name);
            blind = blind || column.oneSided();
            continue;
        }
        ++judged;
        drifted += *column.verdict.drifted ? 1 : 0;
    }
    const std::string noTest = sentence("monitor.reason_no_test", Json::object());
    const double share =
        judged > 0 ? static_cast<double>(drifted) / static_cast<double>(judged) : unknownNumber;
    std::optional<bool> detected;
    if (drifted > 0 || (judged > 0 && !blind))
        detected = drifted > 0;

    Json summary;
    summary["columns"] = columns.size();
    summary["drifted_columns"] = drifted;
    summary["undefined_columns"] = undefined;
    setNumber(summary, "drift_share", share, noTest);
    const double limit =
        options.profile == DriftProfile::Calibrated ? options.driftShare : DriftOptions().driftShare;
    setFlag(summary, "dataset_drift", judged > 0 ? std::optional(share >= limit) : std::nullopt, noTest);
    setFlag(summary, "drift_detected", detected,
            judged > 0 ? sentence("monitor.reason_blind", {{"columns", joined(undefined)}}) : noTest);
    setNumber(summary, "overall_score",
              options.profile == DriftProfile::Documents ? documentsScore(columns)
                                                         : overallScore(columns, options),
              noTest);
    return summary;
}

Result<Json> predictionsOf(const data::Table &reference, const data::Table &current,
                           const DriftOptions &options)
{
    const data::Column *before = reference.find(options.scoreColumn);
    const data::Column *after = current.find(options.scoreColumn);
    for (const data::Column *column : {before, after}) {
        if (!column || column->kind != data::ColumnKind::Number)
            return failure("monitor.not_scores", {{"column", options.scoreColumn}});
    }
    PredictionDriftOptions rule;
    if (options.profile == DriftProfile::Calibrated) {
        rule.alpha = options.alpha;
        rule.leastStatistic = practicalKsLimit;
    }
    return predictionDrift(before->numbers, after->numbers, rule);
}

} // namespace

Result<DriftProfile> driftProfile(std::string_view name)
{
    for (const ProfileName &known : profileNames) {
        if (known.name == name)
            return known.profile;
    }
    return failure("monitor.unknown_profile", {{"profile", name}});
}

std::string_view driftProfileName(DriftProfile profile)
{
    for (const ProfileName &known : profileNames) {
        if (known.profile == profile)
            return known.name;
    }
    return {};
}

Result<Json> driftReport(const data::Table &reference, const data::Table &current,
                         const DriftOptions &options, const RunContext &context)
{
    SLIPWAY_TRY(checkOptions(options));
    SLIPWAY_TRY(checkRows(reference, "reference"));
    SLIPWAY_TRY(checkRows(current, "current"));
    SLIPWAY_ASSIGN(const auto pairs, pairColumns(reference, current, options));
    SLIPWAY_ASSIGN(auto columns, compareColumns(pairs, options, context));
    adjustTogether(columns);
    if (options.profile == DriftProfile::Calibrated) {
        for (ColumnDrift &column : columns)
            column.verdict = calibratedVerdict(column, options);
    }

    Json report;
    report["profile"] = driftProfileName(options.profile);
    report["reference"]["rows"] = reference.rows();
    report["current"]["rows"] = current.rows();
    report["summary"] = summaryOf(columns, options);
    report["features"] = Json::object();
    for (const ColumnDrift &column : columns)
        report["features"][column.name] = toJson(column, options);
    if (!options.scoreColumn.empty()) {
        SLIPWAY_ASSIGN(report["predictions"], predictionsOf(reference, current, options));
    }
    return report;
}

} // namespace slipway::monitor
