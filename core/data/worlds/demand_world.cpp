#include "core/data/worlds/demand_world.h"

#include "core/data/worlds/row_blocks.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace slipway::data {

namespace {

using enum IncidentKind;

/// Independent streams of the seed.
enum Stream : std::uint64_t {
    storeStream = 1,
    itemStream = 2,
    promotionStream = 3,
    rowStream = 4,
    seriesStream = 5
};

constexpr RowBlocks blocks {16384};
constexpr std::int64_t openHours = 14;
constexpr double chanceDeviation = 0.25;
constexpr double seenEffect = 0.2;

/// Of each kind of shop, from Monday to Sunday.
constexpr std::array<std::array<double, 7>, 3> weekEffect {{{0.15, 0.2, 0.2, 0.15, 0.1, -0.5, -0.9},
                                                            {-0.2, -0.2, -0.15, -0.05, 0.1, 0.45, 0.3},
                                                            {-0.05, -0.1, 0.0, 0.05, 0.2, 0.3, -0.3}}};
/// Of each kind of article: how large the wave over the year is, and on which day it is highest.
constexpr std::array<std::pair<double, double>, 8> yearWave {
    {{0.05, 350}, {0.05, 150}, {0.35, 200}, {0.25, 210}, {0.9, 135}, {0.05, 90}, {0.3, 345}, {0.9, 15}}};

struct Holiday {
    unsigned month;
    unsigned day;
    double effect;
};
constexpr std::array<Holiday, 6> holidays {
    {{1, 1, -2.0}, {5, 1, -1.2}, {10, 3, -1.0}, {12, 24, 0.5}, {12, 25, -2.5}, {12, 31, 0.4}}};

} // namespace

DemandWorld::DemandWorld(const Scenario &scenario, const WorldOptions &options)
    : m_scenario(scenario)
    , m_options(options)
    , m_series(static_cast<std::size_t>(seriesFor(options.rows, options.days)))
    , m_later(m_series * static_cast<std::size_t>(options.days) - static_cast<std::size_t>(options.rows))
    , m_promotionShift(options.incidents, CovariateShift, "promotion")
    , m_priceShift(options.incidents, CovariateShift, "price")
    , m_promotionDrift(options.incidents, ConceptDrift, "promotion")
    , m_priceDrift(options.incidents, ConceptDrift, "price")
    , m_holidayDrift(options.incidents, ConceptDrift, "holiday")
{
    makeStores();
    makeItems();
    makeDays();
    planPromotions();
}

void DemandWorld::makeStores()
{
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_options.entities); ++i) {
        auto random = randomFor(m_options, storeStream, i);
        Store store;
        const double size = random.normal();
        store.region = static_cast<std::uint8_t>(random.below(4));
        store.kind = static_cast<std::uint8_t>(random.below(3));
        store.size = std::llround(900 * std::exp(0.45 * size));
        store.level = 0.35 * size + 0.2 * random.normal();
        store.growth = (-0.10 + 0.30 * random.uniform()) / 365.25;
        m_stores.push_back(store);
    }
}

void DemandWorld::makeItems()
{
    constexpr std::array perishables {true, true, false, true, false, false, false, false};
    const std::size_t count = (m_series + m_stores.size() - 1) / m_stores.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto random = randomFor(m_options, itemStream, i);
        Item item;
        item.category = static_cast<std::uint8_t>(random.below(8));
        item.perishable = perishables[item.category];
        const double dear = random.normal();
        item.cents = std::max<std::int64_t>(std::llround(300 * std::exp(0.6 * dear)), 20);
        item.level = 1.9 - 0.4 * dear + 0.6 * random.normal();
        item.elasticity = 1.2 + 1.6 * random.uniform();
        m_items.push_back(item);
    }
}

void DemandWorld::makeDays()
{
    using namespace std::chrono;
    const auto first = m_options.start / microsPerDay;
    for (int i = 0; i < m_options.days; ++i) {
        Day day;
        day.number = first + i;
        const sys_days date {std::chrono::days(day.number)};
        const year_month_day calendar {date};
        day.weekday = weekday(date).iso_encoding() - 1;
        day.week = static_cast<std::size_t>((day.number + 3) / 7 - (first + 3) / 7); // from Monday to Sunday
        for (std::size_t k = 0; k < holidays.size(); ++k) {
            if (holidays[k].month == static_cast<unsigned>(calendar.month())
                && holidays[k].day == static_cast<unsigned>(calendar.day()))
                day.holiday = static_cast<std::uint8_t>(k + 1);
        }
        const auto inYear = static_cast<double>((date - sys_days(calendar.year() / January / 1)).count());
        for (std::size_t k = 0; k < yearWave.size(); ++k) {
            const auto [height, peak] = yearWave[k];
            day.season[k] = height * std::cos(2 * std::numbers::pi * (inYear - peak) / 365.25);
        }
        m_days.push_back(day);
    }
    m_weeks = m_days.back().week + 1;
}

void DemandWorld::planPromotions()
{
    const double usual = m_options.parameter("promotion_rate");
    m_discounts.resize(m_items.size() * m_weeks);
    for (std::size_t item = 0; item < m_items.size(); ++item) {
        auto random = randomFor(m_options, promotionStream, item);
        for (std::size_t week = 0; week < m_weeks; ++week) {
            const auto monday = m_days.front().number - static_cast<std::int64_t>(m_days.front().weekday)
                + 7 * static_cast<std::int64_t>(week);
            double rate = usual;
            if (const TimeMicros from = monday * microsPerDay; m_promotionShift.on(from) && usual > 0)
                rate = logistic(std::log(usual / (1 - usual)) + m_promotionShift.at(from));
            const double chosen = random.uniform();
            const double discount = 10 + 5 * std::floor(6 * random.uniform());
            m_discounts[item * m_weeks + week] =
                chosen < rate ? static_cast<std::uint8_t>(discount) : std::uint8_t(0);
        }
    }
}

