#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/step_json.h"

#include <cmath>

namespace slipway::features {

namespace {

constexpr double unknownIndex = -1;
constexpr double missingIndex = -2;

/// The number of a level in the order of names.
class Ordinal : public Transformer
{
public:
    std::vector<Levels> levels; ///< ascending, a list a column

    Json toJson() const override { return {{"levels", levels}}; }
    Levels wantedLevels(std::size_t index) const override
    {
        return index < levels.size() ? levels[index] : Levels {};
    }
    bool fillsMissing() const override { return true; }

    void apply(const Block &block, double *out) const override
    {
        for (std::size_t c = 0; c < levels.size(); ++c) {
            const double *values = block.channel(c);
            for (std::size_t row = 0; row < block.rows; ++row) {
                const double value = values[row];
                out[c * block.rows + row] = std::isnan(value) ? missingIndex
                    : value >= 0                              ? m_places[c][static_cast<std::size_t>(value)]
                                                              : unknownIndex;
            }
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (levels.size() != inputs().size())
            return StepJson::damaged("ordinal has not one list of levels a column");
        std::vector<Channel> outputs;
        m_places.clear();
        for (std::size_t c = 0; c < levels.size(); ++c) {
            outputs.push_back({inputs()[c].name});
            m_places.push_back(placesOf(inputs()[c], levels[c]));
        }
        return outputs;
    }

private:
    std::vector<std::vector<std::int32_t>> m_places; ///< by the channel's level
};

Result<std::unique_ptr<Transformer>> fitOrdinal(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<Ordinal>();
    for (std::size_t c = 0; c < rows.channels.size(); ++c) {
        const auto &known = *rows.channels[c].levels;
        Levels kept;
        for (const auto level : frequentLevels(levelCounts(rows.channel(c), rows.rows, known.size()), 1,
                                               options.at("most").get<std::size_t>()))
            kept.push_back(known[level]);
        made->levels.push_back(std::move(kept));
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readOrdinal(const Json &json)
{
    auto made = std::make_unique<Ordinal>();
    SLIPWAY_ASSIGN(made->levels, StepJson(json).levelLists("levels"));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind ordinalKind()
{
    return {"ordinal",
            "The number of a level in the order of names; -1 for an unknown one, -2 where it is missing",
            "ai.onnx.ml LabelEncoder with default_float -1",
            Takes::Categories,
            false,
            0,
            {{.name = "most",
              .type = ParameterType::Integer,
              .standard = 10'000,
              .help = "How many levels, the most frequent; others count as unknown",
              .least = 1,
              .most = 100'000}},
            fitOrdinal,
            readOrdinal};
}

} // namespace slipway::features
