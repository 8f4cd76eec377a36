#include "core/data/worlds/churn_world.h"

#include "core/data/worlds/churn_customer.h"
#include "core/data/worlds/churn_rows.h"
#include "core/data/worlds/quick_random.h"

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

using enum IncidentKind;

/// Independent streams of the seed: the kind of work in the high bits, the customer in the low ones.
enum Stream : std::uint64_t { customerStream = 1, pilotStream = 2 };

constexpr int pilotCustomers = 4000;
constexpr double firstSnapshot = 0.5; // share of the period before which nobody is looked at

constexpr std::array locationShare {0.12, 0.14, 0.13, 0.12, 0.22, 0.12, 0.09, 0.06};
constexpr std::array locationOutages {1.0, 0.8, 1.1, 1.0, 0.6, 1.2, 1.6, 2.2};
constexpr std::array paymentShare {0.45, 0.2, 0.25, 0.1};
constexpr std::array contractEffect {2.0, 0.0, -2.0};
constexpr double checkEffect = 0.7;
constexpr double moodEffect = -3.2;
constexpr double stressEffect = 1.2;
constexpr double priceEffect = 0.1; // of a percent
constexpr double tenureEffect = -1.2;
constexpr double openTicketEffect = 0.8;
constexpr double sizeEffect = -0.3;

constexpr double usageDeviation = 0.5; // of the logarithm of the need for data

std::uint8_t pick(QuickRandom &random, std::span<const double> shares)
{
    double left = random.uniform();
    std::size_t place = 0;
    while (place + 1 < shares.size() && left >= shares[place])
        left -= shares[place++];
    return static_cast<std::uint8_t>(place);
}

/// Month to month, one year, two year: the large bind themselves for longer.
std::array<double, 3> contractShares(double size, double towardsMonthly)
{
    std::array<double, 3> weights {std::exp(0.3 - 0.5 * size + towardsMonthly), 1.0,
                                   std::exp(-0.5 + 0.4 * size)};
    const double total = weights[0] + weights[1] + weights[2];
    for (auto &weight : weights)
        weight /= total;
    return weights;
}

} // namespace

ChurnWorld::ChurnWorld(const Scenario &scenario, const WorldOptions &options)
    : m_scenario(scenario)
    , m_options(options)
{
    settleBase(); // of the world before anything happens to it
    const auto &incidents = options.incidents;
    m_usageShift = Switch(incidents, CovariateShift, "avg_data_usage");
    m_stressShift = Switch(incidents, CovariateShift, "late_payments");
    m_outageShift = Switch(incidents, CovariateShift, "outage_hours");
    m_contractShift = Switch(incidents, CovariateShift, "contract_type");
    m_contractDrift = Switch(incidents, ConceptDrift, "contract_type");
    m_stressDrift = Switch(incidents, ConceptDrift, "late_payments");
    m_tenureDrift = Switch(incidents, ConceptDrift, "tenure");
    m_priceDrift = Switch(incidents, ConceptDrift, "price_increase");
    m_priorShift = Switch(incidents, PriorShift);
}

std::vector<WorldPass> ChurnWorld::passes() const
{
    const auto customers = static_cast<std::size_t>(m_options.rows);
    return {{{"customers", "contracts", "usage", "billing", "support", "customers_truth"},
             (customers + blockCustomers - 1) / blockCustomers}};
}

void ChurnWorld::makeBlock(std::size_t, std::size_t block, WorldBlock &into) const
{
    thread_local std::vector<ChurnCustomer> customers; // its memory is used again
    const auto first = static_cast<std::int64_t>(block * blockCustomers);
    customers.resize(std::min(blockCustomers, static_cast<std::size_t>(m_options.rows - first)));
    for (std::size_t i = 0; i < customers.size(); ++i)
        makeCustomer(first + static_cast<std::int64_t>(i), customers[i]);
    writeChurnRows(m_scenario, customers, into);
}

/// Where the prior has shifted, customers of the rarer outcome are kept and some of the others are drawn
/// anew: the odds change by a factor, and who leaves looks as before.
void ChurnWorld::makeCustomer(std::int64_t id, ChurnCustomer &customer) const
{
    auto random = randomFor(m_options, customerStream, id);
    const double share = (static_cast<double>(id) + random.uniform()) / static_cast<double>(m_options.rows);
    const double moment = firstSnapshot + (1 - firstSnapshot) * share;
    const auto seconds =
        static_cast<std::int64_t>(moment * static_cast<double>(m_options.span() / microsPerSecond));
    const TimeMicros snapshot = m_options.start + seconds * microsPerSecond;
    const double factor = std::exp2(m_priorShift.at(snapshot));
    for (;;) {
        draw(random, snapshot, customer);
        customer.id = id;
        const double own = logit(customer) + m_base;
        customer.leaves = random.happens(logistic(own));
        customer.probability = factor == 1 ? logistic(own) : logistic(own + std::log(factor));
        const double kept = customer.leaves ? std::min(factor, 1.0) : std::min(1 / factor, 1.0);
        if (kept >= 1 || random.happens(kept))
            return;
    }
}

