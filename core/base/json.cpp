#include "core/base/json.h"

#include "core/base/messages.h"
#include "core/base/result.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace slipway {

namespace {

/// Line and column of a character as an editor shows them: from 1, columns in characters.
std::pair<std::size_t, std::size_t> lineAndColumn(std::string_view text, std::size_t offset)
{
    const auto before = text.substr(0, offset);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const auto lineStart = before.rfind('\n') + 1; // 0 where there is none
    const auto startsCharacter = [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u;
    };
    const auto column =
        std::count_if(before.begin() + static_cast<std::ptrdiff_t>(lineStart), before.end(), startsCharacter);
    return {line, static_cast<std::size_t>(column) + 1};
}

/// Reads a document only to find the first mistake in it. Numbers that are too large have a place only here:
/// the exception that the parser throws for them does not tell it.
struct MistakeFinder {
    std::size_t offset = 0; ///< of the character that does not fit
    std::string reason;

    bool parse_error(std::size_t charactersRead, const std::string &, const Json::exception &error)
    {
        offset = charactersRead > 0 ? charactersRead - 1 : 0;
        reason = error.what();
        return false;
    }
    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(Json::number_integer_t) { return true; }
    bool number_unsigned(Json::number_unsigned_t) { return true; }
    bool number_float(Json::number_float_t, const std::string &) { return true; }
    bool string(std::string &) { return true; }
    bool binary(Json::binary_t &) { return true; }
    bool start_object(std::size_t) { return true; }
    bool key(std::string &) { return true; }
    bool end_object() { return true; }
    bool start_array(std::size_t) { return true; }
    bool end_array() { return true; }
};

/// The UTF-16 code units of a UTF-8 string, which is the order RFC 8785 sorts keys in.
std::u16string utf16(std::string_view text)
{
    std::u16string units;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        if (point < 0x10000) {
            units.push_back(static_cast<char16_t>(point));
        } else {
            units.push_back(static_cast<char16_t>(0xD7C0u + (point >> 10)));
            units.push_back(static_cast<char16_t>(0xDC00u + (point & 0x3FFu)));
        }
        i += length;
    }
    return units;
}

/// ECMA-262 Number::toString: shortest digits that read back, plain up to 10^21, then with an exponent.
std::string ecmaScriptNumber(double value)
{
    if (value == 0)
        return "0"; // also for -0
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                   std::chars_format::scientific)
                         .ptr;
    const std::string_view scientific(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto e = scientific.find('e');
    std::string digits;
    for (const char c : scientific.substr(0, e)) {
        if (c != '.')
            digits.push_back(c);
    }
    const int exponent = std::stoi(std::string(scientific.substr(e + 1)));
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1; // digits before the decimal point

    std::string text = value < 0 ? "-" : "";
    if (count <= point && point <= 21) {
        text += digits + std::string(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        text += digits.substr(0, static_cast<std::size_t>(point)) + "."
            + digits.substr(static_cast<std::size_t>(point));
    } else if (-6 < point && point <= 0) {
        text += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    } else {
        text += digits.substr(0, 1);
        if (count > 1)
            text += "." + digits.substr(1);
        text += exponent < 0 ? "e-" : "e+";
        text += std::to_string(std::abs(exponent));
    }
    return text;
}

void writeCanonical(const Json &value, std::string &out)
{
    switch (value.type()) {
    case Json::value_t::object: {
        std::vector<std::pair<std::u16string, const std::string *>> keys;
        for (const auto &item : value.items())
            keys.emplace_back(utf16(item.key()), &item.key());
        std::sort(keys.begin(), keys.end());
        out += '{';
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (i > 0)
                out += ',';
            out += writeJson(*keys[i].second);
            out += ':';
            writeCanonical(value.at(*keys[i].second), out);
        }
        out += '}';
        return;
    }
    case Json::value_t::array:
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i > 0)
                out += ',';
            writeCanonical(value[i], out);
        }
        out += ']';
        return;
    case Json::value_t::number_float:
        out += ecmaScriptNumber(value.get<double>());
        return;
    default:
        out += writeJson(value);
    }
}

} // namespace

Result<Json> parseJson(std::string_view text, std::string_view place)
{
    auto value = Json::parse(text, nullptr, false);
    if (!value.is_discarded())
        return value;
    MistakeFinder mistake;
    Json::sax_parse(text, &mistake);
    const auto [line, column] = lineAndColumn(text, mistake.offset);
    return failure("json.malformed", {{"place", place}, {"line", line}, {"column", column}}, mistake.reason);
}

std::string canonicalJson(const Json &value)
{
    std::string out;
    writeCanonical(value, out);
    return out;
}

std::string writeJson(const Json &value, int indent)
{
    // Text from users' files may not be UTF-8; a replacement character is better than no answer.
    return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

void setNumber(Json &object, std::string_view key, double value, std::string_view reasonIfUndefined)
{
    if (std::isfinite(value)) {
        object[std::string(key)] = value;
        return;
    }
    object[std::string(key)] = nullptr;
    object["undefined"][std::string(key)] = reasonIfUndefined;
}

} // namespace slipway
