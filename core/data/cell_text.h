#pragma once

#include <cstddef>
#include <string_view>

// How the readers of cells look at a text, character by character.
namespace slipway::data {

inline bool digit(char c)
{
    return c >= '0' && c <= '9';
}

inline bool sameWord(std::string_view text, std::string_view lower)
{
    if (text.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i])
            return false;
    }
    return true;
}

/// Takes as many digits as there are, at most `most`; false where they are fewer than `least`.
inline bool takeNumber(std::string_view &text, std::size_t least, std::size_t most, int &value)
{
    std::size_t i = 0;
    value = 0;
    while (i < text.size() && i < most && digit(text[i]))
        value = value * 10 + (text[i++] - '0');
    text.remove_prefix(i);
    return i >= least;
}

inline bool takeChar(std::string_view &text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace slipway::data
