#include "core/serve/feed_scorer.h"

#include "core/base/clock.h"
#include "core/features/feature_row.h"
#include "core/learn/model.h"

#include <cmath>

namespace slipway::serve {

namespace {

/// The first moment from `start` on whose time of the day is `ofDay`'s.
TimeMicros firstFrom(TimeMicros start, TimeMicros ofDay)
{
    const auto ahead = (ofDay - start) % microsPerDay;
    return start + (ahead < 0 ? ahead + microsPerDay : ahead);
}

class FeedScorer : public Scorer
{
public:
    FeedScorer(learn::Model model, std::shared_ptr<const features::OnlineFeatures> online,
               features::FeatureReader reader)
        : m_model(std::move(model))
        , m_online(std::move(online))
        , m_reader(std::move(reader))
    {
    }

    Json describe() const override
    {
        const auto text = [this](const char *key) { return m_model.card().value(key, Json()); };
        return {{"id", m_model.id()},
                {"algorithm", text("algorithm")},
                {"created", text("created")},
                {"features", m_model.pipeline().features().size()},
                {"users", m_online->users().size()},
                {"items", m_online->items().size()},
                {"features_as_of", isoTime(m_online->asOf())}};
    }

    Status score(const FeedRequest &request, FeedScores &scores) const override
    {
        const auto count = request.itemIds.size();
        const auto &pipeline = m_model.pipeline();
        const auto context = contextOf(request.context);
        scores.features.assign(m_reader.width(), std::numeric_limits<double>::quiet_NaN());
        scores.inputs.resize(count * pipeline.width());
        scores.coldItems.resize(count);
        scores.scores.resize(count);

        scores.coldUser = !m_reader.fillUser(request.userId, context, scores.features);
        m_reader.fillContext(context, scores.features);
        for (std::size_t i = 0; i < count; ++i) {
            scores.coldItems[i] =
                !m_reader.fillItem(request.userId, request.itemIds[i], context, scores.features);
            pipeline.encodeRow(scores.features,
                               std::span(scores.inputs).subspan(i * pipeline.width(), pipeline.width()));
        }
        m_model.predictor().predict(scores.inputs.data(), count, scores.scores.data());
        return done();
    }

private:
    /// The features are as old as their snapshot, so ages are counted up to it too: the moment of the request
    /// is the snapshot's first day at the clock's time. While the snapshot is younger than a day that is the
    /// clock itself.
    features::FeatureContext contextOf(const FeedContext &request) const
    {
        features::FeatureContext context;
        context.device = request.device;
        context.position = request.position;
        context.now = request.time ? *request.time : firstFrom(m_online->asOf(), utcNow());
        if (!std::isnan(request.hour)) {
            const auto ofDay = static_cast<TimeMicros>(request.hour) * features::microsPerHour;
            context.now = firstFrom(request.time.value_or(m_online->asOf()), ofDay);
        }
        return context;
    }

    const learn::Model m_model;
    const std::shared_ptr<const features::OnlineFeatures> m_online;
    const features::FeatureReader m_reader;
};

} // namespace

Result<std::shared_ptr<const Scorer>> loadFeedScorer(const std::filesystem::path &modelFolder,
                                                     const std::filesystem::path &onlineFolder)
{
    SLIPWAY_ASSIGN(auto model, learn::Model::load(modelFolder));
    SLIPWAY_ASSIGN(auto features, features::OnlineFeatures::load(onlineFolder));
    const auto online = std::make_shared<const features::OnlineFeatures>(std::move(features));
    SLIPWAY_ASSIGN(auto reader, features::FeatureReader::make(online, model.pipeline()));
    return std::shared_ptr<const Scorer>(
        std::make_shared<FeedScorer>(std::move(model), online, std::move(reader)));
}

} // namespace slipway::serve
