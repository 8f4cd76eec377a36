#include "app/engine/file_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/data/versions.h"
#include "core/monitor/drift.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct DriftRequest {
    std::string reference = "feed_train";
    std::string current = "feed_test";
    std::string profile; ///< empty: calibrated, or as monitoring_config.yaml says
    std::vector<std::string> columns;
    bool failOnDrift = false;
    FileOptions reading;
};

/// A file as it lies, or the file behind a data set.
Result<data::Table> readSide(Session &session, const std::string &named, const FileOptions &reading)
{
    if (!session.opened || namesFile(named))
        return data::readTable(named, {}, readOptions(reading), session.context);
    const auto file = data::versionFile(session.workspace(), named);
    if (!file && file.error().id == "dataset.missing" && named.starts_with("feed_"))
        return failure("engine.no_data", {{"what", "features"}, {"command", "slipway features build"}});
    SLIPWAY_TRY(file);
    return data::readTable(file.value(), {}, {}, session.context);
}

Result<monitor::DriftOptions> driftOptions(Session &session, const DriftRequest &request)
{
    monitor::DriftOptions options;
    options.columns = request.columns;
    std::string profile = request.profile.empty() ? "calibrated" : request.profile;
    if (session.opened) {
        SLIPWAY_ASSIGN(const auto config, session.workspace().config("monitoring_config.yaml"));
        options.alpha = config.number("drift.alpha");
        if (request.profile.empty())
            profile = config.text("drift.profile");
    }
    SLIPWAY_ASSIGN(options.profile, monitor::driftProfile(profile));
    return options;
}

std::string cell(const Json &object, const char *key)
{
    return object.contains(key) && object.at(key).is_number()
        ? fmt::format("{:.4f}", object.at(key).get<double>())
        : "-";
}

std::string driftText(const Json &report)
{
    const auto &summary = report.at("summary");
    std::vector<std::vector<std::string>> rows {
        {"column", "type", "drift", "psi", "ks", "js distance", "test"}};
    for (const auto &item : report.at("features").items()) {
        const auto &feature = item.value();
        const Json ks = feature.value("ks", Json());
        rows.push_back({item.key(), feature.value("type", ""),
                        feature.value("drift_detected", false) ? "yes" : "no", cell(feature, "psi"),
                        ks.is_object() ? cell(ks, "statistic") : "-", cell(feature, "jensen_shannon"),
                        feature.contains("test") && feature.at("test").is_string()
                            ? feature.at("test").get<std::string>()
                            : "-"});
    }
    return fmt::format("{} of {} columns have drifted (profile {})\n\n", summary.value("drifted_columns", 0),
                       summary.value("columns", 0), report.value("profile", ""))
        + textTable(rows);
}

Status keepReport(Session &session, const DriftRequest &request, const Json &report)
{
    const auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto hash, workspace.artifacts().putBytes(writeJson(report, 2) + "\n"));
    SLIPWAY_ASSIGN(auto content, workspace.artifacts().find(hash));
    SLIPWAY_TRY(workspace.change({"drift.measured",
                                  "feed",
                                  {{"reference", request.reference},
                                   {"current", request.current},
                                   {"drifted_columns", report.at("summary").at("drifted_columns")},
                                   {"report", hash}}}));
    SLIPWAY_TRY(workspace::publishViews(workspace.folder(), "feed",
                                        {{"data/monitoring/drift_report.json", std::move(content)}}));
    session.context.artifact("drift_report", "data/monitoring/drift_report.json");
    return done();
}

Result<Answer> measureDrift(Session &session, const DriftRequest &request)
{
    SLIPWAY_ASSIGN(const auto options, driftOptions(session, request));
    session.context.progress(0, "reading the reference rows");
    SLIPWAY_ASSIGN(const auto reference, readSide(session, request.reference, request.reading));
    session.context.progress(0.3, "reading the current rows");
    SLIPWAY_ASSIGN(const auto current, readSide(session, request.current, request.reading));
    session.context.progress(0.5, "comparing");
    SLIPWAY_ASSIGN(auto report, monitor::driftReport(reference, current, options, session.context));
    if (session.context.cancelled())
        return cancelled();
    if (session.opened)
        SLIPWAY_TRY(keepReport(session, request, report));
    std::string text = driftText(report);
    if (request.failOnDrift)
        report["passed"] = !report.at("summary").at("drift_detected").get<bool>();
    return Answer {std::move(report), std::move(text)};
}

} // namespace

void addDriftVerb(VerbList &verbs)
{
    auto request = std::make_shared<DriftRequest>();
    CLI::App *command =
        verbs.app().add_subcommand("drift", "Compare current rows with reference rows, column by column");
    command->add_option("--reference", request->reference, "A data set, or a CSV or Parquet file")
        ->capture_default_str();
    command->add_option("--current", request->current, "The same, for the rows to judge")
        ->capture_default_str();
    command->add_option("--profile", request->profile, "Whose rules decide (standard: calibrated)")
        ->check(CLI::IsMember({"calibrated", "evidently", "documents"}));
    command->add_option("--columns", request->columns, "Only these columns, separated by commas")
        ->delimiter(',');
    command->add_flag("--fail-on-drift", request->failOnDrift,
                      "Exit with 1 where at least one column has drifted");
    addFileOptions(command, request->reading);
    verbs.addChoice(command, [=]() -> Request {
        const bool onFiles = namesFile(request->reference) && namesFile(request->current);
        return {onFiles ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return measureDrift(session, *request); }};
    });
}

} // namespace slipway::engine
