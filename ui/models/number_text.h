#pragma once

#include "core/base/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <string_view>

namespace slipway::ui {

/// Numbers and times as people read them in their language: a real minus sign, grouped counts, "–" for what
/// does not exist.
class NumberText
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::NumberText)
public:
    static QString missing() { return QStringLiteral("–"); }

    static QString fixed(double value, int decimals);
    static QString count(double value); ///< 250,000
    static QString share(double fraction); ///< 12.3%
    static QString pValue(double value); ///< 0.012, < 0.001
    static QString duration(double seconds); ///< 380 ms, 3.9 s, 2 min 5 s, 1 h 4 min
    static QString twoDigits(double value); ///< 0.45, 8.3, 12, 120

    /// A metric by its key ("val_auc", "test_ndcg@10") as the catalogue says; one that it does not know has
    /// four significant digits.
    static QString metric(std::string_view key, double value);
    static QString metricLabel(std::string_view key); ///< "AUC, validation"; an unknown key is its own label

    /// "10:41" today, "Yesterday", "18 Nov", "18 Nov 2025".
    static QString time(TimeMicros time, const QDateTime &now = QDateTime::currentDateTime());
    static QString fullTime(TimeMicros time); ///< for tool tips and screen readers
};

} // namespace slipway::ui
