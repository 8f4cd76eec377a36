#include "core/data/checks/plans.h"
#include "core/data/json_column.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace slipway::data {

namespace {

constexpr std::size_t mostLevels = 100'000; ///< of a column that is compared value by value

/// What the data should look like: shares of values, or of bins.
struct Partition {
    std::vector<Json> values; ///< empty for bins
    std::vector<double> bins; ///< one more than weights
    std::vector<double> weights;
    std::optional<double> threshold;
    double tail = 0; ///< share kept for values that the partition does not have
    double internal = 0; ///< share kept for bins of weight 0
};

Result<std::vector<double>> numbers(const Json &list, const char *name)
{
    std::vector<double> all;
    for (const auto &each : list) {
        if (!each.is_number())
            return impossible(fmt::format("{} of the partition_object must be numbers", name));
        all.push_back(each.get<double>());
    }
    return all;
}

Result<double> holdout(const Ask &ask, const char *name)
{
    if (!ask.find(name))
        return 0.0;
    SLIPWAY_ASSIGN(const double share, ask.number(name));
    if (share < 0 || share >= 1)
        return impossible(fmt::format("{} must be from 0 to below 1", name));
    return share;
}

Result<Partition> readPartition(const Ask &ask)
{
    const Json *object = ask.find("partition_object");
    if (!object || !object->is_object() || !object->contains("weights") || !object->at("weights").is_array())
        return impossible("it needs a partition_object with weights, and values or bins");
    Partition partition;
    SLIPWAY_ASSIGN(partition.weights, numbers(object->at("weights"), "weights"));
    const double sum = std::accumulate(partition.weights.begin(), partition.weights.end(), 0.0);
    if (std::abs(sum - 1) > 1e-3
        || std::any_of(partition.weights.begin(), partition.weights.end(),
                       [](double each) { return each < 0; }))
        return impossible("the weights of the partition_object must be shares that sum to 1");
    if (ask.find("threshold")) {
        SLIPWAY_ASSIGN(partition.threshold, ask.number("threshold"));
    }
    SLIPWAY_ASSIGN(partition.tail, holdout(ask, "tail_weight_holdout"));
    SLIPWAY_ASSIGN(partition.internal, holdout(ask, "internal_weight_holdout"));
    if (object->contains("values") && object->at("values").is_array()) {
        partition.values = object->at("values").get<std::vector<Json>>();
        if (partition.internal > 0)
            return impossible("internal_weight_holdout is for bins, and the partition_object has values");
        if (partition.values.size() != partition.weights.size())
            return impossible("the partition_object has not one weight for each of its values");
        return partition;
    }
    if (!object->contains("bins") || !object->at("bins").is_array())
        return impossible("it needs a partition_object with weights, and values or bins");
    SLIPWAY_ASSIGN(partition.bins, numbers(object->at("bins"), "bins"));
    if (partition.bins.size() != partition.weights.size() + 1
        || !std::is_sorted(partition.bins.begin(), partition.bins.end(), std::less_equal<>()))
        return impossible("the bins of the partition_object must rise, and be one more than its weights");
    return partition;
}

/// Kullback and Leibler's divergence of p from q, in nats; both are brought to a sum of 1. Infinite where
/// something was seen that was not expected at all.
double divergence(std::vector<double> p, std::vector<double> q)
{
    const double sumP = std::accumulate(p.begin(), p.end(), 0.0);
    const double sumQ = std::accumulate(q.begin(), q.end(), 0.0);
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double seen = p[i] / sumP;
        if (seen > 0)
            sum += seen * std::log(seen / (q[i] / sumQ));
    }
    return sum;
}

void conclude(Check &check, const Partition &partition, double value, Json seen, Json expected)
{
    check.form = Check::Form::Known;
    check.observed = std::isfinite(value) ? Json(value) : Json();
    check.passed = std::isfinite(value) && (!partition.threshold || value <= *partition.threshold);
    check.details = {{"observed_partition", std::move(seen)}, {"expected_partition", std::move(expected)}};
}

