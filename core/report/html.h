#pragma once

#include "core/report/document.h"

#include <string>

namespace slipway::report {

/// The document as one HTML file that needs nothing else: no script, no other file, no network. Light and
/// dark follow the reader's desktop, paper is light.
std::string toHtml(const Document &document);

} // namespace slipway::report
