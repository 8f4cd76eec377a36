#include "core/data/worlds/reviews_world.h"

#include "core/data/worlds/row_blocks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace slipway::data {

namespace {

using enum IncidentKind;

/// Independent streams of the seed.
enum Stream : std::uint64_t { productStream = 1, rowStream = 2, timeStream = 3 };

constexpr RowBlocks blocks {4096};
constexpr double verifiedShare = 0.8;
constexpr double unverifiedEffect = -0.4;
constexpr double afterTurn = 1.5; // what comes after a "but" counts more
constexpr double extremeWeight = 1.6;

std::array<double, 24> trafficByHour()
{
    std::array<double, 24> traffic {};
    for (std::size_t hour = 0; hour < traffic.size(); ++hour)
        traffic[hour] = 1 + 0.8 * std::cos(2 * std::numbers::pi * (static_cast<double>(hour) - 20) / 24);
    return traffic;
}

/// The parts in random order, so that no part is spoken of twice.
std::array<std::uint8_t, reviewParts> shuffledParts(QuickRandom &random)
{
    std::array<std::uint8_t, reviewParts> parts {0, 1, 2, 3, 4};
    for (std::size_t i = parts.size(); i > 1; --i)
        std::swap(parts[i - 1], parts[random.below(i)]);
    return parts;
}

} // namespace

ReviewsWorld::ReviewsWorld(const Scenario &scenario, const WorldOptions &options)
    : m_scenario(scenario)
    , m_options(options)
    , m_timeline(options.start, options.days, trafficByHour())
    , m_lengthShift(options.incidents, CovariateShift, "text")
    , m_verifiedShift(options.incidents, CovariateShift, "verified")
    , m_opinionDrift(options.incidents, ConceptDrift, "text")
    , m_verifiedDrift(options.incidents, ConceptDrift, "verified")
    , m_priorShift(options.incidents, PriorShift)
{
}

std::vector<WorldPass> ReviewsWorld::passes() const
{
    return {{{"products"}, blocks.count(static_cast<std::size_t>(m_options.entities))},
            {{"reviews", "reviews_truth"}, blocks.count(static_cast<std::size_t>(m_options.rows))}};
}

void ReviewsWorld::makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const
{
    if (pass == 0)
        return writeProducts(block, into[0]);
    writeReviews(block, into[0], into[1]);
}

std::size_t ReviewsWorld::categoryOf(std::size_t product) const
{
    return randomFor(m_options, productStream, product).below(reviewCategories);
}

void ReviewsWorld::writeProducts(std::size_t block, TableRows &products) const
{
    constexpr std::array usualPrice {400.0, 90.0, 35.0, 70.0, 160.0, 15.0};
    const std::size_t first = blocks.begin(block, *m_scenario.table("products"),
                                           static_cast<std::size_t>(m_options.entities), products);
    for (std::size_t i = 0; i < products.rows; ++i) {
        const std::size_t product = first + i;
        const std::size_t category = categoryOf(product);
        auto random = randomFor(m_options, productStream, (std::size_t(1) << 40) + product);
        const double euros = usualPrice[category] * std::exp(0.5 * random.normal());
        products.columns[0].whole[i] = static_cast<std::int64_t>(product);
        products.columns[1].whole[i] = static_cast<std::int64_t>(category);
        products.columns[2].whole[i] = std::llround(euros * 100);
        products.columns[3].whole[i] =
            m_options.start / microsPerDay - 1 - static_cast<std::int64_t>(700 * random.uniform());
    }
}

/// What the author met with each part that the review speaks of, and what follows from it.
void ReviewsWorld::meet(QuickRandom &random, TimeMicros time, Review &review) const
{
    auto quality = randomFor(m_options, productStream, (std::size_t(2) << 40) + review.product);
    std::array<double, reviewParts> good {};
    for (auto &each : good)
        each = 0.8 * quality.normal();
    const auto parts = shuffledParts(random);
    const double more = static_cast<double>(1 + random.below(4)) + std::round(m_lengthShift.at(time));
    review.remarkCount = static_cast<std::size_t>(std::clamp(more, 1.0, double {reviewParts}));
    double sum = 0;
    int side = 0;
    for (std::size_t i = 0; i < review.remarkCount; ++i) {
        const double met = good[parts[i]] + random.normal();
        Remark &remark = review.remarks[i];
        remark.part = parts[i];
        remark.polarity = met > 0.4 ? std::int8_t(1) : met < -0.4 ? std::int8_t(-1) : std::int8_t(0);
        remark.extreme = std::abs(met) > 1.5;
        const bool turned = side != 0 && remark.polarity != 0 && remark.polarity != side;
        sum += remark.polarity * (remark.extreme ? extremeWeight : 1.0) * (turned ? afterTurn : 1.0);
        side = remark.polarity != 0 ? remark.polarity : side;
    }
    review.opinion = sum / std::sqrt(static_cast<double>(review.remarkCount));
}

