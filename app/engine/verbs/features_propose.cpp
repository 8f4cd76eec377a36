#include "app/engine/file_options.h"
#include "app/engine/recorded_target.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/data/versions.h"
#include "core/features/propose/propose.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace slipway::engine {

namespace {

struct ProposeRequest {
    std::vector<std::string> names;
    std::string target;
    std::string time;
    std::string owner = "me";
    std::string out;
};

Result<features::ProposalTable> tableOf(Session &session, const std::string &name)
{
    if (!session.opened)
        return features::ProposalTable {std::filesystem::path(name).stem().string(), name};
    SLIPWAY_ASSIGN(const auto version, session.workspace().datasets().find(name));
    SLIPWAY_ASSIGN(auto file, data::versionFile(session.workspace(), name));
    return features::ProposalTable {version.name, std::move(file)};
}

std::string proposalText(const features::Proposal &proposal, const std::string &out)
{
    if (out.empty())
        return proposal.yaml;
    auto text = fmt::format("{}: {} features for {}\n", out, proposal.features, proposal.set);
    for (const auto &sentence : proposal.sentences)
        text += "  " + sentence + "\n";
    return text + fmt::format("Read the file, then: slipway features apply {}\n", out);
}

Result<Answer> propose(Session &session, const ProposeRequest &request)
{
    features::ProposalOptions options {
        .target = request.target, .time = request.time, .owner = request.owner, .spillFolder = {}};
    std::vector<features::ProposalTable> tables;
    for (const auto &name : request.names) {
        SLIPWAY_ASSIGN(auto table, tableOf(session, name));
        tables.push_back(std::move(table));
    }
    if (session.opened) {
        options.spillFolder = session.workspace().workFolder(session.job);
        if (options.target.empty()) {
            SLIPWAY_ASSIGN(const auto version, session.workspace().datasets().find(request.names.front()));
            SLIPWAY_ASSIGN(options.target, recordedTarget(session.workspace(), version));
        }
    }
    SLIPWAY_ASSIGN(const auto proposal, features::proposeFeatures(tables, options, session.context));
    if (session.context.cancelled())
        return cancelled();
    if (!request.out.empty())
        SLIPWAY_TRY(workspace::writeFile(request.out, proposal.yaml));
    Json json {{"set", proposal.set},
               {"file", request.out.empty() ? Json() : Json(request.out)},
               {"features", proposal.features},
               {"sentences", proposal.sentences},
               {"yaml", proposal.yaml}};
    return Answer {std::move(json), proposalText(proposal, request.out)};
}

} // namespace

void addFeaturesProposeVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ProposeRequest>();
    CLI::App *command =
        group->add_subcommand("propose", "Propose features for your own tables, as a file to edit");
    command
        ->add_option(
            "NAME", request->names,
            "Data sets, or files: first the one whose rows are to be predicted, then others that share a key")
        ->required();
    command->add_option("--target", request->target,
                        "The column that is to be predicted (standard: as said at the import, else guessed)");
    command->add_option("--time", request->time, "The column that says when a row was (standard: guessed)");
    command->add_option("--owner", request->owner, "Whom the features belong to")->capture_default_str();
    command->add_option("--out", request->out, "Write the file here instead of printing it");
    command->footer(
        "The proposal takes the columns as they are, leaves out those that give the target away,\n"
        "adds parts of the date, and tells the history of whatever key comes again. A comment\n"
        "explains each choice.\n\n"
        "For example:\n"
        "  slipway data import shops.csv --name shops --target sales\n"
        "  slipway features propose shops --out shops.yaml\n"
        "  slipway features apply shops.yaml");
    verbs.addChoice(command, [=]() -> Request {
        const bool files = std::all_of(request->names.begin(), request->names.end(), namesFile);
        return {files ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return propose(session, *request); }};
    });
}

} // namespace slipway::engine
