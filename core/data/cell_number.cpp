#include "core/data/cell_number.h"

#include "core/data/cell_text.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>

namespace slipway::data {

namespace {

/// The bytes of one blank that may stand between thousands: a space, U+00A0, U+202F or an apostrophe.
std::size_t blankAt(std::string_view text)
{
    if (text.starts_with(' ') || text.starts_with('\''))
        return 1;
    if (text.starts_with("\xc2\xa0"))
        return 2;
    return text.starts_with("\xe2\x80\xaf") ? 3 : 0;
}

/// How a form writes a number: '\0' for no grouping, ' ' for any blank.
struct Style {
    std::uint32_t form;
    char decimal;
    char group;
};

constexpr std::array styles {
    Style {form::dot, '.', '\0'},
    Style {form::comma, ',', '\0'},
    Style {form::groupedByComma, '.', ','},
    Style {form::groupedByDot, ',', '.'},
    Style {form::groupedByBlankDot, '.', ' '},
    Style {form::groupedByBlankComma, ',', ' '},
};

std::size_t groupAt(std::string_view text, char group)
{
    if (group == ' ')
        return blankAt(text);
    return group != '\0' && text.starts_with(group) ? 1 : 0;
}

/// A number in one style, as plain digits with a dot; false where it is not written so.
class StyledNumber
{
public:
    bool read(std::string_view text, const Style &style)
    {
        if (text.size() > m_plain.size() - 1)
            return false;
        if (text.starts_with('-') || text.starts_with('+')) {
            if (text.front() == '-')
                put('-');
            text.remove_prefix(1);
        }
        return wholePart(text, style) && fractionPart(text, style) && exponentPart(text) && text.empty();
    }

    std::string_view plain() const { return {m_plain.data(), m_size}; }
    bool fraction() const { return m_fraction; }

private:
    void put(char c) { m_plain[m_size++] = c; }

    bool wholePart(std::string_view &text, const Style &style)
    {
        std::size_t digits = 0;
        std::size_t sinceGroup = 0;
        const char first = text.empty() ? '\0' : text.front();
        while (!text.empty()) {
            if (digit(text.front())) {
                put(text.front());
                text.remove_prefix(1);
                ++digits;
                ++sinceGroup;
                continue;
            }
            const std::size_t width = groupAt(text, style.group);
            if (width == 0 || text.size() <= width || !digit(text[width]))
                break;
            if (m_grouped ? sinceGroup != 3 : digits < 1 || digits > 3)
                return false;
            m_grouped = true;
            sinceGroup = 0;
            text.remove_prefix(width);
        }
        m_digits = digits;
        return !(m_grouped && sinceGroup != 3) && !(digits > 1 && first == '0');
    }

    bool fractionPart(std::string_view &text, const Style &style)
    {
        if (!text.starts_with(style.decimal))
            return m_digits > 0;
        put('.');
        text.remove_prefix(1);
        const std::size_t before = m_digits;
        while (!text.empty() && digit(text.front())) {
            put(text.front());
            text.remove_prefix(1);
            ++m_digits;
        }
        m_fraction = true;
        // "1," and ",5" are lists more often than numbers; "1." and ".5" are numbers everywhere.
        return style.decimal == '.' ? m_digits > 0 : before > 0 && m_digits > before;
    }

    bool exponentPart(std::string_view &text)
    {
        if (text.empty() || (text.front() != 'e' && text.front() != 'E') || m_grouped)
            return true;
        std::size_t i = 1;
        put('e');
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            put(text[i++]);
        const std::size_t from = i;
        while (i < text.size() && digit(text[i]))
            put(text[i++]);
        if (i == from)
            return false;
        text.remove_prefix(i);
        m_fraction = true;
        return true;
    }

