#include "core/report/theme.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace slipway::report {

namespace {

const Json &tokens()
{
    static const Json parsed = Json::parse(themeTokens());
    return parsed;
}

bool isColour(const Json &value)
{
    return value.is_string() && value.get_ref<const std::string &>().starts_with('#');
}

void collect(const std::string &path, const Json &light, const Json &dark, std::vector<ThemeColour> &colours)
{
    if (isColour(light)) {
        colours.push_back({path, light.get<std::string>(), dark.get<std::string>()});
    } else if (light.is_object()) {
        for (const auto &item : light.items())
            collect(path.empty() ? item.key() : path + "-" + item.key(), item.value(), dark.at(item.key()),
                    colours);
    } else if (light.is_array()) {
        for (std::size_t i = 0; i < light.size(); ++i)
            collect(fmt::format("{}-{}", path, i + 1), light[i], dark.at(i), colours);
    }
}

/// Relative luminance, WCAG 2.
double luminance(std::string_view hex)
{
    std::array<double, 3> linear {};
    for (std::size_t i = 0; i < 3; ++i) {
        const double share = std::stoi(std::string(hex.substr(1 + 2 * i, 2)), nullptr, 16) / 255.0;
        linear[i] = share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

std::string readableOn(std::string_view hex)
{
    const double ground = luminance(hex) + 0.05;
    return ground / 0.05 >= 1.05 / ground ? "#000000" : "#FFFFFF";
}

std::vector<ThemeColour> allColours()
{
    const auto &themes = tokens().at("themes");
    std::vector<ThemeColour> colours;
    collect("", themes.at("light"), themes.at("dark"), colours);
    for (const std::string ramp : {"sequential", "diverging"}) {
        const auto &light = themes.at("light").at("chart").at(ramp);
        const auto &dark = themes.at("dark").at("chart").at(ramp);
        for (std::size_t i = 0; i < light.size(); ++i) {
            colours.push_back({fmt::format("chart-{}-text-{}", ramp, i + 1),
                               readableOn(light[i].get<std::string>()),
                               readableOn(dark[i].get<std::string>())});
        }
    }
    return colours;
}

std::string_view ofStyle(const char *key, int style)
{
    const auto &values = tokens().at("series").at(key);
    const auto i = static_cast<std::size_t>(std::max(0, style)) % values.size();
    return values[i].get_ref<const std::string &>();
}

} // namespace

const std::vector<ThemeColour> &themeColours()
{
    static const auto colours = allColours();
    return colours;
}

const ThemeColour &themeColour(std::string_view name)
{
    const auto &colours = themeColours();
    const auto found = std::find_if(colours.begin(), colours.end(),
                                    [&](const ThemeColour &colour) { return colour.name == name; });
    assert(found != colours.end() && "no such colour in tokens.json");
    return found == colours.end() ? colours.front() : *found;
}

double bandOpacity(bool dark)
{
    return tokens().at("themes").at(dark ? "dark" : "light").at("chart").at("bandOpacity").get<double>();
}

std::string_view seriesDash(int style)
{
    return ofStyle("dash", style);
}

std::string_view seriesMarker(int style)
{
    return ofStyle("marker", style);
}

int seriesStyles()
{
    return static_cast<int>(tokens().at("series").at("marker").size());
}

std::string cssVariables(bool dark)
{
    std::string css;
    for (const auto &colour : themeColours())
        css += fmt::format("--{}:{};", colour.name, dark ? colour.dark : colour.light);
    css += fmt::format("--band-opacity:{};", bandOpacity(dark));
    return css;
}

std::string_view fontStack()
{
    return "system-ui, -apple-system, 'Segoe UI', Roboto, Cantarell, 'Noto Sans', 'DejaVu Sans', sans-serif";
}

std::string_view monoFontStack()
{
    return "ui-monospace, 'Cascadia Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace";
}

} // namespace slipway::report
