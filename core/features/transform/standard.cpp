#include "core/features/transform/kinds.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/scaled.h"

namespace slipway::features {

namespace {

Result<std::unique_ptr<Transformer>> fitStandard(const FitRows &rows, const Json &, const FitTarget &)
{
    std::vector<double> centres;
    std::vector<double> scales;
    for (const auto &spread : spreadsOf(rows)) {
        centres.push_back(spread.mean);
        scales.push_back(spread.deviation);
    }
    return scaled(std::move(centres), std::move(scales));
}

} // namespace

TransformerKind standardKind()
{
    return {"standard",
            "Mean 0 and deviation 1 over the training rows",
            "ai.onnx.ml Scaler",
            Takes::Numbers,
            false,
            0,
            {},
            fitStandard,
            readScaled};
}

} // namespace slipway::features
