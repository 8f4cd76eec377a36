#include "core/serve/feed_scorer.h"

#include "core/learn/model.h"
#include "core/serve/feed_lookup.h"

#include <limits>

namespace slipway::serve {

namespace {

class FeedScorer : public Scorer
{
public:
    FeedScorer(learn::Model model, FeedLookup features)
        : m_model(std::move(model))
        , m_features(std::move(features))
    {
    }

    Json describe() const override
    {
        const auto text = [this](const char *key) { return m_model.card().value(key, Json()); };
        Json described {{"id", m_model.id()},
                        {"algorithm", text("algorithm")},
                        {"created", text("created")},
                        {"features", m_model.pipeline().features().size()}};
        described.update(m_features.describe());
        return described;
    }

    Status score(const FeedRequest &request, FeedScores &scores) const override
    {
        const auto count = request.itemIds.size();
        const auto &pipeline = m_model.pipeline();
        const auto width = pipeline.width();
        scores.features.assign(pipeline.features().size(), std::numeric_limits<double>::quiet_NaN());
        scores.texts.assign(pipeline.readsText() ? pipeline.features().size() : 0, {});
        scores.inputs.resize(count * width);
        scores.coldItems.resize(count);
        scores.scores.resize(count);

        auto &lookup = scores.lookup;
        SLIPWAY_TRY(m_features.read(request, lookup));
        scores.coldUser = m_features.isColdUser(lookup);
        for (std::size_t i = 0; i < count; ++i) {
            scores.coldItems[i] = m_features.isColdItem(lookup, i);
            m_features.fill(lookup, i, scores.features, scores.texts);
            pipeline.encodeRow(scores.features, scores.texts,
                               std::span(scores.inputs).subspan(i * width, width));
        }
        m_model.predictor().predict(scores.inputs.data(), count, scores.scores.data());
        return done();
    }

private:
    const learn::Model m_model;
    const FeedLookup m_features;
};

} // namespace

Result<std::shared_ptr<const Scorer>> loadFeedScorer(const std::filesystem::path &modelFolder,
                                                     const FeatureOrigin &features)
{
    SLIPWAY_ASSIGN(auto model, learn::Model::load(modelFolder));
    SLIPWAY_ASSIGN(auto lookup, FeedLookup::make(model.pipeline(), features));
    return std::shared_ptr<const Scorer>(std::make_shared<FeedScorer>(std::move(model), std::move(lookup)));
}

} // namespace slipway::serve
