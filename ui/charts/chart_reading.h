#pragma once

#include "core/report/chart_spec.h"

#include <QString>
#include <QVector>

#include <optional>

namespace slipway::ui {

/// What the pointer says about one place of a chart: x first, then every series, the largest value first.
struct ChartReading {
    struct Line {
        std::size_t series = 0;
        double value = 0;
        QString text; ///< "0.740", "0.884 (0.871 to 0.897)"
    };
    double x = 0; ///< where the crosshair stands: the nearest x that has data
    QString head; ///< "Epoch 5.2"
    QVector<Line> lines;
};

/// At an x of a line, a calibration or a histogram. Empty where there is no data.
std::optional<ChartReading> readingAt(const report::ChartSpec &chart, double x);

/// In a row of bars or intervals.
std::optional<ChartReading> readingOfRow(const report::ChartSpec &chart, std::size_t row);

/// In a cell of a heat map; its series is the row.
std::optional<ChartReading> readingOfCell(const report::ChartSpec &chart, std::size_t row,
                                          std::size_t column);

} // namespace slipway::ui
