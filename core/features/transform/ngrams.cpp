#include "core/features/transform/counted_terms.h"
#include "core/features/transform/kinds.h"
#include "core/features/transform/murmur3.h"
#include "core/features/transform/ngram_range.h"
#include "core/features/transform/step_json.h"
#include "core/features/transform/text_rule.h"

#include <fmt/format.h>

namespace slipway::features {

namespace {

constexpr int mostSlots = 1 << 20;

/// Counts of n-grams by the place of their hash, to length 1, as scikit-learn's HashingVectorizer. Nothing is
/// learnt, so that every text has an answer. A missing text is all zeros.
class HashedNgrams : public Transformer
{
public:
    NgramRange range;
    std::size_t slots = 0;
    bool hasSigns = true;

    Json toJson() const override
    {
        return {{"rule", textRule},         {"of", range.characters ? "characters" : "words"},
                {"from", range.least},      {"to", range.most},
                {"hash", "murmur3_x86_32"}, {"seed", 0},
                {"slots", slots},           {"signed", hasSigns}};
    }
    bool readsText() const override { return true; }
    bool ends() const override { return true; }

    void write(const Block &block, float *out, std::size_t stride) const override
    {
        CountedTerms counted;
        for (std::size_t c = 0; c < inputs().size(); ++c) {
            const auto *texts = block.texts + c * block.rows;
            for (std::size_t row = 0; row < block.rows; ++row) {
                if (texts[row].data() == nullptr)
                    continue;
                counted.clear();
                forEachNgram(texts[row], range, [&](std::string_view term) {
                    const auto place = hashedPlace(term, slots);
                    counted.add(place.slot, hasSigns ? static_cast<double>(place.sign) : 1);
                });
                counted.gather();
                counted.writeUnit(out + row * stride + c * slots);
            }
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        std::vector<Channel> outputs;
        for (const auto &input : inputs()) {
            for (std::size_t slot = 0; slot < slots; ++slot)
                outputs.push_back({fmt::format("{} n-gram {}", input.name, slot)});
        }
        return outputs;
    }
};

Result<std::unique_ptr<Transformer>> fitNgrams(const FitRows &, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<HashedNgrams>();
    SLIPWAY_ASSIGN(made->range, askedNgramRange("ngrams", options.at("of") == "characters", options));
    made->slots = options.at("slots").get<std::size_t>();
    made->hasSigns = options.at("signed").get<bool>();
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readNgrams(const Json &json)
{
    auto made = std::make_unique<HashedNgrams>();
    const StepJson step(json);
    SLIPWAY_ASSIGN(const auto rule, step.text("rule"));
    SLIPWAY_ASSIGN(const auto hash, step.text("hash"));
    if (rule != textRule || hash != "murmur3_x86_32")
        return StepJson::damaged("the text rule or the hash of ngrams is not known");
    SLIPWAY_ASSIGN(const auto of, step.text("of"));
    SLIPWAY_ASSIGN(made->range, keptNgramRange("ngrams", of == "characters", step));
    SLIPWAY_ASSIGN(const double slots, step.number("slots"));
    if (!(slots >= 2 && slots <= mostSlots))
        return StepJson::damaged("the slots of ngrams are not possible");
    made->slots = static_cast<std::size_t>(slots);
    SLIPWAY_ASSIGN(made->hasSigns, step.flag("signed"));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind ngramsKind()
{
    return {"ngrams",
            "Groups of characters or words of a text by their MurmurHash3, to length 1",
            "com.microsoft Tokenizer and MurmurHash3 with seed 0, Abs, Mod, OneHot and ReduceSum; "
            "LpNormalization",
            Takes::Categories,
            true,
            0,
            {{.name = "of",
              .type = ParameterType::Text,
              .standard = "characters",
              .help = "What the groups are made of; characters stay within a word and its blanks",
              .choices = {"characters", "words"}},
             {.name = "from",
              .type = ParameterType::Integer,
              .standard = 3,
              .help = "The shortest group",
              .least = 1,
              .most = longestNgram},
             {.name = "to",
              .type = ParameterType::Integer,
              .standard = 3,
              .help = "The longest group",
              .least = 1,
              .most = longestNgram},
             {.name = "slots",
              .type = ParameterType::Integer,
              .standard = 256,
              .help = "How many places",
              .least = 2,
              .most = mostSlots},
             {.name = "signed",
              .type = ParameterType::Flag,
              .standard = true,
              .help = "Half of the groups count -1, so that collisions cancel"}},
            fitNgrams,
            readNgrams};
}

} // namespace slipway::features
