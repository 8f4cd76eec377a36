#include "core/data/worlds/fraud_world.h"

#include "core/data/worlds/row_blocks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace slipway::data {

namespace {

using enum IncidentKind;

/// Independent streams of the seed.
enum Stream : std::uint64_t {
    cityStream = 1,
    cardStream = 2,
    merchantStream = 3,
    theftStream = 4,
    rowStream = 5,
    timeStream = 6,
    pilotStream = 7
};

constexpr RowBlocks blocks {16384};
constexpr std::size_t cityCount = 40;
constexpr std::size_t stopEvery = 4096; // cards between two looks at the stop request
constexpr int pilotRows = 60000;

constexpr TimeMicros theftLasts = 6 * 3600 * microsPerSecond;
constexpr double theftSize = 8; // transactions of a thief
constexpr double mostTurns = 0.6; // share of all transactions that one theft may take while it lasts
constexpr double theftsAreFraud = 0.86; // roughly, so that the number of thefts suits the rate

constexpr std::array<double, 8> categoryShare {0.34, 0.14, 0.2, 0.12, 0.05, 0.07, 0.02, 0.06};
constexpr std::array<double, 8> categoryAmount {3.3, 3.8, 3.2, 4.0, 5.3, 4.9, 5.4, 2.9};
constexpr std::array<double, 8> categoryRisk {0.0, 0.0, 0.0, 0.0, 0.3, 0.5, 0.8, 0.5};
constexpr std::array<double, 4> channelRisk {-0.5, 0.0, 0.8, 0.6};
constexpr std::uint8_t onlineChannel = 3;

constexpr double stolenEffect = 8.5;
constexpr double amountEffect = 0.8;
constexpr double kmEffect = 0.45;
constexpr double hourEffect = 0.35;
constexpr double nightEffect = 0.5;
constexpr double amountDeviation = 0.75; // of the logarithm

std::array<double, 24> trafficByHour()
{
    std::array<double, 24> traffic {};
    for (std::size_t hour = 0; hour < traffic.size(); ++hour) {
        const double angle = 2 * std::numbers::pi * (static_cast<double>(hour) - 16) / 24;
        traffic[hour] = 1 + 0.85 * std::cos(angle);
    }
    return traffic;
}

std::uint8_t pickCategory(double uniform)
{
    std::size_t place = 0;
    while (place + 1 < categoryShare.size() && uniform >= categoryShare[place])
        uniform -= categoryShare[place++];
    return static_cast<std::uint8_t>(place);
}

/// Few merchants have most of the customers.
std::size_t popular(double uniform, std::size_t count)
{
    return std::min(static_cast<std::size_t>(uniform * uniform * static_cast<double>(count)), count - 1);
}

} // namespace

FraudWorld::FraudWorld(const Scenario &scenario, const WorldOptions &options, const std::stop_token &stop)
    : m_scenario(scenario)
    , m_options(options)
    , m_timeline(options.start, options.days, trafficByHour())
{
    makeCities();
    makeCards(stop);
    if (stop.stop_requested())
        return;
    makeMerchants();
    makeThefts();
    settleBase(); // of the world before anything happens to it
    const auto &incidents = options.incidents;
    m_priorShift = Switch(incidents, PriorShift);
    makeThefts(); // those before the shift are the same again
    m_amountShift = Switch(incidents, CovariateShift, "amount");
    m_channelShift = Switch(incidents, CovariateShift, "channel");
    m_amountDrift = Switch(incidents, ConceptDrift, "amount");
    m_kmDrift = Switch(incidents, ConceptDrift, "km_from_home");
    m_hourDrift = Switch(incidents, ConceptDrift, "transactions_last_hour");
    m_channelDrift = Switch(incidents, ConceptDrift, "channel");
    m_recent.resize(m_cards.size());
}

void FraudWorld::makeCities()
{
    auto random = randomFor(m_options, cityStream, 0);
    for (std::size_t i = 0; i < cityCount; ++i) {
        const auto latitude = static_cast<float>(37 + 20 * random.uniform());
        m_cities.push_back({latitude, static_cast<float>(-8 + 32 * random.uniform())});
    }
}

FraudWorld::Place FraudWorld::near(QuickRandom &random, std::size_t city) const
{
    const auto north = static_cast<float>(0.08 * random.normal());
    const auto east = static_cast<float>(0.12 * random.normal());
    return {m_cities[city].latitude + north, m_cities[city].longitude + east};
}

