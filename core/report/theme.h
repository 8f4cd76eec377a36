#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slipway::report {

/// resources/theme/tokens.json, built into the program.
std::string_view themeTokens();

/// A colour of the tokens in both themes. The name is its path: "chart-series-1", "status-ok-text".
struct ThemeColour {
    std::string name;
    std::string light; ///< "#2463C4"
    std::string dark;
};

/// Every colour, in the order of the tokens, and "chart-sequential-text-1" ...: black or white, whichever is
/// easier to read on that step of a heat map ("chart-diverging-text-1" likewise).
const std::vector<ThemeColour> &themeColours();

/// The colour of that name. Unknown names are a programmer's mistake and assert.
const ThemeColour &themeColour(std::string_view name);

double bandOpacity(bool dark);

/// The dash pattern and the marker of a series ("6 3", "square"); styles repeat after the last.
std::string_view seriesDash(int style);
std::string_view seriesMarker(int style);
int seriesStyles(); ///< how many different ones there are

/// "--chart-series-1:#2463C4;..." for a rule of CSS.
std::string cssVariables(bool dark);

/// The system's own font, as CSS names it.
std::string_view fontStack();
std::string_view monoFontStack();

} // namespace slipway::report
