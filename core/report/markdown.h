#pragma once

#include "core/report/document.h"

#include <string>

namespace slipway::report {

/// The document as Markdown (GitHub's flavour). Charts become their sentence and, where that is short enough
/// to read, their table.
std::string toMarkdown(const Document &document);

} // namespace slipway::report