void ChurnWorld::draw(QuickRandom &random, TimeMicros snapshot, ChurnCustomer &customer) const
{
    customer.snapshot = snapshot;
    drawWho(random, customer);
    customer.weeks.clear();
    customer.bills.clear();
    customer.tickets.clear();
    const auto lastDay = snapshot / microsPerDay;
    const auto firstDay = m_options.start / microsPerDay;
    const auto signup = lastDay - (customer.tenure * 304) / 10;
    customer.signupDay = static_cast<std::int32_t>(signup);
    customer.riseWeek = random.happens(0.5) ? random.below(static_cast<std::size_t>(m_options.days) / 7 + 1)
                                            : ChurnCustomer::never;
    customer.risePercent = 0;
    const double rise = 20 + std::floor(100 * random.uniform());
    for (std::size_t week = 0; firstDay + 7 * static_cast<std::int64_t>(week + 1) <= lastDay; ++week) {
        const auto day = firstDay + 7 * static_cast<std::int64_t>(week);
        if (day < signup)
            continue;
        if (week == customer.riseWeek) {
            customer.risePercent = rise / 10;
            customer.moodShock -= 0.04 * customer.risePercent;
        }
        liveWeek(random, week, customer);
        if (week % 4 == 3)
            bill(random, week, customer);
    }
    customer.mood = customer.moodLevel + customer.moodShock;
}

void ChurnWorld::drawWho(QuickRandom &random, ChurnCustomer &customer) const
{
    customer.size = random.normal();
    customer.seats = static_cast<std::int32_t>(std::max(std::exp(3.2 + 0.95 * customer.size), 1.0));
    customer.age = static_cast<std::uint8_t>(std::clamp(46 + 10 * random.normal(), 21.0, 75.0));
    customer.gender = static_cast<std::uint8_t>(random.below(2));
    customer.location = pick(random, locationShare);
    customer.payment = pick(random, paymentShare);
    customer.contract = pick(random, contractShares(customer.size, m_contractShift.at(customer.snapshot)));
    const double stay = -std::log(random.uniform() * random.uniform()); // a gamma of shape 2
    customer.tenure = static_cast<std::int32_t>(std::clamp(1 + 16 * stay, 1.0, 180.0));
    customer.needGb = std::exp(1.0 + usageDeviation * random.normal());
    customer.needMinutes = std::exp(4.4 + 0.5 * random.normal());
    customer.stress = random.normal();
    customer.moodLevel = 0.55 * random.normal();
    customer.moodShock = 0.8 * random.normal();
    constexpr std::array seatPrice {16.0, 14.0, 12.0};
    customer.priceCents = static_cast<std::int64_t>(100 * customer.seats * seatPrice[customer.contract]
                                                    * (1 - 0.04 * std::min(customer.size, 2.0)));
    customer.includedGb = 14 * customer.seats;
    customer.before = random.happens(0.6) ? static_cast<std::uint8_t>(random.below(3)) : customer.contract;
}

void ChurnWorld::liveWeek(QuickRandom &random, std::size_t week, ChurnCustomer &customer) const
{
    const auto day = m_options.start / microsPerDay + 7 * static_cast<std::int64_t>(week);
    const TimeMicros time = day * microsPerDay;
    customer.moodShock = 0.9 * customer.moodShock + 0.34 * random.normal();

    ChurnWeek made;
    made.day = static_cast<std::int32_t>(day);
    const double often = 0.035 * locationOutages[customer.location]
        * (m_outageShift.on(time) ? std::exp(m_outageShift.at(time)) : 1.0);
    const double outage = random.uniform();
    const double length = random.normal();
    if (outage < often) {
        const double hours = std::clamp(4 * std::exp(0.8 * length), 0.5, 48.0);
        made.outage = static_cast<std::int16_t>(hours * 10);
        customer.moodShock -= 0.12 * std::min(hours, 12.0) / 2;
    }
    const double mood = customer.moodLevel + customer.moodShock;
    const double season = 1 + 0.06 * std::sin(static_cast<double>(day) / 58.1);
    double data = customer.needGb * season * std::exp(0.30 * mood + 0.15 * random.normal());
    if (m_usageShift.on(time))
        data *= std::exp(-usageDeviation * m_usageShift.at(time));
    made.data = static_cast<std::int32_t>(data * 100);
    made.minutes =
        static_cast<std::int32_t>(10 * customer.needMinutes * std::exp(0.15 * mood + 0.2 * random.normal()));
    const double active = logistic(0.9 + 1.1 * mood);
    made.active = static_cast<std::int8_t>(std::clamp(
        std::floor(7 * active + std::sqrt(7 * active * (1 - active)) * random.normal() + 0.5), 0.0, 7.0));
    customer.weeks.push_back(made);

    const double asks = 0.012 + (made.outage > 20 ? 0.45 : 0.0) + 0.08 * logistic(-1.5 - 2 * mood);
    if (random.happens(asks))
        openTicket(random, week, customer);
}