void ReviewsWorld::mark(QuickRandom &random, TimeMicros time, Review &review) const
{
    const double said = review.opinion * (1 - m_opinionDrift.at(time));
    const double opinion = said + (review.verified ? 0.0 : unverifiedEffect * (1 - m_verifiedDrift.at(time)));
    review.shares = {std::exp(-3 * opinion), std::exp(1 - 0.8 * std::abs(opinion)), std::exp(3 * opinion)};
    const double total = review.shares[0] + review.shares[1] + review.shares[2];
    for (auto &share : review.shares)
        share /= total;
    const double chance = random.uniform();
    review.mark = chance < review.shares[0] ? 0 : chance < review.shares[0] + review.shares[1] ? 1 : 2;
    review.opinion += review.verified ? 0.0 : unverifiedEffect;
}

/// Where the prior has shifted, reviews with the rarer mark are kept and some of the others are drawn anew:
/// the odds of negative change by a factor, and what each mark looks like stays.
ReviewsWorld::Review ReviewsWorld::think(QuickRandom &random, TimeMicros time) const
{
    const double factor = std::exp2(m_priorShift.at(time));
    for (;;) {
        Review review;
        const double popular = random.uniform();
        review.product =
            std::min(static_cast<std::size_t>(popular * popular * static_cast<double>(m_options.entities)),
                     static_cast<std::size_t>(m_options.entities - 1));
        const double known = std::log(verifiedShare / (1 - verifiedShare)) - m_verifiedShift.at(time);
        review.verified = random.uniform() < logistic(known);
        meet(random, time, review);
        mark(random, time, review);
        const double kept = review.mark == 0 ? std::min(factor, 1.0) : std::min(1 / factor, 1.0);
        if (factor != 1) {
            const double total = 1 + (factor - 1) * review.shares[0];
            review.shares[0] *= factor;
            for (auto &share : review.shares)
                share /= total;
        }
        if (kept >= 1 || random.uniform() < kept)
            return review;
    }
}

void ReviewsWorld::writeReviews(std::size_t block, TableRows &reviews, TableRows &truth) const
{
    const auto total = static_cast<std::size_t>(m_options.rows);
    const std::size_t first = blocks.begin(block, *m_scenario.table("reviews"), total, reviews);
    truth.setRows(*m_scenario.table("reviews_truth"), reviews.rows);
    auto &text = reviews.columns[7].text;
    text.clear();
    auto times = randomFor(m_options, timeStream, block);
    std::size_t hour = m_timeline.hourOf(static_cast<double>(first) / static_cast<double>(total));
    for (std::size_t i = 0; i < reviews.rows; ++i) {
        const double share = (static_cast<double>(first + i) + times.uniform()) / static_cast<double>(total);
        const TimeMicros time = m_timeline.at(share, hour) / microsPerSecond * microsPerSecond;
        auto random = randomFor(m_options, rowStream, first + i);
        const Review review = think(random, time);
        const double generous = 0.5 * random.normal();
        const double stars = std::floor(3.5 + 1.1 * review.opinion + generous);
        const double channel = random.uniform();
        const auto votes = static_cast<std::int64_t>(-std::log(random.uniform()) * 2 - 1);
        writeReview(categoryOf(review.product), std::span(review.remarks).first(review.remarkCount), random,
                    text);
        const std::array<std::int64_t, 9> values {static_cast<std::int64_t>(first + i),
                                                  time,
                                                  static_cast<std::int64_t>(review.product),
                                                  static_cast<std::int64_t>(std::clamp(stars, 1.0, 5.0)),
                                                  review.verified,
                                                  channel < 0.55       ? 0
                                                      : channel < 0.98 ? 1
                                                                       : 2,
                                                  std::max<std::int64_t>(votes, 0),
                                                  static_cast<std::int64_t>(text.size()),
                                                  review.mark};
        for (std::size_t column = 0; column < values.size(); ++column)
            reviews.columns[column].whole[i] = values[column];
        truth.columns[0].whole[i] = values[0];
        for (std::size_t k = 0; k < review.shares.size(); ++k)
            truth.columns[k + 1].reals[i] = review.shares[k];
        truth.columns[4].reals[i] = review.opinion;
    }
}

} // namespace slipway::data
