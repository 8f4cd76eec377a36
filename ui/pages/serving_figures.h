#pragma once

#include <QWidget>

#include <limits>

namespace slipway::ui {

class ChartView;
class KeyFigure;
class ServerHistory;
class Theme;

/// The four cards about a server: requests, latency, errors and memory.
class ServingFigures : public QWidget
{
    Q_OBJECT
public:
    explicit ServingFigures(const Theme &theme, QWidget *parent = nullptr);

    /// `runs`: the history is that of a server that runs now.
    void show(const ServerHistory &history, bool runs);

private:
    KeyFigure *m_requests;
    KeyFigure *m_latency;
    KeyFigure *m_errors;
    KeyFigure *m_memory;
};

/// Requests and latency over the last five minutes. While somebody reads or has zoomed into a chart, it
/// stays as it is.
class ServingCharts : public QWidget
{
    Q_OBJECT
public:
    explicit ServingCharts(const Theme &theme, QWidget *parent = nullptr);

    void show(const ServerHistory &history, bool runs);

private:
    ChartView *m_requests;
    ChartView *m_latency;
};

} // namespace slipway::ui
