#include "ui/charts/chart_view.h"

#include "ui/charts/chart_axes.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/chart_ink.h"
#include "ui/charts/chart_rows.h"
#include "ui/charts/chart_table_model.h"
#include "ui/charts/chart_tip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/table_view.h"

#include <QContextMenuEvent>
#include <QMenu>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

using report::ChartKind;
using report::ChartSpec;

namespace {

constexpr int frameMs = 16;

QString marksLayer()
{
    return QStringLiteral("marks");
}

QString overlayLayer()
{
    return QStringLiteral("pointer");
}

} // namespace

ChartView::ChartView(const Theme &theme, QWidget *parent)
    : QStackedWidget(parent)
    , m_theme(theme)
    , m_plot(new Plot(this))
    , m_curves(*m_plot, theme)
    , m_table(new TableView(theme, this))
    , m_tableModel(new ChartTableModel(this))
{
    addWidget(m_plot);
    addWidget(m_table);
    m_table->setModel(m_tableModel);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setObjectName(QStringLiteral("chart.table"));
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", true);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setContextMenuPolicy(Qt::NoContextMenu);
    makeLayers();
    makeMenu();
    m_frame.setSingleShot(true);
    m_frame.setInterval(frameMs);
    connect(&m_frame, &QTimer::timeout, this, &ChartView::lookAgain);
    connect(&theme, &Theme::changed, this, &ChartView::rebuild);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) { pointAt(event->pos()); });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] { resetView(); });
    for (auto *axis : {m_plot->xAxis, m_plot->yAxis}) {
        connect(axis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this] {
            if (!m_settingRange)
                m_zoomed = true;
        });
    }
    rebuild();
}

// The layers' functions use what is destroyed with this object.
ChartView::~ChartView()
{
    delete m_plot;
}

void ChartView::makeLayers()
{
    m_plot->addLayer(marksLayer(), m_plot->layer(QStringLiteral("main")), QCustomPlot::limAbove);
    m_plot->addLayer(overlayLayer(), m_plot->layer(QStringLiteral("overlay")), QCustomPlot::limBelow);
    // Moving the pointer repaints only what the pointer shows.
    m_plot->layer(overlayLayer())->setMode(QCPLayer::lmBuffered);
    const auto add = [this](const QString &layer, const PaintedLayer::Paint &paint) {
        return new PaintedLayer(m_plot, layer, paint);
    };
    add(marksLayer(), [this](QCPPainter &painter) {
        if (m_chart.kind == ChartKind::HeatMap)
            paintHeatMap(painter, *m_plot, m_chart, m_theme);
        else if (hasRows(m_chart))
            paintRows(painter, *m_plot, m_chart, m_theme);
    });
    add(marksLayer(), [this](QCPPainter &painter) {
        if (m_chart.kind != ChartKind::HeatMap)
            m_curves.paintLimits(painter, m_chart);
        m_curves.paintMarks(painter, m_chart);
        m_curves.paintLabels(painter, m_chart);
        paintEmptyReason(painter);
    });
    add(overlayLayer(), [this](QCPPainter &painter) { paintReading(painter); });
}

