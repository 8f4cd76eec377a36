#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"

#include <QString>
#include <QStringList>

#include <limits>
#include <optional>
#include <vector>

namespace slipway::ui {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

/// How a column is spread on both sides: shares of the rows that have a value. Numbers have the edges of bins,
/// or each of their values where these are few; categories have levels.
struct DriftSpread {
    std::vector<double> edges; ///< one more than shares
    std::vector<double> values;
    QStringList levels; ///< the most frequent first
    std::vector<double> before;
    std::vector<double> now;
    bool hasOthers = false; ///< the last share is that of all further levels

    bool isEmpty() const { return before.empty(); }
    bool operator==(const DriftSpread &other) const = default;
};

/// One column of a drift report; numbers that do not exist are NaN.
struct DriftRow {
    QString column;
    bool numeric = true; ///< else categorical
    std::optional<bool> drifted; ///< none where the profile cannot say
    QString test;
    double statistic = notKnown;
    double threshold = notKnown;
    double pValue = notKnown;
    double noiseFloor = notKnown; ///< what no drift at all produces with so many rows
    double psi = notKnown;
    double ks = notKnown;
    double jensenShannon = notKnown;
    double missingBefore = notKnown; ///< shares
    double missingNow = notKnown;
    QStringList newLevels;
    QStringList vanishedLevels;
    QString why; ///< it is not known whether it drifted; the engine's words
    DriftSpread spread; ///< empty in reports of older engines, and where a side has no value

    /// How far it is past its limit: 1 is at the limit. What tables sort by.
    double strength() const { return statistic / threshold; }

    bool operator==(const DriftRow &other) const; ///< NaN equals NaN: nothing changed
};

struct DriftReport {
    QString profile;
    QString reference; ///< name of the data set, empty where nobody noted it
    QString current;
    qint64 referenceRows = 0;
    qint64 currentRows = 0;
    int columns = 0;
    int driftedColumns = 0;
    int undecidedColumns = 0; ///< of which nobody knows whether they drifted
    bool drifted = false; ///< at least one column
    bool datasetDrifted = false; ///< at least half of them
    double overallScore = notKnown;
    TimeMicros measured = 0;
    std::vector<DriftRow> rows; ///< the farthest past its limit first
    Json predictions; ///< null where no scores were compared
};

/// Reads what `slipway drift` answers. What is missing stays unknown.
DriftReport driftReportFrom(const Json &json);

} // namespace slipway::ui
