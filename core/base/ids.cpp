#include "core/base/ids.h"

#include "core/base/clock.h"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <cstdint>
#include <cstring>
#include <mutex>

namespace slipway {

namespace {

/// The 12 bits after the timestamp count ids of the same millisecond, as RFC 9562 section 6.2 method 1
/// allows.
struct Tick {
    std::uint64_t millis;
    std::uint32_t counter;
};

Tick nextTick()
{
    static std::mutex mutex;
    static Tick last {0, 0};
    const std::lock_guard lock(mutex);
    const auto now = static_cast<std::uint64_t>(utcNow() / 1000);
    if (now > last.millis)
        last = {now, 0};
    else if (++last.counter > 0xFFF)
        last = {last.millis + 1, 0};
    return last;
}

} // namespace

std::string newId()
{
    const Tick tick = nextTick();
    std::uint64_t random = 0;
    unsigned char bytes[8];
    RAND_bytes(bytes, sizeof bytes);
    std::memcpy(&random, bytes, sizeof bytes);
    const std::uint64_t high = (tick.millis << 16) | 0x7000u | tick.counter;
    const std::uint64_t low = (random >> 2) | 0x8000'0000'0000'0000u;
    return fmt::format("{:016x}{:016x}", high, low);
}

} // namespace slipway
