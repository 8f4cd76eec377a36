#include "core/evaluate/number_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace slipway::evaluate {

namespace {

constexpr auto minusSign = "\u2212";
constexpr auto missing = "\u2013";

std::string grouped(std::string digits)
{
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<std::size_t>(i), ",");
    return digits;
}

/// The magnitude with its sign in front; `plus` stands before positive values. What rounds to zero has no
/// sign.
std::string withSign(double value, int decimals, std::string_view plus)
{
    if (!std::isfinite(value))
        return missing;
    auto digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const auto point = digits.find('.');
    auto whole = grouped(digits.substr(0, point));
    const auto text = whole + (point == std::string::npos ? std::string() : digits.substr(point));
    if (digits.find_first_not_of("0.") == std::string::npos)
        return text;
    return (value < 0 ? std::string(minusSign) : std::string(plus)) + text;
}

} // namespace

std::string fixedText(double value, int decimals)
{
    return withSign(value, decimals, "");
}

std::string signedText(double value, int decimals)
{
    return withSign(value, decimals, "+");
}

std::string countText(double value)
{
    return withSign(value, 0, "");
}

std::string shortCountText(double value)
{
    struct Step {
        double size;
        const char *letter;
    };
    static constexpr std::array steps {Step {1e9, "B"}, Step {1e6, "M"}, Step {1e3, "K"}};
    for (const auto &step : steps) {
        // 999,960 would round to "1000.0K": it belongs to the next letter.
        if (std::abs(value) < 0.99995 * step.size)
            continue;
        auto text = withSign(value / step.size, 1, "");
        if (text.ends_with(".0"))
            text.resize(text.size() - 2);
        return text + step.letter;
    }
    return countText(value);
}

std::string shareText(double fraction)
{
    return std::isfinite(fraction) ? withSign(100 * fraction, 1, "") + "%" : missing;
}

std::string pValueText(double value)
{
    return value < 0.001 ? "< 0.001" : fixedText(value, 3);
}

std::string twoDigitText(double value)
{
    const double size = std::abs(value);
    if (!std::isfinite(value) || size == 0 || size >= 9.95)
        return fixedText(value, 0);
    const int decimals = 1 - static_cast<int>(std::floor(std::log10(size)));
    // 0.0996 rounds up into the next power of ten and then needs one digit less.
    const bool carries = std::round(size * std::pow(10, decimals)) >= 100;
    return fixedText(value, carries ? decimals - 1 : decimals);
}

std::string intervalText(double low, double high, int decimals)
{
    return fixedText(low, decimals) + " to " + fixedText(high, decimals);
}

std::string signedIntervalText(double low, double high, int decimals)
{
    return signedText(low, decimals) + " to " + signedText(high, decimals);
}

std::string durationText(double seconds)
{
    if (!std::isfinite(seconds))
        return missing;
    if (seconds < 0.9995)
        return twoDigitText(1000 * seconds) + " ms";
    if (seconds < 59.5)
        return (seconds < 9.95 ? fixedText(seconds, 1) : fixedText(seconds, 0)) + " s";
    const auto whole = static_cast<long long>(std::llround(seconds));
    if (whole < 3600)
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

} // namespace slipway::evaluate
