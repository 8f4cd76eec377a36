#pragma once

#include "core/report/chart_spec.h"

#include <QWidget>

namespace slipway::ui {

class Theme;

/// The curves of two evaluations in one picture; each stands alone where the other was not measured.
report::ChartSpec rocOf(const Json &evaluationA, const Json &evaluationB);
report::ChartSpec calibrationOf(const Json &evaluationA, const Json &evaluationB);

/// "feed_test v1", or both where the two were measured on different rows.
QString measuredOn(const Json &evaluationA, const Json &evaluationB);

/// Disc or square in the colour of A or B: what the curves have, beside the name.
class SeriesMark : public QWidget
{
    Q_OBJECT
public:
    SeriesMark(const Theme &theme, int style, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_style;
};

} // namespace slipway::ui
