#pragma once

#include "core/base/result.h"
#include "core/features/store/online_reader.h"
#include "core/serve/feed_request.h"
#include "core/serve/served_features.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace slipway::serve {

/// Whose definitions a model's features follow, and where their values are.
struct FeatureOrigin {
    FeatureSource::Set set;
    std::shared_ptr<features::OnlineStore> store; ///< null: there is none
};

/// The features of one request as they were read, and what reading them needs.
struct FeatureLookup {
    std::shared_ptr<features::OnlineStore> store; ///< before the one that looks at it
    std::unique_ptr<features::StoreReader> thread;
    const features::OnlineReader *reader = nullptr; ///< of the last request; null: it read none
    std::int64_t setVersion = 0;
    std::vector<features::OnlineInput> inputs;
    features::OnlineQuestions asked;
    features::OnlineAnswers answers;
    TimeMicros storedTo = 0; ///< the moment that the stored values are of
    std::vector<std::shared_ptr<const features::StoredView>> checked; ///< by view: known to be the model's

    /// Whether the offline tables can be asked for the same: they know nothing of a store at an earlier
    /// moment than its own.
    bool canBeReplayed() const { return reader && asked.now >= storedTo; }
};

/// The scores of one request, and the memory that making them needs; kept between requests, one a thread.
struct FeedScores {
    bool coldUser = false; ///< the user is unknown: defaults stood in
    std::vector<float> scores; ///< one an item, in the request's order
    std::vector<char> coldItems; ///< the same for items
    FeatureLookup lookup;
    std::vector<double> features; ///< one row of raw values
    std::vector<std::string_view> texts; ///< the same for those that are read as texts
    std::vector<float> inputs; ///< rows of the network
    std::vector<std::size_t> order; ///< best first
};

/// One version of a model with the features it needs. Never changes once made; many threads ask it at once.
class Scorer
{
public:
    virtual ~Scorer() = default;

    /// What /health says about the model.
    virtual Json describe() const = 0;

    virtual Status score(const FeedRequest &request, FeedScores &scores) const = 0;
};

/// How a server makes a scorer from a version's folder and its features.
using ScorerLoader = std::function<Result<std::shared_ptr<const Scorer>>(
    const std::filesystem::path &modelFolder, const FeatureOrigin &features)>;

} // namespace slipway::serve
