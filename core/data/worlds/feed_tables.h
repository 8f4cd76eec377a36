#pragma once

#include "core/data/feed_world.h"
#include "core/data/worlds/world.h"

namespace slipway::data {

/// The feed world as tables: users, items, interactions and their truth.
class FeedTables : public World
{
public:
    FeedTables(const Scenario &scenario, const WorldOptions &options, const std::stop_token &stop);

    std::vector<WorldPass> passes() const override;
    void makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const override;

private:
    void makeUsers(std::size_t block, TableRows &users) const;
    void makeItems(std::size_t block, TableRows &items) const;
    void makeInteractions(std::size_t block, TableRows &interactions, TableRows &truth) const;

    const Scenario &m_scenario;
    FeedWorld m_world;
};

} // namespace slipway::data
