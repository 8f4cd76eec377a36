#pragma once

#include "core/data/alias_table.h"
#include "core/data/worlds/quick_random.h"
#include "core/data/worlds/timeline.h"
#include "core/data/worlds/world.h"

#include <array>
#include <span>

namespace slipway::data {

/// Cards, merchants and transactions; resources/scenarios/fraud.yaml documents the causes. How often a card
/// was used in the last hour depends on all rows before, so the label is drawn when a block is settled.
class FraudWorld : public World
{
public:
    FraudWorld(const Scenario &scenario, const WorldOptions &options, const std::stop_token &stop);

    std::vector<WorldPass> passes() const override;
    void makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const override;
    void settleBlock(std::size_t pass, WorldBlock &block) override;

private:
    struct Place {
        float latitude = 0;
        float longitude = 0;
    };
    struct Card {
        Place home;
        float spending = 0; ///< latent: how much more than others is spent, as a logarithm
        std::uint8_t city = 0;
    };
    struct Merchant {
        Place place;
        std::uint8_t city = 0;
        std::uint8_t category = 0;
        bool online = false;
    };
    /// What the card's next transaction needs to know of those before.
    struct Recent {
        std::array<std::uint32_t, 6> seconds {}; ///< since the start, plus one; 0 where there was none
        std::uint8_t next = 0;
    };
    struct Purchase {
        TimeMicros time = 0;
        std::size_t card = 0;
        std::size_t merchant = 0;
        double logAmount = 0;
        double km = 0;
        std::uint8_t channel = 0;
        bool stolen = false;
        std::uint32_t chance = 0; ///< the word that decides
    };

    void makeCities();
    void makeCards(const std::stop_token &stop);
    void makeMerchants();
    void makeThefts();
    void settleBase();

    void writeCards(std::size_t block, TableRows &cards) const;
    void writeMerchants(std::size_t block, TableRows &merchants) const;
    void writeTransactions(std::size_t block, TableRows &rows, TableRows &truth) const;

    Purchase buy(QuickRandom &random, TimeMicros time) const;
    void choosePlace(QuickRandom &random, Purchase &purchase) const;
    double logit(const Purchase &purchase, int lastHour) const;
    Place near(QuickRandom &random, std::size_t city) const;

    const Scenario &m_scenario;
    WorldOptions m_options;
    Timeline m_timeline;
    double m_base = 0;
    std::vector<Place> m_cities;
    std::vector<Card> m_cards;
    std::vector<Merchant> m_merchants; ///< city after city, online shops last
    std::vector<std::size_t> m_firstOfCity; ///< in m_merchants; with two ends more: online, and all
    AliasTable m_cardTable {std::array {1.0}};
    std::vector<TimeMicros> m_thefts; ///< when each began, in order
    std::vector<std::uint32_t> m_stolenCards; ///< of each theft
    double m_turn = 0; ///< probability that a transaction is one of a given theft's, while it lasts
    std::vector<Recent> m_recent;
    Switch m_amountShift;
    Switch m_channelShift;
    Switch m_amountDrift;
    Switch m_kmDrift;
    Switch m_hourDrift;
    Switch m_channelDrift;
    Switch m_priorShift;
};

} // namespace slipway::data
