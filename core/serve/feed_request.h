#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::serve {

/// What the client knows about the moment. NaN and the empty text mean that it did not say.
struct FeedContext {
    std::string device;
    double position = std::numeric_limits<double>::quiet_NaN();
    double hour = std::numeric_limits<double>::quiet_NaN(); ///< of the day in UTC, 0 to 23
    std::optional<TimeMicros> time; ///< of the request; the server's clock where it is absent
};

/// A request for scores: one user, some items. An item that is listed twice is scored twice.
struct FeedRequest {
    static constexpr std::size_t itemLimit = 10'000;

    std::int64_t userId = 0;
    std::vector<std::int64_t> itemIds; ///< never empty
    FeedContext context;
};

/// Why a body was turned away: 400 where it is not JSON, 422 where it is JSON of another shape.
struct Refusal {
    int status = 400;
    Error error;
};

/// Reads the body of POST /predict. Members that it does not know are passed over. It keeps its memory
/// between requests: one a thread.
class FeedRequestParser
{
public:
    FeedRequestParser();
    ~FeedRequestParser();
    FeedRequestParser(FeedRequestParser &&) noexcept;

    /// Fills `request`, or says why not.
    std::optional<Refusal> parse(std::string_view body, FeedRequest &request);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace slipway::serve
