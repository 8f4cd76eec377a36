#include "core/data/export.h"

#include "core/base/messages.h"
#include "core/data/duck_progress.h"
#include "core/data/kept_rows.h"
#include "core/data/source.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace slipway::data {

namespace {

struct Ending {
    std::string_view text;
    ExportFormat format;
};

constexpr std::array endings {Ending {"csv", ExportFormat::Csv}, Ending {"parquet", ExportFormat::Parquet},
                              Ending {"json", ExportFormat::JsonLines},
                              Ending {"jsonl", ExportFormat::JsonLines},
                              Ending {"ndjson", ExportFormat::JsonLines}};

/// Parquet keeps lists and structures as they are; text formats get them as texts, as their identity does.
Result<std::string> columnsOf(const Source &source, ExportFormat format,
                              const std::vector<std::string> &wanted)
{
    std::vector<std::string> columns;
    const auto add = [&](const SourceColumn &column) {
        columns.push_back(format == ExportFormat::Parquet ? identifier(column.name) : selected(column));
    };
    for (const auto &name : wanted) {
        const auto *column = source.find(name);
        if (!column)
            return unknownColumn(source, name);
        add(*column);
    }
    for (std::size_t i = 0; wanted.empty() && i < source.columns.size(); ++i)
        add(source.columns[i]);
    return fmt::format("{}", fmt::join(columns, ", "));
}

/// The query for what is wanted. Without a view it stays the plain one, which DuckDB copies fastest.
Result<std::string> partQuery(Source &source, ExportFormat format, const ExportedPart &part,
                              const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto columns, columnsOf(source, format, part.columns));
    if (!part.view.sort && part.view.filter.empty() && !part.view.failing)
        return fmt::format("SELECT {} FROM {}", columns, source.expression);
    return viewQuery(source, part.view, columns, placeColumn(source), context);
}

} // namespace

Result<ExportFormat> exportFormat(const std::filesystem::path &file, std::string_view named)
{
    std::string wanted(named);
    if (wanted.empty() && file.has_extension())
        wanted = file.extension().string().substr(1);
    const auto found = std::find_if(endings.begin(), endings.end(),
                                    [&](const Ending &ending) { return ending.text == wanted; });
    if (found == endings.end())
        return failure("data.export_format", {{"file", file.string()}});
    return found->format;
}

std::string copyOptions(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv:
        return "(FORMAT csv, HEADER, USE_TMP_FILE false)";
    case ExportFormat::Parquet:
        return "(FORMAT parquet, USE_TMP_FILE false)";
    case ExportFormat::JsonLines:
        return "(FORMAT json, USE_TMP_FILE false)";
    }
    return {};
}

Result<ExportSummary> exportTable(const std::filesystem::path &table, const std::filesystem::path &file,
                                  ExportFormat format, const ReadOptions &reading, const RunContext &context,
                                  const ExportedPart &part)
{
    const SpillFolder spill(part.spillFolder);
    SLIPWAY_ASSIGN(auto made, workspace::NewFile::create(std::filesystem::absolute(file)));
    SLIPWAY_ASSIGN(Source source,
                   openSource(table, reading, context,
                              {.allowed = {table, made.temporaryPath()}, .temporaryFolder = spill.path()}));
    SLIPWAY_ASSIGN(const auto query, partQuery(source, format, part, context));
    const DuckProgress progress(source.duck, context, {"writing the rows"});
    const auto rows =
        source.duck.number(fmt::format("COPY ({}) TO {} {}", query,
                                       data::quoted(absoluteText(made.temporaryPath())), copyOptions(format)),
                           context);
    if (!rows)
        return sourceError(table, rows.error());
    std::error_code ignored;
    const ExportSummary summary {static_cast<std::int64_t>(rows.value()),
                                 std::filesystem::file_size(made.temporaryPath(), ignored)};
    SLIPWAY_TRY(made.commit());
    return summary;
}

} // namespace slipway::data
