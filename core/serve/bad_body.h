#pragma once

#include "core/serve/feed_request.h"

#include <string_view>

namespace slipway::serve {

/// The refusal of a body that simdjson read as text but not as JSON. Slow and thorough: it runs only for bad
/// bodies. Says the line and column, and tells a number that JSON allows but no computer number holds (a 422
/// that names the member) from text that is not JSON at all (a 400).
Refusal explainBadBody(std::string_view body);

} // namespace slipway::serve