void ChartView::makeMenu()
{
    m_menu = new QMenu(this);
    const auto add = [this](const QString &id, const QString &text, auto run) {
        auto *action = m_menu->addAction(text);
        action->setObjectName(id);
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    const auto save = [this](ChartFormat format) {
        saveChart(this, m_chart, format, m_plot->grab(), m_theme.dark());
    };
    add(QStringLiteral("chart.png"), tr("Save as &picture (PNG)\u2026"), [save] { save(ChartFormat::Png); });
    add(QStringLiteral("chart.svg"), tr("Save as &drawing (SVG)\u2026"), [save] { save(ChartFormat::Svg); });
    add(QStringLiteral("chart.csv"), tr("Save the &numbers (CSV)\u2026"), [save] { save(ChartFormat::Csv); });
    add(QStringLiteral("chart.copy"), tr("&Copy"), [this] { copyChart(m_chart, m_plot->grab()); });
    m_menu->addSeparator();
    m_asTable = add(QStringLiteral("chart.table.show"), tr("Read as a &table"),
                    [this](bool on) { setReadAsTable(on); });
    m_asTable->setCheckable(true);
    add(QStringLiteral("chart.reset"), tr("Show the &whole range"), [this] { resetView(); });
}

void ChartView::setChart(const ChartSpec &chart)
{
    m_chart = chart;
    m_zoomed = false;
    rebuild();
}

void ChartView::rebuild()
{
    setAccessibleName(toText(m_chart.title));
    setAccessibleDescription(m_chart.empty() ? toText(m_chart.emptyReason) : toText(m_chart.sentence));
    m_plot->setAccessibleName(accessibleName());
    m_plot->setAccessibleDescription(accessibleDescription());
    m_tableModel->setChart(m_chart);
    m_table->setAccessibleName(accessibleName());
    const auto x = m_plot->xAxis->range();
    const auto y = m_plot->yAxis->range();
    m_settingRange = true;
    setUpAxes(*m_plot, m_chart, m_theme);
    if (m_zoomed) {
        m_plot->xAxis->setRange(x);
        m_plot->yAxis->setRange(y);
    }
    m_settingRange = false;
    m_curves.build(m_chart);
    setMargins();
    const bool movable = !hasRows(m_chart) && !m_chart.empty();
    m_plot->setInteractions(movable ? QCP::iRangeDrag | QCP::iRangeZoom : QCP::Interactions());
    setReading(std::nullopt, {});
    updateGeometry();
    m_plot->drawSoon();
}

void ChartView::setMargins()
{
    auto *frame = m_plot->axisRect();
    const int right = hasRows(m_chart) && m_chart.kind != ChartKind::HeatMap
        ? rowsRightMargin(m_chart, m_theme)
        : m_curves.rightMargin(m_chart);
    frame->setAutoMargins(QCP::msLeft | QCP::msBottom);
    frame->setMargins({0, m_curves.topMargin(m_chart), right, 0});
    frame->setMinimumMargins({24, 8, 4, 20});
}

void ChartView::appendPoint(std::size_t series, double x, double y)
{
    Q_ASSERT_X(series < m_chart.series.size(), "ChartView::appendPoint", "no such series");
    const bool first = m_chart.empty();
    auto &values = m_chart.series[series];
    values.x.push_back(x);
    values.y.push_back(y);
    if (!first)
        m_curves.append(m_chart, series);
    if (!m_frame.isActive())
        m_frame.start();
}

/// A frame of a live chart: what came since the last one, and the range that it needs.
void ChartView::lookAgain()
{
    if (!m_zoomed) {
        const auto ranges = chartRanges(m_chart);
        zoomTo(ranges.x, ranges.y);
    }
    if (m_plot->graphCount() == 0 || m_plot->interactions() == QCP::Interactions())
        rebuild(); // the first points of a chart that was empty
    else
        m_plot->drawSoon();
    if (readAsTable())
        m_tableModel->setChart(m_chart);
}

void ChartView::zoomTo(const QCPRange &x, const QCPRange &y)
{
    m_settingRange = true;
    m_plot->xAxis->setRange(x);
    m_plot->yAxis->setRange(y);
    m_settingRange = false;
}

void ChartView::resetView()
{
    const auto ranges = chartRanges(m_chart);
    zoomTo(ranges.x, ranges.y);
    m_zoomed = false;
    m_plot->drawSoon();
}

QPointF ChartView::pixelOf(double x, double y) const
{
    return m_plot->mapTo(this, QPointF(m_plot->xAxis->coordToPixel(x), m_plot->yAxis->coordToPixel(y)));
}

void ChartView::setReadAsTable(bool asTable)
{
    m_asTable->setChecked(asTable);
    m_tableModel->setChart(m_chart);
    setCurrentWidget(asTable ? static_cast<QWidget *>(m_table) : m_plot);
    setFocusProxy(asTable ? m_table : nullptr);
}

bool ChartView::readAsTable() const
{
    return currentWidget() == m_table;
}

void ChartView::pointAt(const QPoint &position)
{
    const auto frame = m_plot->axisRect()->rect();
    if (!frame.adjusted(-4, 0, 4, 0).contains(position)) {
        setReading(std::nullopt, position);
        return;
    }
    const double x = m_plot->xAxis->pixelToCoord(position.x());
    const double y = m_plot->yAxis->pixelToCoord(position.y());
    const auto whole = [](double value) {
        return static_cast<std::size_t>(std::max(0.0, std::round(value)));
    };
    setReading(m_chart.kind == ChartKind::HeatMap ? readingOfCell(m_chart, whole(y), whole(x))
                   : hasRows(m_chart)             ? readingOfRow(m_chart, whole(y))
                                                  : readingAt(m_chart, x),
               position);
}

/// The crosshair by keyboard: to the next point of the curve, or the next row.
void ChartView::step(int direction)
{
    const auto frame = m_plot->axisRect()->rect();
    if (hasRows(m_chart)) {
        const double row = m_reading ? std::round(m_plot->yAxis->pixelToCoord(m_pointer.y())) + direction : 0;
        pointAt({frame.center().x(), qRound(m_plot->yAxis->coordToPixel(row))});
        return;
    }
    const double from = m_reading ? m_reading->x : m_plot->xAxis->pixelToCoord(frame.left());
    // The nearest x of any curve on that side.
    std::optional<double> next;
    for (const auto &series : m_chart.series) {
        for (const double x : series.x) {
            if (!series.reference && (x - from) * direction > 0
                && (!next || std::abs(x - from) < std::abs(*next - from)))
                next = x;
        }
    }
    if (next || !m_reading)
        pointAt({qRound(m_plot->xAxis->coordToPixel(next.value_or(from))), frame.center().y()});
}

void ChartView::setReading(std::optional<ChartReading> reading, QPoint pointer)
{
    const bool nothing = !reading && !m_reading;
    m_reading = std::move(reading);
    m_pointer = pointer;
    if (nothing)
        return;
    m_plot->layer(overlayLayer())->replot();
    Q_EMIT readingChanged();
}

void ChartView::paintEmptyReason(QCPPainter &painter) const
{
    if (!m_chart.empty())
        return;
    const auto reason = m_chart.emptyReason.empty() ? tr("No data yet.") : toText(m_chart.emptyReason);
    painter.setFont(m_theme.font(u"small"));
    painter.setPen(m_theme.colour(u"text.secondary"));
    painter.drawText(m_plot->axisRect()->rect(), Qt::AlignCenter | Qt::TextWordWrap, reason);
}

void ChartView::paintReading(QCPPainter &painter) const
{
    if (!m_reading)
        return;
    const QRectF frame(m_plot->axisRect()->rect());
    if (!hasRows(m_chart)) {
        const double x = std::round(m_plot->xAxis->coordToPixel(m_reading->x)) + 0.5;
        painter.setPen(QPen(m_theme.colour(u"chart.crosshair"), 1));
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
        if (m_chart.kind != ChartKind::Histogram) {
            for (const auto &line : m_reading->lines)
                paintSeriesMarker(painter, {x, m_plot->yAxis->coordToPixel(line.value)}, m_theme,
                                  m_chart.series[line.series], 4);
        }
    }
    paintTip(painter, *m_reading, m_chart, m_theme, m_pointer, m_plot->rect());
}

void ChartView::contextMenuEvent(QContextMenuEvent *event)
{
    m_menu->popup(event->globalPos());
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    const bool rows = hasRows(m_chart);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        if (rows != (event->key() == Qt::Key_Up))
            break;
        step(-1);
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
        if (rows != (event->key() == Qt::Key_Down))
            break;
        step(1);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        if (!rows && !m_chart.empty()) {
            m_plot->xAxis->scaleRange(event->key() == Qt::Key_Plus ? 0.8 : 1.25);
            m_plot->drawSoon();
        }
        return;
    case Qt::Key_0:
        resetView();
        return;
    case Qt::Key_Escape:
        if (m_reading) {
            setReading(std::nullopt, {});
            return;
        }
        break;
    default:
        break;
    }
    QStackedWidget::keyPressEvent(event);
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QStackedWidget::resizeEvent(event);
    // Names at the left and labels at the right are cut to a share of the width.
    rebuild();
}

bool ChartView::event(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setReading(std::nullopt, {});
    if (event->type() == QEvent::Show)
        m_plot->setBufferDevicePixelRatio(devicePixelRatioF()); // the screen may be another one now
    return QStackedWidget::event(event);
}

QSize ChartView::sizeHint() const
{
    return {360, hasRows(m_chart) ? rowsHeight(m_chart) : 240};
}

QSize ChartView::minimumSizeHint() const
{
    return {160, 120};
}

} // namespace slipway::ui
