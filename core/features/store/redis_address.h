#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace slipway::features {

/// Where a Redis is, and how it lets one in.
struct RedisAddress {
    std::string host = "127.0.0.1";
    int port = 6379;
    int database = 0;
    std::string user {}; ///< of Redis' access lists; empty: the standard one
    std::string password {}; ///< empty: none

    /// redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]
    static Result<RedisAddress> parse(std::string_view text);

    std::string shown() const; ///< without the password
};

} // namespace slipway::features
