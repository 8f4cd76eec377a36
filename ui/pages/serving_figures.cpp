#include "ui/pages/serving_figures.h"

#include "ui/charts/chart_panel.h"
#include "ui/charts/chart_view.h"
#include "ui/models/number_text.h"
#include "ui/pages/serving_history.h"
#include "ui/theme/theme.h"
#include "ui/widgets/key_figure.h"
#include "ui/widgets/panel.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr double slowSeconds = 1; ///< p95 beyond it is what the alert HighAPILatency is about
constexpr double manyErrors = 0.05; ///< share of the requests, of the alert HighErrorRate
constexpr qsizetype trendPoints = 60;
constexpr double shares[] = {0.5, 0.95, 0.99};
constexpr int chartMinutes = 5;

QString milliseconds(const LatencyBuckets &buckets, double share)
{
    const double seconds = latencyQuantile(buckets, share);
    if (std::isinf(seconds))
        return QStringLiteral("> ") + NumberText::count(1000 * lastBound(buckets));
    return std::isnan(seconds) ? NumberText::missing() : NumberText::twoDigits(1000 * seconds);
}

QString noRequestsYet()
{
    return ServingFigures::tr("no requests yet");
}

QVector<double> trendOf(const ServerHistory::Curve &curve)
{
    const QVector<double> all(curve.values.begin(), curve.values.end());
    return all.size() < 2 ? QVector<double>() : all.last(std::min(trendPoints, all.size()));
}

Figure requestsFigure(const ServerHistory &history)
{
    Figure figure {.title = ServingFigures::tr("Requests"), .value = NumberText::missing()};
    const double rate = history.requestsPerSecond();
    if (std::isfinite(rate)) {
        figure.value = rate > 0 ? NumberText::twoDigits(rate) : NumberText::count(0);
        figure.unit = ServingFigures::tr("/s");
        figure.trend = trendOf(history.requestRates());
    }
    const double all = history.latest().requests;
    figure.note =
        all > 0 ? ServingFigures::tr("%1 since it started").arg(NumberText::count(all)) : noRequestsYet();
    return figure;
}

Figure latencyFigure(const ServerHistory &history)
{
    Figure figure {.title = ServingFigures::tr("p50 / p95 / p99"),
                   .value = NumberText::missing(),
                   .note = noRequestsYet()};
    const auto recent = history.recent();
    const bool hasRecent = recent.requests > 0;
    const auto &buckets = hasRecent ? recent.latency : history.latest().latency;
    if (std::isnan(latencyQuantile(buckets, shares[0])))
        return figure;
    QStringList values;
    for (const double share : shares)
        values << milliseconds(buckets, share);
    figure.value = values.join(QStringLiteral(" / "));
    figure.unit = ServingFigures::tr("ms");
    figure.note = hasRecent ? ServingFigures::tr("last 5 minutes, in the server")
                            : ServingFigures::tr("since it started, in the server");
    figure.status = latencyQuantile(buckets, 0.95) > slowSeconds ? Status::Warns : Status::Ok;
    return figure;
}

Figure errorsFigure(const ServerHistory &history)
{
    Figure figure {.title = ServingFigures::tr("Errors"), .value = NumberText::missing(), .note = noRequestsYet()};
    const auto recent = history.recent();
    const bool hasRecent = recent.requests > 0;
    const auto &counted = hasRecent ? recent : history.latest();
    if (!(counted.requests > 0))
        return figure;
    const double share = counted.errors / counted.requests;
    figure.value = NumberText::fixed(100 * share, 2);
    figure.unit = QStringLiteral("%");
    const QString pattern =
        hasRecent ? ServingFigures::tr("%1 of %2 in 5 minutes") : ServingFigures::tr("%1 of %2 since it started");
    figure.note = pattern.arg(NumberText::count(counted.errors), NumberText::count(counted.requests));
    figure.status = share > manyErrors ? Status::Failed : share > 0 ? Status::Warns : Status::Ok;
    return figure;
}

Figure memoryFigure(const ServerHistory &history)
{
    Figure figure {.title = ServingFigures::tr("Memory"), .value = NumberText::missing()};
    const auto &figures = history.latest();
    if (std::isfinite(figures.memoryBytes)) {
        figure.value = NumberText::count(figures.memoryBytes / 1e6);
        figure.unit = ServingFigures::tr("MB");
    }
    if (std::isfinite(figures.startedSeconds)) {
        const double now = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000;
        figure.note = ServingFigures::tr("up for %1")
                          .arg(NumberText::duration(std::floor(std::max(1.0, now - figures.startedSeconds))));
    }
    return figure;
}

report::ChartSpec overTime(const QString &title, const QString &emptyReason)
{
    report::ChartSpec chart {.title = title.toStdString(), .emptyReason = emptyReason.toStdString()};
    chart.x = {.label = ServingCharts::tr("minutes before now").toStdString(), .lower = -chartMinutes, .upper = 0};
    return chart;
}

