#include "core/features/transform/kinds.h"
#include "core/features/transform/step_json.h"

#include <cmath>

namespace slipway::features {

namespace {

/// The product or the ratio of two numbers. Missing where one of them is, or where the divisor is 0.
class Combined : public Transformer
{
public:
    bool ratio = false;

    Json toJson() const override { return {{"by", ratio ? "ratio" : "product"}}; }

    void apply(const Block &block, double *out) const override
    {
        const double *a = block.channel(0);
        const double *b = block.channel(1);
        for (std::size_t row = 0; row < block.rows; ++row) {
            if (ratio)
                out[row] = b[row] == 0 ? std::nan("") : a[row] / b[row];
            else
                out[row] = a[row] * b[row];
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (inputs().size() != 2)
            return StepJson::damaged("combine has not two columns");
        return std::vector<Channel> {{inputs()[0].name + (ratio ? " / " : " x ") + inputs()[1].name}};
    }
};

Result<std::unique_ptr<Transformer>> combined(bool ratio)
{
    auto made = std::make_unique<Combined>();
    made->ratio = ratio;
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> fitCombine(const FitRows &, const Json &options, const FitTarget &)
{
    return combined(options.at("by") == "ratio");
}

Result<std::unique_ptr<Transformer>> readCombine(const Json &json)
{
    SLIPWAY_ASSIGN(const auto by, StepJson(json).text("by"));
    return combined(by == "ratio");
}

} // namespace

TransformerKind combineKind()
{
    return {"combine",
            "The product or the ratio of two numbers",
            "Mul; Div with Equal and Where for a divisor of 0",
            Takes::Numbers,
            false,
            2,
            {{.name = "by",
              .type = ParameterType::Text,
              .standard = "product",
              .help = "product, or ratio of the first to the second",
              .choices = {"product", "ratio"}}},
            fitCombine,
            readCombine};
}

} // namespace slipway::features
