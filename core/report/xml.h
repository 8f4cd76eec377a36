#pragma once

#include <string>
#include <string_view>

namespace slipway::report {

/// Text for the inside of an element or of a quoted attribute, in HTML and in XML. Characters that XML cannot
/// hold and bytes that are no UTF-8 become U+FFFD.
std::string escaped(std::string_view text);

} // namespace slipway::report
