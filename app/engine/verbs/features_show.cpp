#include "app/engine/feature_definitions.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/features/definitions/dependents.h"
#include "core/features/definitions/duration.h"
#include "core/features/definitions/feature_set_json.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using features::Feature;
using features::FeatureKind;

struct ShowRequest {
    std::string set;
    bool yaml = false;
};

/// The models and reports behind the features, in the graph of the definitions.
Status addDependents(const workspace::Workspace &workspace, const features::FeatureSet &set, Json &graph)
{
    SLIPWAY_ASSIGN(const auto dependents, features::dependentsOf(workspace, set));
    for (const auto &model : dependents.models) {
        const auto id = "model:" + model.reference;
        graph["nodes"].push_back({{"id", id}, {"kind", "model"}, {"label", model.reference}});
        for (const auto &name : model.features) {
            if (set.feature(name))
                graph["edges"].push_back({{"from", "feature:" + name}, {"to", id}});
        }
    }
    for (const auto &report : dependents.reports) {
        const auto id = "report:" + report.file;
        graph["nodes"].push_back({{"id", id}, {"kind", "report"}, {"label", report.file}});
        for (const auto &model : report.models)
            graph["edges"].push_back({{"from", "model:" + model}, {"to", id}});
    }
    return done();
}

/// How a feature is made, in a few words.
std::string madeOf(const Feature &feature)
{
    switch (feature.kind) {
    case FeatureKind::Request:
        return "given with the request";
    case FeatureKind::Windowed:
        return fmt::format("{}({}) {}", features::aggregateName(feature.aggregate),
                           feature.expression.empty() ? "*" : feature.expression,
                           feature.window == 0 ? "of all time"
                                               : "in " + features::durationText(feature.window));
    default:
        return feature.expression;
    }
}

/// Cut between characters, with dots where something was left out.
std::string cut(std::string text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80)
        --most;
    return text.substr(0, most) + "...";
}

std::string sectionText(const std::string &title, const std::vector<Feature> &list)
{
    if (list.empty())
        return {};
    std::vector<std::vector<std::string>> rows {{"  feature", "type", "unit", "made of", "description"}};
    for (const auto &feature : list)
        rows.push_back({"  " + feature.name + (feature.hidden ? " (hidden)" : ""),
                        std::string(features::valueTypeName(feature.type)), feature.unit,
                        cut(madeOf(feature), 50), cut(feature.description, 60)});
    return "\n" + title + "\n" + textTable(rows);
}

std::string viewTitle(const features::FeatureSet &set, const features::FeatureView &view)
{
    std::string title =
        fmt::format("{}: about {}{}, from {}", view.name,
                    set.entity(view.entity)->keys.empty() ? "" : "each ", view.entity, view.source);
    if (view.every > 0)
        title += fmt::format(", as of every {}", features::durationText(view.every));
    if (view.ttl > 0)
        title += fmt::format(", for {}", features::durationText(view.ttl));
    if (view.freshness > 0)
        title += fmt::format(", promised within {}", features::durationText(view.freshness));
    return title;
}

std::string transformsText(const features::FeatureSet &set)
{
    std::vector<std::vector<std::string>> rows {{"  feature", "goes through"}};
    for (const auto *feature : set.outputs()) {
        if (const auto words = set.transforms.words(feature->name); !words.empty())
            rows.push_back({"  " + feature->name, cut(words, 100)});
    }
    return rows.size() == 1 ? std::string() : "\nOn the way into a model\n" + textTable(rows);
}

std::string showText(const NamedSet &named)
{
    const auto &set = named.set;
    std::string text = fmt::format("{}  {}\nowner {}; {} of {} is predicted\n", named.shown, set.description,
                                   set.owner, set.labels.target, set.labels.table);
    text += sectionText("With the request", set.request);
    for (const auto &view : set.views)
        text += sectionText(viewTitle(set, view), view.features);
    return text + sectionText("Derived from these", set.derived) + transformsText(set);
}

Result<NamedSet> chosen(const workspace::Workspace &workspace, const std::string &argument)
{
    if (!argument.empty())
        return namedSet(&workspace, argument);
    const features::FeatureSets sets(workspace);
    SLIPWAY_ASSIGN(auto recorded, sets.choose({}));
    return namedSet(&workspace,
                    recorded.record.version == 0 ? recorded.record.name : recorded.record.reference());
}

Result<Answer> show(Session &session, const ShowRequest &request)
{
    const auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const NamedSet named, chosen(workspace, request.set));
    Json json = features::featureSetJson(named.set);
    json["version"] = named.record ? Json(named.record->version) : Json();
    json["digest"] = features::featureSetDigest(named.set);
    json["yaml"] = named.yaml;
    json["graph"] = features::featureGraphJson(named.set);
    SLIPWAY_TRY(addDependents(workspace, named.set, json["graph"]));
    return Answer {std::move(json), request.yaml ? named.yaml : showText(named)};
}

} // namespace

void addFeaturesShowVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ShowRequest>();
    CLI::App *command =
        group->add_subcommand("show", "The features of a set, what each is made of, and what uses it");
    command->add_option("SET", request->set,
                        "Like feed, feed@2, or a YAML file; without it the one that the workspace uses");
    command->add_flag("--yaml", request->yaml, "Print the definitions themselves, as a start for your own");
    command->footer("For example: slipway features show feed --yaml > my_features.yaml");
    verbs.add(command, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return show(session, *request); });
}

} // namespace slipway::engine
