#pragma once

#include "core/report/chart_spec.h"
#include "ui/models/drift_report.h"
#include "ui/pages/inspection.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What people read about a drift report.
class MonitoringWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::MonitoringWords)
public:
    /// "3,000 rows of feed_test compared with 14,000 rows of feed_train at 21:21."
    static QString sentence(const DriftReport &report);

    static Status status(const DriftReport &report);
    static QString chip(const DriftReport &report); ///< "8 of 18 features drifted"

    static Status status(const DriftRow &row);
    static QString word(const DriftRow &row); ///< "Drifted", "Stable", "Not known"

    static QString referenceName(const DriftReport &report); ///< "feed_train", or "reference"
    static QString currentName(const DriftReport &report);

    static Inspection inspection(const DriftRow &row, const DriftReport &report);
};

/// The charts of the monitoring page.
class MonitoringCharts
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::MonitoringCharts)
public:
    /// How far each feature is past its limit, the strongest first.
    static report::ChartSpec strengths(const DriftReport &report);

    /// The same at each check; `history` has the newest check first.
    static report::ChartSpec heatMap(const std::vector<DriftReport> &history);

    /// How one feature is spread in both samples.
    static report::ChartSpec spread(const DriftRow &row, const DriftReport &report);

    /// What the heights of that chart are: "% of rows", or "% of rows per 0.02".
    static QString spreadUnit(const DriftRow &row);
};

} // namespace slipway::ui
