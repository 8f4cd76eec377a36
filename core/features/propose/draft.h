#pragma once

#include "core/features/definitions/feature_set.h"
#include "core/features/propose/keys.h"
#include "core/features/propose/propose.h"
#include "core/features/propose/table_facts.h"
#include "core/features/propose/yaml_text.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features::propose {

/// A proposal that grows: the set, and a comment on each choice.
class Draft
{
public:
    /// `time` is null where rows have no time. Keeps references to `table` and `time`.
    Draft(const TableFacts &table, std::string target, const ColumnFacts *time, const std::string &owner);

    /// The table's own columns, as they are with the request. Those of `keys` name something: their values
    /// are kinds, not amounts.
    void addColumns(const std::vector<KeyChoice> &keys);

    /// Hour, weekday, month and the place in the year, where the rows have a time.
    void addDateParts();

    /// What became of the rows before, for each key.
    void addHistory(const std::vector<KeyChoice> &keys);

    /// What another table says about the same key.
    void addTable(const TableFacts &other, const SharedKey &key);

    Proposal finish();

private:
    std::string fresh(std::string_view wanted); ///< a name that no feature has
    void say(std::string sentence);
    void addComment(const std::string &part, std::string text);
    void leaveOut(const ColumnFacts &column, std::string_view why);
    std::string whyNot(const ColumnFacts &column) const; ///< why the column is no feature; empty: it is one
    void addColumn(const ColumnFacts &column, bool isKey);
    void addKeyColumn(const ColumnFacts &column, bool isKey);
    void addMoment(const ColumnFacts &column);
    void addDerived(std::string_view name, std::string expression, std::string unit, std::string description);
    std::string entityFor(const std::vector<std::string> &keys, std::int64_t groups);

    void addKeyHistory(const KeyChoice &key, const std::string &source);
    void addTargetHistory(const std::string &entity, const std::vector<TimeMicros> &windows,
                          FeatureView &view);
    void addNumberHistory(const TableFacts &table, const std::string &prefix, TimeMicros window,
                          FeatureView &view, bool compare, const std::set<std::string> &without);
    void addFacts(const TableFacts &other, const SharedKey &key, const std::string &entity);
    void addEvents(const TableFacts &other, const SharedKey &key, const std::string &entity);
    Feature windowed(std::string_view name, Aggregate aggregate, std::string of, TimeMicros window,
                     std::string unit, std::string description);

    const TableFacts &m_table;
    std::string m_target;
    const ColumnFacts *m_time;
    FeatureSet m_set;
    YamlComments m_comments;
    std::set<std::string> m_taken; ///< names in lower case
    std::vector<std::string> m_leftOut;
    std::vector<std::string> m_sentences;
};

/// Windows that suit rows of one key: each holds a few rows on average, and the history is at least twice as
/// long. Without the window of all rows.
std::vector<TimeMicros> windowsFor(double spanSeconds, double rowsEach);

} // namespace slipway::features::propose
