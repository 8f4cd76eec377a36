#include "core/data/text_encoding.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace slipway::data {

namespace {

struct Name {
    std::string_view name;
    Encoding encoding;
};

constexpr std::array names {
    Name {"utf-8", Encoding::Utf8},         Name {"utf8", Encoding::Utf8},
    Name {"utf-16le", Encoding::Utf16Le},   Name {"utf-16be", Encoding::Utf16Be},
    Name {"latin-1", Encoding::Latin1},     Name {"latin1", Encoding::Latin1},
    Name {"iso-8859-1", Encoding::Latin1},  Name {"windows-1252", Encoding::Windows1252},
    Name {"cp1252", Encoding::Windows1252},
};

/// What Windows-1252 has where Latin-1 has control characters; 0 where it has nothing.
constexpr std::array<std::uint16_t, 32> windowsLetters {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

constexpr char noLetter = '\xff';

void append(std::uint32_t code, std::string &out)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

/// The length of the well-formed sequence at the start of `text`; 0 where there is none.
std::size_t sequence(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xC2 && first <= 0xDF ? 2
        : first >= 0xE0 && first <= 0xEF                      ? 3
        : first >= 0xF0 && first <= 0xF4                      ? 4
                                                              : 0;
    if (length == 0 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    }
    const unsigned char second = byte(1);
    const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)
        || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return wrong ? 0 : length;
}

std::size_t decodeUtf16(bool little, std::string_view bytes, bool last, std::string &out)
{
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]);
        const auto b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(little ? a | b << 8 : a << 8 | b);
    };
    std::size_t at = 0;
    while (at + 2 <= bytes.size()) {
        const std::uint32_t first = unit(at);
        if (first < 0xD800 || first > 0xDFFF) {
            append(first, out);
            at += 2;
            continue;
        }
        if (at + 4 > bytes.size() && !last)
            return at;
        const std::uint32_t second = at + 4 <= bytes.size() ? unit(at + 2) : 0;
        if (first < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF) {
            append(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), out);
            at += 4;
        } else {
            out += noLetter;
            at += 2;
        }
    }
    if (last && at < bytes.size()) {
        out += noLetter;
        at = bytes.size();
    }
    return at;
}

/// UTF-16 without a mark: every other byte of most texts is nought.
std::optional<Encoding> noughtsOf(std::string_view head)
{
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
        even += head[i] == '\0' ? 1 : 0;
        odd += head[i + 1] == '\0' ? 1 : 0;
    }
    const std::size_t pairs = head.size() / 2;
    if (pairs < 2 || head.size() % 2 != 0)
        return std::nullopt;
    if (odd > pairs * 7 / 10 && even < pairs / 10 + 1)
        return Encoding::Utf16Le;
    if (even > pairs * 7 / 10 && odd < pairs / 10 + 1)
        return Encoding::Utf16Be;
    return std::nullopt;
}

} // namespace

std::string_view encodingName(Encoding encoding)
{
    for (const auto &entry : names) {
        if (entry.encoding == encoding)
            return entry.name;
    }
    return "utf-8";
}

std::optional<Encoding> encodingNamed(std::string_view name)
{
    for (const auto &entry : names) {
        if (entry.name == name)
            return entry.encoding;
    }
    return std::nullopt;
}

Utf8Signs utf8Signs(std::string_view text)
{
    Utf8Signs signs;
    while (!text.empty()) {
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            text.remove_prefix(1);
            continue;
        }
        const std::size_t length = sequence(text);
        if (length > 0) {
            ++signs.letters;
            text.remove_prefix(length);
            continue;
        }
        if (text.size() < 4 && signs.broken == 0 && static_cast<unsigned char>(text.front()) >= 0xC2)
            break; // cut off by the end of the sample
        ++signs.broken;
        signs.windows = signs.windows || static_cast<unsigned char>(text.front()) < 0xA0;
        text.remove_prefix(1);
    }
    return signs;
}

EncodingGuess guessEncoding(std::string_view head)
{
    if (head.starts_with("\xef\xbb\xbf"))
        return {Encoding::Utf8, 3};
    if (head.starts_with("\xff\xfe"))
        return {Encoding::Utf16Le, 2};
    if (head.starts_with("\xfe\xff"))
        return {Encoding::Utf16Be, 2};
    if (const auto wide = noughtsOf(head))
        return {*wide, 0};
    const auto signs = utf8Signs(head);
    if (signs.broken > 0 && signs.letters == 0)
        return {signs.windows ? Encoding::Windows1252 : Encoding::Latin1, 0};
    return {};
}

std::size_t decode(Encoding encoding, std::string_view bytes, bool last, std::string &out)
{
    switch (encoding) {
    case Encoding::Utf8:
        out.append(bytes);
        return bytes.size();
    case Encoding::Utf16Le:
    case Encoding::Utf16Be:
        return decodeUtf16(encoding == Encoding::Utf16Le, bytes, last, out);
    case Encoding::Latin1:
    case Encoding::Windows1252:
        break;
    }
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool special = encoding == Encoding::Windows1252 && byte >= 0x80 && byte < 0xA0;
        const std::uint32_t code = special ? windowsLetters[byte - 0x80] : byte;
        if (special && code == 0)
            out += noLetter;
        else
            append(code, out);
    }
    return bytes.size();
}

std::string printable(std::string_view bytes)
{
    std::string out;
    while (!bytes.empty()) {
        const std::size_t length = sequence(bytes);
        if (length == 0) {
            out += fmt::format("\\x{:02X}", static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
            continue;
        }
        if (bytes.front() == '\0')
            out += "\\x00";
        else
            out.append(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return out;
}

} // namespace slipway::data
