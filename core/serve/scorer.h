#pragma once

#include "core/base/result.h"
#include "core/serve/feed_request.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace slipway::serve {

/// The scores of one request, and the memory that making them needs; kept between requests, one a thread.
struct FeedScores {
    bool coldUser = false; ///< the user is unknown: defaults stood in
    std::vector<float> scores; ///< one an item, in the request's order
    std::vector<char> coldItems; ///< the same for items
    std::vector<double> features; ///< one row of raw values
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

/// How a server makes a scorer from the folders of a version: the model's and the online features'.
using ScorerLoader = std::function<Result<std::shared_ptr<const Scorer>>(
    const std::filesystem::path &modelFolder, const std::filesystem::path &onlineFolder)>;

} // namespace slipway::serve
