#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace slipway::features {

// A disk or a memory that turns a bit around makes another value of a value, which nobody would see. So each
// entry of a store is written with a number over its key and its content.

/// Makes `sealed` the content with its seal.
void sealInto(std::string &sealed, std::string_view key, std::string_view content);

/// The content without the seal; nothing where it is not that of this key and content.
std::optional<std::string_view> unsealed(std::string_view key, std::string_view sealed);

} // namespace slipway::features
