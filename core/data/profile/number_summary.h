#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// One value of a column, how many rows have it, and how many of them are positive and negative ones of a
/// target.
struct ValueRun {
    double value = 0;
    std::int64_t count = 0;
    std::int64_t positives = 0;
    std::int64_t negatives = 0;
    std::int64_t whole = 0; ///< exactly, where `isWhole`
    bool isWhole = false;
    std::string_view text; ///< exactly, where 64 bits do not hold it; else empty
};

/// A value that is kept to be shown.
struct KeptValue {
    ValueRun run;
    std::string text; ///< owned; run.text is empty

    KeptValue(const ValueRun &from)
        : run(from)
        , text(from.text)
    {
        run.text = {};
    }
};

/// What has to be known before the values come.
struct NumberRange {
    std::int64_t finite = 0; ///< rows with a finite value
    double least = 0; ///< of these
    double greatest = 0;
};

/// The values that occur most often, by count and then in the order in which they came.
class MostFrequent
{
public:
    void add(const ValueRun &run);
    const std::vector<KeptValue> &list() const { return m_list; }

private:
    std::vector<KeptValue> m_list;
};

/// Counts concordant pairs while values come in ascending order: the area under the ROC curve, exact with
/// ties.
class RisingAuc
{
public:
    void add(std::int64_t positives, std::int64_t negatives);
    /// From 0 to 1; NaN where one class is absent.
    double value() const;
    std::int64_t positives() const { return m_positives; }
    std::int64_t negatives() const { return m_negatives; }

private:
    double m_concordant = 0;
    std::int64_t m_positives = 0;
    std::int64_t m_negatives = 0;
};

/// Describes a column from its values in ascending order, each once, in constant memory.
class NumberSummary
{
public:
    static constexpr std::array probabilities {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
    static constexpr std::size_t mostBins = 20;

    explicit NumberSummary(const NumberRange &range);

    void add(const ValueRun &run);

    std::int64_t distinct() const { return m_distinct; }
    std::int64_t finite() const { return m_seen; }
    std::int64_t infinite() const { return m_infinite; }
    double mean() const;
    double deviation() const; ///< NaN for fewer than two values
    const std::vector<double> &quantiles() const { return m_quantiles; }
    const std::vector<double> &edges() const { return m_edges; }
    const std::vector<std::int64_t> &binCounts() const { return m_bins; }
    const MostFrequent &top() const { return m_top; }
    const RisingAuc &auc() const { return m_auc; }
    const std::optional<KeptValue> &first() const { return m_first; } ///< the least finite value
    const std::optional<KeptValue> &last() const { return m_last; }

    /// The longest way between two neighbouring values, and where it begins.
    double widestGap() const { return m_gap; }
    double widestGapFrom() const { return m_gapFrom; }

private:
    void addToQuantiles(const ValueRun &run);
    void addToBins(const ValueRun &run);
    void addToMoments(const ValueRun &run);

    NumberRange m_range;
    std::int64_t m_distinct = 0;
    std::int64_t m_seen = 0;
    std::int64_t m_infinite = 0;
    double m_mean = 0;
    double m_squares = 0;
    std::vector<double> m_quantiles;
    std::size_t m_quantile = 0; ///< the first that is not complete
    std::vector<double> m_edges;
    std::vector<std::int64_t> m_bins;
    std::size_t m_bin = 0;
    MostFrequent m_top;
    RisingAuc m_auc;
    std::optional<KeptValue> m_first;
    std::optional<KeptValue> m_last;
    double m_previous = 0;
    double m_gap = 0;
    double m_gapFrom = 0;
};

} // namespace slipway::data
