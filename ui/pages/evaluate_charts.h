#pragma once

#include "core/base/json.h"
#include "core/report/chart_spec.h"

#include <QCoreApplication>
#include <QString>

namespace slipway::ui {

class MetricsModel;

/// The charts of one run's evaluation, from what `slipway evaluate` answers. One that is not in the answer is
/// empty and says why.
class EvaluationCharts
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::EvaluationCharts)
public:
    /// `run` is what people call it: "run 44".
    EvaluationCharts(const Json &evaluation, const QString &run);

    report::ChartSpec roc() const;
    report::ChartSpec precisionRecall() const;
    report::ChartSpec calibration() const;
    report::ChartSpec scores() const;

    /// Loss on the rows that trained and on those that decided when to stop; it comes from the run's records.
    static report::ChartSpec learning(const MetricsModel &curves);

private:
    report::ChartSpec base(const QString &title, const QString &x) const;
    double metric(const char *key) const;

    const Json &m_evaluation;
    QString m_run;
};

} // namespace slipway::ui
