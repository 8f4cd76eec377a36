#include "core/features/screen/relations.h"

#include "core/base/messages.h"
#include "core/data/profile/pair_moments.h"
#include "core/features/transform/fingerprint.h"
#include "core/stats/ranks.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace slipway::features {

namespace {

constexpr std::size_t mostRows = 100'000;

/// Every k-th row; infinities count as missing.
std::vector<double> thinned(const data::Column &column)
{
    const auto step = (column.rows() + mostRows - 1) / mostRows;
    std::vector<double> values;
    for (std::size_t row = 0; row < column.rows(); row += std::max<std::size_t>(step, 1))
        values.push_back(std::isfinite(column.numbers[row]) ? column.numbers[row] : std::nan(""));
    return values;
}

/// The ranks of the values that are there.
std::vector<double> ranked(const std::vector<double> &values)
{
    std::vector<double> present;
    for (const double value : values) {
        if (!std::isnan(value))
            present.push_back(value);
    }
    const auto ranks = stats::midranks(present);
    std::vector<double> made;
    std::size_t next = 0;
    for (const double value : values)
        made.push_back(std::isnan(value) ? value : ranks[next++]);
    return made;
}

double meanOf(const std::vector<double> &values)
{
    double sum = 0;
    double count = 0;
    for (const double value : values) {
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    }
    return count > 0 ? sum / count : 0;
}

data::PairMoments momentsOf(std::vector<std::vector<double>> columns)
{
    std::vector<double> pivots;
    for (const auto &column : columns)
        pivots.push_back(meanOf(column));
    data::PairMoments moments(std::move(pivots));
    const auto rows = columns.empty() ? 0 : columns.front().size();
    moments.add(data::NumberBlock {rows, std::move(columns)});
    return moments;
}

bool isEqual(const data::Column &a, const data::Column &b)
{
    if (a.kind != b.kind || a.rows() != b.rows())
        return false;
    if (a.kind == data::ColumnKind::Number) {
        return std::equal(a.numbers.begin(), a.numbers.end(), b.numbers.begin(),
                          [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
    }
    for (std::size_t row = 0; row < a.rows(); ++row) {
        const auto x = a.codes[row];
        const auto y = b.codes[row];
        if ((x < 0) != (y < 0)
            || (x >= 0 && a.levels[static_cast<std::size_t>(x)] != b.levels[static_cast<std::size_t>(y)]))
            return false;
    }
    return true;
}

} // namespace

Result<Correlations> correlationsOf(std::span<const data::Column *const> numbers, const RunContext &context)
{
    std::vector<std::vector<double>> values;
    std::vector<std::vector<double>> ranks;
    for (const auto *column : numbers) {
        if (context.cancelled())
            return cancelled();
        values.push_back(thinned(*column));
        ranks.push_back(ranked(values.back()));
    }
    const auto byValue = momentsOf(std::move(values));
    const auto byRank = momentsOf(std::move(ranks));
    Correlations found(numbers.size());
    for (std::size_t a = 0; a < numbers.size(); ++a) {
        for (std::size_t b = a + 1; b < numbers.size(); ++b) {
            const double pearson = byValue.correlation(a, b);
            const double spearman = byRank.correlation(a, b);
            found.set(a, b,
                      std::abs(spearman) > std::abs(pearson) || std::isnan(pearson) ? spearman : pearson);
        }
    }
    return found;
}

std::vector<std::optional<std::size_t>> duplicatesOf(const data::Table &table)
{
    std::vector<std::optional<std::size_t>> found(table.columns.size());
    std::map<std::string, std::vector<std::size_t>> byFingerprint;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        auto &alike = byFingerprint[fingerprintOf(table.columns[i])];
        for (const auto earlier : alike) {
            if (!found[i] && isEqual(table.columns[earlier], table.columns[i]))
                found[i] = earlier;
        }
        alike.push_back(i);
    }
    return found;
}

} // namespace slipway::features
