#pragma once

#include <string_view>

namespace slipway::serve {

/// The part of GET /docs about features.
std::string_view featureDocs();

/// Their paths, as members of OpenAPI's "paths", and their schemas, as members of "schemas"; each begins with
/// a comma.
std::string_view featurePaths();
std::string_view featureSchemas();

} // namespace slipway::serve
