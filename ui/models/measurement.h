#pragma once

#include <QString>

namespace slipway::ui {

/// One point of a learning curve, as it was measured.
struct Measurement {
    QString run;
    QString key;
    qint64 step = 0;
    double value = 0; ///< NaN where it is no number
};

} // namespace slipway::ui