void FraudWorld::makeCards(const std::stop_token &stop)
{
    std::vector<double> activity;
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_options.entities); ++i) {
        if (i % stopEvery == 0 && stop.stop_requested())
            return;
        auto random = randomFor(m_options, cardStream, i);
        Card card;
        card.city = static_cast<std::uint8_t>(popular(random.uniform(), cityCount));
        card.home = near(random, card.city);
        card.spending = static_cast<float>(0.35 * random.normal());
        activity.push_back(0.2 - std::log(random.uniform()));
        m_cards.push_back(card);
    }
    m_cardTable = AliasTable(activity);
}

void FraudWorld::makeMerchants()
{
    const std::size_t count = std::max<std::size_t>(m_cards.size() / 10, 200);
    const std::size_t online = count / 5;
    for (std::size_t i = 0; i < count; ++i) {
        auto random = randomFor(m_options, merchantStream, i);
        Merchant merchant;
        merchant.online = i >= count - online;
        // The first forty give each city one, so that nobody stands without a shop.
        const double share = static_cast<double>(i) / static_cast<double>(count - online);
        merchant.city = merchant.online ? static_cast<std::uint8_t>(random.below(cityCount))
                                        : static_cast<std::uint8_t>(share * cityCount);
        merchant.place = near(random, merchant.city);
        merchant.category = pickCategory(random.uniform());
        if (!merchant.online && (m_firstOfCity.size() <= merchant.city))
            m_firstOfCity.push_back(i);
        m_merchants.push_back(merchant);
    }
    m_firstOfCity.push_back(count - online);
    m_firstOfCity.push_back(count);
}

/// Thefts spread evenly over the period; after a shift of the prior there are more of them.
void FraudWorld::makeThefts()
{
    m_thefts.clear();
    m_stolenCards.clear();
    const auto rows = static_cast<double>(m_options.rows);
    const auto span = static_cast<double>(m_options.span());
    const double lasting = std::min(static_cast<double>(theftLasts) / span, 1.0);
    const double size = std::clamp(mostTurns * rows * lasting, 1.0, theftSize);
    const double wanted = rows * m_options.parameter("fraud_rate") * theftsAreFraud / size;
    const auto count = static_cast<std::size_t>(std::max(std::round(wanted), 1.0));
    m_turn = std::min(size / (rows * lasting), mostTurns);
    for (std::size_t i = 0; i < count; ++i) {
        auto random = randomFor(m_options, theftStream, i);
        const double share = (static_cast<double>(i) + random.uniform()) / static_cast<double>(count);
        const auto begin = m_options.start + static_cast<TimeMicros>(share * span);
        const double copies = std::exp2(m_priorShift.at(begin));
        const auto sure = static_cast<int>(copies);
        const int times = sure + (random.uniform() < copies - sure ? 1 : 0);
        for (int copy = 0; copy < times; ++copy) {
            m_thefts.push_back(begin);
            m_stolenCards.push_back(static_cast<std::uint32_t>(m_cardTable.pick(random.uniform())));
        }
    }
}

/// Without velocity, which thieves have and holders have not: theirs is set to what they usually have.
void FraudWorld::settleBase()
{
    constexpr int usualOfThieves = 2;
    std::vector<double> logits;
    std::size_t hour = 0;
    for (int i = 0; i < pilotRows; ++i) {
        auto random = randomFor(m_options, pilotStream, static_cast<std::size_t>(i));
        const auto purchase = buy(random, m_timeline.at((i + 0.5) / pilotRows, hour));
        logits.push_back(logit(purchase, purchase.stolen ? usualOfThieves : 0));
    }
    m_base = baseFor(logits, m_options.parameter("fraud_rate"));
}

std::vector<WorldPass> FraudWorld::passes() const
{
    return {{{"cards"}, blocks.count(m_cards.size())},
            {{"merchants"}, blocks.count(m_merchants.size())},
            {{"transactions", "transactions_truth"}, blocks.count(static_cast<std::size_t>(m_options.rows))}};
}

void FraudWorld::makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const
{
    if (pass == 0)
        return writeCards(block, into[0]);
    if (pass == 1)
        return writeMerchants(block, into[0]);
    writeTransactions(block, into[0], into[1]);
}

