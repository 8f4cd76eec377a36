#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"

#include <QString>

#include <vector>

namespace slipway::ui {

/// One feature as the build has written it down.
struct BuiltFeature {
    QString name;
    QString entity; ///< "user", "user_category", "item" or "context"
    bool number = true; ///< else a category
    QString unit;
    QString formula; ///< SQL
    QString unknown; ///< what stands in for a value that nobody knows
    QString documentation;
    bool fromHistory = false; ///< computed from what happened before
    bool movesWithClock = false; ///< an age, or the hour

    bool operator==(const BuiltFeature &other) const = default;
};

/// One part of the rows; the parts follow one another in time.
struct BuiltPart {
    QString name; ///< "train", "val" or "test"
    double rows = 0;
    double clickRate = 0;
    TimeMicros first = 0;
    TimeMicros last = 0;
};

/// The last build of the features.
struct FeatureBuild {
    QString set; ///< "feed"
    TimeMicros built = 0;
    QString interactions; ///< digest of the data that it was made from
    std::vector<BuiltFeature> features; ///< in the order of the columns
    std::vector<BuiltPart> parts; ///< the oldest first
    QString split; ///< "time", "stratified" or "group"; empty of a build before there was a choice
    double purged = 0; ///< rows in no part: their labels look into the next one
    double future = 0; ///< rows of the tables that are later than the build, which nobody sees yet

    double rows() const;
};

/// Reads features.json. What is missing stays empty.
FeatureBuild featureBuildFrom(const Json &document);

} // namespace slipway::ui
