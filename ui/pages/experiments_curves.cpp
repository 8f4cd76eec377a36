#include "ui/pages/experiments_curves.h"

#include "ui/charts/chart_panel.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/jobs_model.h"
#include "ui/models/metrics_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/experiments_drawn.h"
#include "ui/theme/theme.h"
#include "ui/widgets/panel.h"

#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

using report::ChartSpec;

ExperimentCurves::ExperimentCurves(const Theme &theme, WorkspaceReader &reader, JobsModel &jobs, DrawnRuns &drawn,
                                   QWidget *parent)
    : QWidget(parent)
    , m_reader(reader)
    , m_jobs(jobs)
    , m_drawn(drawn)
    , m_auc(new ChartView(theme))
    , m_loss(new ChartView(theme))
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.gap"));
    line->addWidget(makeChartPanel(theme, m_auc, tr("Validation AUC"), QStringLiteral("experiments.auc_chart")), 13);
    line->addWidget(makeChartPanel(theme, m_loss, tr("Training loss"), QStringLiteral("experiments.loss_chart")), 10);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &ExperimentCurves::showCurves);
    connect(&drawn, &DrawnRuns::changed, this, &ExperimentCurves::takeDrawn);
    connect(&jobs, &JobsModel::measured, this, &ExperimentCurves::follow);
    connect(&jobs, &JobsModel::jobEnded, this, [this](const Job *job) {
        if (MetricsModel *curve = m_curves.value(job->run()))
            curve->refresh(); // what was measured before this window looked
        m_soon.start();
    });
    takeDrawn();
}

void ExperimentCurves::setProduction(std::optional<double> auc)
{
    if (m_production == auc)
        return;
    m_production = auc;
    m_soon.start();
}

void ExperimentCurves::refresh()
{
    for (auto it = m_curves.cbegin(); it != m_curves.cend(); ++it) {
        if (!it.value()->isLoaded() || isTraining(it.key()))
            it.value()->refresh();
    }
}

bool ExperimentCurves::isTraining(const QString &run) const
{
    const auto running = m_jobs.running();
    return std::any_of(running.begin(), running.end(), [&](const Job *job) { return job->run() == run; });
}

void ExperimentCurves::follow(const Measurement &point)
{
    if (MetricsModel *curve = m_curves.value(point.run))
        curve->add(point);
}

void ExperimentCurves::takeDrawn()
{
    QHash<QString, MetricsModel *> kept;
    const auto runs = m_drawn.runs();
    for (const DrawnRun &run : runs) {
        MetricsModel *curve = m_curves.take(run.id);
        if (!curve) {
            curve = new MetricsModel(m_reader, this);
            connect(curve, &MetricsModel::grown, &m_soon, qOverload<>(&QTimer::start));
            connect(curve, &MetricsModel::loaded, &m_soon, qOverload<>(&QTimer::start));
            curve->showRun(run.id);
        }
        kept.insert(run.id, curve);
    }
    qDeleteAll(m_curves);
    m_curves = kept;
    m_soon.start();
}

void ExperimentCurves::showCurves()
{
    updateChart(*m_auc, spec(QStringLiteral("val_auc"), tr("Validation AUC")));
    updateChart(*m_loss, spec(QStringLiteral("train_loss"), tr("Training loss")));
}

/// So far as the longest curve goes, or will go.
double ExperimentCurves::lastEpoch() const
{
    double last = 2;
    for (const MetricsModel *curve : m_curves) {
        if (!curve->rows().empty())
            last = std::max(last, static_cast<double>(curve->rows().back().step));
    }
    const auto running = m_jobs.running();
    for (const Job *job : running) {
        if (m_curves.contains(job->run()))
            last = std::max(last, static_cast<double>(job->epochs()));
    }
    return last;
}

ChartSpec ExperimentCurves::spec(const QString &metric, const QString &title) const
{
    const std::string key = metric.toStdString();
    ChartSpec chart {.title = title.toStdString()};
    chart.x = {.label = tr("Epoch").toStdString(), .lower = 1, .upper = lastEpoch(), .whole = true};
    const auto runs = m_drawn.runs();
    for (const DrawnRun &run : runs) {
        const MetricCurveData curve = m_curves.value(run.id)->curve(metric);
        if (curve.steps.isEmpty() && !isTraining(run.id))
            continue;
        chart.series.push_back({.name = run.label.toStdString(),
                                .x = {curve.steps.begin(), curve.steps.end()},
                                .y = {curve.values.begin(), curve.values.end()},
                                .style = run.style});
        if (!curve.values.isEmpty()) {
            chart.sentence +=
                tr("%1 ends at %2. ").arg(run.label, NumberText::metric(key, curve.values.last())).toStdString();
        }
    }
    const bool training = std::any_of(runs.begin(), runs.end(), [&](const auto &run) { return isTraining(run.id); });
    chart.emptyReason = (training ? tr("Appears after the first epoch.")
                                  : tr("Tick runs below, and their curves appear here."))
                            .toStdString();
    if (m_production && key == "val_auc") {
        const QString word = tr("production %1").arg(NumberText::metric(key, *m_production));
        chart.limits = {{.value = *m_production, .word = word.toStdString()}};
    }
    return chart;
}

} // namespace slipway::ui
