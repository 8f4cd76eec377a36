#include "core/features/transform/kinds.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/step_json.h"
#include "core/stats/quantiles.h"
#include "core/stats/tails.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::features {

namespace {

// Of a normal distribution: how near to the ends a value may come, as scikit-learn has it.
constexpr double boundary = 1e-7;

/// The place of a value among the reference quantiles, from 0 to 1; the mean of the place from below and
/// that from above, so that a value that fills several quantiles stands in their middle.
double placeAmong(const std::vector<double> &quantiles, double value)
{
    const auto last = static_cast<double>(quantiles.size() - 1);
    if (value <= quantiles.front() || value >= quantiles.back())
        return value < quantiles.front() ? 0 : value > quantiles.back() ? 1 : -1;
    const auto lower = std::lower_bound(quantiles.begin(), quantiles.end(), value);
    const auto upper = std::upper_bound(lower, quantiles.end(), value);
    if (lower != upper) // the quantiles from lower to the one before upper are the value itself
        return (static_cast<double>(lower - quantiles.begin())
                + static_cast<double>(upper - 1 - quantiles.begin()))
            / 2 / last;
    const auto below = lower - 1;
    const double share = (value - *below) / (*lower - *below);
    return (static_cast<double>(below - quantiles.begin()) + share) / last;
}

class QuantilePlace : public Transformer
{
public:
    bool normal = false;
    std::vector<std::vector<double>> quantiles; ///< ascending, a list a column

    Json toJson() const override { return {{"to", normal ? "normal" : "uniform"}, {"quantiles", quantiles}}; }

    void apply(const Block &block, double *out) const override
    {
        for (std::size_t c = 0; c < quantiles.size(); ++c) {
            const double *values = block.channel(c);
            for (std::size_t row = 0; row < block.rows; ++row)
                out[c * block.rows + row] = std::isnan(values[row]) ? values[row] : placed(c, values[row]);
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (quantiles.size() != inputs().size())
            return StepJson::damaged("quantile has not one list of quantiles a column");
        for (const auto &list : quantiles) {
            if (list.size() < 2 || !std::is_sorted(list.begin(), list.end()))
                return StepJson::damaged("the quantiles are not in order");
        }
        return sameNumbers(inputs());
    }

private:
    double placed(std::size_t column, double value) const
    {
        const auto &list = quantiles[column];
        double place = placeAmong(list, value);
        if (place < 0) // the least or the greatest of the training rows
            place = value <= list.front() ? 0 : 1;
        if (!normal)
            return place;
        if (value - boundary < list.front())
            place = 0;
        else if (value + boundary > list.back())
            place = 1;
        static const double least = stats::normalQuantile(boundary - std::numeric_limits<double>::epsilon());
        static const double most =
            stats::normalQuantile(1 - (boundary - std::numeric_limits<double>::epsilon()));
        if (place <= 0 || place >= 1)
            return place <= 0 ? least : most;
        return std::clamp(stats::normalQuantile(place), least, most);
    }
};

Result<std::unique_ptr<Transformer>> fitQuantile(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<QuantilePlace>();
    made->normal = options.at("to") == "normal";
    const auto wanted = options.at("quantiles").get<std::size_t>();
    for (std::size_t c = 0; c < rows.channels.size(); ++c) {
        auto sorted = sortedPresent(rows.channel(c), rows.rows);
        if (sorted.empty())
            sorted.push_back(0);
        const auto count = std::max<std::size_t>(2, std::min(wanted, rows.rows));
        std::vector<double> list;
        for (std::size_t i = 0; i < count; ++i)
            list.push_back(
                stats::quantileOfSorted(sorted, static_cast<double>(i) / static_cast<double>(count - 1)));
        made->quantiles.push_back(std::move(list));
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readQuantile(const Json &json)
{
    auto made = std::make_unique<QuantilePlace>();
    SLIPWAY_ASSIGN(const auto to, StepJson(json).text("to"));
    made->normal = to == "normal";
    SLIPWAY_ASSIGN(made->quantiles, StepJson(json).numberLists("quantiles"));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind quantileKind()
{
    return {"quantile",
            "The place among the training rows, evenly from 0 to 1 or as a normal distribution",
            "GreaterOrEqual, ReduceSum and Gather find the neighbours, Sub, Div, Mul and Add go between; for "
            "normal Log, Sqrt, Div and Where carry the inverse of the distribution (rational functions)",
            Takes::Numbers,
            false,
            0,
            {{.name = "to",
              .type = ParameterType::Text,
              .standard = "uniform",
              .help = "The distribution to make",
              .choices = {"uniform", "normal"}},
             {.name = "quantiles",
              .type = ParameterType::Integer,
              .standard = 1000,
              .help = "How many reference quantiles; at most one a row",
              .least = 2,
              .most = 10'000}},
            fitQuantile,
            readQuantile};
}

} // namespace slipway::features
