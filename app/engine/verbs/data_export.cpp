#include "app/engine/file_options.h"
#include "app/engine/row_view_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/data/export.h"
#include "core/data/identity.h"
#include "core/data/versions.h"

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace slipway::engine {

namespace {

struct ExportRequest {
    std::string name;
    std::string out;
    std::string format;
    bool force = false;
    bool check = true;
    FileOptions reading;
    RowViewOptions view;
    std::vector<std::string> columns;

    bool isWhole() const
    {
        return view.sort.empty() && view.filter.empty() && view.failing < 0 && columns.empty();
    }
};

/// The table, and the digest of its content where a version keeps it.
struct Exported {
    std::filesystem::path file;
    data::ReadOptions reading;
    std::optional<workspace::DatasetVersion> version;
};

Result<Exported> exported(Session &session, const ExportRequest &request)
{
    if (!session.opened)
        return Exported {request.name, readOptions(request.reading), std::nullopt};
    SLIPWAY_ASSIGN(auto version, session.workspace().datasets().find(request.name));
    SLIPWAY_ASSIGN(auto file, session.workspace().artifacts().find(version.fileHash));
    return Exported {std::move(file), {}, std::move(version)};
}

/// Reads the file as an import would. A text format cannot keep everything apart: the text 12 becomes a
/// number.
Status addCheck(const RunContext &context, const ExportRequest &request,
                const workspace::DatasetVersion &version, data::ExportFormat format, Json &json)
{
    json["digest"] = version.digest;
    json["same_content"] = nullptr;
    if (!request.check || format == data::ExportFormat::JsonLines) {
        json["undefined"]["same_content"] = request.check ? "JSON lines are not read back" : "not asked for";
        return done();
    }
    context.progress(0.7, "reading it back");
    SLIPWAY_ASSIGN(const auto identity, data::contentIdentity(request.out, {}, context));
    json["same_content"] = identity.sha256 == version.digest;
    return done();
}

std::string exportText(const Json &json)
{
    std::string text =
        fmt::format("{} rows, {} bytes in {}\n", grouped(json.at("rows").get<std::int64_t>()),
                    grouped(json.at("bytes").get<std::int64_t>()), json.at("file").get<std::string>());
    if (json.value("same_content", Json()) == true)
        text += "Read back, it is the same version.\n";
    if (json.value("same_content", Json()) == false)
        text +=
            "Read back, it is another version: some of its texts look like numbers, dates or missing values, "
            "which this format cannot tell apart. Parquet keeps them.\n";
    return text;
}

Result<Answer> exportData(Session &session, const ExportRequest &request)
{
    SLIPWAY_ASSIGN(const auto format, data::exportFormat(request.out, request.format));
    std::error_code ignored;
    if (!request.force && std::filesystem::exists(request.out, ignored))
        return failure("data.export_exists", {{"file", request.out}});
    SLIPWAY_ASSIGN(const auto table, exported(session, request));
    data::ExportedPart part {.columns = request.columns};
    SLIPWAY_ASSIGN(part.view, rowView(session, request.view, request.name));
    if (session.opened)
        part.spillFolder = session.workspace().workFolder(session.job);
    SLIPWAY_ASSIGN(const auto summary,
                   data::exportTable(table.file, request.out, format, table.reading, session.context, part));
    Json json {{"name", table.version ? table.version->reference() : request.name},
               {"file", request.out},
               {"rows", summary.rows},
               {"bytes", summary.bytes}};
    if (table.version && request.isWhole())
        SLIPWAY_TRY(addCheck(session.context, request, *table.version, format, json));
    return Answer {json, exportText(json)};
}

} // namespace

void addDataExportVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ExportRequest>();
    CLI::App *command =
        group->add_subcommand("export", "Write a data set into a CSV, Parquet or JSON lines file");
    command->add_option("NAME", request->name, "A data set like interactions@2, or a file")->required();
    command->add_option("--out", request->out, "The file; its ending says the format")->required();
    command->add_option("--format", request->format, "csv, parquet or json, where the ending does not say")
        ->check(CLI::IsMember({"csv", "parquet", "json"}));
    command->add_flag("--force", request->force, "Replace a file that is there already");
    command->add_flag("!--no-check", request->check,
                      "Do not read the file back to see whether it is still the same version");
    addRowViewOptions(command, request->view);
    command
        ->add_option("--column", request->columns,
                     "A column to write; give it again for more (standard: all)")
        ->allow_extra_args(false);
    addFileOptions(command, request->reading);
    command->footer("Examples:\n  slipway data export items --out items.parquet\n"
                    "  slipway data export interactions --filter \"device = 'tv'\" --sort dwell:desc "
                    "--column user_id --column dwell --out tv.csv");
    verbs.addChoice(command, [=]() -> Request {
        return {namesFile(request->name) ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return exportData(session, *request); }};
    });
}

} // namespace slipway::engine
