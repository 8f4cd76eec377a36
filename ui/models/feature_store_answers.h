#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "ui/models/drift_report.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

/// What `slipway features` says about values: status, materialize, asof, get, screen and skew; and what
/// `slipway evaluate` has written down about importance.
namespace slipway::ui {

/// A view in the online store.
struct StoredViewRow {
    QString view;
    double rows = 0;
    TimeMicros from = 0; ///< of its events
    TimeMicros to = 0;
    TimeMicros materialized = 0; ///< 0: never
    double age = notKnown; ///< of the latest event, in seconds
    double promised = 0; ///< seconds; 0: nothing promised
    bool fresh = true;
    bool current = true; ///< made by the definitions that are in force
    std::vector<std::pair<QString, double>> completeness; ///< by feature: the share of values that are there

    bool isStored() const { return materialized > 0 || rows > 0; }
};

struct StoreStatus {
    QString set;
    QString store; ///< "lmdb", "redis://..."
    std::vector<StoredViewRow> views;
    QStringList missing; ///< views of which nothing is stored

    double completeness(const QString &feature) const; ///< NaN where nobody has counted
    const StoredViewRow *view(const QString &name) const; ///< nullptr where there is none
};

StoreStatus storeStatusFrom(const Json &answer);

/// What a materialisation has written.
struct MaterializedAnswer {
    double rows = 0;
    double values = 0;
    int views = 0;
    double seconds = notKnown;
    QStringList failures; ///< a sentence for each thing that is expected of the values and is not so
};

MaterializedAnswer materializedFrom(const Json &answer);

/// The four answers of a store.
enum class ValueState { Present, Null, NotFound, OutsideMaxAge };
ValueState valueStateFrom(const QString &word);

/// A value as people read it, and as a number where it is one.
struct SaidValue {
    QString text; ///< empty where there is none
    double number = notKnown;

    bool operator==(const SaidValue &other) const { return text == other.text; }
};

struct KnownFeature {
    QString name;
    QString type;
    QString view;
    SaidValue value;
    TimeMicros eventTime = 0; ///< 0: known from the beginning, or not at all
    double age = notKnown; ///< seconds
    ValueState state = ValueState::Present;
    std::vector<std::pair<TimeMicros, double>> history; ///< of numbers
};

/// What was known of an entity at a moment.
struct KnownAnswer {
    QString set;
    TimeMicros at = 0;
    std::vector<KnownFeature> features;

    int count(ValueState state) const;
};

KnownAnswer knownFrom(const Json &answer);

/// What a store answers about entities, cell by cell.
struct LookupCell {
    QString entity; ///< the values of its keys: "7, music"
    QString feature;
    SaidValue value;
    ValueState state = ValueState::Present;
    TimeMicros eventTime = 0;
};

struct LookupAnswer {
    QStringList entities; ///< in the order of the question
    std::vector<LookupCell> cells;
    double seconds = notKnown; ///< that the store took, where it says so

    int count(ValueState state) const;
};

/// `keys` are the names among the columns that were asked about.
LookupAnswer lookupFrom(const Json &answer, const QStringList &keys);

struct ScreeningReason {
    QString rule;
    QString sentence;
    double value = notKnown;
    double limit = notKnown;
};

struct ScreenedColumn {
    QString name;
    QString type;
    bool kept = true;
    std::vector<ScreeningReason> reasons;
    double missing = notKnown; ///< share
    double variance = notKnown;
    double information = notKnown; ///< mutual, with the target
    double correlation = notKnown; ///< the strongest
    QString correlatedWith;
};

struct ScreeningAnswer {
    double rows = 0;
    std::vector<ScreenedColumn> columns;

    int kept() const;
};

ScreeningAnswer screeningFrom(const Json &answer);

/// A cell that was served differently from what the tables say.
struct SkewCell {
    QString request;
    TimeMicros time = 0;
    QString entity;
    QString feature;
    QString served;
    QString offline;
    QString reason;
};

struct SkewAnswer {
    double requests = 0;
    double cells = 0;
    double different = 0;
    double stale = 0;
    double largest = notKnown;
    double tolerance = notKnown;
    std::vector<SkewCell> differing;
    bool passed = true;
};

SkewAnswer skewFrom(const Json &answer);

/// How much of a model's score one feature carries.
struct FeatureWeight {
    QString feature;
    double mean = notKnown; ///< loss of the metric when its values are dealt out anew
    double deviation = notKnown; ///< between the repeats
    double share = notKnown;
};

/// What was measured of one model.
struct ModelImportance {
    QString run; ///< id
    QString model; ///< "run 7, ranker", or its version
    QString metric;
    double baseline = notKnown;
    double rows = 0;
    int repeats = 0;
    std::vector<FeatureWeight> features; ///< the most important first

    const FeatureWeight *of(const QString &feature) const; ///< nullptr where it was not measured
};

/// Of evaluation.json. Without features where nothing was measured.
ModelImportance importanceFrom(const Json &evaluation);

} // namespace slipway::ui
