#pragma once

#include "core/base/result.h"

#include <string_view>

namespace slipway::data {

/// DuckDB's own text ("Binder Error: ...") as one of our sentences; the text itself is kept as the detail.
Error duckError(std::string_view text, std::string_view memoryLimit);

} // namespace slipway::data
