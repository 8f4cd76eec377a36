#include "core/data/profile/number_columns.h"

#include "core/data/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace slipway::data {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void markMissing(NumberColumn &column, std::size_t row)
{
    if (column.missing.empty())
        column.missing.assign(row, 0);
    column.missing.push_back(1);
    column.keys.push_back(0);
    ++column.nulls;
}

void addPresent(NumberColumn &column, std::uint64_t key)
{
    column.keys.push_back(key);
    if (!column.missing.empty())
        column.missing.push_back(0);
}

void append(const BlockColumn &from, std::size_t rows, NumberColumn &to)
{
    to.whole = from.form == BlockColumn::Form::Whole;
    for (std::size_t i = 0; i < rows; ++i) {
        if (from.missing(i)) {
            markMissing(to, to.keys.size());
        } else if (to.whole) {
            addPresent(to, stats::orderedKey(from.whole[i]));
        } else if (std::isnan(from.reals[i])) {
            markMissing(to, to.keys.size());
            ++to.nan;
        } else {
            addPresent(to, stats::orderedKey(from.reals[i]));
        }
    }
}

std::string selection(const NumberQuery &query)
{
    std::vector<std::string> values;
    for (const auto *column : query.columns) {
        const auto shape = shapeOf(*column);
        // NaN is wanted as it is, to be counted.
        values.push_back(shape.kind == ValueKind::Real ? identifier(column->name) : shape.value);
    }
    if (!query.label.empty())
        values.push_back(query.label);
    if (!query.digest.empty())
        values.push_back(query.digest);
    if (values.empty())
        values.emplace_back("1");
    return fmt::format("{}", fmt::join(values, ", "));
}

/// The values of one row of `sorted` from `first` on.
struct Run {
    std::size_t first;
    std::size_t end;
};

Run runFrom(const std::vector<stats::KeyedRow> &sorted, std::size_t first)
{
    std::size_t end = first + 1;
    while (end < sorted.size() && sorted[end].key == sorted[first].key)
        ++end;
    return {first, end};
}

NumberRange finiteRange(const NumberColumn &column, const std::vector<stats::KeyedRow> &sorted)
{
    std::size_t low = 0;
    std::size_t high = sorted.size();
    while (low < high && !std::isfinite(column.valueOfKey(sorted[low].key)))
        ++low;
    while (high > low && !std::isfinite(column.valueOfKey(sorted[high - 1].key)))
        --high;
    if (low == high)
        return {};
    return {static_cast<std::int64_t>(high - low), column.valueOfKey(sorted[low].key),
            column.valueOfKey(sorted[high - 1].key)};
}

Json shownWhole(const NumberColumn &column, std::uint64_t key)
{
    return column.kind == ValueKind::Whole ? Json(stats::wholeOfKey(key)) : Json();
}

} // namespace

double NumberColumn::valueOfKey(std::uint64_t key) const
{
    if (!whole)
        return stats::realOfKey(key);
    const std::int64_t number = stats::wholeOfKey(key);
    const std::int64_t end = kind == ValueKind::Date ? INT32_MAX : INT64_MAX;
    if ((kind == ValueKind::Date || kind == ValueKind::Time) && (number == end || number == -end))
        return number > 0 ? infinity : -infinity;
    return static_cast<double>(number);
}

double NumberColumn::value(std::size_t row) const
{
    return isMissing(row) ? std::nan("") : valueOfKey(keys[row]);
}

Result<NumberTable> readNumbers(Source &source, const NumberQuery &query, bool &fits,
                                const RunContext &context)
{
    NumberTable table;
    for (const auto *column : query.columns)
        table.columns.push_back({column->name, shapeOf(*column).kind});
    fits = true;
    std::stop_source enough; // ends the reading of a file that is too long
    const std::stop_callback passOn(context.stop, [&] { enough.request_stop(); });
    const RunContext inner {.stop = enough.get_token(), .events = context.events};
    const auto take = [&](const Block &block) -> Status {
        table.rows += block.rows;
        if (static_cast<std::int64_t>(table.rows) > query.mostRows) {
            fits = false;
            enough.request_stop();
            return done();
        }
        std::size_t at = 0;
        for (auto &column : table.columns)
            append(block.columns[at++], block.rows, column);
        if (!query.label.empty()) {
            const auto &labels = block.columns[at++].whole;
            for (std::size_t i = 0; i < block.rows; ++i)
                table.labels.push_back(static_cast<Label>(labels[i]));
        }
        if (!query.digest.empty()) {
            const auto &digests = block.columns[at].whole;
            for (std::size_t i = 0; i < block.rows; ++i)
                table.digests.push_back(static_cast<std::uint64_t>(digests[i]));
        }
        return done();
    };
    const auto read = source.duck.stream(
        fmt::format("SELECT {} FROM {}", selection(query), source.expression), take, inner);
    if (!fits)
        return NumberTable {};
    SLIPWAY_TRY(read);
    return table;
}

NumberSummary describeNumbers(NumberColumn &column, std::span<const Label> labels, NumberScratch &scratch)
{
    auto &sorted = scratch.rows;
    sorted.clear();
    sorted.reserve(column.rows());
    for (std::size_t row = 0; row < column.rows(); ++row) {
        if (!column.isMissing(row))
            sorted.push_back({column.keys[row], static_cast<std::uint32_t>(row)});
    }
    stats::sortByKey(sorted, scratch.spare);
    NumberSummary summary(finiteRange(column, sorted));
    for (std::size_t first = 0; first < sorted.size();) {
        const Run run = runFrom(sorted, first);
        const auto key = sorted[first].key;
        ValueRun value {.value = column.valueOfKey(key), .count = static_cast<std::int64_t>(run.end - first)};
        const auto rank = stats::orderedKey(0.5 * static_cast<double>(first + run.end - 1) + 1);
        for (std::size_t i = first; i < run.end; ++i) {
            const auto row = sorted[i].row;
            column.keys[row] = rank;
            if (!labels.empty()) {
                value.positives += labels[row] == Label::Positive;
                value.negatives += labels[row] == Label::Negative;
            }
        }
        value.shown = shownWhole(column, key);
        summary.add(value);
        first = run.end;
    }
    column.whole = false;
    column.kind = ValueKind::Real;
    return summary;
}

} // namespace slipway::data
