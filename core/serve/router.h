#pragma once

#include "core/serve/http_message.h"

#include <functional>
#include <string>
#include <vector>

namespace slipway::serve {

/// One path with one method and who answers it.
struct Route {
    std::string method;
    std::string path;
    std::function<void(const HttpRequest &, HttpResponse &)> answer;
};

/// Hands each request to its route. HEAD is answered as GET; the server leaves the body out. An unknown path
/// is a 404 and a known path with another method a 405 that names the allowed ones, each with a sentence.
class Router : public HttpHandler
{
public:
    explicit Router(std::vector<Route> routes);

    void handle(const HttpRequest &request, HttpResponse &response) override;
    const std::vector<Route> &routes() const { return m_routes; }

private:
    void refuse(const HttpRequest &request, HttpResponse &response) const;

    std::vector<Route> m_routes;
};

} // namespace slipway::serve
