#pragma once

#include "core/data/worlds/quick_random.h"
#include "core/data/worlds/world.h"

#include <array>

namespace slipway::data {

/// Shops x articles x days; resources/scenarios/demand.yaml documents the causes. A row follows from the seed
/// and its number alone. Where the rows are no multiple of the days, the last series begins later.
class DemandWorld : public World
{
public:
    DemandWorld(const Scenario &scenario, const WorldOptions &options);

    std::vector<WorldPass> passes() const override;
    void makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const override;

    /// How many series of a shop and an article `rows` rows over `days` days need.
    static std::int64_t seriesFor(std::int64_t rows, int days) { return (rows + days - 1) / days; }

private:
    struct Store {
        double level = 0; ///< logarithm of sales against others
        double growth = 0; ///< of the logarithm, a day
        std::int64_t size = 0;
        std::uint8_t region = 0;
        std::uint8_t kind = 0;
    };
    struct Item {
        double level = 0;
        double elasticity = 0;
        std::int64_t cents = 0; ///< the usual price
        std::uint8_t category = 0;
        bool perishable = false;
    };
    struct Day {
        std::array<double, 8> season {}; ///< of each category, as a logarithm
        std::int64_t number = 0; ///< since 1970
        std::size_t weekday = 0; ///< 0 is Monday
        std::size_t week = 0; ///< of the period
        std::uint8_t holiday = 0;
    };
    /// A shop and an article on a day.
    struct Cell {
        std::size_t day = 0;
        std::size_t store = 0;
        std::size_t item = 0;
    };

    void makeStores();
    void makeItems();
    void makeDays();
    void planPromotions();

    void writeStores(std::size_t block, TableRows &stores) const;
    void writeItems(std::size_t block, TableRows &items) const;
    void writeSales(std::size_t block, TableRows &sales, TableRows &truth) const;

    Cell cellOf(std::size_t row) const;
    double logDemand(const Cell &cell, std::int64_t cents, std::uint8_t discount) const;

    const Scenario &m_scenario;
    WorldOptions m_options;
    std::size_t m_series = 0;
    std::size_t m_later = 0; ///< days by which the last series begins later
    std::vector<Store> m_stores;
    std::vector<Item> m_items;
    std::vector<Day> m_days;
    std::size_t m_weeks = 0;
    std::vector<std::uint8_t> m_discounts; ///< percent, of each item and week
    Switch m_promotionShift;
    Switch m_priceShift;
    Switch m_promotionDrift;
    Switch m_priceDrift;
    Switch m_holidayDrift;
};

} // namespace slipway::data
