#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::report {

/// How wide a text is at most in the fonts that systems ship, in pixels. The writer does not know the
/// reader's font, so this follows the widest of them (DejaVu Sans).
double textWidth(std::string_view text, double fontSize);

/// The text, or its beginning with "…", so that it fits into `width`. Never cuts a UTF-8 sequence.
std::string fitted(std::string_view text, double fontSize, double width);

/// Where labels of one size go on a line: as near as possible to `wanted` (the sum of squares is least),
/// never nearer to each other than `size`, all within [lower, upper]. Empty if they do not fit.
std::optional<std::vector<double>> spreadLabels(std::span<const double> wanted, double size, double lower,
                                                double upper);

} // namespace slipway::report
