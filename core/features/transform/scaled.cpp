#include "core/features/transform/scaled.h"

#include "core/features/transform/numbers.h"
#include "core/features/transform/step_json.h"

namespace slipway::features {

namespace {

/// (x - centre) / scale, column by column. A missing value stays missing.
class Scaled : public Transformer
{
public:
    std::vector<double> centres;
    std::vector<double> scales; ///< above 0

    Json toJson() const override { return {{"centres", centres}, {"scales", scales}}; }

    void apply(const Block &block, double *out) const override
    {
        if (block.rows == 1) { // the same numbers, but the inner loop runs over the columns
            for (std::size_t c = 0; c < centres.size(); ++c)
                out[c] = (block.numbers[c] - centres[c]) / scales[c];
            return;
        }
        for (std::size_t c = 0; c < centres.size(); ++c) {
            const double *values = block.channel(c);
            double *scaled = out + c * block.rows;
            const double centre = centres[c];
            const double scale = scales[c];
            for (std::size_t row = 0; row < block.rows; ++row)
                scaled[row] = (values[row] - centre) / scale;
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (centres.size() != inputs().size() || scales.size() != inputs().size())
            return StepJson::damaged("a scale is not there for every column");
        return sameNumbers(inputs());
    }
};

} // namespace

Result<std::unique_ptr<Transformer>> scaled(std::vector<double> centres, std::vector<double> scales)
{
    auto made = std::make_unique<Scaled>();
    made->centres = std::move(centres);
    made->scales = std::move(scales);
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readScaled(const Json &json)
{
    const StepJson step(json);
    SLIPWAY_ASSIGN(auto centres, step.numbers("centres"));
    SLIPWAY_ASSIGN(auto scales, step.numbers("scales"));
    for (const double scale : scales) {
        if (!(scale > 0))
            return StepJson::damaged("a scale is not above 0");
    }
    return scaled(std::move(centres), std::move(scales));
}

} // namespace slipway::features
