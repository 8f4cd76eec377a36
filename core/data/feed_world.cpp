#include "core/data/feed_world.h"

#include "core/data/worlds/quick_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace slipway::data {

namespace {

/// Independent streams of the seed: the kind of work in the high bits, its block in the low ones.
enum Stream : std::uint64_t {
    usersStream = 1,
    itemsStream = 2,
    rowsStream = 3,
    pilotStream = 4,
    incidentStream = 5
};

Random randomFor(const FeedOptions &options, Stream stream, std::uint64_t block = 0)
{
    return Random(options.seed, static_cast<std::uint64_t>(stream) << 48 | block);
}

constexpr double targetClickRate = 0.125;
constexpr int pilotRows = 20000;
constexpr std::int64_t stopEvery = 4096; // users or items between two looks at the stop request

// The last fifth of the period differs from the rest: phones take over, and many new items come.
constexpr double driftBegins = 0.8;
constexpr double mobileBefore = 0.55;
constexpr double mobileAfter = 0.67;
constexpr double tabletShare = 0.10;

constexpr std::array deviceEffect {0.15, -0.05, -0.2};

constexpr double millisecond = 1000;
constexpr double dayMicros = static_cast<double>(microsPerDay);

std::uint8_t deviceOf(double chance, double mobile)
{
    return chance < mobile ? 0 : chance < 1 - tabletShare ? 1 : 2;
}

/// Evenings are busy.
double angleOf(std::size_t hour)
{
    return 2 * std::numbers::pi * (static_cast<double>(hour) - 20) / 24;
}

std::array<double, 24> trafficByHour()
{
    std::array<double, 24> traffic {};
    for (std::size_t hour = 0; hour < traffic.size(); ++hour)
        traffic[hour] = 1 + 0.7 * std::cos(angleOf(hour));
    return traffic;
}

TimeMicros wholeMilliseconds(double micros)
{
    return static_cast<TimeMicros>(micros / millisecond) * static_cast<TimeMicros>(millisecond);
}

} // namespace

FeedWorld::FeedWorld(const FeedOptions &options, std::stop_token stop, const std::vector<Incident> &incidents)
    : m_options(options)
    , m_deviceShift(incidents, IncidentKind::CovariateShift, "device")
    , m_positionShift(incidents, IncidentKind::CovariateShift, "position")
    , m_deviceDrift(incidents, IncidentKind::ConceptDrift, "device")
    , m_positionDrift(incidents, IncidentKind::ConceptDrift, "position")
    , m_priorShift(incidents, IncidentKind::PriorShift)
    , m_end(options.start + options.days * microsPerDay)
    , m_timeline(options.start, options.days, trafficByHour())
{
    for (const auto &incident : incidents) {
        const bool ofTheWorld = incident.kind == IncidentKind::CovariateShift
            || incident.kind == IncidentKind::PriorShift || incident.kind == IncidentKind::ConceptDrift;
        if (ofTheWorld)
            m_changesFrom = std::min(m_changesFrom, incident.at);
    }
    makeUsers(stop);
    makeItems(stop);
    if (stop.stop_requested())
        return;
    for (std::size_t hour = 0; hour < m_hourEffect.size(); ++hour)
        m_hourEffect[hour] = 0.2 * std::cos(angleOf(hour));
    std::array<double, feedPositions> shown {};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto position = static_cast<double>(i);
        shown[i] = 1 / (1 + 0.12 * position); // few people scroll to the end
        m_positionEffect[i] = -0.42 * std::log1p(position);
    }
    m_positionTable = AliasTable(shown);
    settleBase();
}

