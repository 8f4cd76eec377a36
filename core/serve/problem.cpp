#include "core/serve/problem.h"

namespace slipway::serve {

void answerProblem(HttpResponse &response, int status, const Error &error)
{
    const Json problem {{"type", "about:blank"},   {"title", statusPhrase(status)}, {"status", status},
                        {"detail", error.message}, {"error", error.message},        {"id", error.id}};
    response.status = status;
    response.contentType = problemContent;
    // A sentence may quote what the client sent, whatever its encoding: broken bytes are replaced, not passed
    // on.
    response.body = problem.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace slipway::serve
