#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway::features::redis {

constexpr std::string_view viewsKey = "slipway:views";
constexpr std::string_view generationKey = "slipway:generation";

/// `name` is "set/view".
inline std::string viewKey(const std::string &name)
{
    return "slipway:view:" + name;
}

inline std::string rowsKey(const std::string &name, std::uint32_t generation)
{
    return "slipway:rows:" + name + ":" + std::to_string(generation);
}

} // namespace slipway::features::redis
