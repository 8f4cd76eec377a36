#pragma once

#include "core/base/json.h"
#include "core/base/messages.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace slipway::report {

/// The words that stand for an enum's values in JSON.
template <typename Enum, std::size_t count>
using Names = std::array<std::pair<Enum, std::string_view>, count>;

template <typename Enum, std::size_t count>
std::string_view nameOf(const Names<Enum, count> &names, Enum value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return name;
    }
    return "";
}

/// Throws what nlohmann's own accessors throw, so that a reader has one kind of failure to translate.
template <typename Enum, std::size_t count>
Enum valueNamed(const Names<Enum, count> &names, const Json &name)
{
    const auto text = name.get<std::string>();
    for (const auto &[value, known] : names) {
        if (known == text)
            return value;
    }
    throw Json::other_error::create(501, "unknown word \"" + text + "\"", &name);
}

} // namespace slipway::report
