#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/data/alias_table.h"
#include "core/data/feed_generator.h"
#include "core/data/worlds/incident.h"
#include "core/data/worlds/timeline.h"

#include <array>
#include <cstdint>
#include <stop_token>
#include <string_view>
#include <vector>

namespace slipway::data {

inline constexpr std::array<std::string_view, 3> feedDevices {"mobile", "desktop", "tablet"};
inline constexpr std::array<std::string_view, 3> feedSegments {"casual", "regular", "heavy"};
inline constexpr std::array<std::string_view, 8> feedCountries {"US", "IN", "BR", "DE",
                                                                "JP", "GB", "FR", "NG"};
inline constexpr std::array<std::string_view, 8> feedCategories {"comedy", "cooking", "education", "gaming",
                                                                 "music",  "news",    "sports",    "travel"};
inline constexpr int feedPositions = 20;

struct FeedUser {
    TimeMicros signup = 0;
    double bias = 0; ///< latent: how readily this user clicks
    std::uint8_t age = 0;
    std::uint8_t country = 0;
    std::uint8_t segment = 0;
    std::uint8_t likes = 0; ///< latent: the favourite category
    std::uint8_t alsoLikes = 0;
};

struct FeedItem {
    TimeMicros created = 0;
    double quality = 0; ///< latent
    double dwellScale = 1; ///< latent: seconds of a typical look
    std::int32_t lengthSeconds = 0;
    std::int64_t followers = 0;
    std::uint8_t category = 0;
};

/// One impression and what came of it.
struct FeedRow {
    TimeMicros time = 0;
    double probability = 0; ///< of the click, the truth
    std::uint32_t user = 0;
    std::uint32_t item = 0;
    std::int32_t dwellTenths = 0; ///< tenths of a second, 0 without a click
    std::uint8_t device = 0;
    std::uint8_t position = 0;
    bool click = false;
};

/// Users, items, and how one meets the other. Everything follows from the options; safe to read from many
/// threads.
///
/// logit(click) = base + user bias + item quality + affinity of user and category + device + position bias +
/// hour of day
/// - freshness lost with age. The click is a Bernoulli draw of it and nothing else, so these probabilities
/// are the best that a model can say.
class FeedWorld
{
public:
    /// A stop leaves a world that is not finished and must not be used.
    explicit FeedWorld(const FeedOptions &options, std::stop_token stop = {},
                       const std::vector<Incident> &incidents = {});

    const std::vector<FeedUser> &users() const { return m_users; }
    const std::vector<FeedItem> &items() const { return m_items; }

    static constexpr std::size_t blockRows = 16384;
    std::size_t blocks() const;

    /// Fills the rows of one block, sorted by time.
    void makeBlock(std::size_t block, std::vector<FeedRow> &rows) const;

private:
    void makeUsers(const std::stop_token &stop);
    void makeItems(const std::stop_token &stop);
    void settleBase();

    struct DeviceDraw {
        double mobile = 0; ///< share of mobile devices at that time
        double chance = 0;
    };
    /// The numbers that a row was made of.
    struct Draws {
        DeviceDraw device;
        double click = 0;
        double dwell = 0; ///< 0 without a click
    };

    DeviceDraw meet(Random &random, FeedRow &row) const;
    double logit(const FeedRow &row) const;
    std::int32_t dwell(const FeedRow &row, double product) const;
    void change(std::size_t number, const Draws &draws, FeedRow &row) const;
    void shift(const DeviceDraw &draw, FeedRow &row) const;

    FeedOptions m_options;
    Switch m_deviceShift;
    Switch m_positionShift;
    Switch m_deviceDrift;
    Switch m_positionDrift;
    Switch m_priorShift;
    TimeMicros m_changesFrom = std::numeric_limits<TimeMicros>::max(); ///< of all these, the first
    TimeMicros m_end = 0;
    double m_base = 0;
    std::vector<FeedUser> m_users;
    std::vector<FeedItem> m_items;
    Timeline m_timeline;
    std::array<double, 24> m_hourEffect {};
    std::array<double, feedPositions> m_positionEffect {};
    AliasTable m_userTable {std::array {1.0}};
    AliasTable m_itemTable {std::array {1.0}};
    AliasTable m_positionTable {std::array {1.0}};
};

} // namespace slipway::data