FraudWorld::Purchase FraudWorld::buy(QuickRandom &random, TimeMicros time) const
{
    Purchase purchase;
    purchase.time = time;
    const auto begun = std::upper_bound(m_thefts.begin(), m_thefts.end(), time);
    const auto lasting = std::upper_bound(m_thefts.begin(), begun, time - theftLasts);
    const auto active = static_cast<double>(begun - lasting);
    const double who = random.uniform();
    const double turns = std::min(active * m_turn, mostTurns);
    purchase.stolen = who < turns;
    if (purchase.stolen) {
        const auto which = static_cast<std::ptrdiff_t>(who / turns * active);
        purchase.card = m_stolenCards[static_cast<std::size_t>(lasting - m_thefts.begin() + which)];
        random.uniform(); // as many numbers as for a holder
    } else {
        purchase.card = m_cardTable.pick(random.uniform());
    }
    choosePlace(random, purchase);
    const Merchant &merchant = m_merchants[purchase.merchant];
    purchase.logAmount = categoryAmount[merchant.category] + m_cards[purchase.card].spending
        + amountDeviation * random.normal();
    if (purchase.stolen)
        purchase.logAmount += 0.7;
    else
        purchase.logAmount += amountDeviation * m_amountShift.at(time);
    return purchase;
}

void FraudWorld::choosePlace(QuickRandom &random, Purchase &purchase) const
{
    double online = purchase.stolen ? 0.6 : 0.22;
    if (!purchase.stolen && m_channelShift.on(purchase.time))
        online = logistic(std::log(online / (1 - online)) + m_channelShift.at(purchase.time));
    const Card &card = m_cards[purchase.card];
    const double how = random.uniform();
    const bool isOnline = how < online;
    const double far = random.uniform();
    const std::size_t elsewhere = random.below(cityCount);
    const std::size_t city = isOnline          ? cityCount
        : far < (purchase.stolen ? 0.7 : 0.06) ? elsewhere
                                               : card.city;
    const std::size_t first = m_firstOfCity[city];
    const std::size_t count = m_firstOfCity[city + 1] - first;
    purchase.merchant = first + popular(random.uniform(), count);
    for (int tries = 0; purchase.stolen && tries < 3; ++tries) { // thieves want what sells well
        if (categoryRisk[m_merchants[purchase.merchant].category] > 0)
            break;
        purchase.merchant = first + popular(random.uniform(), count);
    }
    const Merchant &merchant = m_merchants[purchase.merchant];
    const double reading = random.uniform();
    if (isOnline)
        purchase.channel = onlineChannel;
    else if (purchase.stolen)
        purchase.channel = reading < 0.6 ? 2 : 1;
    else
        purchase.channel = reading < 0.4 ? 0 : reading < 0.96 ? 1 : 2;
    if (isOnline)
        return;
    constexpr double kmOfDegree = 111.2;
    const double north = merchant.place.latitude - card.home.latitude;
    const double east = (merchant.place.longitude - card.home.longitude)
        * std::cos(card.home.latitude * std::numbers::pi / 180);
    purchase.km = kmOfDegree * std::sqrt(north * north + east * east);
}

/// Without the base.
double FraudWorld::logit(const Purchase &purchase, int lastHour) const
{
    const TimeMicros time = purchase.time;
    const auto effect = [&](double whole, const Switch &drift) { return whole * (1 - drift.at(time)); };
    const auto hour = (time / (3600 * microsPerSecond)) % 24;
    return (purchase.stolen ? stolenEffect : 0.0)
        + effect(amountEffect * (purchase.logAmount - 3.3), m_amountDrift)
        + effect(kmEffect * std::log1p(purchase.km / 50), m_kmDrift)
        + effect(hourEffect * lastHour, m_hourDrift) + effect(channelRisk[purchase.channel], m_channelDrift)
        + categoryRisk[m_merchants[purchase.merchant].category] + (hour < 5 ? nightEffect : 0.0)
        + (purchase.stolen ? 0.0 : std::numbers::ln2 * m_priorShift.at(time));
}

void FraudWorld::writeCards(std::size_t block, TableRows &cards) const
{
    const std::size_t first = blocks.begin(block, *m_scenario.table("cards"), m_cards.size(), cards);
    const auto startDay = m_options.start / microsPerDay;
    for (std::size_t i = 0; i < cards.rows; ++i) {
        const Card &card = m_cards[first + i];
        // A stream of its own, so that what has no effect takes no numbers from what has.
        auto random = randomFor(m_options, cardStream, (std::size_t(1) << 40) + first + i);
        const double kind = random.uniform();
        const std::array<std::int64_t, 8> values {
            static_cast<std::int64_t>(first + i),
            kind < 0.5       ? 0
                : kind < 0.9 ? 1
                             : 2,
            static_cast<std::int64_t>(std::clamp(44 + 15 * random.normal(), 18.0, 92.0)),
            card.city,
            std::llround(card.home.latitude * 1000),
            std::llround(card.home.longitude * 1000),
            100 * std::llround(15 * std::exp(0.6 * random.normal() + card.spending)),
            startDay - 1 - static_cast<std::int64_t>(1400 * random.uniform())};
        for (std::size_t column = 0; column < values.size(); ++column)
            cards.columns[column].whole[i] = values[column];
    }
}

