#include "app/engine/file_options.h"
#include "app/engine/verbs/data.h"

#include "core/data/expectations.h"
#include "core/data/suite.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

Result<data::Suite> chosenSuite(const std::string &file)
{
    if (file.empty())
        return data::feedSuite();
    SLIPWAY_ASSIGN(const auto text, workspace::readFile(file));
    return data::readSuite(text, file);
}

std::string validationText(const Json &result, const std::string &what)
{
    const auto &statistics = result.at("statistics");
    std::string text =
        fmt::format("{}: {} of {} checks passed\n", what, statistics.value("successful_expectations", 0),
                    statistics.value("evaluated_expectations", 0));
    for (const auto &sentence : result.at("failures"))
        text += "  failed: " + sentence.get<std::string>() + "\n";
    return text;
}

/// A file is checked where it lies; a data set's verdict is remembered, because gates ask for it.
Result<Answer> validate(Session &session, const std::string &what, const std::string &suiteFile,
                        const data::ReadOptions &reading)
{
    SLIPWAY_ASSIGN(const auto suite, chosenSuite(suiteFile));
    if (!session.opened) {
        SLIPWAY_ASSIGN(const auto result, data::validate(what, suite, reading, session.context));
        return Answer {result, validationText(result, what)};
    }
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(what));
    SLIPWAY_ASSIGN(const auto file, workspace.artifacts().find(version.fileHash));
    SLIPWAY_ASSIGN(auto result, data::validate(file, suite, reading, session.context));
    SLIPWAY_ASSIGN(const auto artifact, workspace.artifacts().putBytes(writeJson(result, 2)));
    SLIPWAY_TRY(workspace.change({"data.validated",
                                  fmt::format("{}@{}", version.name, version.version),
                                  {{"digest", version.digest},
                                   {"passed", result.at("passed")},
                                   {"failed", result.at("failed")},
                                   {"result", artifact}}}));
    return Answer {result, validationText(result, what)};
}

} // namespace

void addDataValidateVerb(VerbList &verbs, CLI::App *group)
{
    auto name = std::make_shared<std::string>();
    auto suite = std::make_shared<std::string>();
    auto reading = std::make_shared<FileOptions>();
    CLI::App *check = group->add_subcommand("validate", "Check a data set or a file against expectations");
    check->add_option("NAME", *name, "A data set, or a CSV or Parquet file")->required();
    check->add_option("--suite", *suite,
                      "Great Expectations suite (standard: the checks of the feed scenario)");
    addFileOptions(check, *reading);
    verbs.addChoice(check, [=]() -> Request {
        return {namesFile(*name) ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return validate(session, *name, *suite, readOptions(*reading)); }};
    });
}

} // namespace slipway::engine
