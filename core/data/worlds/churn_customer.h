#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace slipway::data {

struct ChurnWeek {
    std::int32_t day = 0; ///< since 1970, the week's first
    std::int32_t data = 0; ///< hundredths of a GB a seat
    std::int32_t minutes = 0; ///< tenths of a minute a seat
    std::int16_t outage = 0; ///< tenths of an hour
    std::int8_t active = 0; ///< days
};

struct ChurnBill {
    std::int32_t day = 0;
    std::int64_t cents = 0;
    std::int16_t daysLate = 0;
};

struct ChurnTicket {
    std::size_t week = 0;
    TimeMicros opened = 0;
    std::int32_t hours = -1; ///< tenths; -1 where it is open
    std::uint8_t topic = 0;
    std::int8_t satisfaction = 0; ///< 0 where nobody answered
};

/// A customer as the world knows it.
struct ChurnCustomer {
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    std::int64_t id = 0;
    TimeMicros snapshot = 0;
    double size = 0; ///< latent: the logarithm of seats, standardised
    double needGb = 0; ///< latent: a week and seat
    double needMinutes = 0;
    double stress = 0; ///< latent
    double moodLevel = 0; ///< latent: what the mood comes back to
    double moodShock = 0; ///< latent: by how much it is away from that now
    double mood = 0; ///< at the snapshot
    double risePercent = 0; ///< of the price, until the snapshot
    std::size_t riseWeek = never;
    std::int64_t priceCents = 0;
    std::int32_t includedGb = 0;
    std::int32_t seats = 0;
    std::int32_t tenure = 0; ///< months
    std::int32_t signupDay = 0;
    std::uint8_t age = 0;
    std::uint8_t gender = 0;
    std::uint8_t location = 0;
    std::uint8_t contract = 0;
    std::uint8_t before = 0; ///< the contract before the present one
    std::uint8_t payment = 0;
    std::vector<ChurnWeek> weeks;
    std::vector<ChurnBill> bills;
    std::vector<ChurnTicket> tickets;
    double probability = 0;
    bool leaves = false;
};

/// Tickets of the last eight weeks that nobody has resolved.
int openTickets(const ChurnCustomer &customer);

} // namespace slipway::data
