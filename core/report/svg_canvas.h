#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::report {

/// The name of a colour of the tokens ("chart-grid").
using Ink = std::string_view;

std::string seriesInk(int style, bool reference);

struct Point {
    double x;
    double y;
};

enum class Anchor { Start, Middle, End };

struct TextStyle {
    Ink ink = "chart-label";
    double size = 11;
    Anchor anchor = Anchor::Start;
    bool bold = false;
};

/// Collects the elements of one picture. `y` of a text is its middle.
class SvgCanvas
{
public:
    explicit SvgCanvas(bool dark)
        : m_dark(dark)
    {
    }

    void line(Point from, Point to, Ink ink, double width = 1, std::string_view dash = {});
    void polyline(const std::vector<Point> &points, Ink ink, double width, std::string_view dash = {});
    void band(const std::vector<Point> &outline, Ink ink);
    void rectangle(Point corner, double width, double height, Ink ink, double radius = 0);
    void text(Point place, std::string_view words, const TextStyle &style = {}, std::string_view whole = {});

    /// The mark of a series: disc, square, triangle, ...; `radius` is the disc's.
    void marker(Point place, std::string_view shape, Ink ink, double radius);

    void warning(Point place); ///< the triangle beside a value that is over its limit

    const std::string &elements() const { return m_elements; }

    /// Colours used so far, as rules for the theme that the literal colours are not for.
    std::string otherThemeRules() const;

private:
    std::string fill(Ink ink);
    std::string stroke(Ink ink, double width, std::string_view dash);

    bool m_dark;
    std::string m_elements;
    std::set<std::string, std::less<>> m_fills;
    std::set<std::string, std::less<>> m_strokes;
    bool m_bands = false;
};

} // namespace slipway::report
