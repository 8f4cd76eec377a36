#include "core/report/chart_spec.h"

#include "core/evaluate/number_text.h"
#include "core/report/ticks.h"

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

Json cell(const std::vector<double> &values, std::size_t i)
{
    return i < values.size() && std::isfinite(values[i]) ? Json(values[i]) : Json(nullptr);
}

Json name(const std::vector<std::string> &names, std::size_t i)
{
    return i < names.size() ? Json(names[i]) : Json(nullptr);
}

std::string headed(const Axis &axis, std::string fallback)
{
    auto text = axis.label.empty() ? std::move(fallback) : axis.label;
    return axis.unit.empty() ? text : text + " (" + axis.unit + ")";
}

/// Moments are dates for whoever reads, and for other programs too.
Json cellOfX(const ChartSpec &chart, const std::vector<double> &values, std::size_t i)
{
    const Json value = cell(values, i);
    return chart.x.time && !value.is_null() ? Json(timeLabel(values[i], 0)) : value;
}

bool sameX(const std::vector<Series> &series)
{
    return std::all_of(series.begin(), series.end(),
                       [&](const Series &one) { return one.x == series.front().x; });
}

void addSeriesColumns(ChartTable &table, const Series &series)
{
    table.columns.push_back(series.name);
    if (!series.low.empty()) {
        table.columns.push_back(series.name + ", low");
        table.columns.push_back(series.name + ", high");
    }
}

void addSeriesCells(std::vector<Json> &row, const Series &series, const std::vector<double> &values,
                    std::size_t i)
{
    row.push_back(cell(values, i));
    if (!series.low.empty()) {
        row.push_back(cell(series.low, i));
        row.push_back(cell(series.high, i));
    }
}

/// One row a category.
ChartTable categoryTable(const ChartSpec &chart)
{
    ChartTable table;
    table.columns.push_back(headed(chart.y, "Name"));
    for (const auto &series : chart.series)
        addSeriesColumns(table, series);
    for (std::size_t i = 0; i < chart.y.categories.size(); ++i) {
        std::vector<Json> row {name(chart.y.categories, i)};
        for (const auto &series : chart.series)
            addSeriesCells(row, series, series.x, i);
        table.rows.push_back(std::move(row));
    }
    return table;
}

ChartTable heatTable(const ChartSpec &chart)
{
    ChartTable table;
    table.columns.push_back(headed(chart.y, "Name"));
    table.columns.insert(table.columns.end(), chart.x.categories.begin(), chart.x.categories.end());
    for (const auto &series : chart.series) {
        std::vector<Json> row {series.name};
        for (std::size_t i = 0; i < chart.x.categories.size(); ++i)
            row.push_back(cell(series.y, i));
        table.rows.push_back(std::move(row));
    }
    return table;
}

ChartTable histogramTable(const ChartSpec &chart)
{
    ChartTable table;
    table.columns = {"From", "To"};
    for (const auto &series : chart.series)
        addSeriesColumns(table, series);
    const auto &edges = chart.series.front().x;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        std::vector<Json> row {cell(edges, i), cell(edges, i + 1)};
        for (const auto &series : chart.series)
            addSeriesCells(row, series, series.y, i);
        table.rows.push_back(std::move(row));
    }
    return table;
}

ChartTable sideBySide(const ChartSpec &chart)
{
    ChartTable table;
    table.columns.push_back(headed(chart.x, "x"));
    for (const auto &series : chart.series)
        addSeriesColumns(table, series);
    for (std::size_t i = 0; i < chart.series.front().x.size(); ++i) {
        std::vector<Json> row {cellOfX(chart, chart.series.front().x, i)};
        for (const auto &series : chart.series)
            addSeriesCells(row, series, series.y, i);
        table.rows.push_back(std::move(row));
    }
    return table;
}

ChartTable oneBelowTheOther(const ChartSpec &chart)
{
    const bool uncertain = std::any_of(chart.series.begin(), chart.series.end(),
                                       [](const Series &series) { return !series.low.empty(); });
    ChartTable table;
    table.columns = {"Series", headed(chart.x, "x"), headed(chart.y, "y")};
    if (uncertain)
        table.columns.insert(table.columns.end(), {"Low", "High"});
    for (const auto &series : chart.series) {
        for (std::size_t i = 0; i < series.x.size(); ++i) {
            std::vector<Json> row {series.name, cellOfX(chart, series.x, i), cell(series.y, i)};
            if (uncertain) {
                row.push_back(cell(series.low, i));
                row.push_back(cell(series.high, i));
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

std::string csvField(const Json &value)
{
    if (value.is_null())
        return "";
    if (!value.is_string())
        return writeJson(value);
    const auto text = value.get<std::string>();
    if (text.find_first_of("\",\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace

ChartTable chartTable(const ChartSpec &chart)
{
    if (chart.kind == ChartKind::HeatMap)
        return heatTable(chart);
    if (chart.kind == ChartKind::Bars || chart.kind == ChartKind::Intervals)
        return categoryTable(chart);
    if (chart.series.empty())
        return {.columns = {headed(chart.x, "x"), headed(chart.y, "y")}, .rows = {}};
    if (chart.kind == ChartKind::Histogram)
        return histogramTable(chart);
    return sameX(chart.series) ? sideBySide(chart) : oneBelowTheOther(chart);
}

std::string readableCell(const ChartSpec &chart, const Json &cell, std::size_t column)
{
    if (cell.is_string())
        return cell.get<std::string>();
    const double value = cell.is_null() ? std::numeric_limits<double>::quiet_NaN() : cell.get<double>();
    if (column == 0 && std::isfinite(value))
        return tickLabels(std::vector {value}).front();
    return chart.signedValues ? evaluate::signedText(value, chart.decimals)
                              : evaluate::fixedText(value, chart.decimals);
}

std::string chartCsv(const ChartSpec &chart)
{
    const auto table = chartTable(chart);
    std::string csv;
    const auto addLine = [&](const auto &cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0)
                csv += ',';
            csv += csvField(cells[i]);
        }
        csv += "\r\n";
    };
    addLine(table.columns);
    for (const auto &row : table.rows)
        addLine(row);
    return csv;
}

} // namespace slipway::report
