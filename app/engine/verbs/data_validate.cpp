#include "app/engine/file_options.h"
#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/data/expectations.h"
#include "core/data/profile/profile.h"
#include "core/data/propose.h"
#include "core/data/suite.h"
#include "core/data/versions.h"
#include "core/registry/data_requirement.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace slipway::engine {

namespace {

constexpr std::string_view lastOne = "last"; ///< the suite of the newest verdict on a data set

struct ValidateRequest {
    std::string name;
    std::string suite; ///< empty: that of the feed scenario
    bool propose = false;
    std::string out; ///< of a proposed suite
    FileOptions reading;
};

std::string validationText(const Json &result, const std::string &what)
{
    const auto &statistics = result.at("statistics");
    std::string text =
        fmt::format("{}: {} of {} checks passed\n", what, statistics.value("successful_expectations", 0),
                    statistics.value("evaluated_expectations", 0));
    bool hasRows = false;
    auto sentence = result.at("failures").begin();
    for (const auto &each : result.at("results")) {
        if (each.value("success", false))
            continue;
        text += fmt::format("  failed, check {}: {}\n", each.at("meta").value("check", 0),
                            sentence->get<std::string>());
        hasRows = hasRows || each.at("meta").value("has_rows", false);
        ++sentence;
    }
    if (const Json &score = result.at("quality").at("score"); score.is_number())
        text += fmt::format("Quality {:.3f}\n", score.get<double>());
    if (hasRows)
        text += fmt::format("See the rows with: slipway data failures {} --check NUMBER\n", what);
    return text;
}

Result<std::filesystem::path> fileOf(Session &session, const std::string &name)
{
    if (!session.opened)
        return std::filesystem::path(name);
    return data::versionFile(session.workspace(), name);
}

/// A file is checked where it lies; a data set's verdict is remembered, because gates ask for it.
Result<Answer> validate(Session &session, const ValidateRequest &request)
{
    const auto &what = request.name;
    const auto reading = readOptions(request.reading);
    SLIPWAY_ASSIGN(const auto suite, chosenSuite(session, request.suite, what));
    if (!session.opened) {
        SLIPWAY_ASSIGN(const auto result, data::validate(what, suite, reading, session.context));
        return Answer {result, validationText(result, what)};
    }
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(what));
    SLIPWAY_ASSIGN(const auto file, workspace.artifacts().find(version.fileHash));
    const auto began = std::chrono::steady_clock::now();
    SLIPWAY_ASSIGN(auto result,
                   data::validate(file, suite, reading, session.context, workspace.workFolder(session.job)));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    SLIPWAY_ASSIGN(const auto artifact, workspace.artifacts().putBytes(writeJson(result, 2)));
    SLIPWAY_ASSIGN(const auto keptSuite,
                   workspace.artifacts().putBytes(writeJson(data::toJson(suite), 2) + "\n"));
    SLIPWAY_TRY(workspace.change({"data.validated",
                                  fmt::format("{}@{}", version.name, version.version),
                                  {{"digest", version.digest},
                                   {"passed", result.at("passed")},
                                   {"failed", result.at("failed")},
                                   {"suite", suite.name},
                                   {"suite_digest", data::suiteDigest(suite)},
                                   {"suite_content", keptSuite},
                                   {"seconds", took.count()},
                                   {"result", artifact}}}));
    return Answer {result, validationText(result, what)};
}

Result<Answer> propose(Session &session, const ValidateRequest &request)
{
    SLIPWAY_ASSIGN(const auto file, fileOf(session, request.name));
    SLIPWAY_ASSIGN(const auto profile,
                   data::profile(file, readOptions(request.reading), {}, session.context));
    const auto name = std::filesystem::path(request.name).stem().string();
    const auto suite = data::toJson(data::proposeSuite(profile, name));
    const auto text = writeJson(suite, 2) + "\n";
    if (request.out.empty())
        return Answer {suite, text};
    SLIPWAY_TRY(workspace::writeFile(request.out, text));
    return Answer {{{"out", request.out}, {"expectations", suite.at("expectations").size()}},
                   fmt::format("{} expectations in {}\nCheck with: slipway data validate {} --suite {}\n",
                               suite.at("expectations").size(), request.out, request.name, request.out)};
}

/// A suite's file may have moved since, or say something else now; what was asked then is kept.
Result<data::Suite> lastSuite(const workspace::Workspace &workspace, const std::string &dataset)
{
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(dataset));
    SLIPWAY_ASSIGN(const auto verdict, workspace.events().newest("data.validated", version.reference()));
    const auto kept = verdict ? verdict->change.payload.value("suite_content", "") : std::string();
    if (kept.empty())
        return failure("data.no_last_suite", {{"name", version.reference()}});
    SLIPWAY_ASSIGN(const auto file, workspace.artifacts().find(kept));
    return registry::namedSuite(file.string(), {});
}

} // namespace

Result<data::Suite> chosenSuite(const Session &session, const std::string &name, const std::string &dataset)
{
    if (name == lastOne && session.opened)
        return lastSuite(*session.opened, dataset);
    return registry::namedSuite(name.empty() ? "feed" : name, {});
}

void addDataValidateVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ValidateRequest>();
    CLI::App *check = group->add_subcommand("validate", "Check a data set or a file against expectations");
    check->add_option("NAME", request->name, "A data set, or a file")->required();
    auto *suite = check->add_option("--suite", request->suite,
                                    "Great Expectations suite, of 0.x or 1.x, or \"last\" for the one that "
                                    "the data set was checked against "
                                    "last (standard: feed, the checks of the feed scenario)");
    auto *propose = check
                        ->add_flag("--propose", request->propose,
                                   "Write a suite that fits this data, instead of checking it")
                        ->excludes(suite);
    check->add_option("--out", request->out, "Where the proposed suite goes (standard: the terminal)")
        ->needs(propose);
    addFileOptions(check, request->reading);
    check->footer("Examples:\n  slipway data validate people.csv --propose --out people_suite.json\n"
                  "  slipway data validate people.csv --suite people_suite.json");
    verbs.addChoice(check, [=]() -> Request {
        return {
            namesFile(request->name) ? Needs::Nothing : Needs::Workspace, Runs::AsJob, [=](Session &session) {
                return request->propose ? engine::propose(session, *request) : validate(session, *request);
            }};
    });
}

} // namespace slipway::engine
