#include "ui/pages/evaluate_charts.h"

#include "core/base/json_value.h"
#include "ui/models/metrics_model.h"
#include "ui/models/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

using report::ChartKind;
using report::ChartSpec;
using report::Series;
using Numbers = std::vector<double>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Numbers numbers(const Json &object, const char *key)
{
    return valueOr(object, key, Numbers());
}

/// What a model without any skill, or one without any fault, would draw.
Series diagonal(const QString &name, double end)
{
    return {.name = name.toStdString(), .x = {0, end}, .y = {0, end}, .reference = true};
}

/// Counts as shares of their sum.
Numbers shares(Numbers counts)
{
    double all = 0;
    for (const double count : counts)
        all += count;
    for (double &count : counts)
        count = all > 0 ? count / all : 0;
    return counts;
}

} // namespace

EvaluationCharts::EvaluationCharts(const Json &evaluation, const QString &run)
    : m_evaluation(evaluation)
    , m_run(run)
{
}

double EvaluationCharts::metric(const char *key) const
{
    return valueOr(valueOr(m_evaluation, "metrics", Json::object()), key, unknown);
}

ChartSpec EvaluationCharts::base(const QString &title, const QString &x) const
{
    ChartSpec chart {.title = title.toStdString()};
    chart.x.label = x.toStdString();
    chart.emptyReason = (m_evaluation.is_object() ? tr("Evaluate again to see this curve.")
                                                  : tr("Appears when the run has been evaluated."))
                            .toStdString();
    return chart;
}

ChartSpec EvaluationCharts::roc() const
{
    ChartSpec chart = base(tr("ROC"), tr("False alarms, share"));
    chart.x.lower = chart.y.lower = 0;
    chart.x.upper = chart.y.upper = 1;
    const Json points = valueOr(m_evaluation, "roc", Json::object());
    const Numbers x = numbers(points, "x");
    if (x.empty())
        return chart;
    const QString auc = NumberText::metric("auc", metric("auc"));
    chart.sentence = tr("The area below the curve of %1 is %2; chance has 0.5.").arg(m_run, auc).toStdString();
    chart.series = {diagonal(tr("chance"), 1),
                    {.name = m_run.toStdString(), .x = x, .y = numbers(points, "y"), .note = auc.toStdString()}};
    return chart;
}

ChartSpec EvaluationCharts::precisionRecall() const
{
    ChartSpec chart = base(tr("Precision and recall"), tr("Found clicks, share"));
    chart.x.lower = chart.y.lower = 0;
    chart.x.upper = 1;
    const Json points = valueOr(m_evaluation, "precision_recall", Json::object());
    const Numbers x = numbers(points, "x");
    if (x.empty())
        return chart;
    const double chance = metric("positives") / metric("n");
    chart.sentence = tr("Average precision of %1 is %2; chance has %3.")
                         .arg(m_run, NumberText::metric("average_precision", metric("average_precision")),
                              NumberText::fixed(chance, 3))
                         .toStdString();
    chart.series = {{.name = m_run.toStdString(), .x = x, .y = numbers(points, "y")}};
    if (std::isfinite(chance))
        chart.limits = {{.value = chance, .word = tr("chance %1").arg(NumberText::fixed(chance, 3)).toStdString()}};
    return chart;
}

ChartSpec EvaluationCharts::calibration() const
{
    ChartSpec chart = base(tr("Calibration"), tr("Predicted share of clicks"));
    chart.kind = ChartKind::Calibration;
    const Json bins = valueOr(m_evaluation, "calibration", Json::array());
    Series curve {.name = m_run.toStdString()};
    double end = 0;
    for (const auto &bin : bins) {
        curve.x.push_back(valueOr(bin, "score", unknown));
        curve.y.push_back(valueOr(bin, "share", unknown));
        curve.low.push_back(valueOr(bin, "low", unknown));
        curve.high.push_back(valueOr(bin, "high", unknown));
        end = std::max({end, curve.x.back(), curve.high.back()});
    }
    if (curve.x.empty())
        return chart;
    end = std::min(1.0, std::ceil(end * 10) / 10);
    chart.x.lower = chart.y.lower = 0;
    chart.x.upper = chart.y.upper = end;
    chart.sentence = tr("Scores and shares of clicks are %1 apart on average.")
                         .arg(NumberText::metric("ece", metric("ece")))
                         .toStdString();
    chart.series = {diagonal(tr("perfect"), end), curve};
    return chart;
}

ChartSpec EvaluationCharts::scores() const
{
    ChartSpec chart = base(tr("Scores"), tr("Predicted share of clicks"));
    chart.kind = ChartKind::Histogram;
    chart.unit = tr("share of the rows of each kind").toStdString();
    const Json histogram = valueOr(m_evaluation, "scores", Json::object());
    const Numbers edges = numbers(histogram, "edges");
    if (edges.size() < 2)
        return chart;
    chart.sentence = tr("How the scores of clicked and of other rows are spread; the farther apart, the better.")
                         .toStdString();
    chart.series = {{.name = tr("clicked").toStdString(), .x = edges, .y = shares(numbers(histogram, "positives"))},
                    {.name = tr("not clicked").toStdString(),
                     .x = edges,
                     .y = shares(numbers(histogram, "negatives")),
                     .style = 1}};
    return chart;
}

ChartSpec EvaluationCharts::learning(const MetricsModel &curves)
{
    ChartSpec chart {.title = tr("Learning").toStdString(), .unit = tr("log loss").toStdString()};
    chart.x.label = tr("Epoch").toStdString();
    chart.x.whole = true;
    chart.emptyReason = tr("Nothing was measured while this run trained.").toStdString();
    int style = 0;
    for (const auto &[key, name] : {std::pair {"train_loss", tr("training")}, std::pair {"val_loss", tr("validation")}}) {
        const MetricCurveData curve = curves.curve(QString::fromLatin1(key));
        if (!curve.steps.isEmpty()) {
            chart.series.push_back({.name = name.toStdString(),
                                    .x = {curve.steps.begin(), curve.steps.end()},
                                    .y = {curve.values.begin(), curve.values.end()},
                                    .style = style});
            chart.sentence += tr("Loss on %1 rows ends at %2. ")
                                  .arg(name, NumberText::metric(key, curve.values.last()))
                                  .toStdString();
        }
        ++style;
    }
    return chart;
}

} // namespace slipway::ui
