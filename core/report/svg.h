#pragma once

#include "core/report/chart_spec.h"

#include <string>
#include <string_view>

namespace slipway::report {

struct SvgOptions {
    double width = 640;
    double height = 0; ///< 0: what suits the kind and the number of rows
    bool dark = false; ///< the theme of the literal colours
    bool followReader =
        true; ///< bring a style sheet for the reader's other theme; off inside HTML, which has one
    bool showTitle = true; ///< off where the page around it says the title
    std::string id = "chart"; ///< unique in the document, for the references between elements
};

/// A chart as an SVG picture. Every colour is an attribute that any viewer understands, and a class that a
/// style sheet can set again (see chartCss).
std::string toSvg(const ChartSpec &chart, const SvgOptions &options = {});

/// Rules that give a page's charts the colours of the page's variables (cssVariables).
std::string chartCss();

} // namespace slipway::report
