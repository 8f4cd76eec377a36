#pragma once

#include "ui/models/pipeline_run.h"

#include <QWidget>

namespace slipway::ui {

class Theme;

/// When each step of a pipeline ran: a row a step, seconds to the right, and a line at "now" while it runs. The
/// pointer and the arrow keys choose a step.
class PipelinesTime : public QWidget
{
    Q_OBJECT
public:
    explicit PipelinesTime(const Theme &theme, QWidget *parent = nullptr);

    /// `now` is in seconds after the pipeline began; `runs` says whether it still does.
    void setRun(const PipelineRun &run, double now, bool runs);
    void setNow(double now);

    QString selected() const { return m_selected; }
    void setSelected(const QString &id);

    /// Where the bar of a step stands; empty while it has not begun.
    QRectF bar(const QString &id) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int rowHeight() const;
    int headHeight() const;
    QRect row(int index) const;
    int rowAt(const QPoint &point) const; ///< -1 for none
    int indexOf(const QString &id) const;
    int axisLeft() const;
    double seconds() const; ///< at the right end of the axis
    double x(double seconds) const;
    double endOf(const PipelineStep &step) const;
    QRectF bar(int index) const;
    void choose(int index);
    void describe();

    void paintAxis(QPainter &painter) const;
    void paintRow(QPainter &painter, int index) const;
    void paintNow(QPainter &painter) const;

    const Theme &m_theme;
    PipelineRun m_run;
    double m_now = 0;
    bool m_runs = false;
    bool m_byKeyboard = false; ///< the focus came by the keyboard
    QString m_selected;
};

} // namespace slipway::ui
