#include "app/engine/verbs/data.h"
#include "app/engine/terminal.h"

#include "core/workspace/datasets.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using workspace::DatasetVersion;

std::string tagsText(const DatasetVersion &dataset)
{
    std::string text;
    for (const auto &[key, value] : dataset.tags)
        text += (text.empty() ? "" : ", ") + key + "=" + value;
    return text;
}

/// The beginning of a note's first line, cut between characters.
std::string firstWords(const std::string &note)
{
    constexpr std::size_t most = 40;
    std::string line = note.substr(0, note.find('\n'));
    if (line.size() <= most)
        return line;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
        --end;
    return line.substr(0, end) + "...";
}

std::string datasetsAsText(const std::vector<DatasetVersion> &datasets)
{
    if (datasets.empty())
        return "No data yet. Generate some with: slipway data generate\n";
    std::vector<std::vector<std::string>> rows {
        {"data set", "rows", "columns", "made", "from", "digest", "tags", "note"}};
    for (const auto &dataset : datasets) {
        rows.push_back({fmt::format("{}@{}", dataset.name, dataset.version), grouped(dataset.rows),
                        std::to_string(dataset.schema.size()), isoTime(dataset.created).substr(0, 19),
                        dataset.sourceType, dataset.digest.substr(0, 12), tagsText(dataset),
                        firstWords(dataset.note)});
    }
    return textTable(rows);
}

void addDataListVerbs(VerbList &verbs, CLI::App *group)
{
    auto name = std::make_shared<std::string>();
    auto deleted = std::make_shared<bool>(false);
    CLI::App *list = group->add_subcommand("list", "The data sets of the workspace, every version");
    list->add_flag("--deleted", *deleted, "The deleted ones instead");
    verbs.add(list, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(auto datasets, session.workspace().datasets().listWithDeleted());
        std::erase_if(datasets, [&](const auto &dataset) { return (dataset.stage != "active") != *deleted; });
        Json json = Json::array();
        for (const auto &dataset : datasets)
            json.push_back(toJson(dataset));
        return Answer {{{"datasets", json}}, datasetsAsText(datasets)};
    });

    CLI::App *show = group->add_subcommand("show", "One data set: its columns, digest and origin");
    show->add_option("NAME", *name, "Like interactions, or interactions@2")->required();
    verbs.add(show, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto dataset, session.workspace().datasets().findWithDeleted(*name));
        return Answer {toJson(dataset), writeJson(toJson(dataset), 2) + "\n"};
    });
}

} // namespace

void addDataVerbs(VerbList &verbs)
{
    CLI::App *group =
        verbs.app().add_subcommand("data", "Generate, import, list, check, compare and export data");
    group->require_subcommand(1);
    addDataScenariosVerb(verbs, group);
    addDataGenerateVerb(verbs, group);
    addDataPreviewVerb(verbs, group);
    addDataImportVerb(verbs, group);
    addDataRejectsVerb(verbs, group);
    addDataListVerbs(verbs, group);
    addDataProfileVerb(verbs, group);
    addDataValidateVerb(verbs, group);
    addDataDiffVerb(verbs, group);
    addDataExportVerb(verbs, group);
    addDataLineageVerb(verbs, group);
    addDataEditVerbs(verbs, group);
    addDataIndexVerb(verbs, group);
    addDataFailuresVerb(verbs, group);
}

} // namespace slipway::engine
