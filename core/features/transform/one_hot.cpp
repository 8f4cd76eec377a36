#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/step_json.h"

#include <cmath>

namespace slipway::features {

namespace {

/// An input for each level. Rare and unknown levels are all zeros, or share a place; a missing value is all
/// zeros, or has a place.
class OneHot : public Transformer
{
public:
    std::vector<Levels> levels; ///< ascending, a list a column
    bool othersPlace = false;
    bool missingPlace = false;

    Json toJson() const override
    {
        return {{"levels", levels}, {"others", othersPlace}, {"missing", missingPlace}};
    }

    Levels wantedLevels(std::size_t index) const override
    {
        return index < levels.size() ? levels[index] : Levels {};
    }
    bool ends() const override { return true; }
    bool fillsMissing() const override { return missingPlace; }

    void write(const Block &block, float *out, std::size_t stride) const override
    {
        for (std::size_t c = 0; c < levels.size(); ++c) {
            const double *values = block.channel(c);
            for (std::size_t row = 0; row < block.rows; ++row) {
                if (const auto place = placeOf(c, values[row]); place >= 0)
                    out[row * stride + static_cast<std::size_t>(place)] = 1;
            }
            out += widthOf(c);
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (levels.size() != inputs().size())
            return StepJson::damaged("one_hot has not one list of levels a column");
        std::vector<Channel> outputs;
        m_places.clear();
        for (std::size_t c = 0; c < levels.size(); ++c) {
            for (const auto &level : levels[c])
                outputs.push_back({inputs()[c].name + "=" + level});
            if (othersPlace)
                outputs.push_back({inputs()[c].name + " is another"});
            if (missingPlace)
                outputs.push_back({inputs()[c].name + " is missing"});
            m_places.push_back(placesOf(inputs()[c], levels[c]));
            if (othersPlace) {
                for (auto &place : m_places.back())
                    place = place < 0 ? static_cast<std::int32_t>(levels[c].size()) : place;
            }
        }
        return outputs;
    }

private:
    std::size_t widthOf(std::size_t column) const
    {
        return levels[column].size() + (othersPlace ? 1 : 0) + (missingPlace ? 1 : 0);
    }

    std::ptrdiff_t placeOf(std::size_t column, double value) const
    {
        if (value >= 0)
            return m_places[column][static_cast<std::size_t>(value)];
        if (std::isnan(value))
            return missingPlace ? static_cast<std::ptrdiff_t>(widthOf(column)) - 1 : -1;
        return othersPlace ? static_cast<std::ptrdiff_t>(levels[column].size()) : -1;
    }

    std::vector<std::vector<std::int32_t>> m_places; ///< by the channel's level
};

Result<std::unique_ptr<Transformer>> fitOneHot(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<OneHot>();
    made->othersPlace = options.at("others") == "place";
    made->missingPlace = options.at("missing") == "place";
    for (std::size_t c = 0; c < rows.channels.size(); ++c) {
        const auto &known = *rows.channels[c].levels;
        Levels kept;
        for (const auto level : frequentLevels(levelCounts(rows.channel(c), rows.rows, known.size()),
                                               options.at("min_count").get<std::size_t>(),
                                               options.at("most").get<std::size_t>()))
            kept.push_back(known[level]);
        made->levels.push_back(std::move(kept));
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readOneHot(const Json &json)
{
    auto made = std::make_unique<OneHot>();
    const StepJson step(json);
    SLIPWAY_ASSIGN(made->othersPlace, step.flag("others"));
    SLIPWAY_ASSIGN(made->missingPlace, step.flag("missing"));
    SLIPWAY_ASSIGN(made->levels, step.levelLists("levels"));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind oneHotKind()
{
    return {"one_hot",
            "An input for each level of a category",
            "ai.onnx.ml OneHotEncoder with zeros=1; LabelEncoder and OneHot where others have a place",
            Takes::Categories,
            false,
            0,
            {{.name = "most",
              .type = ParameterType::Integer,
              .standard = 64,
              .help = "How many levels, the most frequent; the rest is rare",
              .least = 1,
              .most = 10'000},
             {.name = "min_count",
              .type = ParameterType::Integer,
              .standard = 1,
              .help = "Levels of fewer training rows are rare",
              .least = 1},
             {.name = "others",
              .type = ParameterType::Text,
              .standard = "zeros",
              .help = "What a rare or unknown level gets: all zeros, or a place that they share",
              .choices = {"zeros", "place"}},
             {.name = "missing",
              .type = ParameterType::Text,
              .standard = "zeros",
              .help = "What a missing value gets: all zeros, or a place",
              .choices = {"zeros", "place"}}},
            fitOneHot,
            readOneHot};
}

} // namespace slipway::features
