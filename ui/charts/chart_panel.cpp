#include "ui/charts/chart_panel.h"

#include "ui/charts/chart_ink.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/panel.h"

#include <QCoreApplication>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

using report::Axis;
using report::ChartSpec;
using report::Series;

namespace {

bool sameAxis(const Axis &left, const Axis &right)
{
    return left.label == right.label && left.lower == right.lower && left.upper == right.upper;
}

bool sameLimits(const ChartSpec &left, const ChartSpec &right)
{
    return std::equal(left.limits.begin(), left.limits.end(), right.limits.begin(), right.limits.end(),
                      [](const auto &a, const auto &b) { return a.value == b.value && a.word == b.word; });
}

/// Whether `next` is `shown` with nothing but more points at the end.
bool continues(const Series &shown, const Series &next)
{
    return shown.name == next.name && shown.style == next.style && shown.note == next.note
        && shown.reference == next.reference && shown.low == next.low && shown.high == next.high
        && shown.x.size() <= next.x.size() && shown.y.size() == shown.x.size()
        && std::equal(shown.x.begin(), shown.x.end(), next.x.begin())
        && std::equal(shown.y.begin(), shown.y.end(), next.y.begin());
}

} // namespace

Panel *makeChartPanel(const Theme &theme, ChartView *chart, const QString &title, const QString &objectName)
{
    auto *panel = new Panel(theme, title);
    chart->setObjectName(objectName);
    auto *more = makeIconButton(theme, objectName + QStringLiteral("_menu"), QStringLiteral("more"),
                                QCoreApplication::translate("ChartView", "Save, copy or read %1 as a table").arg(title),
                                ButtonKind::Quiet);
    more->setProperty("compact", true);
    more->setMenu(chart->menu());
    panel->addTool(more);
    panel->body()->addWidget(chart, 1);
    return panel;
}

void updateChart(ChartView &view, const ChartSpec &next)
{
    const ChartSpec &shown = view.chart();
    const bool grown = shown.title == next.title && shown.kind == next.kind && shown.emptyReason == next.emptyReason
        && sameAxis(shown.x, next.x) && sameAxis(shown.y, next.y) && sameLimits(shown, next)
        && std::equal(shown.series.begin(), shown.series.end(), next.series.begin(), next.series.end(), continues);
    if (!grown) {
        view.setChart(next);
        return;
    }
    for (std::size_t s = 0; s < next.series.size(); ++s) {
        for (std::size_t i = shown.series[s].x.size(); i < next.series[s].x.size(); ++i)
            view.appendPoint(s, next.series[s].x[i], next.series[s].y[i]);
    }
    view.setAccessibleDescription(toText(next.empty() ? next.emptyReason : next.sentence));
}

} // namespace slipway::ui
