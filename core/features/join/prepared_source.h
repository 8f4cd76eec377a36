#pragma once

#include "core/features/join/column_types.h"
#include "core/features/join/source_lookups.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// An expression over a source's rows that features are made from.
struct SourceValue {
    std::string expression;
    ValueType type = ValueType::Number;
    std::string place; ///< for sentences: "the feature calls_7d"
    std::string found {}; ///< its type in the data
    bool summed = false; ///< as a whole number, so that sums do not depend on the order of rows
    int digits = 0; ///< the whole number is the value times 10 to the power of this
};

/// A key column of a source.
struct SourceKey {
    std::string name;
    KeyType type = KeyType::Whole;
    std::string found {};
};

/// What was noticed about a source's rows that is no reason to refuse them.
struct SourceCounts {
    std::int64_t rows = 0;
    std::int64_t timeless = 0; ///< rows without an event time, which are never seen
    std::int64_t early = 0; ///< rows whose event time is after now; not seen before that moment
    std::int64_t keyless = 0; ///< rows that lack a key
};

/// A source in the form in which views are made from it. Its columns: the keys under "k_" and their names, t
/// (the event time), c (the created time), v0, v1, ... (the values; whole numbers stay such).
class PreparedSource
{
public:
    /// Finds the types, and refuses expressions and values that do not fit the definitions.
    static Result<PreparedSource> open(data::Duck &duck, const FeatureSet &set, const EventSource &source,
                                       const std::vector<RawTable> &tables, const RunContext &context);

    const EventSource &source() const { return *m_source; }
    bool empty() const { return raw().empty; }
    bool timed() const { return !m_source->eventTime.empty(); }
    bool created() const { return !m_source->createdTime.empty(); }
    const std::vector<SourceKey> &keys() const { return m_keys; }
    const std::vector<SourceValue> &values() const { return m_values; }

    /// The value that a feature is made from; less than 0: a count of rows.
    int valueOf(const Feature &feature) const;

    /// The rows as a query, with their number in the file as __row; those that the source's condition leaves
    /// out are not among them.
    std::string rowsSql() const;

    /// Makes the table of the rows that have a time, where ties matter in the order of event time, created
    /// time and place in the file, so that its rowid is the order. Refuses repeated keys of facts, and finds
    /// the scales of the sums. Does nothing where it exists.
    Status make(data::Duck &duck, const RunContext &context);
    const std::string &table() const { return m_table; } ///< its name

    /// The rows that have a time, for a FROM; with their order, `o`, where the table is made.
    std::string from() const;

    const SourceCounts &counts() const { return m_counts; } ///< known once the table is made, or looked over

    /// For the case that each row of the data set is asked about: all its rows with their number as qid, and
    /// seen, whether the row is one of the source.
    std::string ownRowsSql() const;

    /// Has the rows come in the order of the file where that is possible.
    Status keepOrder(data::Duck &duck, const RunContext &context)
    {
        return m_lookups.keepOrder(duck, context);
    }

    /// A value as feature, and as the whole number that is summed, over the columns v0, v1, ...
    std::string numberSql(int value, std::string_view prefix = {}) const;
    std::string wholeSql(int value) const;

    /// Finds the scales of the sums, and what is to be noticed, without a table.
    Status lookOver(data::Duck &duck, const RunContext &context);

private:
    const RawTable &raw() const { return m_lookups.raw(); }
    Status findScales(data::Duck &duck, const RunContext &context);
    Status addColumns(data::Duck &duck, const RunContext &context);
    Status checkValues(data::Duck &duck, const RunContext &context);
    Status checkFacts(data::Duck &duck, const RunContext &context);
    Status count(data::Duck &duck, const RunContext &context);
    Status checkKeys(data::Duck &duck, const RunContext &context);
    Status checkMoment(data::Duck &duck, std::string_view name, const std::string &expression,
                       const std::string &found, const std::string &moment, const RunContext &context);
    void addValue(const Feature &feature, const std::string &place);
    std::string keyColumns() const;
    std::string valueColumns() const;
    std::string condition() const;

    const EventSource *m_source = nullptr;
    SourceLookups m_lookups;
    std::string m_table;
    std::vector<std::vector<std::string>> m_entityKeys; ///< of the entities that have views of it
    std::vector<SourceKey> m_keys;
    std::vector<SourceValue> m_values;
    std::string m_time; ///< SQL, microseconds
    std::string m_timeFound; ///< the type that the data has
    std::string m_created;
    std::string m_createdFound;
    SourceCounts m_counts;
    bool m_ordered = false; ///< whether ties need an order
    bool m_made = false;
    bool m_scaled = false; ///< whether the scales of the sums are known
};

/// "k_user_id": a key as the tables of the join call it.
std::string keyColumn(std::string_view key);

/// "\"k_user_id\", \"k_item_category\"", each behind `prefix`.
std::string keyList(const std::vector<std::string> &keys, std::string_view prefix = {});

/// Refuses a key column of numbers with a fraction. `rows` is a FROM; `table` names them in the sentence.
Status checkWholeKey(data::Duck &duck, const data::SourceColumn &key, std::string_view table,
                     std::string_view rows, const RunContext &context);

/// The condition that no key is missing.
std::string completeSql(const std::vector<std::string> &keys);

} // namespace slipway::features
