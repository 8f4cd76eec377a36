#include "app/engine/lifecycle_gathering.h"
#include "app/engine/verb.h"

#include "core/report/html.h"
#include "core/report/markdown.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

std::string written(const report::Document &document, const std::string &format)
{
    if (format == "md")
        return report::toMarkdown(document);
    if (format == "json")
        return writeJson(report::toJson(document), 2) + "\n";
    return report::toHtml(document);
}

/// "20261120-104100", which sorts and is a plain file name.
std::string fileTime()
{
    const std::string iso = isoTime(utcNow());
    return iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8, 2) + "-" + iso.substr(11, 2)
        + iso.substr(14, 2) + iso.substr(17, 2);
}

Result<Answer> writeReport(Session &session, const std::string &target, const std::string &format)
{
    const auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto facts, gatherLifecycle(workspace, target));
    const auto document = report::lifecycleReport(facts);
    const auto bytes = written(document, format);
    const auto name = fmt::format("reports/{}-{}.{}", target, fileTime(), format);
    SLIPWAY_TRY(workspace::writeFile(workspace / name, bytes));
    SLIPWAY_TRY(
        workspace::linkOrCopy(workspace / name, workspace / fmt::format("reports/{}.{}", target, format)));
    SLIPWAY_ASSIGN(const auto hash, workspace.artifacts().putBytes(bytes));
    // The window paints the report from this form, whatever format was asked for.
    SLIPWAY_ASSIGN(const auto source, workspace.artifacts().putBytes(written(document, "json")));
    SLIPWAY_TRY(workspace.change(
        {"report.written", target, {{"file", name}, {"artifact", hash}, {"document", source}}}));
    session.context.artifact("report", name);
    const auto file = (workspace / name).string();
    return Answer {{{"file", file}, {"bytes", bytes.size()}}, file + "\n"};
}

} // namespace

void addReportVerb(VerbList &verbs)
{
    auto target = std::make_shared<std::string>();
    auto format = std::make_shared<std::string>("html");
    CLI::App *command =
        verbs.app().add_subcommand("report", "Write what is known about a model's life as one file");
    command->add_option("TARGET", *target, "Which scenario: feed")
        ->required()
        ->check(CLI::IsMember({"feed"}));
    command->add_option("--format", *format, "html, md or json")
        ->check(CLI::IsMember({"html", "md", "json"}))
        ->capture_default_str();
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return writeReport(session, *target, *format); });
}

} // namespace slipway::engine
