#include "core/base/messages.h"
#include "core/features/transform/kinds.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/scaled.h"
#include "core/stats/quantiles.h"

namespace slipway::features {

namespace {

Result<std::unique_ptr<Transformer>> fitRobust(const FitRows &rows, const Json &options, const FitTarget &)
{
    const double low = options.at("low").get<double>();
    const double high = options.at("high").get<double>();
    if (!(low < high))
        return failure("features.transform_order", {{"type", "robust"}, {"low", low}, {"high", high}});
    std::vector<double> centres;
    std::vector<double> scales;
    for (std::size_t c = 0; c < rows.channels.size(); ++c) {
        const auto sorted = sortedPresent(rows.channel(c), rows.rows);
        const double range = stats::quantileOfSorted(sorted, high) - stats::quantileOfSorted(sorted, low);
        centres.push_back(sorted.empty() ? 0 : stats::quantileOfSorted(sorted, 0.5));
        scales.push_back(range > 0 ? range : 1);
    }
    return scaled(std::move(centres), std::move(scales));
}

} // namespace

TransformerKind robustKind()
{
    return {"robust",
            "Median 0 and distance of two quantiles 1 over the training rows, so that extremes do not count",
            "ai.onnx.ml Scaler",
            Takes::Numbers,
            false,
            0,
            {{.name = "low",
              .type = ParameterType::Number,
              .standard = 0.25,
              .help = "The lower quantile",
              .least = 0,
              .most = 1},
             {.name = "high",
              .type = ParameterType::Number,
              .standard = 0.75,
              .help = "The upper quantile",
              .least = 0,
              .most = 1}},
            fitRobust,
            readScaled};
}

} // namespace slipway::features
