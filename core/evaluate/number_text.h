#pragma once

#include <string>

namespace slipway::evaluate {

/// How Slipway writes numbers for people: a real minus sign, grouped counts, "–" for what does not exist.
/// For files and machines numbers are written by writeJson.

/// 0.884; never "−0.000".
std::string fixedText(double value, int decimals);

/// +0.013, −0.021, 0.000.
std::string signedText(double value, int decimals);

/// 250,000.
std::string countText(double value);

/// 30.4K, 1.2M: for cards and axes.
std::string shortCountText(double value);

/// 12.3%, from the fraction 0.123.
std::string shareText(double fraction);

/// 0.012, or "< 0.001".
std::string pValueText(double value);

/// Two significant digits, all digits from 100 on: 0.45, 8.3, 12, 120.
std::string twoDigitText(double value);

/// "0.871 to 0.897".
std::string intervalText(double low, double high, int decimals);

/// "+0.008 to +0.018", for differences.
std::string signedIntervalText(double low, double high, int decimals);

/// "380 ms", "7.6 s", "2 min 5 s", "1 h 4 min".
std::string durationText(double seconds);

} // namespace slipway::evaluate
