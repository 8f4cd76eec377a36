#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/workspace/dataset_edits.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using workspace::DatasetEdit;

struct EditRequest {
    std::string name;
    std::string text; ///< a tag, a key or a note
    std::string from; ///< artifact that holds the text; an inverse names it, people do not
    bool force = false;
};

Answer editAnswer(const DatasetEdit &edit, const std::string &what)
{
    Json json = toJson(edit.version);
    if (edit.inverse.empty())
        return {json,
                fmt::format("{} is like that already; nothing was changed.\n", edit.version.reference())};
    json["inverse"] = edit.inverse;
    return {
        json,
        fmt::format("{} {}. To take that back: slipway {}\n", edit.version.reference(), what, edit.inverse)};
}

Result<std::string> keptText(const workspace::Workspace &workspace, const std::string &artifact)
{
    SLIPWAY_ASSIGN(const auto file, workspace.artifacts().find(artifact));
    return workspace::readFile(file);
}

Result<Answer> tag(Session &session, const EditRequest &request)
{
    std::string key = request.text;
    std::string value;
    if (request.from.empty()) {
        const auto equals = request.text.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure("dataset.tag_form", {{"text", request.text}});
        key = request.text.substr(0, equals);
        value = request.text.substr(equals + 1);
    } else {
        SLIPWAY_ASSIGN(value, keptText(session.workspace(), request.from));
    }
    SLIPWAY_ASSIGN(const auto edit, workspace::tagDataset(session.workspace(), request.name, key, value));
    return editAnswer(edit, fmt::format("has the tag {}={}", key, value));
}

Result<Answer> untag(Session &session, const EditRequest &request)
{
    SLIPWAY_ASSIGN(const auto edit, workspace::untagDataset(session.workspace(), request.name, request.text));
    return editAnswer(edit, fmt::format("has no tag {} any more", request.text));
}

Result<Answer> note(Session &session, const EditRequest &request)
{
    std::string text = request.text;
    if (!request.from.empty()) {
        SLIPWAY_ASSIGN(text, keptText(session.workspace(), request.from));
    }
    SLIPWAY_ASSIGN(const auto edit, workspace::noteDataset(session.workspace(), request.name, text));
    return editAnswer(edit, text.empty() ? "has no note any more" : "has a note");
}

Result<Answer> remove(Session &session, const EditRequest &request)
{
    SLIPWAY_ASSIGN(const auto edit,
                   workspace::deleteDataset(session.workspace(), request.name, request.force));
    return editAnswer(edit, "is deleted; its content stays until slipway gc");
}

Result<Answer> restore(Session &session, const EditRequest &request)
{
    SLIPWAY_ASSIGN(const auto edit, workspace::restoreDataset(session.workspace(), request.name));
    return editAnswer(edit, "is there again");
}

} // namespace

void addDataEditVerbs(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<EditRequest>();
    const auto add = [&](const char *verb, const char *help, auto work) {
        CLI::App *command = group->add_subcommand(verb, help);
        command->add_option("NAME", request->name, "Like interactions, or interactions@2")->required();
        verbs.add(command, Needs::Workspace, Runs::AtOnce,
                  [=](Session &session) { return work(session, *request); });
        return command;
    };
    CLI::App *tagging = add("tag", "Give a version a tag", tag);
    tagging->add_option("TAG", request->text, "Like owner=analytics")->required();
    tagging->add_option("--from", request->from, "Artifact that holds the value")->group("");
    add("untag", "Take a tag away", untag)->add_option("KEY", request->text, "Like owner")->required();
    CLI::App *noting = add("note", "Write a note to a version; an empty text takes it away", note);
    noting->add_option("TEXT", request->text, "The note");
    noting->add_option("--from", request->from, "Artifact that holds the text")->group("");
    add("delete", "Mark a version as deleted; restore takes it back until gc has run", remove)
        ->add_flag("--force", request->force, "Also where features, runs or models were made from it");
    add("restore", "Take the deletion of a version back", restore);
}

} // namespace slipway::engine
