#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace slipway::testing {

/// A file of the real data sets, which are not part of the project: looked for in SLIPWAY_TEST_DATA, then in
/// shared/data beside the project. Empty where it is absent; the test then skips and says so.
std::optional<std::filesystem::path> testData(std::string_view relative);

} // namespace slipway::testing
