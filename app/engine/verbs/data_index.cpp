#include "app/engine/row_view_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/base/clock.h"
#include "core/data/row_index.h"
#include "core/data/versions.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct IndexRequest {
    std::string name;
    RowViewOptions view;
};

Result<Answer> indexRows(Session &session, const IndexRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(request.name));
    SLIPWAY_ASSIGN(const auto table, workspace.artifacts().find(version.fileHash));
    SLIPWAY_ASSIGN(const auto view, rowView(session, request.view, request.name));
    const auto file = data::rowIndexFile(workspace, version, view);
    std::error_code ignored;
    const bool there = std::filesystem::exists(file, ignored);
    const double started = steadySeconds();
    data::RowIndex index;
    if (there) {
        SLIPWAY_ASSIGN(index, data::openRowIndex(file, session.context));
    } else {
        SLIPWAY_ASSIGN(index,
                       data::buildRowIndex(table, view, file, workspace.workFolder(session.job) / "spill",
                                           session.context));
    }
    Json json = data::toJson(view);
    json["dataset"] = version.reference();
    json["digest"] = version.digest;
    json["rows"] = index.rows;
    json["row_column"] = index.rowColumn;
    json["index"] = file.lexically_relative(workspace.folder()).string();
    json["bytes"] = std::filesystem::file_size(file, ignored);
    json["built"] = !there;
    json["seconds"] = steadySeconds() - started;
    session.context.artifact("row_index", json["index"].get<std::string>());
    return Answer {json,
                   fmt::format("{}: {} of {} rows, {} in {} ({} bytes)\n", version.reference(),
                               grouped(index.rows), grouped(version.rows), there ? "ready" : "written",
                               json["index"].get<std::string>(), grouped(json["bytes"].get<std::int64_t>()))};
}

} // namespace

void addDataIndexVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<IndexRequest>();
    CLI::App *index = group->add_subcommand(
        "index", "Prepare a sorted or filtered view of a data set, so that a table can jump in it");
    index->add_option("NAME", request->name, "A data set like interactions@2")->required();
    addRowViewOptions(index, request->view);
    index->footer(
        "The index lies below cache/rows in the workspace and can be thrown away: slipway gc --indexes");
    verbs.add(index, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return indexRows(session, *request); });
}

} // namespace slipway::engine
