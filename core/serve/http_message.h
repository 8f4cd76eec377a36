#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace slipway::serve {

/// A request that has arrived whole. The views live until the handler returns.
struct HttpRequest {
    std::string_view method; ///< "GET", as it was sent
    std::string_view path; ///< without the query
    std::string_view query; ///< what stands after '?', or empty
    std::string_view body;
    std::size_t worker =
        0; ///< which of the server's threads asks: an index for state that no other thread touches
};

/// The answer that a handler fills in. It is reused, so strings keep their memory between requests.
struct HttpResponse {
    int status = 200;
    std::string_view contentType; ///< a constant
    std::string headers; ///< further header lines
    std::string body;

    void clear();
    void addHeader(std::string_view name, std::string_view value);
};

/// The phrase that belongs to a status ("Not Found").
std::string_view statusPhrase(int status);

/// Who answers requests. Called from the server's threads, each with its own `worker`.
class HttpHandler
{
public:
    virtual ~HttpHandler() = default;
    virtual void handle(const HttpRequest &request, HttpResponse &response) = 0;
};

inline constexpr std::string_view jsonContent = "application/json";
inline constexpr std::string_view problemContent = "application/problem+json";

} // namespace slipway::serve
