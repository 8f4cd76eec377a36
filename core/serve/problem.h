#pragma once

#include "core/base/result.h"
#include "core/serve/http_message.h"

namespace slipway::serve {

/// Answers with RFC 9457's application/problem+json: type, title, status and detail (the error's sentence),
/// the sentence again as "error" for clients that look there, and the sentence's "id".
void answerProblem(HttpResponse &response, int status, const Error &error);

} // namespace slipway::serve
