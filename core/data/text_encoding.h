#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::data {

enum class Encoding { Utf8, Utf16Le, Utf16Be, Latin1, Windows1252 };

std::string_view encodingName(Encoding encoding);
std::optional<Encoding> encodingNamed(std::string_view name);

struct EncodingGuess {
    Encoding encoding = Encoding::Utf8;
    std::size_t markBytes = 0; ///< of a byte order mark at the start
};

/// By the byte order mark; else by the noughts of UTF-16; else UTF-8 unless its rules are broken and no
/// letter beyond ASCII keeps them.
EncodingGuess guessEncoding(std::string_view head);

/// How the bytes beyond ASCII of a text look as UTF-8.
struct Utf8Signs {
    std::size_t letters = 0; ///< well-formed sequences
    std::size_t broken = 0; ///< bytes that belong to none
    bool windows = false; ///< bytes 0x80 to 0x9F, which Latin-1 has no letters for
};
Utf8Signs utf8Signs(std::string_view text);

/// Appends the bytes as UTF-8 and says how many were used: a half character at the end waits for more.
/// What has no meaning (half a surrogate pair) becomes a byte that is no UTF-8, so that its line is found.
std::size_t decode(Encoding encoding, std::string_view bytes, bool last, std::string &out);

/// Bytes as a text that is UTF-8 whatever they were: what is broken is written as \xNN.
std::string printable(std::string_view bytes);

} // namespace slipway::data
