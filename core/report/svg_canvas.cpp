#include "core/report/svg_canvas.h"

#include "core/report/theme.h"
#include "core/report/xml.h"

#include <fmt/format.h>

#include <cmath>

namespace slipway::report {

namespace {

/// A coordinate, to a hundredth of a pixel and without trailing zeros.
std::string number(double value)
{
    auto text = fmt::format("{:.2f}", value);
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.')
        text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string outline(const std::vector<Point> &points)
{
    std::string path;
    for (const auto &point : points)
        path += (path.empty() ? "M" : "L") + number(point.x) + " " + number(point.y);
    return path;
}

const char *anchorName(Anchor anchor)
{
    return anchor == Anchor::Start ? "start" : anchor == Anchor::Middle ? "middle" : "end";
}

/// Corners of the shapes that have them, around 0 with the disc's area as measure.
std::vector<Point> corners(std::string_view shape, double r)
{
    if (shape == "square")
        return {{-r * 0.9, -r * 0.9}, {r * 0.9, -r * 0.9}, {r * 0.9, r * 0.9}, {-r * 0.9, r * 0.9}};
    if (shape == "triangle")
        return {{0, -r * 1.25}, {r * 1.15, r * 0.85}, {-r * 1.15, r * 0.85}};
    if (shape == "triangleDown")
        return {{0, r * 1.25}, {r * 1.15, -r * 0.85}, {-r * 1.15, -r * 0.85}};
    if (shape == "diamond")
        return {{0, -r * 1.3}, {r * 1.3, 0}, {0, r * 1.3}, {-r * 1.3, 0}};
    std::vector<Point> star;
    for (int i = 0; i < 10; ++i) {
        const double reach = (i % 2 == 0 ? 1.4 : 0.6) * r;
        const double angle = std::acos(-1) * (0.2 * i - 0.5);
        star.push_back({reach * std::cos(angle), reach * std::sin(angle)});
    }
    return star;
}

} // namespace

std::string seriesInk(int style, bool reference)
{
    return reference ? "chart-reference"
                     : fmt::format("chart-series-{}", 1 + std::abs(style) % seriesStyles());
}

std::string SvgCanvas::fill(Ink ink)
{
    m_fills.emplace(ink);
    const auto &colour = themeColour(ink);
    return fmt::format("class=\"f-{}\" fill=\"{}\"", ink, m_dark ? colour.dark : colour.light);
}

std::string SvgCanvas::stroke(Ink ink, double width, std::string_view dash)
{
    m_strokes.emplace(ink);
    const auto &colour = themeColour(ink);
    auto text = fmt::format("class=\"s-{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"", ink,
                            m_dark ? colour.dark : colour.light, number(width));
    if (!dash.empty() && dash != "solid")
        text += fmt::format(" stroke-dasharray=\"{}\"", dash);
    return text;
}

void SvgCanvas::line(Point from, Point to, Ink ink, double width, std::string_view dash)
{
    m_elements += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", number(from.x),
                              number(from.y), number(to.x), number(to.y), stroke(ink, width, dash));
}

void SvgCanvas::polyline(const std::vector<Point> &points, Ink ink, double width, std::string_view dash)
{
    m_elements +=
        fmt::format("<path d=\"{}\" {} stroke-linejoin=\"round\" stroke-linecap=\"{}\"/>\n", outline(points),
                    stroke(ink, width, dash), dash.empty() || dash == "solid" ? "round" : "butt");
}

void SvgCanvas::band(const std::vector<Point> &points, Ink ink)
{
    m_bands = true;
    m_elements += fmt::format(
        "<path d=\"{}Z\" {} fill-opacity=\"{}\" stroke=\"none\"/>\n", outline(points),
        [&] {
            auto attributes = fill(ink);
            attributes.insert(attributes.find("f-"), "band ");
            return attributes;
        }(),
        bandOpacity(m_dark));
}

void SvgCanvas::rectangle(Point corner, double width, double height, Ink ink, double radius)
{
    m_elements +=
        fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {}/>\n", number(corner.x),
                    number(corner.y), number(width), number(height), number(radius), fill(ink));
}

void SvgCanvas::text(Point place, std::string_view words, const TextStyle &style, std::string_view whole)
{
    // dominant-baseline is not understood everywhere; a third of the size is where the middle of a line lies.
    m_elements +=
        fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\"{} {}>{}", number(place.x),
                    number(place.y + 0.35 * style.size), number(style.size), anchorName(style.anchor),
                    style.bold ? " font-weight=\"600\"" : "", fill(style.ink), escaped(words));
    if (!whole.empty() && whole != words)
        m_elements += "<title>" + escaped(whole) + "</title>";
    m_elements += "</text>\n";
}

void SvgCanvas::marker(Point place, std::string_view shape, Ink ink, double radius)
{
    if (shape == "circle") {
        m_elements += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}/>\n", number(place.x),
                                  number(place.y), number(radius), fill(ink));
        return;
    }
    if (shape == "plus" || shape == "cross") {
        const double reach = shape == "plus" ? radius * 1.2 : radius * 0.9;
        const double slant = shape == "plus" ? 0 : reach;
        line({place.x - reach, place.y - slant}, {place.x + reach, place.y + slant}, ink, 2);
        if (shape == "plus")
            line({place.x, place.y - reach}, {place.x, place.y + reach}, ink, 2);
        else
            line({place.x - reach, place.y + reach}, {place.x + reach, place.y - reach}, ink, 2);
        return;
    }
    auto points = corners(shape, radius);
    for (auto &point : points)
        point = {place.x + point.x, place.y + point.y};
    m_elements += fmt::format("<path d=\"{}Z\" {}/>\n", outline(points), fill(ink));
}

void SvgCanvas::warning(Point place)
{
    marker(place, "triangle", "status-warn-solid", 4);
}

std::string SvgCanvas::otherThemeRules() const
{
    std::string css;
    const auto other = [&](const std::string &name) {
        const auto &colour = themeColour(name);
        return m_dark ? colour.light : colour.dark;
    };
    for (const auto &name : m_fills)
        css += fmt::format(".f-{}{{fill:{}}}", name, other(name));
    for (const auto &name : m_strokes)
        css += fmt::format(".s-{}{{stroke:{}}}", name, other(name));
    if (m_bands)
        css += fmt::format(".band{{fill-opacity:{}}}", bandOpacity(!m_dark));
    return css;
}

} // namespace slipway::report
