#include "core/workspace/change_feed.h"

namespace slipway::workspace {

namespace {

/// More events than this between two looks are read in several polls.
constexpr std::int64_t eventsPerPoll = 1000;

} // namespace

ChangeFeed::ChangeFeed(Store &store, std::int64_t version, std::int64_t seq)
    : m_store(&store)
    , m_version(version)
    , m_seq(seq)
{
}

Result<ChangeFeed> ChangeFeed::start(Store &store)
{
    SLIPWAY_ASSIGN(const std::int64_t version, store.dataVersion());
    SLIPWAY_ASSIGN(const auto last, EventLog(store).latest(1));
    return ChangeFeed(store, version, last.empty() ? 0 : last.front().seq);
}

Result<ChangeFeed::News> ChangeFeed::poll()
{
    SLIPWAY_ASSIGN(const std::int64_t version, m_store->dataVersion());
    if (version == m_version)
        return News {};
    News news {.changed = true, .events = {}};
    SLIPWAY_ASSIGN(news.events, EventLog(*m_store).since(m_seq, eventsPerPoll));
    if (!news.events.empty())
        m_seq = news.events.back().seq;
    if (news.events.size() < static_cast<std::size_t>(eventsPerPoll))
        m_version = version;
    return news;
}

} // namespace slipway::workspace
