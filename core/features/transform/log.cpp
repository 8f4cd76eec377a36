#include "core/features/transform/kinds.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/step_json.h"

#include <cmath>

namespace slipway::features {

namespace {

/// log1p that is defined everywhere.
class Logarithm : public Transformer
{
public:
    std::vector<double> least; ///< shift: one a column; empty: sign

    Json toJson() const override { return {{"rule", least.empty() ? "sign" : "shift"}, {"least", least}}; }

    void apply(const Block &block, double *out) const override
    {
        for (std::size_t c = 0; c < inputs().size(); ++c) {
            const double *values = block.channel(c);
            double *logs = out + c * block.rows;
            for (std::size_t row = 0; row < block.rows; ++row) {
                const double value = values[row];
                if (least.empty())
                    logs[row] = std::copysign(std::log1p(std::abs(value)), value);
                else // values below all training rows count as the least of these
                    logs[row] = value < least[c] ? 0 : std::log1p(value - least[c]);
            }
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (!least.empty() && least.size() != inputs().size())
            return StepJson::damaged("log has not one shift a column");
        return sameNumbers(inputs());
    }
};

Result<std::unique_ptr<Transformer>> fitLog(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<Logarithm>();
    if (options.at("rule") == "shift") {
        for (std::size_t c = 0; c < rows.channels.size(); ++c) {
            const double *values = rows.channel(c);
            double least = 0;
            bool any = false;
            for (std::size_t row = 0; row < rows.rows; ++row) {
                if (!std::isnan(values[row]) && (!any || values[row] < least)) {
                    least = values[row];
                    any = true;
                }
            }
            made->least.push_back(least);
        }
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readLog(const Json &json)
{
    auto made = std::make_unique<Logarithm>();
    SLIPWAY_ASSIGN(made->least, StepJson(json).numbers("least"));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind logKind()
{
    return {
        "log",
        "The logarithm of 1 + x, defined for every number",
        "Abs, Add, Log, Sign and Mul; with shift Sub, Max, Add and Log",
        Takes::Numbers,
        false,
        0,
        {{.name = "rule",
          .type = ParameterType::Text,
          .standard = "sign",
          .help = "sign: of |x|, with the sign of x; shift: of the distance from the least training value",
          .choices = {"sign", "shift"}}},
        fitLog,
        readLog};
}

} // namespace slipway::features
