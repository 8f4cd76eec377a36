#include "core/data/row_view.h"

#include "core/base/messages.h"
#include "core/data/checks/rows_check.h"
#include "core/data/kept_rows.h"
#include "core/data/row_filter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace slipway::data {

namespace {

std::string freeName(const Source &source, std::string name)
{
    while (source.find(name))
        name += '_';
    return name;
}

/// The place of a row in its file, as SQL.
std::string placeOf(const Source &source)
{
    const bool numbered = source.kind == FileKind::Parquet && !source.find("file_row_number");
    return numbered ? "file_row_number" : "(row_number() OVER () - 1)";
}

Result<std::string> orderOf(const Source &source, const RowView &view, const std::string &place)
{
    if (!view.sort) // whoever looks at groups of rows may hand them on in another order
        return view.failing ? " ORDER BY " + identifier(place) : std::string();
    const auto *column = source.find(view.sort->column);
    if (!column)
        return unknownColumn(source, view.sort->column);
    return fmt::format(" ORDER BY {} {} NULLS LAST, {}", identifier(column->name),
                       view.sort->descending ? "DESC" : "ASC", identifier(place));
}

} // namespace

RowOrder rowOrder(std::string_view text)
{
    for (const auto &[ending, descending] : {std::pair(":desc", true), std::pair(":asc", false)}) {
        if (text.ends_with(ending))
            return {std::string(text.substr(0, text.rfind(':'))), descending};
    }
    return {std::string(text), false};
}

Json toJson(const RowView &view)
{
    Json sort;
    if (view.sort)
        sort = {{"column", view.sort->column}, {"descending", view.sort->descending}};
    Json json {{"sort", sort}, {"filter", view.filter}};
    if (view.failing)
        json["failing"] = {{"suite", suiteDigest(view.failing->suite)}, {"check", view.failing->check}};
    return json;
}

Error unknownColumn(const Source &source, const std::string &name)
{
    std::vector<std::string_view> known;
    for (const auto &column : source.columns)
        known.push_back(column.name);
    return failure(
        "data.column_missing",
        {{"place", "The table"}, {"column", name}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
}

std::string placeColumn(const Source &source)
{
    return freeName(source, "slipway_row");
}

Result<std::string> viewQuery(Source &source, const RowView &view, const std::string &outputs,
                              const std::string &place, const RunContext &context)
{
    std::vector<std::string> conditions;
    std::string failing;
    if (!view.filter.empty()) {
        SLIPWAY_ASSIGN(auto condition, filterCondition(view.filter, source.columns));
        conditions.push_back(std::move(condition));
    }
    SLIPWAY_ASSIGN(const auto order, orderOf(source, view, place));
    if (view.failing) {
        SLIPWAY_TRY(keepRows(source, context));
        const auto expectations = withParameters(view.failing->suite);
        SLIPWAY_ASSIGN(const CheckItem item,
                       rowsCheck(view.failing->suite, expectations, view.failing->check, source, context));
        failing = item.check->isUnexpected();
    }
    auto rows =
        fmt::format("SELECT {} AS {}, * FROM {}", placeOf(source), identifier(place), source.expression);
    if (!failing.empty()) { // a column of its own, because a condition may not look at groups of rows
        const auto flag = identifier(freeName(source, "slipway_fails"));
        rows = fmt::format("SELECT *, {} AS {} FROM ({})", failing, flag, rows);
        conditions.push_back(flag);
    }
    const auto where =
        conditions.empty() ? std::string() : fmt::format(" WHERE {}", fmt::join(conditions, " AND "));
    return fmt::format("SELECT {} FROM ({}){}{}", outputs, rows, where, order);
}

} // namespace slipway::data