void FeedWorld::makeUsers(const std::stop_token &stop)
{
    constexpr std::array segmentShare {0.5, 0.35, 0.15};
    constexpr std::array segmentActivity {1.0, 3.0, 8.0};
    constexpr std::array segmentBias {-0.25, 0.05, 0.35};
    constexpr std::array countryShare {0.25, 0.22, 0.13, 0.1, 0.1, 0.08, 0.07, 0.05};
    constexpr std::array countryBias {0.0, 0.2, 0.15, -0.2, -0.1, -0.05, -0.1, 0.25};
    const AliasTable segments(segmentShare);
    const AliasTable countries(countryShare);
    auto random = randomFor(m_options, usersStream);
    std::vector<double> activity;
    for (std::int64_t i = 0; i < m_options.users; ++i) {
        if (i % stopEvery == 0 && stop.stop_requested())
            return;
        FeedUser user;
        user.age = static_cast<std::uint8_t>(std::min(18 + 60 * random.beta(1.4, 2.6), 90.0));
        user.country = static_cast<std::uint8_t>(countries.pick(random.uniform()));
        user.segment = static_cast<std::uint8_t>(segments.pick(random.uniform()));
        user.likes = static_cast<std::uint8_t>(random.below(feedCategories.size()));
        user.alsoLikes = static_cast<std::uint8_t>(random.below(feedCategories.size()));
        user.bias = segmentBias[user.segment] + countryBias[user.country] + 0.012 * (35 - user.age)
            + 0.68 * random.normal();
        const double daysBefore = 0.05 + random.gamma(1.3) * 220;
        user.signup = m_options.start - wholeMilliseconds(daysBefore * dayMicros);
        activity.push_back(segmentActivity[user.segment] * (0.15 + random.gamma(1.5)));
        m_users.push_back(user);
    }
    m_userTable = AliasTable(activity);
}

void FeedWorld::makeItems(const std::stop_token &stop)
{
    constexpr std::array categoryQuality {0.25, 0.0, -0.2, 0.1, 0.2, -0.15, 0.0, -0.1};
    auto random = randomFor(m_options, itemsStream);
    const auto count = static_cast<std::size_t>(m_options.items);
    std::vector<std::size_t> rank(count);
    std::iota(rank.begin(), rank.end(), 0);
    for (std::size_t i = count; i > 1; --i)
        std::swap(rank[i - 1], rank[random.below(i)]);

    const double period = static_cast<double>(m_end - m_options.start);
    std::vector<double> popularity;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % static_cast<std::size_t>(stopEvery) == 0 && stop.stop_requested())
            return;
        FeedItem item;
        item.category = static_cast<std::uint8_t>(random.below(feedCategories.size()));
        const double length = random.normal();
        const double followers = random.normal();
        item.lengthSeconds = static_cast<std::int32_t>(std::clamp(45 * std::exp(0.8 * length), 3.0, 900.0));
        item.followers = static_cast<std::int64_t>(3000 * std::exp(1.8 * followers));
        item.quality =
            categoryQuality[item.category] - 0.15 * length + 0.25 * followers + 0.68 * random.normal();
        item.dwellScale = 0.5 * (4 + 0.35 * item.lengthSeconds) * std::exp(0.35 * item.quality);

        const double when = random.uniform();
        const double where = random.uniform();
        // The most popular item is there from the start, so that there always is something to show.
        if (when < 0.7 || rank[i] == 0)
            item.created = m_options.start - wholeMilliseconds((0.01 + where * 90) * dayMicros);
        else if (when < 0.85)
            item.created = m_options.start + wholeMilliseconds(where * period);
        else
            item.created =
                m_options.start + wholeMilliseconds((driftBegins + where * (1 - driftBegins)) * period);
        popularity.push_back(std::pow(static_cast<double>(rank[i]) + 3, -0.9) * std::exp(0.3 * item.quality));
        m_items.push_back(item);
    }
    m_itemTable = AliasTable(popularity);
}

void FeedWorld::settleBase()
{
    auto random = randomFor(m_options, pilotStream);
    std::vector<double> logits;
    std::size_t hour = 0;
    for (int i = 0; i < pilotRows; ++i) {
        FeedRow row;
        row.time = m_timeline.at((i + 0.5) / pilotRows, hour);
        meet(random, row);
        logits.push_back(logit(row));
    }
    double low = -20;
    double high = 20;
    for (int step = 0; step < 60; ++step) {
        m_base = (low + high) / 2;
        double clicks = 0;
        for (const double each : logits)
            clicks += logistic(each + m_base);
        (clicks < targetClickRate * pilotRows ? low : high) = m_base;
    }
}

std::size_t FeedWorld::blocks() const
{
    return (static_cast<std::size_t>(m_options.interactions) + blockRows - 1) / blockRows;
}

FeedWorld::DeviceDraw FeedWorld::meet(Random &random, FeedRow &row) const
{
    row.user = static_cast<std::uint32_t>(m_userTable.pick(random.uniform()));
    do {
        row.item = static_cast<std::uint32_t>(m_itemTable.pick(random.uniform()));
    } while (m_items[row.item].created > row.time);
    const double past =
        static_cast<double>(row.time - m_options.start) / static_cast<double>(m_end - m_options.start);
    const double shifted = std::clamp((past - driftBegins) / (1 - driftBegins), 0.0, 1.0);
    const double mobile = mobileBefore + (mobileAfter - mobileBefore) * shifted;
    const double device = random.uniform();
    row.device = deviceOf(device, mobile);
    row.position = static_cast<std::uint8_t>(m_positionTable.pick(random.uniform()));
    return {mobile, device};
}

