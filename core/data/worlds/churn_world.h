#pragma once

#include "core/data/worlds/world.h"

#include <array>

namespace slipway::data {

class QuickRandom;
struct ChurnCustomer;

/// Business customers with a year of events; resources/scenarios/churn.yaml documents the causes. A customer
/// follows from the seed and its number alone.
class ChurnWorld : public World
{
public:
    ChurnWorld(const Scenario &scenario, const WorldOptions &options);

    std::vector<WorldPass> passes() const override;
    void makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const override;

private:
    static constexpr std::size_t blockCustomers = 256;

    void makeCustomer(std::int64_t id, ChurnCustomer &customer) const;
    void draw(QuickRandom &random, TimeMicros snapshot, ChurnCustomer &customer) const;
    void drawWho(QuickRandom &random, ChurnCustomer &customer) const;
    void liveWeek(QuickRandom &random, std::size_t week, ChurnCustomer &customer) const;
    void openTicket(QuickRandom &random, std::size_t week, ChurnCustomer &customer) const;
    void bill(QuickRandom &random, std::size_t week, ChurnCustomer &customer) const;
    double logit(const ChurnCustomer &customer) const;
    void settleBase();

    const Scenario &m_scenario;
    WorldOptions m_options;
    double m_base = 0;
    Switch m_usageShift;
    Switch m_stressShift;
    Switch m_outageShift;
    Switch m_contractShift;
    Switch m_contractDrift;
    Switch m_stressDrift;
    Switch m_tenureDrift;
    Switch m_priceDrift;
    Switch m_priorShift;
};

} // namespace slipway::data
