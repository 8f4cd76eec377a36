#pragma once

#include "core/serve/http_message.h"
#include "core/serve/metrics.h"
#include "core/serve/served_model.h"

#include <functional>

namespace slipway::serve {

/// POST /predict of the feed. Each of the server's threads has its own memory in here.
std::function<void(const HttpRequest &, HttpResponse &)> predictRoute(const ServedModel &model,
                                                                      Metrics &metrics, std::size_t threads);

} // namespace slipway::serve
