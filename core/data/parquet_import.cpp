#include "core/data/parquet_import.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::data {

namespace {

namespace fs = std::filesystem;

std::string reading(const std::vector<fs::path> &files)
{
    std::vector<std::string> names;
    for (const auto &file : files)
        names.push_back(data::quoted(literalPath(file)));
    return fmt::format("read_parquet([{}], hive_partitioning = false, binary_as_string = true{})",
                       fmt::join(names, ", "), files.size() > 1 ? ", union_by_name = true" : "");
}

Result<std::vector<SourceColumn>> described(Duck &duck, const std::string &query, const fs::path &file,
                                            const RunContext &context)
{
    const auto table = duck.query("DESCRIBE " + query, context);
    if (!table)
        return sourceError(file, table.error());
    std::vector<SourceColumn> columns;
    const Column &names = table.value().columns.at(0);
    const Column &types = table.value().columns.at(1);
    for (std::size_t i = 0; i < names.rows(); ++i) {
        columns.push_back({names.levels[static_cast<std::size_t>(names.codes[i])],
                           types.levels[static_cast<std::size_t>(types.codes[i])]});
    }
    return columns;
}

bool nested(std::string_view type)
{
    return type.starts_with("STRUCT(") || type.starts_with("MAP(") || type.starts_with("UNION(")
        || type.ends_with("]");
}

std::string asColumn(const std::string &expression, std::string_view type, const std::string &name)
{
    if (nested(type))
        return fmt::format("CAST(to_json({}) AS VARCHAR) AS {}", expression, identifier(name));
    const auto plain = selected({"x", std::string(type)});
    return plain == identifier("x") ? fmt::format("{} AS {}", expression, identifier(name))
                                    : fmt::format("CAST({} AS VARCHAR) AS {}", expression, identifier(name));
}

Status sameColumns(const std::vector<SourceColumn> &first, const std::vector<SourceColumn> &other,
                   const fs::path &firstFile, const fs::path &file)
{
    const auto lacking = [](const std::vector<SourceColumn> &in, const std::vector<SourceColumn> &of) {
        std::vector<std::string> names;
        for (const auto &column : of) {
            const bool found = std::any_of(in.begin(), in.end(),
                                           [&](const auto &known) { return known.name == column.name; });
            if (!found)
                names.push_back(column.name);
        }
        return names.empty() ? std::string("none") : fmt::format("{}", fmt::join(names, ", "));
    };
    const auto fewer = lacking(other, first);
    const auto more = lacking(first, other);
    if (fewer == "none" && more == "none")
        return done();
    return failure(
        "import.columns_differ",
        {{"file", file.string()}, {"first", firstFile.string()}, {"more", more}, {"fewer", fewer}});
}

} // namespace

Result<ParquetTable> parquetTable(Duck &duck, const std::vector<fs::path> &files, bool unionByName,
                                  const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto first,
                   described(duck, "SELECT * FROM " + reading({files.front()}), files.front(), context));
    for (std::size_t i = 1; i < files.size(); ++i) {
        SLIPWAY_ASSIGN(const auto other,
                       described(duck, "SELECT * FROM " + reading({files[i]}), files[i], context));
        if (!unionByName)
            SLIPWAY_TRY(sameColumns(first, other, files.front(), files[i]));
    }
    const std::string from = reading(files);
    SLIPWAY_ASSIGN(const auto columns, described(duck, "SELECT * FROM " + from, files.front(), context));
    ParquetTable table {{}, {}, files.size() == 1};
    std::vector<std::string> selection;
    for (const auto &column : columns) {
        const auto name = identifier(column.name);
        if (!column.type.starts_with("STRUCT(") || column.type.ends_with("]")) {
            selection.push_back(asColumn(name, column.type, column.name));
            table.asItIs = table.asItIs && selected(column) == name;
            continue;
        }
        table.asItIs = false;
        SLIPWAY_ASSIGN(
            const auto members,
            described(duck, fmt::format("SELECT unnest({}) FROM {}", name, from), files.front(), context));
        for (const auto &member : members) {
            selection.push_back(
                asColumn(fmt::format("struct_extract({}, {})", name, data::quoted(member.name)), member.type,
                         column.name + "." + member.name));
        }
    }
    table.query = fmt::format("SELECT {} FROM {}", fmt::join(selection, ", "), from);
    SLIPWAY_ASSIGN(table.columns, described(duck, table.query, files.front(), context));
    return table;
}

Status importParquet(const std::vector<fs::path> &files, const ImportOptions &options,
                     const RunContext &context, Imported &into)
{
    std::vector<fs::path> allowed = files;
    allowed.push_back(options.folder);
    SLIPWAY_ASSIGN(Duck duck, Duck::open({.allowed = allowed, .temporaryFolder = options.folder}));
    SLIPWAY_ASSIGN(const auto table, parquetTable(duck, files, options.unionByName, context));
    if (table.asItIs) {
        into.parquet = files.front();
        into.own = false;
    } else {
        const auto written =
            duck.execute(fmt::format("COPY ({}) TO {} (FORMAT parquet, USE_TMP_FILE false)", table.query,
                                     data::quoted(fs::absolute(into.parquet).lexically_normal().string())),
                         context);
        if (!written)
            return sourceError(files.front(), written.error());
    }
    SLIPWAY_ASSIGN(into.identity, contentIdentity(into.parquet, {}, context));
    into.rejects.clear();
    return done();
}

} // namespace slipway::data
