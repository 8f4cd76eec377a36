#pragma once

#include "core/base/result.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace slipway::report {

enum class ChartKind {
    Line, ///< y over x, with a band where low and high are given
    Bars, ///< one row a category of y, one bar a series with its values in x
    Histogram, ///< x holds the edges (one more than y), y the shares; the reference stands behind
    Calibration, ///< points with whiskers, joined
    HeatMap, ///< one series a row, y its cells; the columns are x.categories
    Intervals, ///< one row a category of y: the estimate in x, between low and high
};

enum class ScaleKind { Linear, Logarithmic };

struct Axis {
    std::string label {};
    std::string unit {};
    ScaleKind scale = ScaleKind::Linear;
    std::optional<double> lower {}; ///< empty: from the data
    std::optional<double> upper {};
    bool whole = false; ///< values between whole numbers mean nothing (epochs)
    bool time = false; ///< values are moments, in seconds since 1970
    std::vector<std::string> categories {}; ///< names in place of numbers
};

/// Values are NaN where there is a gap.
struct Series {
    std::string name;
    std::vector<double> x {};
    std::vector<double> y {};
    std::vector<double> low {}; ///< empty, or the uncertainty's ends, one a value
    std::vector<double> high {};
    int style = 0; ///< 0 for A or the current data, 1 for B, ...: colour, dash and marker follow from it
    bool reference = false; ///< what the others are held against: grey
    std::string note {}; ///< stands after the name ("0.884")
};

enum class Worse { Neither, Above, Below };

/// A value with a meaning, drawn dashed with its word.
struct LimitLine {
    double value = 0;
    std::string word; ///< "alarm 0.2"
    bool onX = false; ///< a value of x (always so for bars and intervals) instead of y
    Worse worse = Worse::Neither; ///< the side that needs a mark
};

/// A chart as plain data. The window, the SVG writer, the PDF and the tables all paint or print this.
struct ChartSpec {
    ChartKind kind = ChartKind::Line;
    std::string title; ///< "Latency"
    std::string unit {}; ///< stands behind the title in grey: "ms, log scale"
    std::string sentence {}; ///< what it shows, for people who do not see it
    Axis x {};
    Axis y {};
    std::vector<Series> series {};
    std::vector<LimitLine> limits {};
    int decimals = 3; ///< of values that are written out
    bool signedValues = false; ///< differences: a zero line, a two-sided colour scale, a plus before numbers
    std::string emptyReason {}; ///< said in place of the data: "Appears after the first epoch."

    /// No finite value in any series.
    bool empty() const;
};

Json toJson(const ChartSpec &chart);
Result<ChartSpec> chartFromJson(const Json &json);

/// The chart read as a table. Series that share their x stand side by side, others below each other.
/// Cells are texts or numbers; null where there is a gap.
struct ChartTable {
    std::vector<std::string> columns;
    std::vector<std::vector<Json>> rows;
};

ChartTable chartTable(const ChartSpec &chart);

/// A cell of that table for reading: names as they are, the chart's decimals, "–" for a gap.
std::string readableCell(const ChartSpec &chart, const Json &cell, std::size_t column);

/// RFC 4180, numbers exact.
std::string chartCsv(const ChartSpec &chart);

} // namespace slipway::report
