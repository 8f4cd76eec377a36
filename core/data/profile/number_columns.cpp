#include "core/data/profile/number_columns.h"

#include "core/data/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void markMissing(NumberColumn &column, std::size_t row)
{
    if (column.missing.empty())
        column.missing.assign(column.keys.size(), 0);
    column.missing[row] = 1;
    column.keys[row] = 0;
    ++column.nulls;
}

void append(const BlockColumn &from, std::size_t rows, NumberColumn &to)
{
    to.whole = from.form == BlockColumn::Form::Whole;
    const std::size_t old = to.keys.size();
    to.keys.resize(old + rows);
    if (!to.missing.empty())
        to.missing.resize(old + rows, 0);
    std::uint64_t *keys = to.keys.data() + old;
    if (to.whole) {
        for (std::size_t i = 0; i < rows; ++i)
            keys[i] = stats::orderedKey(from.whole[i]);
    } else {
        for (std::size_t i = 0; i < rows; ++i)
            keys[i] = stats::orderedKey(from.reals[i]);
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const bool isNan = !to.whole && std::isnan(from.reals[i]);
        if (!isNan && !from.missing(i))
            continue;
        to.nan += isNan && !from.missing(i);
        markMissing(to, old + i);
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

/// The finite values of keys that are sorted, in up to three parts.
NumberRange finiteRange(const NumberColumn &column, const NumberScratch &scratch)
{
    NumberRange range;
    for (const auto &keys : scratch.keys) {
        std::size_t low = 0;
        std::size_t high = keys.size();
        while (low < high && !std::isfinite(column.valueOfKey(keys[low])))
            ++low;
        while (high > low && !std::isfinite(column.valueOfKey(keys[high - 1])))
            --high;
        if (low == high)
            continue;
        const double least = column.valueOfKey(keys[low]);
        const double greatest = column.valueOfKey(keys[high - 1]);
        range.least = range.finite == 0 ? least : std::min(range.least, least);
        range.greatest = range.finite == 0 ? greatest : std::max(range.greatest, greatest);
        range.finite += static_cast<std::int64_t>(high - low);
    }
    return range;
}

/// Sorted apart by their class, so that keys need not carry it along.
void sortByLabel(const NumberColumn &column, std::span<const Label> labels, NumberScratch &scratch)
{
    for (auto &keys : scratch.keys)
        keys.clear();
    if (labels.empty() && column.missing.empty()) {
        scratch.keys.back() = column.keys;
    } else {
        for (std::size_t row = 0; row < column.rows(); ++row) {
            const auto label = labels.empty() ? Label::None : labels[row];
            if (!column.isMissing(row))
                scratch.keys[static_cast<std::size_t>(label)].push_back(column.keys[row]);
        }
    }
    for (auto &keys : scratch.keys)
        stats::sortKeys(keys, scratch.spare);
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

void NumberColumn::finiteValues(std::size_t first, std::size_t rows, double *into) const
{
    const std::uint64_t *from = keys.data() + first;
    if (whole) {
        for (std::size_t i = 0; i < rows; ++i)
            into[i] = valueOfKey(from[i]);
    } else {
        for (std::size_t i = 0; i < rows; ++i)
            into[i] = stats::realOfKey(from[i]);
    }
    for (std::size_t i = 0; i < rows; ++i)
        into[i] = std::isfinite(into[i]) ? into[i] : std::nan("");
    if (missing.empty())
        return;
    for (std::size_t i = 0; i < rows; ++i) {
        if (missing[first + i])
            into[i] = std::nan("");
    }
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

NumberSummary describeNumbers(const NumberColumn &column, std::span<const Label> labels,
                              NumberScratch &scratch)
{
    sortByLabel(column, labels, scratch);
    NumberSummary summary(finiteRange(column, scratch));
    std::array<std::size_t, 3> at {};
    for (;;) {
        std::uint64_t key = UINT64_MAX;
        bool any = false;
        for (std::size_t part = 0; part < 3; ++part) {
            if (at[part] < scratch.keys[part].size()) {
                key = std::min(key, scratch.keys[part][at[part]]);
                any = true;
            }
        }
        if (!any)
            return summary;
        std::array<std::int64_t, 3> counts {};
        for (std::size_t part = 0; part < 3; ++part) {
            const auto &keys = scratch.keys[part];
            const std::size_t first = at[part];
            while (at[part] < keys.size() && keys[at[part]] == key)
                ++at[part];
            counts[part] = static_cast<std::int64_t>(at[part] - first);
        }
        const bool isWhole = column.kind == ValueKind::Whole;
        summary.add({.value = column.valueOfKey(key),
                     .count = counts[0] + counts[1] + counts[2],
                     .positives = counts[static_cast<std::size_t>(Label::Positive)],
                     .negatives = counts[static_cast<std::size_t>(Label::Negative)],
                     .whole = isWhole ? stats::wholeOfKey(key) : 0,
                     .isWhole = isWhole});
    }
}

void replaceByRanks(NumberColumn &column, NumberScratch &scratch)
{
    auto &sorted = scratch.rows;
    sorted.clear();
    for (std::size_t row = 0; row < column.rows(); ++row) {
        if (!column.isMissing(row))
            sorted.push_back({column.keys[row], static_cast<std::uint32_t>(row)});
    }
    stats::sortByKey(sorted, scratch.spareRows);
    for (std::size_t first = 0; first < sorted.size();) {
        std::size_t end = first + 1;
        while (end < sorted.size() && sorted[end].key == sorted[first].key)
            ++end;
        const auto rank = stats::orderedKey(0.5 * static_cast<double>(first + end - 1) + 1);
        for (std::size_t i = first; i < end; ++i)
            column.keys[sorted[i].row] = rank;
        first = end;
    }
    column.whole = false;
    column.kind = ValueKind::Real;
}

} // namespace slipway::data
