#pragma once

#include <string_view>

namespace slipway::serve {

/// GET /docs: one HTML page without scripts or outside files.
std::string_view docsPage();

/// GET /openapi.json: the same as OpenAPI 3.1.
std::string_view openApi();

} // namespace slipway::serve
