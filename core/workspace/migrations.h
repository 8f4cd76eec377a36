#pragma once

#include <span>
#include <string_view>

namespace slipway::workspace {

/// The schema's history: entry i leads from version i to version i + 1. Entries are only ever added.
std::span<const std::string_view> migrations();

} // namespace slipway::workspace
