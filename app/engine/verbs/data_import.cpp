#include "app/engine/file_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/data/versions.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct ImportRequest {
    std::vector<std::string> files;
    std::string name;
    std::string target;
    bool noTarget = false;
    bool unionByName = false;
    FileOptions reading;
};

/// What a person should know about how the files were read, one line each.
std::string remarks(const data::Imported &imported, const std::string &name)
{
    std::string text;
    for (const auto &notice : imported.reading.value("notices", Json::array()))
        text += "  " + notice.get<std::string>() + "\n";
    for (const auto &column : imported.reading.value("renamed", Json::array())) {
        text += fmt::format("  column {} was \"{}\" and is now {}\n", column.value("position", 0) + 1,
                            column.value("from", ""), column.value("to", ""));
    }
    if (imported.rejected.count == 0)
        return text;
    text += fmt::format("  {} {} rejected; see them with: slipway data rejects {}\n",
                        grouped(static_cast<std::int64_t>(imported.rejected.count)),
                        imported.rejected.count == 1 ? "line was" : "lines were", name);
    for (const auto &reject : imported.rejected.first)
        text += fmt::format("    line {}: {}\n", reject.line, reject.reason);
    return text;
}

Result<Answer> importRequested(Session &session, const ImportRequest &request)
{
    auto &workspace = session.workspace();
    data::ImportOptions options {.reading = readOptions(request.reading),
                                 .unionByName = request.unionByName,
                                 .target = request.target,
                                 .noTarget = request.noTarget,
                                 .folder = workspace.workFolder(session.job)};
    SLIPWAY_ASSIGN(const auto imported,
                   data::importFiles({request.files.begin(), request.files.end()}, options, session.context));
    SLIPWAY_ASSIGN(auto version, data::describeImport(workspace, request.name, imported, session.context));
    SLIPWAY_ASSIGN(const Json payload, data::importPayload(workspace, imported, session.context));
    if (session.context.cancelled())
        return cancelled();
    SLIPWAY_TRY(workspace.change({"data.imported", request.name, payload}, [&]() -> Status {
        SLIPWAY_ASSIGN(version, workspace.datasets().add(version));
        return done();
    }));
    Json json = toJson(version);
    json["rejected"] = toJson(imported.rejected);
    json["reading"] = imported.reading;
    json["target"] = payload.at("target");
    json["files"] = payload.at("files");
    return Answer {json,
                   fmt::format("{}@{}: {} rows, {} columns\n{}", request.name, version.version,
                               grouped(version.rows), version.schema.size(),
                               remarks(imported, request.name))};
}

} // namespace

void addDataImportVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ImportRequest>();
    CLI::App *import = group->add_subcommand(
        "import", "Take CSV, TSV, JSON, JSON Lines, SQLite or Parquet files into the workspace");
    import->footer("The kind of a file is told by its content. Look first at what would be guessed with\n"
                   "`slipway data preview FILE`; every guess can be overruled by the flags above, in both.\n"
                   "Lines that are no rows are kept and counted: `slipway data rejects NAME`.");
    import->add_option("FILE", request->files, "One file, or several with the same columns")->required();
    import->add_option("--name", request->name, "What to call the data set")->required();
    auto *target = import->add_option("--target", request->target,
                                      "The column that is to be predicted (standard: guessed)");
    import->add_flag("--no-target", request->noTarget, "No column is to be predicted")->excludes(target);
    import->add_flag("--union", request->unionByName,
                     "Take files with differing columns; what a file lacks is missing in its rows");
    addFileOptions(import, request->reading);
    verbs.add(import, Needs::NewWorkspace, Runs::AsJob,
              [=](Session &session) { return importRequested(session, *request); });
}

} // namespace slipway::engine
