#include "tests/support/test_data.h"

#include <cstdlib>
#include <initializer_list>
#include <string>

namespace slipway::testing {

std::optional<std::filesystem::path> testData(std::string_view relative)
{
    const char *named = std::getenv("SLIPWAY_TEST_DATA");
    const std::filesystem::path source(SLIPWAY_SOURCE_DIR);
    for (const auto &folder :
         {std::filesystem::path(named ? named : ""), source.parent_path() / "shared" / "data"}) {
        if (!folder.empty() && std::filesystem::exists(folder / relative))
            return folder / relative;
    }
    return std::nullopt;
}

} // namespace slipway::testing