double FeedWorld::logit(const FeedRow &row) const
{
    const FeedUser &user = m_users[row.user];
    const FeedItem &item = m_items[row.item];
    const double affinity =
        (item.category == user.likes ? 0.8 : 0.0) + (item.category == user.alsoLikes ? 0.5 : 0.0);
    const double ageDays = static_cast<double>(row.time - item.created) / dayMicros;
    const auto hour = static_cast<std::size_t>((row.time / (3600 * microsPerSecond)) % 24);
    return m_base + user.bias + item.quality + affinity + deviceEffect[row.device]
        + m_positionEffect[row.position] + m_hourEffect[hour] - 0.12 * std::log1p(ageDays);
}

/// What the incidents change of a row. The block's own numbers are drawn as if there were none, so that
/// nothing else changes; what is missing comes from a stream of the row.
void FeedWorld::change(std::size_t number, const Draws &draws, FeedRow &row) const
{
    auto random = randomFor(m_options, incidentStream, number);
    const double factor = std::exp2(m_priorShift.at(row.time));
    Draws now = draws;
    for (;;) {
        shift(now.device, row);
        const double own = logit(row) - m_deviceDrift.at(row.time) * deviceEffect[row.device]
            - m_positionDrift.at(row.time) * m_positionEffect[row.position];
        row.click = now.click < logistic(own);
        row.probability = factor == 1 ? logistic(own) : logistic(own + std::log(factor));
        // Where the prior has shifted, rows of the rarer outcome are kept and some of the others are drawn
        // anew: the odds change by a factor, and who clicks looks as before.
        const double kept = row.click ? std::min(factor, 1.0) : std::min(1 / factor, 1.0);
        if (kept >= 1 || random.uniform() < kept)
            break;
        now.device = meet(random, row);
        now.click = random.uniform();
        now.dwell = 0;
    }
    row.dwellTenths = 0;
    if (row.click)
        row.dwellTenths = dwell(row, now.dwell > 0 ? now.dwell : random.uniform() * random.uniform());
}

void FeedWorld::shift(const DeviceDraw &draw, FeedRow &row) const
{
    if (m_deviceShift.on(row.time)) {
        const double odds = std::log(draw.mobile / (1 - draw.mobile)) + m_deviceShift.at(row.time);
        row.device = deviceOf(draw.chance, logistic(odds));
    }
    if (m_positionShift.on(row.time)) {
        constexpr double placesDown = 4;
        const double moved = row.position + std::round(placesDown * m_positionShift.at(row.time));
        row.position = static_cast<std::uint8_t>(std::clamp(moved, 0.0, feedPositions - 1.0));
    }
}

/// Gamma of shape 2, as the sum of two exponential times, in tenths of a second.
std::int32_t FeedWorld::dwell(const FeedRow &row, double product) const
{
    const double seconds = -m_items[row.item].dwellScale * std::log(product);
    return static_cast<std::int32_t>(std::clamp(std::round(seconds * 10), 1.0, 36000.0));
}

void FeedWorld::makeBlock(std::size_t block, std::vector<FeedRow> &rows) const
{
    auto random = randomFor(m_options, rowsStream, block);
    const std::size_t first = block * blockRows;
    const auto total = static_cast<std::size_t>(m_options.interactions);
    rows.resize(std::min(blockRows, total - first));
    const double firstShare = static_cast<double>(first) / static_cast<double>(total);
    std::size_t hour = m_timeline.hourOf(firstShare);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        FeedRow &row = rows[i];
        // One impression in each of `total` equal shares: sorted, whatever block is made first.
        row.time = m_timeline.at(
            (static_cast<double>(first + i) + random.uniform()) / static_cast<double>(total), hour);
        Draws draws;
        draws.device = meet(random, row);
        row.probability = logistic(logit(row));
        draws.click = random.uniform();
        row.click = draws.click < row.probability;
        row.dwellTenths = 0;
        if (row.click) {
            draws.dwell = random.uniform() * random.uniform();
            row.dwellTenths = dwell(row, draws.dwell);
        }
        if (row.time >= m_changesFrom)
            change(first + i, draws, row);
    }
}

} // namespace slipway::data
