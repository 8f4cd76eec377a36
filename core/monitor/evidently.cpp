#include "core/monitor/evidently.h"

#include "core/base/messages.h"
#include "core/stats/jensen_shannon.h"
#include "core/stats/two_proportion_z.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace slipway::monitor {

namespace {

constexpr double alpha = 0.05;
constexpr double distanceLimit = 0.1;
constexpr double largestSmallReference = 1000; ///< rows with a value; beyond, distances replace tests
constexpr std::size_t mostLevelsOfWholeNumbers = 10;

/// The comparison is part of the rule: KS alarms at exactly 0.05, chi-square and z do not, distances alarm at
/// 0.1.
Verdict atMost(std::string test, double statistic, double pValue)
{
    return {std::move(test), statistic, pValue, alpha, pValue <= alpha, {}};
}

Verdict below(std::string test, double statistic, double pValue)
{
    return {std::move(test), statistic, pValue, alpha, pValue < alpha, {}};
}

Verdict distance(std::string test, double value)
{
    return {std::move(test),        value,
            unknownNumber,          distanceLimit,
            value >= distanceLimit, sentence("monitor.reason_distance", Json::object())};
}

std::size_t usedLevels(const std::vector<double> &counts)
{
    return static_cast<std::size_t>(
        std::count_if(counts.begin(), counts.end(), [](double count) { return count > 0; }));
}

Verdict judgeLevels(const LevelCounts &levels, bool largeReference)
{
    if (largeReference) {
        return distance("jensenshannon",
                        stats::jensenShannonDistance(levels.reference, levels.current, stats::naturalBase));
    }
    const auto goodness = stats::chiSquareGoodness(levels.reference, levels.current);
    if (goodness.dof > 1) {
        Verdict verdict = below("chisquare", goodness.statistic, goodness.pValue);
        if (std::isinf(goodness.statistic))
            verdict.reason = sentence("monitor.reason_new_level", Json::object());
        return verdict;
    }
    const double n = std::accumulate(levels.reference.begin(), levels.reference.end(), 0.0);
    const double m = std::accumulate(levels.current.begin(), levels.current.end(), 0.0);
    const auto test = stats::twoProportionZ(levels.reference.front(), n, levels.current.front(), m);
    return below("z", test.z, test.pValue);
}

bool isWholeNumberType(std::string_view type)
{
    constexpr std::string_view types[] = {"TINYINT",  "SMALLINT",  "INTEGER",  "BIGINT",  "HUGEINT",
                                          "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"};
    return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

} // namespace

Verdict evidentlyVerdict(const NumberSamples &samples, const ColumnDrift &column, std::string_view sourceType)
{
    const bool largeReference = column.reference.values() > largestSmallReference;
    // A missing value turns whole numbers into fractions in the data frames that Evidently sees.
    const bool wholeNumbers = isWholeNumberType(sourceType) && column.reference.missing == 0;
    const bool category =
        sourceType == "BOOLEAN" || (wholeNumbers && samples.referenceDistinct <= mostLevelsOfWholeNumbers);
    if (category || samples.pooledDistinct <= fewDistinct)
        return judgeLevels(levelCounts(samples), largeReference);
    return largeReference ? distance("wasserstein", column.wassersteinNormed)
                          : atMost("ks", column.ks.statistic, column.ks.pValue);
}

Verdict evidentlyVerdict(const LevelCounts &levels, const ColumnDrift &column)
{
    if (static_cast<double>(usedLevels(levels.reference)) > 0.5 * column.reference.values()) {
        Verdict verdict;
        verdict.test = "text";
        verdict.reason = sentence("monitor.reason_text", Json::object());
        return verdict;
    }
    return judgeLevels(levels, column.reference.values() > largestSmallReference);
}

} // namespace slipway::monitor
