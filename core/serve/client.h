#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>

namespace slipway::serve {

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

/// Sends one request to a server on this machine and waits for its answer, on a connection of its own.
Result<HttpAnswer> request(std::string_view method, int port, std::string_view path,
                           std::string_view body = {}, int timeoutMs = 10'000);

} // namespace slipway::serve