void FraudWorld::writeMerchants(std::size_t block, TableRows &merchants) const
{
    const std::size_t first =
        blocks.begin(block, *m_scenario.table("merchants"), m_merchants.size(), merchants);
    for (std::size_t i = 0; i < merchants.rows; ++i) {
        const Merchant &merchant = m_merchants[first + i];
        const std::array<std::int64_t, 6> values {static_cast<std::int64_t>(first + i),
                                                  merchant.category,
                                                  merchant.online,
                                                  merchant.city,
                                                  std::llround(merchant.place.latitude * 1000),
                                                  std::llround(merchant.place.longitude * 1000)};
        for (std::size_t column = 0; column < values.size(); ++column)
            merchants.columns[column].whole[i] = values[column];
    }
}

/// All but what depends on the rows before: until the block is settled, the label's column holds the word
/// that will decide, and the truth's the logit as far as it is known.
void FraudWorld::writeTransactions(std::size_t block, TableRows &rows, TableRows &truth) const
{
    const auto total = static_cast<std::size_t>(m_options.rows);
    const std::size_t first = blocks.begin(block, *m_scenario.table("transactions"), total, rows);
    truth.setRows(*m_scenario.table("transactions_truth"), rows.rows);
    auto &missingKm = rows.columns[7].missing;
    missingKm.assign(rows.rows, 0);
    auto times = randomFor(m_options, timeStream, block);
    std::size_t hour = m_timeline.hourOf(static_cast<double>(first) / static_cast<double>(total));
    for (std::size_t i = 0; i < rows.rows; ++i) {
        const double share = (static_cast<double>(first + i) + times.uniform()) / static_cast<double>(total);
        const TimeMicros time = m_timeline.at(share, hour) / microsPerSecond * microsPerSecond;
        auto random = randomFor(m_options, rowStream, first + i);
        auto purchase = buy(random, time);
        const double euros = std::clamp(std::exp(purchase.logAmount), 0.5, 20'000.0);
        const auto cents = std::llround(euros * 100);
        purchase.logAmount = std::log(static_cast<double>(cents) / 100);
        const auto km = std::llround(purchase.km);
        purchase.km = static_cast<double>(km);
        const std::array<std::int64_t, 8> values {
            static_cast<std::int64_t>(first + i),         time,  static_cast<std::int64_t>(purchase.card),
            static_cast<std::int64_t>(purchase.merchant), cents, purchase.channel,
            m_merchants[purchase.merchant].category,      km};
        for (std::size_t column = 0; column < values.size(); ++column)
            rows.columns[column].whole[i] = values[column];
        missingKm[i] = purchase.channel == onlineChannel;
        rows.columns[10].whole[i] = static_cast<std::int64_t>(random.uniform() * 0x1p32);
        truth.columns[0].whole[i] = values[0];
        truth.columns[1].reals[i] = logit(purchase, 0) + m_base;
        truth.columns[2].whole[i] = purchase.stolen;
    }
}

void FraudWorld::settleBlock(std::size_t pass, WorldBlock &block)
{
    if (pass != 2)
        return;
    TableRows &rows = block[0];
    auto &missing = rows.columns[8].missing;
    missing.assign(rows.rows, 0);
    for (std::size_t i = 0; i < rows.rows; ++i) {
        const TimeMicros time = rows.columns[1].whole[i];
        const auto now = static_cast<std::uint32_t>((time - m_options.start) / microsPerSecond + 1);
        Recent &recent = m_recent[static_cast<std::size_t>(rows.columns[2].whole[i])];
        int lastHour = 0;
        for (const auto before : recent.seconds)
            lastHour += before != 0 && now - before < 3600;
        const std::size_t last = (recent.next + recent.seconds.size() - 1) % recent.seconds.size();
        missing[i] = recent.seconds[last] == 0;
        rows.columns[8].whole[i] = missing[i] ? 0 : (now - recent.seconds[last]) / 60;
        rows.columns[9].whole[i] = lastHour;
        recent.seconds[recent.next] = now;
        recent.next = static_cast<std::uint8_t>((recent.next + 1) % recent.seconds.size());

        double &probability = block[1].columns[1].reals[i];
        probability = logistic(probability + hourEffect * lastHour * (1 - m_hourDrift.at(time)));
        auto &label = rows.columns[10].whole[i];
        label = (static_cast<double>(label) + 0.5) * 0x1p-32 < probability;
    }
}

} // namespace slipway::data
