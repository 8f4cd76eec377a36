#include "core/base/messages.h"
#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/step_json.h"
#include "core/stats/quantiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace slipway::features {

namespace {

// Neighbouring quantiles that are as close as this are one edge, as scikit-learn has it.
constexpr double narrowest = 1e-8;

/// Which of some intervals a number lies in: [edge, next edge), the outer ones open. A missing value lies in
/// none: all zeros, or the index -1.
class Bins : public Transformer
{
public:
    bool oneHot = true;
    std::vector<std::vector<double>> edges; ///< the inner ones, ascending; a list a column

    Json toJson() const override { return {{"as", oneHot ? "one_hot" : "index"}, {"edges", edges}}; }
    bool ends() const override { return oneHot; }
    bool fillsMissing() const override { return true; }

    void apply(const Block &block, double *out) const override
    {
        for (std::size_t c = 0; c < edges.size(); ++c) {
            const double *values = block.channel(c);
            for (std::size_t row = 0; row < block.rows; ++row)
                out[c * block.rows + row] = static_cast<double>(binOf(c, values[row]));
        }
    }

    void write(const Block &block, float *out, std::size_t stride) const override
    {
        for (std::size_t c = 0; c < edges.size(); ++c) {
            const double *values = block.channel(c);
            for (std::size_t row = 0; row < block.rows; ++row) {
                if (const auto bin = binOf(c, values[row]); bin >= 0)
                    out[row * stride + static_cast<std::size_t>(bin)] = 1;
            }
            out += edges[c].size() + 1;
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (edges.size() != inputs().size())
            return StepJson::damaged("bin has not one list of edges a column");
        if (!oneHot)
            return sameNumbers(inputs());
        std::vector<Channel> outputs;
        for (std::size_t c = 0; c < edges.size(); ++c) {
            const auto &name = inputs()[c].name;
            const auto &list = edges[c];
            for (std::size_t i = 0; i <= list.size(); ++i) {
                outputs.push_back({i == 0 ? (list.empty() ? name : fmt::format("{} < {}", name, list[0]))
                                       : i == list.size()
                                       ? fmt::format("{} >= {}", name, list[i - 1])
                                       : fmt::format("{} <= {} < {}", list[i - 1], name, list[i])});
            }
        }
        return outputs;
    }

private:
    std::ptrdiff_t binOf(std::size_t column, double value) const
    {
        const auto &list = edges[column];
        return std::isnan(value) ? -1 : std::upper_bound(list.begin(), list.end(), value) - list.begin();
    }
};

std::vector<double> quantileEdges(const std::vector<double> &sorted, std::size_t bins)
{
    std::vector<double> edges;
    double before = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i <= bins; ++i) {
        const double edge =
            stats::quantileOfSorted(sorted, static_cast<double>(i) / static_cast<double>(bins));
        if (edge - before > narrowest)
            edges.push_back(edge);
        before = edge;
    }
    return edges;
}

std::vector<double> widthEdges(const std::vector<double> &sorted, std::size_t bins)
{
    if (sorted.front() == sorted.back())
        return {sorted.front()};
    std::vector<double> edges;
    for (std::size_t i = 0; i <= bins; ++i)
        edges.push_back(sorted.front()
                        + static_cast<double>(i)
                            * ((sorted.back() - sorted.front()) / static_cast<double>(bins)));
    return edges;
}

Result<std::vector<double>> givenEdges(const std::string &text)
{
    std::vector<double> edges;
    for (const auto &word : words(text)) {
        double value = 0;
        const auto *end = word.data() + word.size();
        const auto [at, error] = std::from_chars(word.data(), end, value);
        if (error != std::errc() || at != end || !std::isfinite(value))
            return failure("features.transform_no_number",
                           {{"type", "bin"}, {"key", "edges"}, {"text", word}});
        if (!edges.empty() && value <= edges.back())
            return failure("features.transform_edges", {{"edge", value}, {"before", edges.back()}});
        edges.push_back(value);
    }
    if (edges.empty())
        return failure("features.transform_needs", {{"type", "bin by edges"}, {"key", "edges"}});
    return edges;
}

Result<std::unique_ptr<Transformer>> fitBin(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<Bins>();
    made->oneHot = options.at("as") == "one_hot";
    const auto bins = options.at("bins").get<std::size_t>();
    const auto by = options.at("by").get<std::string>();
    for (std::size_t c = 0; c < rows.channels.size(); ++c) {
        if (by == "edges") {
            SLIPWAY_ASSIGN(auto edges, givenEdges(options.at("edges").get<std::string>()));
            made->edges.push_back(std::move(edges));
            continue;
        }
        const auto sorted = sortedPresent(rows.channel(c), rows.rows);
        std::vector<double> edges;
        if (!sorted.empty())
            edges = by == "quantile" ? quantileEdges(sorted, bins) : widthEdges(sorted, bins);
        // The outer edges are open: what lies beyond the training rows lies in the outer bins.
        if (edges.size() > 2)
            made->edges.emplace_back(edges.begin() + 1, edges.end() - 1);
        else
            made->edges.emplace_back();
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readBin(const Json &json)
{
    auto made = std::make_unique<Bins>();
    SLIPWAY_ASSIGN(const auto as, StepJson(json).text("as"));
    made->oneHot = as == "one_hot";
    SLIPWAY_ASSIGN(made->edges, StepJson(json).numberLists("edges"));
    for (const auto &list : made->edges) {
        if (!std::is_sorted(list.begin(), list.end()))
            return StepJson::damaged("the edges are not in order");
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind binKind()
{
    return {"bin",
            "Which of some intervals a number lies in",
            "GreaterOrEqual, Cast and ReduceSum for the index, OneHot after them",
            Takes::Numbers,
            false,
            0,
            {{.name = "by",
              .type = ParameterType::Text,
              .standard = "quantile",
              .help = "quantile: equal shares of the training rows; width: equal widths; edges: as given",
              .choices = {"quantile", "width", "edges"}},
             {.name = "bins",
              .type = ParameterType::Integer,
              .standard = 10,
              .help = "How many intervals",
              .least = 2,
              .most = 1000},
             {.name = "edges",
              .type = ParameterType::Text,
              .standard = "",
              .help = "The numbers between the intervals, ascending"},
             {.name = "as",
              .type = ParameterType::Text,
              .standard = "one_hot",
              .help = "An input for each interval, or its index",
              .choices = {"one_hot", "index"}}},
            fitBin,
            readBin};
}

} // namespace slipway::features
