#include "app/engine/verbs/data.h"
#include "app/engine/terminal.h"

#include "core/workspace/datasets.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using workspace::DatasetVersion;

std::string datasetsAsText(const std::vector<DatasetVersion> &datasets)
{
    if (datasets.empty())
        return "No data yet. Generate some with: slipway data generate\n";
    std::vector<std::vector<std::string>> rows {{"data set", "rows", "columns", "made", "from", "digest"}};
    for (const auto &dataset : datasets) {
        rows.push_back({fmt::format("{}@{}", dataset.name, dataset.version), grouped(dataset.rows),
                        std::to_string(dataset.schema.size()), isoTime(dataset.created).substr(0, 19),
                        dataset.sourceType, dataset.digest.substr(0, 12)});
    }
    return textTable(rows);
}

void addDataListVerbs(VerbList &verbs, CLI::App *group)
{
    auto name = std::make_shared<std::string>();
    CLI::App *list = group->add_subcommand("list", "The data sets of the workspace, every version");
    verbs.add(list, Needs::Workspace, Runs::AtOnce, [](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto datasets, session.workspace().datasets().list());
        Json json = Json::array();
        for (const auto &dataset : datasets)
            json.push_back(toJson(dataset));
        return Answer {{{"datasets", json}}, datasetsAsText(datasets)};
    });

    CLI::App *show = group->add_subcommand("show", "One data set: its columns, digest and origin");
    show->add_option("NAME", *name, "Like interactions, or interactions@2")->required();
    verbs.add(show, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto dataset, session.workspace().datasets().find(*name));
        return Answer {toJson(dataset), writeJson(toJson(dataset), 2) + "\n"};
    });
}

} // namespace

void addDataVerbs(VerbList &verbs)
{
    CLI::App *group = verbs.app().add_subcommand("data", "Generate, import, list and check data");
    group->require_subcommand(1);
    addDataGenerateVerb(verbs, group);
    addDataImportVerb(verbs, group);
    addDataListVerbs(verbs, group);
    addDataValidateVerb(verbs, group);
}

} // namespace slipway::engine