void ChurnWorld::openTicket(QuickRandom &random, std::size_t week, ChurnCustomer &customer) const
{
    const ChurnWeek &now = customer.weeks.back();
    const double mood = customer.moodLevel + customer.moodShock;
    ChurnTicket ticket;
    ticket.week = week;
    ticket.opened =
        now.day * microsPerDay + static_cast<TimeMicros>(random.uniform() * 7 * 86'400) * microsPerSecond;
    constexpr std::array otherTopics {0.0, 0.35, 0.3, 0.35};
    ticket.topic = now.outage > 20 ? 0 : pick(random, otherTopics);
    const double hours = std::clamp(10 * std::exp(0.9 * random.normal()), 0.3, 400.0);
    const double forgotten = random.uniform();
    const double answers = random.uniform();
    const double taste = random.normal();
    const bool resolvedInTime = ticket.opened + static_cast<TimeMicros>(hours * 3.6e9) < customer.snapshot;
    if (forgotten < 0.18 || !resolvedInTime) {
        customer.moodShock -= 0.35;
    } else {
        ticket.hours = static_cast<std::int32_t>(hours * 10);
        if (answers < 0.6)
            ticket.satisfaction = static_cast<std::int8_t>(
                std::clamp(std::floor(3.6 + 0.9 * mood - 0.02 * hours + 0.6 * taste), 1.0, 5.0));
    }
    customer.tickets.push_back(ticket);
}

void ChurnWorld::bill(QuickRandom &random, std::size_t week, ChurnCustomer &customer) const
{
    double gigabytes = 0;
    const std::size_t weeks = std::min<std::size_t>(customer.weeks.size(), 4);
    for (std::size_t i = customer.weeks.size() - weeks; i < customer.weeks.size(); ++i)
        gigabytes += customer.weeks[i].data / 100.0 * customer.seats;
    const auto day = customer.weeks.back().day + 7; // the day after the week, when all of it is known
    const TimeMicros time = day * microsPerDay;
    const bool raised = customer.riseWeek != ChurnCustomer::never && week >= customer.riseWeek;
    const double beyond = std::max(gigabytes - customer.includedGb, 0.0);
    ChurnBill made;
    made.day = day;
    made.cents = static_cast<std::int64_t>(static_cast<double>(customer.priceCents)
                                               * (1 + (raised ? customer.risePercent / 100 : 0.0))
                                           + 40 * beyond);
    const double late = random.uniform();
    const double howLate = random.uniform();
    if (late < logistic(-2.3 + 1.4 * (customer.stress + m_stressShift.at(time))))
        made.daysLate = static_cast<std::int16_t>(1 - 12 * std::log(howLate));
    const auto known = customer.snapshot / microsPerDay - day; // later days are not known yet
    made.daysLate = static_cast<std::int16_t>(std::min<std::int64_t>(made.daysLate, known));
    customer.bills.push_back(made);
}

/// Without the base.
double ChurnWorld::logit(const ChurnCustomer &customer) const
{
    const TimeMicros time = customer.snapshot;
    const auto effect = [&](double whole, const Switch &drift) { return whole * (1 - drift.at(time)); };
    const double stress = customer.stress + m_stressShift.at(time);
    return effect(contractEffect[customer.contract], m_contractDrift) + moodEffect * customer.mood
        + effect(stressEffect * stress, m_stressDrift)
        + effect(priceEffect * customer.risePercent, m_priceDrift)
        + effect(tenureEffect * std::log((customer.tenure + 6) / 30.0), m_tenureDrift)
        + openTicketEffect * openTickets(customer) + sizeEffect * customer.size
        + (customer.payment == 3 ? checkEffect : 0.0);
}

void ChurnWorld::settleBase()
{
    std::vector<double> logits;
    ChurnCustomer customer;
    const double span = static_cast<double>(m_options.span() / microsPerSecond);
    for (int i = 0; i < pilotCustomers; ++i) {
        auto random = randomFor(m_options, pilotStream, i);
        const double moment = firstSnapshot + (1 - firstSnapshot) * (i + 0.5) / pilotCustomers;
        draw(random, m_options.start + static_cast<std::int64_t>(moment * span) * microsPerSecond, customer);
        logits.push_back(logit(customer));
    }
    m_base = baseFor(logits, m_options.parameter("churn_rate"));
}

} // namespace slipway::data
