#pragma once

#include "core/data/import.h"
#include "core/data/read.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Imports and what came of them.
namespace slipway::testing {

/// An import and its rows, read back from the Parquet file.
struct Outcome {
    data::Imported imported;
    data::Table table;
};

inline Result<Outcome> import(const TemporaryFolder &folder, const std::vector<std::filesystem::path> &files,
                              const data::ReadOptions &reading = {}, bool unionByName = false)
{
    const auto into = folder / "out";
    std::filesystem::create_directories(into);
    SLIPWAY_ASSIGN(
        auto imported,
        data::importFiles(files, {.reading = reading, .unionByName = unionByName, .folder = into}, {}));
    SLIPWAY_ASSIGN(auto table, data::readTable(imported.parquet));
    return Outcome {std::move(imported), std::move(table)};
}

inline Result<Outcome> importText(const TemporaryFolder &folder, std::string_view text,
                                  const data::ReadOptions &reading = {})
{
    return import(folder, {folder.write("x.csv", text)}, reading);
}

inline std::string cell(const data::Table &table, std::string_view name, std::size_t row)
{
    const data::Column *column = table.find(name);
    if (!column)
        return "no column";
    if (column->kind == data::ColumnKind::Number)
        return fmt::format("{}", column->numbers.at(row));
    return column->codes.at(row) < 0 ? "missing"
                                     : column->levels[static_cast<std::size_t>(column->codes[row])];
}

inline std::string type(const data::Table &table, std::string_view name)
{
    const data::Column *column = table.find(name);
    return column ? column->sourceType : "no column";
}

} // namespace slipway::testing