    std::array<char, 128> m_plain {};
    std::size_t m_size = 0;
    std::size_t m_digits = 0;
    bool m_grouped = false;
    bool m_fraction = false;
};

const Style &styleOf(std::uint32_t wanted)
{
    for (const auto &style : styles) {
        if (style.form == wanted)
            return style;
    }
    return styles.front();
}

bool infinite(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    return sameWord(text, "inf") || sameWord(text, "infinity");
}

/// Plain digits, with or without a dot: by far the most numbers, and found without trying every style.
bool plainNumber(std::string_view text, CellForms &found)
{
    const std::size_t start = text.front() == '-' ? 1 : 0;
    std::size_t i = start;
    while (i < text.size() && digit(text[i]))
        ++i;
    const std::size_t wholes = i - start;
    if (wholes == 0 || wholes > 18 || (wholes > 1 && text[start] == '0'))
        return false;
    if (i == text.size()) {
        if (text == "-0")
            return false;
        found.forms = form::numbers;
        return true;
    }
    if (text[i] != '.')
        return false;
    const std::size_t dot = i++;
    while (i < text.size() && digit(text[i]))
        ++i;
    if (i != text.size() || i - dot > 60)
        return false;
    found.forms = found.fractions = form::dotNumbers;
    if (wholes <= 3 && i - dot == 4 && text[start] != '0')
        found.forms |= form::groupedByDot;
    return true;
}

} // namespace

void numberForms(std::string_view text, std::uint32_t asked, CellForms &found)
{
    const char first = text.front();
    if (!digit(first) && first != '-' && first != '+' && first != '.') {
        if (infinite(text))
            found.forms = found.fractions = form::dotNumbers | form::commaNumbers;
        return;
    }
    if (plainNumber(text, found))
        return;
    if ((asked & form::whole) && wholeOf(text, form::whole))
        found.forms |= form::whole;
    for (const auto &style : styles) {
        if ((asked & style.form) == 0)
            continue;
        StyledNumber number;
        if (!number.read(text, style))
            continue;
        found.forms |= style.form;
        // What is too large for 64 bits is no whole number either.
        std::int64_t value = 0;
        const auto plain = number.plain();
        const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        if (number.fraction() || problem != std::errc() || end != plain.data() + plain.size())
            found.fractions |= style.form;
    }
    if (infinite(text)) {
        found.forms |= form::dotNumbers | form::commaNumbers;
        found.fractions |= form::dotNumbers | form::commaNumbers;
    }
}

std::optional<std::int64_t> wholeOf(std::string_view text, std::uint32_t wanted)
{
    std::int64_t value = 0;
    if (wanted == form::whole) {
        const std::size_t start = text.starts_with('-') ? 1 : 0;
        if (text.size() == start || (text[start] == '0' && text.size() > 1))
            return std::nullopt;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || end != text.data() + text.size())
            return std::nullopt;
        return value;
    }
    StyledNumber number;
    if (!number.read(text, styleOf(wanted)) || number.fraction())
        return std::nullopt;
    const auto plain = number.plain();
    const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (problem != std::errc() || end != plain.data() + plain.size())
        return std::nullopt;
    return value;
}

std::optional<double> realOf(std::string_view text, std::uint32_t wanted)
{
    double value = 0;
    const auto parse = [&value](std::string_view plain) {
        const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        if (end != plain.data() + plain.size())
            return false;
        if (problem == std::errc::result_out_of_range)
            value = std::strtod(std::string(plain).c_str(), nullptr); // to infinity, or to nought
        else if (problem != std::errc())
            return false;
        return true;
    };
    if (wanted == form::dot || wanted == form::whole) {
        // By hand first: a text that is all digits and one dot needs no second look.
        CellForms plain;
        if (!text.empty() && plainNumber(text, plain) && parse(text))
            return value;
    }
    StyledNumber number;
    if (number.read(text, styleOf(wanted)) && parse(number.plain()))
        return value;
    if (infinite(text)) {
        return text.starts_with('-') ? -std::numeric_limits<double>::infinity()
                                     : std::numeric_limits<double>::infinity();
    }
    return std::nullopt;
}

} // namespace slipway::data
