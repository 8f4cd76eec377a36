#include "app/engine/feature_definitions.h"
#include "app/engine/file_options.h"
#include "app/engine/verbs/features.h"

#include "core/features/definitions/dependents.h"
#include "core/features/definitions/feature_set_json.h"
#include "core/features/docs/write.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct DocsRequest {
    std::string set;
    std::string folder;
    std::string format = "html";
};

/// What the workspace says of the set beyond its definitions.
Result<features::DocsFacts> factsOf(const workspace::Workspace *workspace, const NamedSet &named)
{
    features::DocsFacts facts {.version = named.record ? named.record->reference() : "",
                               .digest = features::featureSetDigest(named.set)};
    if (!workspace)
        return facts;
    SLIPWAY_ASSIGN(const auto dependents, features::dependentsOf(*workspace, named.set));
    facts.modelsKnown = true;
    for (const auto &model : dependents.models)
        facts.models.push_back({model.reference, {model.features.begin(), model.features.end()}});
    return facts;
}

Result<Answer> writeDocs(Session &session, const DocsRequest &request)
{
    const auto *workspace = session.opened ? &*session.opened : nullptr;
    auto argument = request.set;
    if (argument.empty()) {
        const features::FeatureSets sets(*workspace);
        SLIPWAY_ASSIGN(const auto chosen, sets.choose({}));
        argument = chosen.record.reference();
    }
    SLIPWAY_ASSIGN(const NamedSet named, namedSet(workspace, argument));
    SLIPWAY_ASSIGN(const auto facts, factsOf(workspace, named));
    SLIPWAY_ASSIGN(
        Json json,
        features::writeFeatureDocs(named.set, facts, request.folder, request.format, session.context));
    json["set"] = named.set.name;
    json["version"] = named.record ? Json(named.record->version) : Json();
    auto text = fmt::format("{} pages about {}; begin at {}\n", json.at("pages").get<std::size_t>(),
                            named.shown, json.at("index").get<std::string>());
    return Answer {std::move(json), std::move(text)};
}

} // namespace

void addFeaturesDocsVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<DocsRequest>();
    CLI::App *command =
        group->add_subcommand("docs", "Write a page about each feature, and an index by view, tag and owner");
    command->add_option("SET", request->set,
                        "Like churn, churn@2, or a YAML file; without it the one that the workspace uses");
    command->add_option("--out", request->folder, "The folder for the pages")->required();
    command->add_option("--format", request->format, "html or md")
        ->check(CLI::IsMember({"html", "md"}))
        ->capture_default_str();
    command->footer(
        "The pages need no server and no network: open index.html in a browser, or copy the\n"
        "folder to wherever your team reads. What each says: how the feature is made, in words and\n"
        "in SQL; from which columns; from when on it is known; what happens where it is unknown;\n"
        "what is expected of it; and which features and models are made from it.\n\n"
        "For example: slipway features docs churn --out churn-features");
    verbs.addChoice(command, [=]() -> Request {
        const bool isFile = namesFile(request->set);
        return {isFile ? Needs::Nothing : Needs::Workspace, Runs::AtOnce,
                [=](Session &session) { return writeDocs(session, *request); }};
    });
}

} // namespace slipway::engine