void addCurve(report::ChartSpec &chart, const QString &name, const ServerHistory::Curve &curve, int style)
{
    report::Series series {.name = name.toStdString(), .x = curve.minutes, .y = curve.values, .style = style};
    for (auto last = series.y.rbegin(); last != series.y.rend() && series.note.empty(); ++last) {
        if (std::isfinite(*last))
            series.note = NumberText::twoDigits(*last).toStdString();
    }
    chart.series.push_back(std::move(series));
}

/// Room below and above the curves, so that none lies on the axis.
void giveRoom(report::ChartSpec &chart)
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = 0;
    for (const auto &series : chart.series) {
        for (const double value : series.y) {
            if (std::isfinite(value) && value > 0) {
                least = std::min(least, value);
                greatest = std::max(greatest, value);
            }
        }
    }
    if (greatest > 0) {
        chart.y.lower = least / 1.5;
        chart.y.upper = greatest * 1.5;
    }
}

/// What a chart without a curve says.
QString emptyReason(const ServerHistory &history, bool runs)
{
    if (!runs)
        return ServingCharts::tr("Appears when the server runs.");
    return history.isEmpty() ? ServingCharts::tr("Waits for the server's figures.")
                             : ServingCharts::tr("Appears after the first second.");
}

void setUnlessRead(ChartView &view, const report::ChartSpec &chart)
{
    if (!view.zoomed() && !view.reading())
        view.setChart(chart);
}

} // namespace

ServingFigures::ServingFigures(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_requests(new KeyFigure(theme))
    , m_latency(new KeyFigure(theme))
    , m_errors(new KeyFigure(theme))
    , m_memory(new KeyFigure(theme))
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.gap"));
    const std::pair<KeyFigure *, const char *> cards[] = {{m_requests, "serving.requests"},
                                                          {m_latency, "serving.latency"},
                                                          {m_errors, "serving.errors"},
                                                          {m_memory, "serving.memory"}};
    for (const auto &[card, name] : cards) {
        card->setObjectName(QString::fromLatin1(name));
        line->addWidget(card, card == m_latency ? 5 : 4);
    }
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    show({}, false);
}

void ServingFigures::show(const ServerHistory &history, bool runs)
{
    if (runs && !history.isEmpty()) {
        m_requests->setFigure(requestsFigure(history));
        m_latency->setFigure(latencyFigure(history));
        m_errors->setFigure(errorsFigure(history));
        m_memory->setFigure(memoryFigure(history));
        return;
    }
    const QString note = runs ? tr("waits for the server") : tr("the server does not run");
    const std::pair<KeyFigure *, QString> cards[] = {{m_requests, tr("Requests")},
                                                     {m_latency, tr("p50 / p95 / p99")},
                                                     {m_errors, tr("Errors")},
                                                     {m_memory, tr("Memory")}};
    for (const auto &[card, title] : cards)
        card->setFigure({.title = title, .value = NumberText::missing(), .note = note});
}

ServingCharts::ServingCharts(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_requests(new ChartView(theme))
    , m_latency(new ChartView(theme))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.gap"));
    auto *requests =
        makeChartPanel(theme, m_requests, tr("Requests per second"), QStringLiteral("serving.requests_chart"));
    requests->setNote(tr("last 5 minutes"));
    auto *latency = makeChartPanel(theme, m_latency, tr("Latency"), QStringLiteral("serving.latency_chart"));
    latency->setNote(tr("ms, log scale; each point over the 10 s before it"));
    column->addWidget(requests, 1);
    column->addWidget(latency, 1);
    show({}, false);
}

void ServingCharts::show(const ServerHistory &history, bool runs)
{
    auto requests = overTime(tr("Requests per second"), emptyReason(history, runs));
    requests.y = {.lower = 0};
    requests.decimals = 1;
    auto latency = overTime(tr("Latency"),
                            runs && !history.isEmpty() ? tr("No requests yet: send one, and its latency appears here.")
                                                       : emptyReason(history, runs));
    latency.unit = tr("ms, log scale").toStdString();
    latency.y = {.scale = report::ScaleKind::Logarithmic};
    latency.decimals = 2;
    if (runs && !history.isEmpty()) {
        addCurve(requests, tr("now"), history.requestRates(), 0);
        requests.sentence = tr("Requests per second over the last five minutes.").toStdString();
        addCurve(latency, tr("p99"), history.latencies(shares[2]), 1);
        addCurve(latency, tr("p95"), history.latencies(shares[1]), 0);
        addCurve(latency, tr("p50"), history.latencies(shares[0]), 2);
        giveRoom(latency);
        latency.sentence = tr("Milliseconds within which 50, 95 and 99 of 100 requests were answered.").toStdString();
    }
    setUnlessRead(*m_requests, requests);
    setUnlessRead(*m_latency, latency);
}

} // namespace slipway::ui
