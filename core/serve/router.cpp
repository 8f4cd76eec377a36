#include "core/serve/router.h"

#include "core/base/messages.h"
#include "core/serve/problem.h"

namespace slipway::serve {

Router::Router(std::vector<Route> routes)
    : m_routes(std::move(routes))
{
}

void Router::handle(const HttpRequest &request, HttpResponse &response)
{
    const auto method = request.method == "HEAD" ? std::string_view("GET") : request.method;
    for (const auto &route : m_routes) {
        if (route.path == request.path && route.method == method) {
            route.answer(request, response);
            return;
        }
    }
    refuse(request, response);
}

void Router::refuse(const HttpRequest &request, HttpResponse &response) const
{
    std::string allowed;
    for (const auto &route : m_routes) {
        if (route.path != request.path)
            continue;
        allowed += allowed.empty() ? "" : ", ";
        allowed += route.method == "GET" ? "GET, HEAD" : route.method;
    }
    if (allowed.empty()) {
        answerProblem(response, 404, failure("serve.no_route", {{"path", request.path}}));
        return;
    }
    response.addHeader("Allow", allowed);
    answerProblem(response, 405,
                  failure("serve.wrong_method",
                          {{"path", request.path}, {"method", request.method}, {"allowed", allowed}}));
}

} // namespace slipway::serve
