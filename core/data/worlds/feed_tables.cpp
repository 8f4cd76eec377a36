#include "core/data/worlds/feed_tables.h"

#include "core/data/worlds/row_blocks.h"

#include <algorithm>

namespace slipway::data {

namespace {

constexpr RowBlocks blocks {FeedWorld::blockRows};

FeedOptions feedOptionsOf(const WorldOptions &options)
{
    return {.seed = options.seed,
            .interactions = options.rows,
            .users = options.entities,
            .items = options.items,
            .days = options.days,
            .start = options.start};
}

} // namespace

FeedTables::FeedTables(const Scenario &scenario, const WorldOptions &options, const std::stop_token &stop)
    : m_scenario(scenario)
    , m_world(feedOptionsOf(options), stop, options.incidents)
{
}

std::vector<WorldPass> FeedTables::passes() const
{
    return {{{"users"}, blocks.count(m_world.users().size())},
            {{"items"}, blocks.count(m_world.items().size())},
            {{"interactions", "interactions_truth"}, m_world.blocks()}};
}

void FeedTables::makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const
{
    if (pass == 0)
        return makeUsers(block, into[0]);
    if (pass == 1)
        return makeItems(block, into[0]);
    makeInteractions(block, into[0], into[1]);
}

void FeedTables::makeUsers(std::size_t block, TableRows &users) const
{
    const auto &all = m_world.users();
    const std::size_t first = blocks.begin(block, *m_scenario.table("users"), all.size(), users);
    for (std::size_t i = 0; i < users.rows; ++i) {
        const FeedUser &user = all[first + i];
        users.columns[0].whole[i] = static_cast<std::int64_t>(first + i);
        users.columns[1].whole[i] = user.age;
        users.columns[2].whole[i] = user.country;
        users.columns[3].whole[i] = user.segment;
        users.columns[4].whole[i] = user.signup;
    }
}

void FeedTables::makeItems(std::size_t block, TableRows &items) const
{
    const auto &all = m_world.items();
    const std::size_t first = blocks.begin(block, *m_scenario.table("items"), all.size(), items);
    for (std::size_t i = 0; i < items.rows; ++i) {
        const FeedItem &item = all[first + i];
        items.columns[0].whole[i] = static_cast<std::int64_t>(first + i);
        items.columns[1].whole[i] = item.category;
        items.columns[2].whole[i] = item.lengthSeconds;
        items.columns[3].whole[i] = item.followers;
        items.columns[4].whole[i] = item.created;
    }
}

void FeedTables::makeInteractions(std::size_t block, TableRows &interactions, TableRows &truth) const
{
    thread_local std::vector<FeedRow> made; // its memory is used again
    m_world.makeBlock(block, made);
    interactions.setRows(*m_scenario.table("interactions"), made.size());
    truth.setRows(*m_scenario.table("interactions_truth"), made.size());
    for (std::size_t i = 0; i < made.size(); ++i) {
        const FeedRow &row = made[i];
        const auto id = static_cast<std::int64_t>(block * blocks.size + i);
        interactions.columns[0].whole[i] = id;
        interactions.columns[1].whole[i] = row.time;
        interactions.columns[2].whole[i] = row.user;
        interactions.columns[3].whole[i] = row.item;
        interactions.columns[4].whole[i] = row.device;
        interactions.columns[5].whole[i] = row.position;
        interactions.columns[6].whole[i] = row.click;
        interactions.columns[7].whole[i] = row.dwellTenths;
        truth.columns[0].whole[i] = id;
        truth.columns[1].reals[i] = row.probability;
    }
}

} // namespace slipway::data
