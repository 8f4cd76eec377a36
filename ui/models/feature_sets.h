#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "ui/models/drift_report.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <vector>

/// What `slipway features` says about definitions: list, show, apply and diff.
namespace slipway::ui {

/// One version of a feature set.
struct FeatureSetRow {
    QString set;
    qint64 version = 0; ///< 0: not taken into the workspace yet
    QString digest;
    int features = 0; ///< hidden ones too
    int outputs = 0; ///< columns of the feature files
    int views = 0;
    int entities = 0;
    TimeMicros applied = 0; ///< 0 where it never was
    TimeMicros built = 0; ///< the same
    bool scenario = false; ///< comes with Slipway

    /// As commands name it: "feed@2", or "feed" where it has no version.
    QString reference() const;
    bool operator==(const FeatureSetRow &other) const = default;
};

std::vector<FeatureSetRow> featureSetsFrom(const Json &answer);

/// The definitions of a scenario that nobody has taken into the workspace yet.
struct FeatureOffer {
    QString scenario;
    QString description;
    int features = 0;
    bool tablesHere = false;
};

std::vector<FeatureOffer> featureOffersFrom(const Json &answer);

/// A version that was put in force some time.
struct FeatureSetVersion {
    qint64 version = 0;
    TimeMicros applied = 0; ///< the last time

    bool operator==(const FeatureSetVersion &other) const = default;
};

struct FeatureEntity {
    QString name;
    QStringList keys; ///< none: everybody
    QString description;

    bool operator==(const FeatureEntity &other) const = default;
};

struct FeatureSource {
    QString name;
    QString table;
    QString eventTime; ///< empty: facts without a time
    QString createdTime;
    QString where;
    QString description;
    bool before = false; ///< rows of the very moment are not seen
};

/// Durations are seconds; 0 where there is none.
struct FeatureViewFacts {
    QString name;
    QString entity;
    QString source;
    double ttl = 0;
    double every = 0;
    double freshness = 0; ///< the age that is promised
    QString owner;
    QString description;
    QStringList tags;
};

struct FeatureDefinition {
    QString name;
    QString kind; ///< "column", "windowed", "request" or "derived"
    QString type; ///< "number", "text" or "time"
    QString view; ///< empty of request and derived ones
    QString entity; ///< the same
    QString expression; ///< SQL
    QString aggregate; ///< "time_since"
    double window = 0; ///< seconds; 0: all events
    QString unit;
    QString description;
    QString owner;
    QStringList tags;
    QStringList inputs; ///< features
    QStringList columns; ///< "table.column"
    QStringList expectations; ///< sentences
    bool hidden = false; ///< a step on the way to others

    bool isNumber() const { return type == QLatin1String("number"); }
    bool operator==(const FeatureDefinition &other) const = default;
};

struct FeatureLabels {
    QString table;
    QString time;
    QString target;
    double horizon = 0; ///< seconds that the label looks ahead
};

/// A box of the lineage: "column:items.category", "feature:item_ctr", a model, a report.
struct FeatureGraphNode {
    QString id;
    QString kind;
    QString label;
    int count = 0; ///< of a box that stands for several: how many

    bool operator==(const FeatureGraphNode &other) const = default;
};

struct FeatureGraphEdge {
    QString from;
    QString to;

    bool operator==(const FeatureGraphEdge &other) const = default;
};

struct FeatureGraph {
    std::vector<FeatureGraphNode> nodes;
    std::vector<FeatureGraphEdge> edges;

    bool operator==(const FeatureGraph &other) const = default;
};

/// A feature set with all of its definitions.
struct FeatureSetAnswer {
    QString set;
    qint64 version = 0;
    QString digest;
    QString description;
    QString owner;
    std::vector<FeatureEntity> entities;
    std::vector<FeatureSource> sources;
    std::vector<FeatureViewFacts> views;
    std::vector<FeatureDefinition> features;
    FeatureLabels labels;
    FeatureGraph graph;

    QString reference() const;
    const FeatureViewFacts *view(const QString &name) const; ///< nullptr where there is none
    const FeatureSource *source(const QString &name) const; ///< the same
    const FeatureEntity *entity(const QString &name) const; ///< the same
    const FeatureDefinition *feature(const QString &name) const; ///< the same
};

FeatureSetAnswer featureSetFrom(const Json &answer);

/// What another version changes, and what that touches.
struct FeatureChanges {
    struct Change {
        QString feature;
        QString what; ///< "expression", "window", "owner", ...
        QString from;
        QString to;
        bool values = true; ///< whether values may differ
    };
    QStringList added;
    QStringList removed;
    std::vector<Change> changed;
    QStringList features; ///< touched, further down
    QStringList models;
    QStringList reports;
    bool labels = false; ///< what is predicted has changed

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && changed.empty() && !labels; }
};

FeatureChanges featureChangesFrom(const Json &answer);

/// How people read definitions.
class FeatureNames
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::FeatureNames)
public:
    static QString kind(const QString &kind); ///< "record", "history", "request", "derived"
    static QString type(const QString &type); ///< "number", "category", "moment"
    static QString entity(const QString &entity); ///< "user and category"; empty: "request"
    static QString window(double seconds); ///< "30 days", "everything so far"
    static QString span(double seconds); ///< "30 days", "1 hour"
    static QString spanShort(double seconds); ///< "30 d", "1 h"
    static QString aggregate(const QString &aggregate); ///< "time since"

    /// What it is computed from, short enough for a cell: "sum, 30 d", "record of users".
    static QString origin(const FeatureDefinition &feature, const FeatureSetAnswer &set);
};

} // namespace slipway::ui
