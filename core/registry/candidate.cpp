#include "core/registry/candidate.h"

#include "core/base/messages.h"
#include "core/data/read.h"
#include "core/data/versions.h"
#include "core/evaluate/comparison.h"
#include "core/evaluate/model_evaluation.h"
#include "core/learn/model.h"
#include "core/registry/data_requirement.h"

namespace slipway::registry {

namespace {

using workspace::Row;
using workspace::Workspace;

std::optional<double> numberIn(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

/// The digest of the raw data that the candidate's training rows were made from.
Result<std::string> rawDataOf(const Workspace &workspace, const std::string &runId)
{
    std::string rawDigest;
    SLIPWAY_TRY(workspace.store().each(
        "SELECT datasets.source FROM dataset_inputs JOIN datasets ON datasets.id = dataset_inputs.dataset "
        "JOIN runs ON "
        "runs.id = dataset_inputs.run WHERE runs.run_id = ? AND dataset_inputs.context = 'training'",
        {runId}, [&](const Row &row) { rawDigest = row.text(0); }));
    return rawDigest;
}

Result<bool> filesAreIntact(const Workspace &workspace, const ModelVersion &version,
                            const RunContext &context)
{
    for (const auto &file : version.files.items()) {
        const auto intact = workspace.artifacts().verify(file.value().get<std::string>(), context);
        if (!intact && intact.error().code == ErrorCode::Cancelled)
            return intact.error();
        if (!intact)
            return false;
    }
    return !version.files.empty();
}

Result<evaluate::ScoredTable> scored(const Workspace &workspace, const ModelVersion &version,
                                     const data::Table &test)
{
    SLIPWAY_ASSIGN(const auto model, learn::Model::load(workspace / version.folder));
    return evaluate::scoreTable(model, test);
}

/// Both versions on the same, newest test rows. A production model that cannot be scored on them leaves the
/// comparison out, and its gate shut.
Status compareWithProduction(const Workspace &workspace, const ModelVersion &candidate,
                             const ModelVersion &production, const RunContext &context, GateFacts &facts)
{
    SLIPWAY_ASSIGN(const auto file, data::versionFile(workspace, "feed_test"));
    SLIPWAY_ASSIGN(const auto test, data::readTable(file, {}, {}, context));
    const auto ours = scored(workspace, candidate, test);
    const auto theirs = scored(workspace, production, test);
    if (!ours || !theirs)
        return done();
    SLIPWAY_ASSIGN(const auto comparison,
                   evaluate::compareScores(ours.value().labels, ours.value().scores, theirs.value().scores));
    facts.aucDifference = numberIn(comparison, "difference");
    if (comparison.contains("ci") && comparison.at("ci").is_array() && comparison.at("ci").at(0).is_number())
        facts.aucDifferenceLow = comparison.at("ci").at(0).get<double>();
    return done();
}

} // namespace

Result<GateFacts> gateFacts(const Workspace &workspace, const ModelVersion &candidate,
                            const RunContext &context)
{
    GateFacts facts;
    const Json metrics = candidate.metrics.value("metrics", Json::object());
    facts.auc = numberIn(metrics, "auc");
    facts.logLoss = numberIn(metrics, "log_loss");
    if (const auto time = candidate.metrics.find("evaluated_at");
        time != candidate.metrics.end() && time->is_number_integer())
        facts.evaluatedAt = time->get<TimeMicros>();
    SLIPWAY_ASSIGN(auto requirement, dataRequirement(workspace));
    if (!requirement.forPromotion)
        requirement = {}; // any check of the data counts, as long as there is one
    facts.dataSuite = requirement.suite;
    SLIPWAY_ASSIGN(const auto rawData, rawDataOf(workspace, candidate.runId));
    SLIPWAY_ASSIGN(facts.dataValid, dataVerdict(workspace, rawData, requirement));
    SLIPWAY_ASSIGN(facts.filesIntact, filesAreIntact(workspace, candidate, context));
    SLIPWAY_ASSIGN(const auto production, Models(workspace.store()).production(candidate.name));
    facts.isProduction = production && production->version == candidate.version;
    facts.hasProduction = production && production->version != candidate.version;
    if (facts.hasProduction)
        SLIPWAY_TRY(compareWithProduction(workspace, candidate, *production, context, facts));
    return facts;
}

Result<GateLimits> gateLimits(const Workspace &workspace)
{
    SLIPWAY_ASSIGN(const auto config, workspace.config("monitoring_config.yaml"));
    return GateLimits {.minAuc = config.number("gates.min_auc"),
                       .maxLogLoss = config.number("gates.max_log_loss"),
                       .maxAucDrop = config.number("gates.max_auc_drop"),
                       .maxAgeDays = static_cast<int>(config.integer("gates.max_age_days"))};
}

} // namespace slipway::registry
