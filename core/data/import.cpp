#include "core/data/import.h"

#include "core/base/hash.h"
#include "core/base/messages.h"
#include "core/data/block_json.h"
#include "core/data/file_kind.h"
#include "core/data/parquet_import.h"
#include "core/data/reading_json.h"
#include "core/data/sqlite_text.h"
#include "core/data/text_import.h"
#include "core/data/text_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <thread>

namespace slipway::data {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t previewBytes = 4 << 20;
constexpr std::size_t previewRows = 20;

std::string_view kindName(FileKind kind)
{
    switch (kind) {
    case FileKind::Parquet:
        return "parquet";
    case FileKind::Json:
        return "json";
    case FileKind::Sqlite:
        return "sqlite";
    case FileKind::GzipText:
        return "csv.gz";
    case FileKind::Text:
        break;
    }
    return "csv";
}

/// The kind of the files, which must be all Parquet or none.
Result<FileKind> commonKind(const std::vector<fs::path> &files)
{
    SLIPWAY_ASSIGN(const FileHead first, fileHead(files.front()));
    for (const auto &file : files) {
        SLIPWAY_ASSIGN(const FileHead head, fileHead(file));
        if ((head.kind == FileKind::Parquet) != (first.kind == FileKind::Parquet)) {
            return failure("import.kinds_differ",
                           {{"file", file.string()}, {"first", files.front().string()}});
        }
    }
    return first.kind;
}

Result<std::string> chosenTarget(const std::vector<SourceColumn> &columns, const ImportOptions &options,
                                 const std::string &file)
{
    if (options.noTarget)
        return std::string();
    if (options.target.empty())
        return likelyTarget(columns);
    std::vector<std::string> known;
    for (const auto &column : columns)
        known.push_back(column.name);
    if (std::find(known.begin(), known.end(), options.target) == known.end()) {
        return failure("data.column_missing",
                       {{"place", file},
                        {"column", options.target},
                        {"known", fmt::format("{}", fmt::join(known, ", "))}});
    }
    return options.target;
}

Error noRows(const TextPlan &plan, const fs::path &file)
{
    if (plan.rejected.count == 0)
        return failure("import.header_only", {{"file", file.string()}});
    const auto &first = plan.rejected.first.front();
    if (first.kind == "too_long")
        return failure("import.line_too_long", {{"file", first.file}, {"line", first.line}});
    return failure("import.all_rejected",
                   {{"file", file.string()}, {"line", first.line}, {"reason", first.reason}});
}

std::vector<SourceColumn> columnsOf(const TextPlan &plan)
{
    std::vector<SourceColumn> columns;
    for (const auto &column : plan.columns)
        columns.push_back({column.name, column.type});
    return columns;
}

Status importTexts(const std::vector<fs::path> &files, const ImportOptions &options,
                   const RunContext &context, Imported &into)
{
    ReadOptions reading = options.reading;
    reading.scratch = options.folder;
    SLIPWAY_ASSIGN(const TextPlan plan,
                   planText(files, reading, {.unionByName = options.unionByName}, context));
    if (plan.rows == 0)
        return noRows(plan, files.front());
    // Before the long part, so that a misspelt name is told at once.
    SLIPWAY_TRY(chosenTarget(columnsOf(plan), options, files.front().string()));
    SLIPWAY_TRY(importText(plan, context, into));
    if (into.identity.rows == 0)
        return failure("import.all_rejected",
                       {{"file", files.front().string()},
                        {"line", into.rejected.first.front().line},
                        {"reason", into.rejected.first.front().reason}});
    into.reading = readingJson(plan);
    return done();
}

/// The first rows and the rejected lines of what was looked at.
Status addRows(const TextPlan &plan, Json &preview)
{
    Json rows = Json::array();
    RejectCount rejected;
    for (const auto &part : plan.parts) {
        for (const auto &reject : part.above)
            rejected.add(reject);
    }
    TextRows read;
    for (std::size_t i = 0; i < plan.ranges.size(); ++i) {
        readTextRows(plan, i, {}, read);
        if (read.error)
            return *read.error;
        for (const auto &reject : read.rejects)
            rejected.add(reject);
        for (std::size_t row = 0; row < read.block.rows && rows.size() < previewRows; ++row) {
            Json cells = Json::array();
            for (const auto &column : read.block.columns)
                cells.push_back(cellJson(column, row));
            rows.push_back(std::move(cells));
        }
    }
    preview["first_rows"] = std::move(rows);
    preview["rejected"] = toJson(rejected);
    return done();
}

Result<Json> previewTexts(const std::vector<fs::path> &files, const ImportOptions &options,
                          const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const TextPlan plan,
        planText(files, options.reading,
                 {.unionByName = options.unionByName, .mostBytes = previewBytes, .blockBytes = 1 << 18},
                 context));
    if (plan.rows == 0)
        return noRows(plan, files.front());
    Json preview = readingJson(plan);
    SLIPWAY_TRY(addRows(plan, preview));
    SLIPWAY_ASSIGN(const std::string target, chosenTarget(columnsOf(plan), options, files.front().string()));
    preview["target"] = target.empty() ? Json(nullptr) : Json(target);
    preview["rows_seen"] = plan.rows;
    preview["whole"] = plan.whole;
    return preview;
}