/// Counts of the bins, with those below and above all of them at the ends.
Status compareBins(Check &check, const Partition &partition, const std::string &value, Source &source,
                   const std::string &from, const RunContext &context)
{
    std::vector<std::string> counts;
    const auto &bins = partition.bins;
    counts.push_back(fmt::format("count(*) FILTER (v < {})", bins.front()));
    for (std::size_t i = 0; i + 1 < bins.size(); ++i)
        counts.push_back(fmt::format("count(*) FILTER (v >= {} AND v {} {})", bins[i],
                                     i + 2 == bins.size() ? "<=" : "<", bins[i + 1]));
    counts.push_back(fmt::format("count(*) FILTER (v > {})", bins.back()));
    SLIPWAY_ASSIGN(const Table table,
                   source.duck.query(fmt::format("SELECT {} FROM (SELECT {} AS v FROM {})",
                                                 fmt::join(counts, ", "), value, from),
                                     context));
    std::vector<double> seen;
    for (const auto &column : table.columns)
        seen.push_back(column.numbers.at(0));
    const auto empty = std::count(partition.weights.begin(), partition.weights.end(), 0.0);
    std::vector<double> expected {partition.tail / 2};
    for (const double weight : partition.weights)
        expected.push_back(weight > 0 ? weight * (1 - partition.tail - partition.internal)
                                      : partition.internal / static_cast<double>(empty));
    expected.push_back(partition.tail / 2);
    const double rows = std::accumulate(seen.begin(), seen.end(), 0.0);
    for (double &each : seen)
        each /= std::max(rows, 1.0);
    const auto inner = [](const std::vector<double> &all) {
        return std::vector<double>(all.begin() + 1, all.end() - 1);
    };
    conclude(check, partition, divergence(seen, expected),
             {{"bins", bins}, {"weights", inner(seen)}, {"tail_weights", {seen.front(), seen.back()}}},
             {{"bins", bins},
              {"weights", inner(expected)},
              {"tail_weights", {expected.front(), expected.back()}}});
    return done();
}

Status compareValues(Check &check, const Partition &partition, const std::string &value, Source &source,
                     const std::string &from, const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const Table table,
        source.duck.query(
            fmt::format("SELECT to_json(v)::VARCHAR, n FROM (SELECT {0} AS v, count(*) AS n FROM {1} GROUP "
                        "BY {0}) ORDER BY v LIMIT {2}",
                        value, from, mostLevels + 1),
            context));
    if (table.rows() > mostLevels)
        return impossible(
            fmt::format("the column has more than {} different values; give it bins", mostLevels));
    std::vector<Json> values = partition.values;
    std::vector<double> seen(values.size(), 0);
    std::size_t unknown = 0;
    double rows = 0;
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const Json shown = jsonValue(table.columns[0], i);
        const auto known = std::find(values.begin(), values.end(), shown) - values.begin();
        if (known == static_cast<std::ptrdiff_t>(values.size())) {
            values.push_back(shown);
            seen.push_back(0);
            ++unknown;
        }
        seen[static_cast<std::size_t>(known)] += table.columns[1].numbers[i];
        rows += table.columns[1].numbers[i];
    }
    std::vector<double> expected = partition.weights;
    if (unknown > 0) {
        for (double &weight : expected)
            weight *= 1 - partition.tail;
        expected.insert(expected.end(), unknown, partition.tail / static_cast<double>(unknown));
    }
    for (double &each : seen)
        each /= std::max(rows, 1.0);
    conclude(check, partition, divergence(seen, expected), {{"values", values}, {"weights", seen}},
             {{"values", values}, {"weights", expected}});
    return done();
}

} // namespace

Result<Check> planDivergence(const Ask &ask)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    SLIPWAY_ASSIGN(const Partition partition, readPartition(ask));
    SLIPWAY_ASSIGN(const bool bucketize, ask.flag("bucketize_data", true));
    const bool isBinned = partition.values.empty();
    if (isBinned && !isNumber(familyOf(column->type)))
        return impossible(fmt::format("{} is of the type {}, which has no bins", column->name, column->type));
    if (isBinned && !bucketize)
        return impossible("bins need bucketize_data");
    const auto value = isBinned ? fmt::format("CAST({} AS DOUBLE)", valueOf(*column)) : valueOf(*column);
    const auto from = ask.source().expression + ask.where(value + " IS NOT NULL");
    Check check;
    check.form = Check::Form::Aggregate;
    check.conclude = [=](Check &self, const std::vector<Json> &, Source &source, const RunContext &context) {
        return isBinned ? compareBins(self, partition, value, source, from, context)
                        : compareValues(self, partition, value, source, from, context);
    };
    check.sentenceId = "data.check_divergence";
    check.arguments = {
        {"column", column->name},
        {"rule",
         partition.threshold ? fmt::format("at most {}", *partition.threshold) : std::string("finite")}};
    return check;
}

} // namespace slipway::data
