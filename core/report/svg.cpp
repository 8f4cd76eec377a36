#include "core/report/svg.h"

#include "core/report/svg_kinds.h"
#include "core/report/text_fit.h"
#include "core/report/theme.h"
#include "core/report/xml.h"

#include <fmt/format.h>

#include <cmath>

namespace slipway::report {

namespace {

constexpr double titleSize = 14;
constexpr double unitSize = 12;

double paint(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture)
{
    switch (chart.kind) {
    case ChartKind::Line:
    case ChartKind::Calibration:
        return paintCurves(canvas, chart, picture);
    case ChartKind::Histogram:
        return paintHistogram(canvas, chart, picture);
    case ChartKind::Bars:
    case ChartKind::Intervals:
        return paintRows(canvas, chart, picture);
    case ChartKind::HeatMap:
        return paintHeatMap(canvas, chart, picture);
    }
    return picture.top;
}

void drawTitle(SvgCanvas &canvas, const ChartSpec &chart, double width)
{
    const auto title = fitted(chart.title, titleSize, width);
    canvas.text({0, 10}, title, {.ink = "text-primary", .size = titleSize, .bold = true}, chart.title);
    // Bold letters are wider than the estimate for plain ones.
    const double used = 1.12 * textWidth(title, titleSize) + 8;
    if (!chart.unit.empty() && used + textWidth(chart.unit, unitSize) <= width)
        canvas.text({used, 11}, chart.unit, {.ink = "chart-label", .size = unitSize});
}

} // namespace

std::string toSvg(const ChartSpec &chart, const SvgOptions &options)
{
    SvgCanvas canvas(options.dark);
    const double top = options.showTitle ? 24 : 0;
    if (options.showTitle)
        drawTitle(canvas, chart, options.width);
    const double wanted = options.height > top ? options.height - top : 0;
    const double height = std::ceil(paint(canvas, chart, {options.width, top, wanted}));

    const auto id = escaped(options.id);
    const auto title = chart.unit.empty() ? chart.title : chart.title + ", " + chart.unit;
    auto svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" "
        "aria-labelledby=\"{0}-title {0}-desc\" width=\"{1}\" height=\"{2}\" "
        "viewBox=\"0 0 {1} {2}\" font-family=\"{3}\">\n"
        "<title id=\"{0}-title\">{4}</title>\n<desc id=\"{0}-desc\">{5}</desc>\n",
        id, options.width, height, escaped(fontStack()), escaped(title),
        escaped(chart.empty() && !chart.emptyReason.empty() ? chart.emptyReason : chart.sentence));
    std::string ground;
    if (options.followReader) {
        // On its own the picture brings its ground along: light text must not land on a viewer's white page.
        SvgCanvas below(options.dark);
        below.rectangle({0, 0}, options.width, height, "chart-background");
        ground = below.elements();
        svg +=
            fmt::format("<style>@media (prefers-color-scheme: {}){{{}}}</style>\n",
                        options.dark ? "light" : "dark", canvas.otherThemeRules() + below.otherThemeRules());
    }
    return svg + ground + canvas.elements() + "</svg>\n";
}

std::string chartCss()
{
    std::string css;
    for (const auto &colour : themeColours()) {
        const auto &name = colour.name;
        const bool drawn =
            name.starts_with("chart-") || name.starts_with("status-") || name.starts_with("text-");
        if (drawn)
            css += fmt::format(".f-{0}{{fill:var(--{0})}}.s-{0}{{stroke:var(--{0})}}", name);
    }
    return css + ".band{fill-opacity:var(--band-opacity)}";
}

} // namespace slipway::report
