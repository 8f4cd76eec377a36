#pragma once

#include "core/data/worlds/review_grammar.h"
#include "core/data/worlds/timeline.h"
#include "core/data/worlds/world.h"

#include <array>

namespace slipway::data {

/// Products and texts about them; resources/scenarios/reviews.yaml documents the causes. A review follows
/// from the seed and its number alone.
class ReviewsWorld : public World
{
public:
    ReviewsWorld(const Scenario &scenario, const WorldOptions &options);

    std::vector<WorldPass> passes() const override;
    void makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const override;

private:
    struct Review {
        std::size_t product = 0;
        std::array<Remark, reviewParts> remarks {};
        std::size_t remarkCount = 0;
        double opinion = 0;
        std::array<double, 3> shares {}; ///< of negative, neutral, positive
        std::int64_t mark = 0;
        bool verified = true;
    };

    std::size_t categoryOf(std::size_t product) const;
    void writeProducts(std::size_t block, TableRows &products) const;
    void writeReviews(std::size_t block, TableRows &reviews, TableRows &truth) const;
    Review think(QuickRandom &random, TimeMicros time) const;
    void meet(QuickRandom &random, TimeMicros time, Review &review) const;
    void mark(QuickRandom &random, TimeMicros time, Review &review) const;

    const Scenario &m_scenario;
    WorldOptions m_options;
    Timeline m_timeline;
    Switch m_lengthShift;
    Switch m_verifiedShift;
    Switch m_opinionDrift;
    Switch m_verifiedDrift;
    Switch m_priorShift;
};

} // namespace slipway::data
