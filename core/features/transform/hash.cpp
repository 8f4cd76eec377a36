#include "core/features/transform/kinds.h"
#include "core/features/transform/murmur3.h"
#include "core/features/transform/step_json.h"

#include <fmt/format.h>

namespace slipway::features {

namespace {

/// A place for each level by the hash of its text, whether training saw it or not. A missing value is all
/// zeros.
class Hashed : public Transformer
{
public:
    std::size_t slots = 0;
    bool hasSigns = true;

    Json toJson() const override
    {
        return {{"hash", "murmur3_x86_32"}, {"seed", 0}, {"slots", slots}, {"signed", hasSigns}};
    }
    bool readsText() const override { return true; }
    bool ends() const override { return true; }

    void write(const Block &block, float *out, std::size_t stride) const override
    {
        for (std::size_t c = 0; c < inputs().size(); ++c) {
            const auto *texts = block.texts + c * block.rows;
            for (std::size_t row = 0; row < block.rows; ++row) {
                if (texts[row].data() == nullptr)
                    continue;
                const auto place = hashedPlace(texts[row], slots);
                out[row * stride + c * slots + place.slot] = hasSigns ? place.sign : 1;
            }
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        std::vector<Channel> outputs;
        for (const auto &input : inputs()) {
            for (std::size_t slot = 0; slot < slots; ++slot)
                outputs.push_back({fmt::format("{} hash {}", input.name, slot)});
        }
        return outputs;
    }
};

Result<std::unique_ptr<Transformer>> hashed(std::size_t slots, bool hasSigns)
{
    auto made = std::make_unique<Hashed>();
    made->slots = slots;
    made->hasSigns = hasSigns;
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> fitHash(const FitRows &, const Json &options, const FitTarget &)
{
    return hashed(options.at("slots").get<std::size_t>(), options.at("signed").get<bool>());
}

Result<std::unique_ptr<Transformer>> readHash(const Json &json)
{
    const StepJson step(json);
    SLIPWAY_ASSIGN(const double slots, step.number("slots"));
    SLIPWAY_ASSIGN(const bool hasSigns, step.flag("signed"));
    SLIPWAY_ASSIGN(const auto name, step.text("hash"));
    if (!(slots >= 2) || slots > 1 << 20 || name != "murmur3_x86_32")
        return StepJson::damaged("hash has a number of slots or a function that is not known");
    return hashed(static_cast<std::size_t>(slots), hasSigns);
}

} // namespace

TransformerKind hashKind()
{
    return {"hash",
            "A place for each level by MurmurHash3 (x86, 32 bits, seed 0), known or not",
            "com.microsoft MurmurHash3 with seed 0, Abs, Mod and OneHot",
            Takes::Categories,
            true,
            0,
            {{.name = "slots",
              .type = ParameterType::Integer,
              .standard = 32,
              .help = "How many places for each column",
              .least = 2,
              .most = 1 << 20},
             {.name = "signed",
              .type = ParameterType::Flag,
              .standard = true,
              .help = "Half of the levels count -1, as in scikit-learn's FeatureHasher"}},
            fitHash,
            readHash};
}

} // namespace slipway::features
