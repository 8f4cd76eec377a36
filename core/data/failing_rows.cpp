#include "core/base/messages.h"
#include "core/data/checks/rows_check.h"
#include "core/data/expectations.h"
#include "core/data/json_column.h"
#include "core/data/kept_rows.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

namespace slipway::data {

namespace {

/// The rows with their numbers, which are counted before a window over groups changes the order.
std::string numberedRows(const Check &check, const Source &source)
{
    return fmt::format(
        "(SELECT slipway_place, {} AS slipway_bad, * EXCLUDE (slipway_place) FROM (SELECT row_number() "
        "OVER () - 1 AS slipway_place, * FROM {}))",
        check.isUnexpected(), source.expression);
}

Status exportRows(const std::string &rows, const std::filesystem::path &out,
                  const std::filesystem::path &temporary, Source &source, const RunContext &context)
{
    const std::string number = source.find("row_number") ? "slipway_row_number" : "row_number";
    const bool csv = out.extension() != ".parquet";
    return source.duck.execute(
        fmt::format("COPY (SELECT slipway_place AS {}, * EXCLUDE (slipway_place, slipway_bad) FROM {} WHERE "
                    "slipway_bad "
                    "ORDER BY slipway_place) TO {} (FORMAT {}{}, USE_TMP_FILE false)",
                    number, rows,
                    data::quoted(std::filesystem::absolute(temporary).lexically_normal().string()),
                    csv ? "csv" : "parquet", csv ? ", HEADER" : ""),
        context);
}

Result<Json> listRows(const std::string &rows, const FailingRowsOptions &wanted, Source &source,
                      const RunContext &context)
{
    std::vector<std::string> fields;
    for (const auto &column : source.columns)
        fields.push_back(fmt::format("{0} := {0}", identifier(column.name)));
    SLIPWAY_ASSIGN(
        const Table table,
        source.duck.query(fmt::format("SELECT slipway_place, to_json(struct_pack({}))::VARCHAR FROM {} WHERE "
                                      "slipway_bad ORDER BY slipway_place LIMIT {} OFFSET {}",
                                      fmt::join(fields, ", "), rows, wanted.limit, wanted.offset),
                          context));
    Json list = Json::array();
    for (std::size_t i = 0; i < table.rows(); ++i)
        list.push_back({{"row", static_cast<std::int64_t>(table.columns[0].numbers[i])},
                        {"values", jsonValue(table.columns[1], i)}});
    return list;
}

} // namespace

Result<Json> failingRows(const std::filesystem::path &file, const Suite &suite,
                         const FailingRowsOptions &wanted, const ReadOptions &options,
                         const RunContext &context)
{
    const bool exports = !wanted.out.empty();
    if (exports && wanted.out.extension() != ".csv" && wanted.out.extension() != ".parquet")
        return failure("data.format_unknown", {{"format", wanted.out.extension().string()}});
    const SpillFolder spill(wanted.spillFolder);
    DuckOptions limits {.temporaryFolder = spill.path()};
    std::optional<workspace::NewFile> made;
    if (exports) {
        SLIPWAY_ASSIGN(made, workspace::NewFile::create(wanted.out));
        limits.allowed.push_back(made->temporaryPath());
    }
    SLIPWAY_ASSIGN(Source source, openSource(file, options, context, limits));
    if (const auto kept = keepRows(source, context); !kept)
        return sourceError(file, kept.error());
    const auto expectations = withParameters(suite);
    SLIPWAY_ASSIGN(const CheckItem item, rowsCheck(suite, expectations, wanted.check, source, context));
    const auto rows = numberedRows(*item.check, source);
    const auto total =
        source.duck.number(fmt::format("SELECT count(*) FROM {} WHERE slipway_bad", rows), context);
    if (!total)
        return sourceError(file, total.error());
    Json answer {{"check", wanted.check},
                 {"type", item.expectation->type},
                 {"total", static_cast<std::int64_t>(total.value())}};
    if (exports) {
        SLIPWAY_TRY(exportRows(rows, wanted.out, made->temporaryPath(), source, context));
        SLIPWAY_TRY(made->commit());
        answer["out"] = wanted.out.string();
        return answer;
    }
    SLIPWAY_ASSIGN(answer["rows"], listRows(rows, wanted, source, context));
    answer["offset"] = wanted.offset;
    answer["limit"] = wanted.limit;
    return answer;
}

} // namespace slipway::data
