#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace slipway::data {

/// The ways in which a text can be read as a value, one bit each.
namespace form {
enum : std::uint32_t {
    flag = 1U << 0, ///< true, FALSE
    whole = 1U << 1, ///< 5, -12: fits 64 bits, no leading zero
    dot = 1U << 2, ///< 1.5, 2e-3
    comma = 1U << 3, ///< 1,5
    groupedByComma = 1U << 4, ///< 1,234.5
    groupedByDot = 1U << 5, ///< 1.234,5
    groupedByBlankDot = 1U << 6, ///< 1 234.5
    groupedByBlankComma = 1U << 7, ///< 1 234,5
    iso = 1U << 8, ///< 2026-01-31, with or without a time of day, as all of the following
    yearSlash = 1U << 9, ///< 2026/01/31
    dayDot = 1U << 10, ///< 31.01.2026
    dayDash = 1U << 11, ///< 31-01-2026
    monthDash = 1U << 12, ///< 01-31-2026
    daySlash = 1U << 13, ///< 31/01/2026
    monthSlash = 1U << 14, ///< 01/31/2026
};
inline constexpr std::uint32_t any = (1U << 15) - 1;
inline constexpr std::uint32_t dates = iso | yearSlash | dayDot | dayDash | monthDash | daySlash | monthSlash;
inline constexpr std::uint32_t commaNumbers = comma | groupedByDot | groupedByBlankComma;
inline constexpr std::uint32_t dotNumbers = dot | groupedByComma | groupedByBlankDot;
inline constexpr std::uint32_t numbers = whole | commaNumbers | dotNumbers;
} // namespace form

/// What a text can be.
struct CellForms {
    std::uint32_t forms = 0; ///< bits of form
    std::uint32_t fractions = 0; ///< those of them in which it is not a whole number
    bool dayOnly = false; ///< of a date: no time of day
    bool zone = false; ///< of a date: with an offset from UTC
};

/// A moment that was read from a text.
struct CellTime {
    std::int64_t micros = 0; ///< since 1970, in UTC
    bool dayOnly = false;
    bool zone = false;
};

/// The text without blanks at its ends, the no-break space among them.
std::string_view trimmed(std::string_view text);

/// Every way to read `text`, which is trimmed and not empty. Only bits of `asked` need to be right.
CellForms formsOf(std::string_view text, std::uint32_t asked = form::any);

/// The value of a text in one way; empty where it is not written so.
std::optional<std::int64_t> wholeOf(std::string_view text, std::uint32_t form);
std::optional<double> realOf(std::string_view text, std::uint32_t form);
std::optional<CellTime> timeOf(std::string_view text, std::uint32_t form);
std::optional<bool> flagOf(std::string_view text);

/// Reads by a format as strptime has it: %Y %y %m %d %b %H %I %M %S %f %p %z %%, or one of the words epoch,
/// epoch_ms, epoch_us. The whole text has to fit.
std::optional<CellTime> timeByFormat(std::string_view text, std::string_view format);

/// Whether the format is one that timeByFormat knows.
bool knownFormat(std::string_view format);

} // namespace slipway::data
