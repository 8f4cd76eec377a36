#pragma once

#include "core/report/chart_spec.h"
#include "ui/charts/plot.h"

namespace slipway::ui {

class Theme;

/// Three to five round numbers, the same as the pictures in reports have, whatever part is looked at.
class RoundTicker : public QCPAxisTicker
{
public:
    RoundTicker(report::Axis axis, bool withPlus);

    void generate(const QCPRange &range, const QLocale &locale, QChar formatChar, int precision,
                  QVector<double> &ticks, QVector<double> *subTicks, QVector<QString> *tickLabels) override;

private:
    report::Axis m_axis;
    bool m_withPlus;
};

/// What the axes cover before anybody has zoomed.
struct ChartRanges {
    QCPRange x;
    QCPRange y;
};

ChartRanges chartRanges(const report::ChartSpec &chart);

/// "5 Jan", or "5 Jan 14:00" where `distance` (in seconds) is less than a day.
QString momentText(double seconds, double distance);

/// Whether the categories stand below each other, one row each.
bool hasRows(const report::ChartSpec &chart);

/// The axes' kinds, ticks, fonts and colours.
void setUpAxes(Plot &plot, const report::ChartSpec &chart, const Theme &theme);

} // namespace slipway::ui