Result<Json> previewParquet(const std::vector<fs::path> &files, const ImportOptions &options,
                            const RunContext &context)
{
    SLIPWAY_ASSIGN(Duck duck, Duck::open({.allowed = files}));
    SLIPWAY_ASSIGN(const auto table, parquetTable(duck, files, options.unionByName, context));
    Json columns = Json::array();
    for (const auto &column : table.columns)
        columns.push_back({{"name", column.name}, {"type", column.type}, {"given", true}});
    Json rows = Json::array();
    const auto streamed = duck.stream(
        fmt::format("SELECT * FROM ({}) LIMIT {}", table.query, previewRows),
        [&](const Block &block) {
            for (std::size_t row = 0; row < block.rows; ++row) {
                Json cells = Json::array();
                for (const auto &column : block.columns)
                    cells.push_back(cellJson(column, row));
                rows.push_back(std::move(cells));
            }
            return done();
        },
        context);
    if (!streamed)
        return sourceError(files.front(), streamed.error());
    SLIPWAY_ASSIGN(const std::string target, chosenTarget(table.columns, options, files.front().string()));
    return Json {{"columns", columns},
                 {"first_rows", rows},
                 {"rejected", toJson(RejectCount {})},
                 {"target", target.empty() ? Json(nullptr) : Json(target)},
                 {"whole", true},
                 {"notices", Json::array()}};
}

/// Hashes the sources while they are read.
Status hashFiles(const std::vector<fs::path> &files, const RunContext &context,
                 std::vector<ImportedFile> &into)
{
    for (const auto &file : files) {
        std::error_code ignored;
        SLIPWAY_ASSIGN(auto hash, sha256OfFile(file, context));
        into.push_back({file.string(), std::move(hash), fs::file_size(file, ignored)});
    }
    return done();
}

} // namespace

Result<Imported> importFiles(const std::vector<fs::path> &files, const ImportOptions &options,
                             const RunContext &context)
{
    SLIPWAY_ASSIGN(const FileKind kind, commonKind(files));
    std::error_code problem;
    fs::create_directories(options.folder, problem);
    if (problem)
        return failure("data.engine_files", {{"reason", options.folder.string() + ": " + problem.message()}});
    Imported into {.parquet = options.folder / "imported.parquet",
                   .rejects = options.folder / "rejected.jsonl"};
    Status hashed = done();
    Status imported = done();
    {
        const std::jthread hashing([&] { hashed = hashFiles(files, context, into.files); });
        imported = kind == FileKind::Parquet ? importParquet(files, options, context, into)
                                             : importTexts(files, options, context, into);
    }
    SLIPWAY_TRY(imported);
    SLIPWAY_TRY(hashed);
    SLIPWAY_ASSIGN(into.target, chosenTarget(into.identity.columns, options, files.front().string()));
    into.reading["kind"] = kindName(kind);
    return into;
}

Result<Json> previewFiles(const std::vector<fs::path> &files, const ImportOptions &options,
                          const RunContext &context)
{
    SLIPWAY_ASSIGN(const FileKind kind, commonKind(files));
    SLIPWAY_ASSIGN(Json preview,
                   kind == FileKind::Parquet ? previewParquet(files, options, context)
                                             : previewTexts(files, options, context));
    preview["kind"] = kindName(kind);
    if (kind == FileKind::Sqlite) {
        SLIPWAY_ASSIGN(const auto tables, sqliteTables(files.front()));
        preview["tables"] = tables;
        preview["table"] = options.reading.table.empty() ? tables.front() : options.reading.table;
    }
    return preview;
}

} // namespace slipway::data
