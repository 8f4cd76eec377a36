#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/features/transform/chains.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What a feature's values are. Flags are numbers, 0 and 1.
enum class ValueType { Number, Text, Time };

/// How the events of a window become one value. Events without a value of the expression do not count, except
/// for Count without an expression.
enum class Aggregate {
    Count,
    Sum,
    Mean,
    Std, ///< of the sample, n - 1; no value below two events
    Min,
    Max,
    Last, ///< the value of the latest event
    Distinct, ///< how many different values
    Rate, ///< the sum (or the count) for each day of the window; of `all`, since the first event
    Trend, ///< slope of the least squares line, a day; no value where all events have one moment
    TimeSince, ///< days from the latest event to the moment asked about
};

/// Whom a feature is about: a user, an item, a user and a category; without keys, everybody.
struct Entity {
    std::string name;
    std::vector<std::string> keys; ///< columns of the sources and of the rows that are asked about
    std::string description {};
};

/// Columns of another table that a source takes along, by equal keys. The table has one row a key.
struct Lookup {
    std::string table;
    std::vector<std::string> on;
    std::vector<std::string> columns;
};

/// A column that a lookup takes along, and its name there.
struct LookupColumn {
    std::string from;
    std::string to;
};

/// "category as item_category"; without `as` both names are the same. Empty where it cannot be read.
LookupColumn lookupColumn(std::string_view text);

/// A table of events, or of facts without a time.
struct EventSource {
    std::string name;
    std::string table; ///< the data set
    std::vector<Lookup> lookups {};
    std::string where {}; ///< SQL condition; empty: every row
    std::string eventTime {}; ///< SQL: from when on the row is known; empty: facts known from the beginning
    std::string createdTime {}; ///< SQL: when it was written down; empty: with the event
    bool before = false; ///< only rows strictly before the moment are seen, not those at it
    std::string description {};
    int line = 0;
};

/// What is expected of a feature's values; checked after a build, and by materialisation.
struct FeatureExpectation {
    std::string type; ///< of core/data/checks, like expect_column_values_to_be_between
    Json arguments = Json::object();
};

enum class FeatureKind {
    Column, ///< an expression over the latest row of the view's source
    Windowed, ///< an aggregate over the events of a window
    Request, ///< known to whoever asks: a column of the labels' table and of the request
    Derived, ///< an expression over other features, key columns, and the moment, `now`
};

struct Feature {
    std::string name;
    FeatureKind kind = FeatureKind::Column;
    ValueType type = ValueType::Number;
    std::string expression {}; ///< SQL; of a count it may be empty
    Aggregate aggregate = Aggregate::Count;
    TimeMicros window = 0; ///< 0: all events
    bool hidden = false; ///< a step on the way to others, no column of the feature files
    std::string unit {};
    std::string description {};
    std::string owner {}; ///< never empty after reading: the view's, else the set's
    std::vector<std::string> tags {};
    std::vector<FeatureExpectation> expectations {};
    int line = 0;
};

/// Features of one entity from one source that are read and stored together.
struct FeatureView {
    std::string name;
    std::string entity;
    std::string source;
    TimeMicros ttl = 0; ///< a value is older than this: none; 0: never too old
    TimeMicros every = 0; ///< values are those of the last multiple of this; 0: of each moment
    TimeMicros freshness = 0; ///< promised age of the latest stored value; 0: nothing promised
    std::string owner {};
    std::string description {};
    std::vector<std::string> tags {};
    std::vector<Feature> features;
    int line = 0;

    bool isWindowed() const; ///< its features are Windowed; all of a view are, or none
};

/// What features are joined to for training, and what is to be predicted.
struct Labels {
    std::string table;
    std::string time; ///< column
    std::string target;
    std::string positive {}; ///< of a binary target; empty: 1
    std::vector<std::string> id {}; ///< columns that name a row; kept in the files, never features
    TimeMicros horizon = 0; ///< how far the label looks ahead: the gap between the parts of a split
};

/// Everything that models of one kind may look at, read from one YAML file.
struct FeatureSet {
    std::string name;
    std::string description {};
    std::string owner {};
    std::vector<Entity> entities;
    std::vector<EventSource> sources;
    std::vector<FeatureView> views;
    std::vector<Feature> request; ///< FeatureKind::Request
    std::vector<Feature> derived; ///< FeatureKind::Derived, each after those that it needs
    Labels labels;
    TransformSpec transforms {}; ///< of outputs, into a model; the others go through what is proposed

    const Entity *entity(std::string_view wanted) const;
    const EventSource *source(std::string_view wanted) const;
    const FeatureView *view(std::string_view wanted) const;

    /// The feature of that name in `request`, a view or `derived`.
    const Feature *feature(std::string_view wanted) const;

    /// The view that has the feature; null for request and derived ones.
    const FeatureView *viewOf(std::string_view wanted) const;

    /// Every feature, each after those that it needs: request, views, derived.
    std::vector<const Feature *> all() const;

    /// Those that are not hidden, in the order of the feature files' columns, which is that of all().
    std::vector<const Feature *> outputs() const;

    /// The data sets that it reads, each once.
    std::vector<std::string> tables() const;
};

std::string_view aggregateName(Aggregate aggregate); ///< "time_since"
std::string_view valueTypeName(ValueType type); ///< "number"
std::string_view featureKindName(FeatureKind kind); ///< "windowed"

} // namespace slipway::features
