#include "core/data/profile/sorted_numbers.h"

#include "core/data/profile/column_kind.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace slipway::data {

namespace {

/// A whole number beyond 64 bits stays a text, because JSON readers would round it.
void setExact(std::string_view text, ValueRun &run)
{
    const auto read = std::from_chars(text.data(), text.data() + text.size(), run.whole);
    run.isWhole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    if (!run.isWhole)
        run.text = text;
}

} // namespace

std::string numberExpression(const SourceColumn &column)
{
    const auto shape = shapeOf(column);
    if (shape.kind != ValueKind::Date && shape.kind != ValueKind::Time)
        return fmt::format("CAST({} AS DOUBLE)", shape.value);
    const std::string number = shape.kind == ValueKind::Date
        ? fmt::format("{} - DATE '1970-01-01'", shape.value)
        : fmt::format("epoch_us({})", shape.value);
    return fmt::format("CASE WHEN isfinite({0}) THEN CAST({1} AS DOUBLE) WHEN {0} > '1970-01-01' THEN "
                       "'inf'::DOUBLE WHEN {0} IS NOT NULL THEN '-inf'::DOUBLE END",
                       shape.value, number);
}

Result<SortedNumbers> describeSorted(Source &source, const SourceColumn &column, const std::string &label,
                                     const RunContext &context)
{
    const auto shape = shapeOf(column);
    const auto number = numberExpression(column);
    const std::string isNan = shape.kind == ValueKind::Real && !column.type.starts_with("DECIMAL")
        ? fmt::format("isnan({})", identifier(column.name))
        : "false";
    SLIPWAY_ASSIGN(
        const Table facts,
        source.duck.query(
            fmt::format("SELECT count(*) FILTER (isfinite(x)), coalesce(min(x) FILTER (isfinite(x)), "
                        "0), coalesce(max(x) FILTER (isfinite(x)), 0), count(*) FILTER (x IS NULL), "
                        "count(*) FILTER (nan) FROM (SELECT {} AS x, {} AS nan FROM {})",
                        number, isNan, source.expression),
            context));
    const auto fact = [&](std::size_t i) { return facts.columns[i].numbers.at(0); };
    SortedNumbers sorted {NumberSummary({static_cast<std::int64_t>(fact(0)), fact(1), fact(2)}),
                          static_cast<std::int64_t>(fact(3)), static_cast<std::int64_t>(fact(4))};
    const bool isDecimal = column.type.starts_with("DECIMAL");
    const auto take = [&](const Block &block) -> Status {
        for (std::size_t i = 0; i < block.rows; ++i) {
            ValueRun run {.value = block.columns[0].reals[i],
                          .count = block.columns[2].whole[i],
                          .positives = block.columns[3].whole[i],
                          .negatives = block.columns[4].whole[i]};
            if (isDecimal && !shape.fitsEightBytes)
                run.text = block.columns[1].texts[i];
            else if (shape.kind == ValueKind::Whole)
                setExact(block.columns[1].texts[i], run);
            sorted.summary.add(run);
        }
        return done();
    };
    const auto counted = [&](int value) {
        return label.empty() ? std::string("0::BIGINT") : fmt::format("count(*) FILTER (label = {})", value);
    };
    SLIPWAY_TRY(source.duck.stream(
        fmt::format(
            "SELECT first(x), CAST(v AS VARCHAR), count(*), {}, {} FROM (SELECT {} AS v, {} AS x, {} AS "
            "label FROM {}) WHERE v IS NOT NULL GROUP BY v ORDER BY v",
            counted(1), counted(0), shape.value, number, label.empty() ? "2" : label, source.expression),
        take, context));
    return sorted;
}

} // namespace slipway::data
