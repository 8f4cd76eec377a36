#pragma once

#include "core/report/chart_spec.h"

#include <cmath>
#include <limits>
#include <vector>

namespace slipway::testing {

/// One chart of each kind, with what makes charts hard: gaps, long names, curves that end at one point,
/// limits side by side, many series, nothing at all.
inline std::vector<report::ChartSpec> sampleCharts()
{
    using namespace report;
    const double gap = std::numeric_limits<double>::quiet_NaN();
    std::vector<ChartSpec> charts;

    ChartSpec roc {
        .title = "ROC", .unit = "found by false alarms", .sentence = "B lies above A nearly everywhere."};
    roc.x = {.label = "False alarms, share", .lower = 0, .upper = 1};
    roc.y = {.label = "Found, share", .lower = 0, .upper = 1};
    roc.series = {{.name = "chance", .x = {0, 1}, .y = {0, 1}, .reference = true},
                  {.name = "A", .style = 0, .note = "0.871"},
                  {.name = "B", .style = 1, .note = "0.884"}};
    for (int i = 0; i <= 50; ++i) {
        for (std::size_t s : {1u, 2u}) {
            roc.series[s].x.push_back(i / 50.0);
            roc.series[s].y.push_back(std::pow(i / 50.0, s == 1 ? 0.2 : 0.15));
        }
    }
    charts.push_back(roc);

    ChartSpec latency {.title = "Latency", .unit = "ms, log scale", .sentence = "Both stay under the guard."};
    latency.x = {.label = "Minutes"};
    latency.y = {.scale = ScaleKind::Logarithmic};
    latency.series = {{.name = "version 12 with a name that goes on and on and on", .style = 0},
                      {.name = "version 14", .style = 1}};
    for (int i = 0; i < 60; ++i) {
        const double value = 3 + 2 * std::sin(i / 5.0);
        latency.series[0].x.push_back(i);
        latency.series[0].y.push_back(i > 20 && i < 25 ? gap : value);
        latency.series[0].low.push_back(0.8 * value);
        latency.series[0].high.push_back(1.3 * value);
        latency.series[1].x.push_back(i);
        latency.series[1].y.push_back(value + 0.1);
    }
    latency.limits = {{.value = 8, .word = "guard 8 ms"},
                      {.value = 30, .word = "now", .onX = true},
                      {.value = 31, .word = "deployed", .onX = true}};
    charts.push_back(latency);

    ChartSpec many {.title = "Eight series", .sentence = "Eight lines."};
    many.x = {.label = "Day"};
    for (int k = 0; k < 8; ++k) {
        many.series.push_back({.name = "series " + std::to_string(k), .style = k});
        for (int i = 0; i < 30; ++i) {
            many.series.back().x.push_back(i);
            many.series.back().y.push_back(k * 0.2 + std::sin(i / 4.0 + k));
        }
    }
    charts.push_back(many);

    ChartSpec histogram {.kind = ChartKind::Histogram,
                         .title = "tenure",
                         .unit = "share of rows",
                         .sentence = "Short tenures are more frequent now."};
    histogram.x = {.label = "Months"};
    histogram.series = {
        {.name = "reference", .x = {0, 6, 12, 18, 24}, .y = {0.1, 0.3, 0.4, 0.2}, .reference = true},
        {.name = "current", .x = {0, 6, 12, 18, 24}, .y = {0.4, gap, 0.2, 0.1}}};
    charts.push_back(histogram);

    ChartSpec bars {.kind = ChartKind::Bars,
                    .title = "Drift",
                    .unit = "PSI",
                    .sentence = "One feature is over the limit."};
    bars.y.categories = {"monthly_charges",
                         "a feature with a name that fits nowhere, not even on a wide page", "tenure"};
    bars.series = {{.name = "PSI", .x = {0.284, gap, 0.02}}};
    bars.limits = {{.value = 0.2, .word = "limit 0.20", .onX = true, .worse = Worse::Above},
                   {.value = 0.25, .word = "alarm 0.25", .onX = true, .worse = Worse::Above}};
    charts.push_back(bars);

    ChartSpec slices {.kind = ChartKind::Intervals,
                      .title = "By slice",
                      .unit = "AUC, B minus A",
                      .sentence = "One slice gains.",
                      .signedValues = true};
    slices.y.categories = {"All customers", "One year", "Tenure below 6 months"};
    slices.series = {{.name = "B minus A",
                      .x = {0.013, 0.006, -0.012},
                      .low = {0.008, -0.003, -0.02},
                      .high = {0.018, 0.015, -0.004}}};
    charts.push_back(slices);

    ChartSpec heat {.kind = ChartKind::HeatMap,
                    .title = "Drift by week",
                    .unit = "PSI",
                    .sentence = "Charges drift.",
                    .decimals = 2};
    for (int week = 1; week <= 16; ++week)
        heat.x.categories.push_back("week " + std::to_string(week));
    for (const char *name : {"monthly_charges", "tenure", "contract"}) {
        heat.series.push_back({.name = name});
        for (int week = 0; week < 16; ++week)
            heat.series.back().y.push_back(week == 3 ? gap : 0.02 * week);
    }
    heat.limits = {{.value = 0.2, .word = "over 0.20", .worse = Worse::Above}};
    charts.push_back(heat);

    ChartSpec calibration {
        .kind = ChartKind::Calibration, .title = "Calibration", .sentence = "Near the line."};
    calibration.x = {.label = "Predicted share", .lower = 0, .upper = 1};
    calibration.y = {.lower = 0, .upper = 1};
    calibration.series = {{.name = "perfect", .x = {0, 1}, .y = {0, 1}, .reference = true},
                          {.name = "test",
                           .x = {0.1, 0.5, 0.9},
                           .y = {0.12, 0.45, 0.9},
                           .low = {0.1, 0.4, 0.8},
                           .high = {0.15, 0.5, 0.97}}};
    charts.push_back(calibration);

    ChartSpec empty {.title = "Loss", .emptyReason = "Appears after the first epoch."};
    empty.x = {.label = "Epoch"};
    charts.push_back(empty);
    return charts;
}

} // namespace slipway::testing
