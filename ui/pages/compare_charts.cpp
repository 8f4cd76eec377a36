#include "ui/pages/compare_charts.h"

#include "core/base/json_value.h"
#include "ui/charts/chart_ink.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/compare_page.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <cmath>
#include <limits>
#include <optional>

namespace slipway::ui {

namespace {

constexpr double markRadius = 4.5;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<double> numbers(const Json &list)
{
    std::vector<double> values;
    for (const auto &value : list)
        values.push_back(value.is_number() ? value.get<double>() : none);
    return values;
}

report::Series diagonal(const QString &word)
{
    return {.name = word.toStdString(), .x = {0, 1}, .y = {0, 1}, .reference = true};
}

QString aucOf(const Json &evaluation)
{
    const auto metrics = valueOr(evaluation, "metrics", Json::object());
    return NumberText::metric("auc", valueOr(metrics, "auc", none));
}

std::optional<report::Series> rocSeries(const Json &evaluation, const char *name, int style)
{
    const auto roc = valueOr(evaluation, "roc", Json::object());
    auto x = numbers(valueOr(roc, "x", Json::array()));
    auto y = numbers(valueOr(roc, "y", Json::array()));
    if (x.empty() || x.size() != y.size())
        return std::nullopt;
    return report::Series {.name = name,
                           .x = std::move(x),
                           .y = std::move(y),
                           .style = style,
                           .note = aucOf(evaluation).toStdString()};
}

std::optional<report::Series> calibrationSeries(const Json &evaluation, const char *name, int style)
{
    report::Series series {.name = name, .style = style};
    for (const auto &bin : valueOr(evaluation, "calibration", Json::array())) {
        series.x.push_back(valueOr(bin, "score", none));
        series.y.push_back(valueOr(bin, "share", none));
        series.low.push_back(valueOr(bin, "low", none));
        series.high.push_back(valueOr(bin, "high", none));
    }
    return series.x.empty() ? std::nullopt : std::optional(std::move(series));
}

using SeriesOf = std::optional<report::Series> (*)(const Json &, const char *, int);

void addBoth(report::ChartSpec &chart, SeriesOf seriesOf, const Json &a, const Json &b)
{
    if (auto series = seriesOf(a, "A", 0))
        chart.series.push_back(std::move(*series));
    if (auto series = seriesOf(b, "B", 1))
        chart.series.push_back(std::move(*series));
}

QString rowsOf(const Json &evaluation)
{
    const auto data = valueOr(evaluation, "data", Json::object());
    const auto name = valueOr(data, "name", std::string());
    return name.empty()
        ? QString()
        : ComparePage::tr("%1 v%2").arg(text(name)).arg(valueOr(data, "version", std::int64_t {0}));
}

} // namespace

QString measuredOn(const Json &evaluationA, const Json &evaluationB)
{
    const QString a = rowsOf(evaluationA);
    const QString b = rowsOf(evaluationB);
    if (a == b)
        return a.isEmpty() ? QString() : ComparePage::tr("on %1").arg(a);
    return ComparePage::tr("A on %1, B on %2")
        .arg(a.isEmpty() ? NumberText::missing() : a, b.isEmpty() ? NumberText::missing() : b);
}

report::ChartSpec rocOf(const Json &evaluationA, const Json &evaluationB)
{
    report::ChartSpec chart {
        .kind = report::ChartKind::Line,
        .title = ComparePage::tr("ROC").toStdString(),
        .sentence =
            ComparePage::tr("How many positives are found at each share of false alarms. AUC: A %1, B %2.")
                .arg(aucOf(evaluationA), aucOf(evaluationB))
                .toStdString(),
        .x = {.label = ComparePage::tr("False alarms, share").toStdString(), .lower = 0, .upper = 1},
        .y = {.lower = 0, .upper = 1}};
    addBoth(chart, rocSeries, evaluationA, evaluationB);
    if (chart.series.empty())
        chart.emptyReason = ComparePage::tr("Evaluate both again to see their curves.").toStdString();
    else
        chart.series.push_back(diagonal(ComparePage::tr("chance")));
    return chart;
}

report::ChartSpec calibrationOf(const Json &evaluationA, const Json &evaluationB)
{
    report::ChartSpec chart {
        .kind = report::ChartKind::Calibration,
        .title = ComparePage::tr("Calibration").toStdString(),
        .sentence = ComparePage::tr("The share of positives at each predicted probability, for A and for B.")
                        .toStdString(),
        .x = {.label = ComparePage::tr("Predicted share of positives").toStdString(), .lower = 0, .upper = 1},
        .y = {.lower = 0, .upper = 1}};
    addBoth(chart, calibrationSeries, evaluationA, evaluationB);
    if (chart.series.empty())
        chart.emptyReason = ComparePage::tr("Evaluate both again to see their calibration.").toStdString();
    else
        chart.series.push_back(diagonal(ComparePage::tr("perfect")));
    return chart;
}

SeriesMark::SeriesMark(const Theme &theme, int style, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_style(style)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize SeriesMark::sizeHint() const
{
    return {m_theme.pixels(u"icon.small"), m_theme.pixels(u"icon.small")};
}

void SeriesMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSeriesMarker(painter, QRectF(rect()).center(), m_theme, {.name = {}, .style = m_style}, markRadius);
}

} // namespace slipway::ui
