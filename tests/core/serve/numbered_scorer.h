#pragma once

#include "core/base/messages.h"
#include "core/serve/scorer.h"

namespace slipway::testing {

/// A model whose answers tell which version made them: every item's score is (item % 100) / 100 + version /
/// 10,000. Users and items from a million on are unknown to it.
class NumberedScorer : public serve::Scorer
{
public:
    static constexpr std::int64_t firstUnknown = 1'000'000;

    explicit NumberedScorer(int version)
        : m_version(version)
    {
    }

    Json describe() const override
    {
        return {{"id", "model-" + std::to_string(m_version)}, {"algorithm", "numbered"}};
    }

    Status score(const serve::FeedRequest &request, serve::FeedScores &scores) const override
    {
        scores.coldUser = request.userId >= firstUnknown;
        scores.coldItems.clear();
        scores.scores.clear();
        for (const auto item : request.itemIds) {
            scores.coldItems.push_back(item >= firstUnknown);
            scores.scores.push_back(scoreOf(item, m_version));
        }
        return done();
    }

    static float scoreOf(std::int64_t item, int version)
    {
        return static_cast<float>(item % 100) / 100 + static_cast<float>(version) / 10'000;
    }

private:
    const int m_version;
};

/// Loads a NumberedScorer from a folder called by its number; any other folder is a model that cannot be
/// read.
inline Result<std::shared_ptr<const serve::Scorer>> loadNumbered(const std::filesystem::path &folder,
                                                                 const serve::FeatureOrigin &)
{
    const auto name = folder.filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos)
        return failure("serve.internal", {{"what", "the folder " + name + " has no number"}});
    return std::shared_ptr<const serve::Scorer>(std::make_shared<NumberedScorer>(std::stoi(name)));
}

} // namespace slipway::testing