std::vector<WorldPass> DemandWorld::passes() const
{
    return {{{"stores"}, blocks.count(m_stores.size())},
            {{"items"}, blocks.count(m_items.size())},
            {{"sales", "sales_truth"}, blocks.count(static_cast<std::size_t>(m_options.rows))}};
}

void DemandWorld::makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const
{
    if (pass == 0)
        return writeStores(block, into[0]);
    if (pass == 1)
        return writeItems(block, into[0]);
    writeSales(block, into[0], into[1]);
}

void DemandWorld::writeStores(std::size_t block, TableRows &stores) const
{
    const std::size_t first = blocks.begin(block, *m_scenario.table("stores"), m_stores.size(), stores);
    for (std::size_t i = 0; i < stores.rows; ++i) {
        const Store &store = m_stores[first + i];
        stores.columns[0].whole[i] = static_cast<std::int64_t>(first + i);
        stores.columns[1].whole[i] = store.region;
        stores.columns[2].whole[i] = store.kind;
        stores.columns[3].whole[i] = store.size;
    }
}

void DemandWorld::writeItems(std::size_t block, TableRows &items) const
{
    const std::size_t first = blocks.begin(block, *m_scenario.table("items"), m_items.size(), items);
    for (std::size_t i = 0; i < items.rows; ++i) {
        const Item &item = m_items[first + i];
        items.columns[0].whole[i] = static_cast<std::int64_t>(first + i);
        items.columns[1].whole[i] = item.category;
        items.columns[2].whole[i] = item.cents;
        items.columns[3].whole[i] = item.perishable;
    }
}

/// Day after day; the last series is there from day m_later on.
DemandWorld::Cell DemandWorld::cellOf(std::size_t row) const
{
    const std::size_t early = m_later * (m_series - 1);
    const bool all = row >= early;
    const std::size_t width = all ? m_series : m_series - 1;
    const std::size_t inside = all ? row - early : row;
    const std::size_t series = inside % width;
    return {inside / width + (all ? m_later : 0), series % m_stores.size(), series / m_stores.size()};
}

double DemandWorld::logDemand(const Cell &cell, std::int64_t cents, std::uint8_t discount) const
{
    const Day &day = m_days[cell.day];
    const Store &store = m_stores[cell.store];
    const Item &item = m_items[cell.item];
    const TimeMicros time = day.number * microsPerDay;
    const auto effect = [&](double whole, const Switch &drift) { return whole * (1 - drift.at(time)); };
    auto match = randomFor(m_options, seriesStream, cell.store << 24 | cell.item);
    double sum = store.level + item.level + 0.3 * match.normal()
        + store.growth * static_cast<double>(cell.day) + day.season[item.category]
        + weekEffect[store.kind][day.weekday];
    if (day.holiday > 0)
        sum += effect(holidays[day.holiday - 1u].effect, m_holidayDrift);
    if (discount > 0)
        sum += effect(seenEffect, m_promotionDrift);
    if (cents != item.cents) {
        const double ratio = static_cast<double>(cents) / static_cast<double>(item.cents);
        sum -= effect(item.elasticity * std::log(ratio), m_priceDrift);
    }
    return sum;
}

void DemandWorld::writeSales(std::size_t block, TableRows &sales, TableRows &truth) const
{
    const std::size_t first =
        blocks.begin(block, *m_scenario.table("sales"), static_cast<std::size_t>(m_options.rows), sales);
    truth.setRows(*m_scenario.table("sales_truth"), sales.rows);
    const double stockOuts = m_options.parameter("stock_out_rate");
    for (std::size_t i = 0; i < sales.rows; ++i) {
        const Cell cell = cellOf(first + i);
        const Day &day = m_days[cell.day];
        const Item &item = m_items[cell.item];
        const auto discount = m_discounts[cell.item * m_weeks + day.week];
        const double dearer = 1 + 0.1 * m_priceShift.at(day.number * microsPerDay);
        const auto cents = std::max<std::int64_t>(
            std::llround(static_cast<double>(item.cents) * dearer * (100 - discount) / 100), 1);

        auto random = randomFor(m_options, rowStream, first + i);
        const double empty = stockOuts * (discount > 0 ? 3 : 1) * (item.perishable ? 1.5 : 1);
        const bool runsOut = random.uniform() < empty;
        const auto untilEmpty = static_cast<std::int64_t>(random.below(openHours));
        const std::int64_t hours = runsOut ? untilEmpty : openHours;
        const double expected = std::exp(logDemand(cell, cents, discount)) * static_cast<double>(hours)
            / static_cast<double>(openHours);
        const double chance =
            std::exp(chanceDeviation * random.normal() - chanceDeviation * chanceDeviation / 2);
        const auto sold = poisson(expected * chance, random.uniform());

        const std::array<std::int64_t, 8> values {day.number,
                                                  static_cast<std::int64_t>(cell.store),
                                                  static_cast<std::int64_t>(cell.item),
                                                  cents,
                                                  discount > 0,
                                                  day.holiday,
                                                  hours,
                                                  sold};
        for (std::size_t column = 0; column < values.size(); ++column)
            sales.columns[column].whole[i] = values[column];
        for (std::size_t column = 0; column < 3; ++column)
            truth.columns[column].whole[i] = values[column];
        truth.columns[3].reals[i] = expected;
    }
}

} // namespace slipway::data
