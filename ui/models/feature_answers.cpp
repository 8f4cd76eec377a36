#include "ui/models/feature_answers.h"

#include "core/base/messages.h"
#include "ui/models/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace slipway::ui {

namespace {

using data::Source;
using data::SourceColumn;

constexpr int bins = 24;
constexpr double mostWholeBins = 40;
constexpr std::size_t mostLevels = 10;

double first(const data::Table &table, std::size_t column)
{
    const auto &numbers = table.columns.at(column).numbers;
    return numbers.empty() ? std::nan("") : numbers.front();
}

/// Bins that hold both samples: one a whole number where there are few of them, else of equal width.
void placeEdges(FeatureDistribution &distribution, bool whole)
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    for (const auto *part : {&distribution.parts.front(), &distribution.parts.back()}) {
        if (std::isfinite(part->quantiles.front())) {
            least = std::min(least, part->quantiles.front());
            greatest = std::max(greatest, part->quantiles.back());
        }
    }
    if (!(least <= greatest))
        return;
    distribution.wholeBins = whole && greatest - least < mostWholeBins;
    if (distribution.wholeBins) {
        least -= 0.5;
        greatest += 0.5;
    } else if (least == greatest) {
        const double room = std::max(0.5, std::abs(least) * 0.1);
        least -= room;
        greatest += room;
    }
    const int count = distribution.wholeBins ? static_cast<int>(std::lround(greatest - least)) : bins;
    for (int i = 0; i <= count; ++i)
        distribution.edges.push_back(least + (greatest - least) * i / count);
}

Result<std::vector<double>> sharesOfBins(Source &source, const SourceColumn &column,
                                         const std::vector<double> &edges, double present,
                                         const RunContext &context)
{
    const auto count = edges.size() - 1;
    std::vector<double> shares(count, 0);
    const double width = (edges.back() - edges.front()) / static_cast<double>(count);
    SLIPWAY_ASSIGN(const auto counted,
                   source.duck.query(
                       fmt::format("SELECT least(floor((CAST({0} AS DOUBLE) - ({1})) / {2}), {3})::BIGINT AS "
                                   "bin, count(*) FROM {4} WHERE {0} IS NOT NULL GROUP BY bin",
                                   presentValue(column), edges.front(), width, count - 1, source.expression),
                       context));
    for (std::size_t i = 0; i < counted.rows(); ++i) {
        const double place = counted.columns[0].numbers[i];
        if (place >= 0 && place < static_cast<double>(count) && present > 0)
            shares[static_cast<std::size_t>(place)] = counted.columns[1].numbers[i] / present;
    }
    return shares;
}

Result<std::map<QString, double>> levelsOf(Source &source, const SourceColumn &column,
                                           const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto counted,
                   source.duck.query(fmt::format("SELECT {0}::VARCHAR AS level, count(*) FROM {1} WHERE {0} "
                                                 "IS NOT NULL GROUP BY level",
                                                 presentValue(column), source.expression),
                                     context));
    std::map<QString, double> levels;
    const auto &names = counted.columns.at(0);
    for (std::size_t i = 0; i < counted.rows() && !names.levels.empty(); ++i)
        levels[text(names.levels[static_cast<std::size_t>(names.codes[i])])] = counted.columns[1].numbers[i];
    return levels;
}

void placeLevels(FeatureDistribution &distribution, const std::map<QString, double> &train,
                 const std::map<QString, double> &test)
{
    std::map<QString, double> both = train;
    for (const auto &[level, rows] : test)
        both[level] += rows;
    std::vector<std::pair<double, QString>> order;
    for (const auto &[level, rows] : both)
        order.emplace_back(-rows, level);
    std::sort(order.begin(), order.end());
    const auto share = [](const std::map<QString, double> &rows, const QString &level, double present) {
        const auto found = rows.find(level);
        return found == rows.end() || present <= 0 ? 0 : found->second / present;
    };
    const double presentInTrain = distribution.parts[0].present();
    const double presentInTest = distribution.parts[2].present();
    double othersInTrain = 0;
    double othersInTest = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double inTrain = share(train, order[i].second, presentInTrain);
        const double inTest = share(test, order[i].second, presentInTest);
        if (i >= mostLevels) {
            othersInTrain += inTrain;
            othersInTest += inTest;
            continue;
        }
        distribution.levels << order[i].second;
        distribution.trainShares.push_back(inTrain);
        distribution.testShares.push_back(inTest);
    }
    distribution.hasOthers = order.size() > mostLevels;
    if (distribution.hasOthers) {
        distribution.trainShares.push_back(othersInTrain);
        distribution.testShares.push_back(othersInTest);
    }
}

} // namespace

Result<BlankShares> readBlankShares(Source &source, const RunContext &context)
{
    std::vector<std::string> asked {"count(*)"};
    for (const auto &column : source.columns)
        asked.push_back(fmt::format("count({})", presentValue(column)));
    SLIPWAY_ASSIGN(const auto answer,
                   source.duck.query(
                       fmt::format("SELECT {} FROM {}", fmt::join(asked, ", "), source.expression), context));
    BlankShares shares;
    const double rows = first(answer, 0);
    for (std::size_t i = 0; i < source.columns.size(); ++i)
        shares.insert(text(source.columns[i].name), rows > 0 ? 1 - first(answer, i + 1) / rows : 0);
    return shares;
}

Result<FeatureDistribution> readDistribution(const std::array<Source *, 3> &sources, const QString &feature,
                                             const RunContext &context)
{
    FeatureDistribution distribution;
    distribution.feature = feature;
    std::array<const SourceColumn *, 3> columns {};
    bool whole = true;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        columns[i] = sources[i]->find(feature.toStdString());
        if (!columns[i])
            return failure("data.check_column_missing", {{"column", feature.toStdString()}});
        const auto kind = valueKind(text(columns[i]->type));
        distribution.number = isNumber(kind);
        whole = whole && kind == ValueKind::Whole;
        SLIPWAY_ASSIGN(distribution.parts[i], measure(*sources[i], *columns[i], context));
    }
    if (!distribution.number) {
        SLIPWAY_ASSIGN(const auto train, levelsOf(*sources[0], *columns[0], context));
        SLIPWAY_ASSIGN(const auto test, levelsOf(*sources[2], *columns[2], context));
        placeLevels(distribution, train, test);
        return distribution;
    }
    placeEdges(distribution, whole);
    if (distribution.edges.empty())
        return distribution;
    const auto &edges = distribution.edges;
    const auto &parts = distribution.parts;
    SLIPWAY_ASSIGN(distribution.trainShares,
                   sharesOfBins(*sources[0], *columns[0], edges, parts[0].present(), context));
    SLIPWAY_ASSIGN(distribution.testShares,
                   sharesOfBins(*sources[2], *columns[2], edges, parts[2].present(), context));
    return distribution;
}

} // namespace slipway::ui
