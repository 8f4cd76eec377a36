#pragma once

#include "core/base/result.h"
#include "core/serve/http_message.h"

namespace slipway::serve {

/// Answers as Feast's server does: a JSON text that holds {"module","class","message"}, with the status of
/// the class. `status` 0: the one that belongs to the error.
void answerFeastError(HttpResponse &response, const Error &error, int status = 0);

} // namespace slipway::serve
