#pragma once

#include "core/features/join/asked_rows.h"
#include "core/features/join/running_totals.h"
#include "core/features/join/small_table.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace slipway::features {

/// One answer of a join: the questions, then one view after the other, then all of it as one query.
class Answering
{
public:
    Answering(JoinState &state, const Questions &questions, const RunContext &context);

    Status ask(); ///< reads the questions
    Status lookBack(); ///< finds what each view knows
    Result<std::string> query(); ///< the rows with all features
    std::string rows() const { return m_rows.columnsSql(); } ///< the rows as they asked, as a query
    bool ordered() const; ///< whether the answers keep the order of the rows: no join stands in between

    /// Gives up its tables, and what it holds in memory.
    Status forget();

private:
    /// Where a view's values are, as a part of the last FROM.
    struct Found {
        const FeatureView *view = nullptr;
        std::string table {}; ///< of facts: the source's own, by the keys
        bool byQuestion = false; ///< by qid; else by keys and moment
        bool created = false; ///< also by the moment asked about
        bool asked = false; ///< the questions have them as columns
        bool facts = false; ///< of no time, so they hold at any
    };

    Status chooseFeatures();
    bool wanted(const Feature &feature) const { return m_wanted.contains(feature.name); }
    Status countUnmatched(const FeatureView &view, const PreparedSource &source);
    Status addKeys();
    Status add(Found found);
    Result<bool> lookUp(const Found &found);
    Status findView(const FeatureView &view);
    Status findColumns(const FeatureView &view, PreparedSource &source);
    Status findWindows(const FeatureView &view, PreparedSource &source);
    Status findOwn(const FeatureView &view, const PreparedSource &source);
    Result<bool> ownRows(const FeatureView &view, const PreparedSource &source, const WindowParts &parts);
    bool sameByDefinition(const std::string &key, const PreparedSource &source) const;
    bool canRun(const FeatureView &view, const PreparedSource &source) const;
    Status findRunning();
    Result<bool> runTotals(const std::vector<const FeatureView *> &views);
    std::string joinOf(const Found &found) const;
    std::string momentOf(const Found &found) const;
    std::string valueOf(const Found &found, const Feature &feature) const;

    JoinState &m_state;
    const Questions m_questions;
    const RunContext m_context;
    JoinTables m_tables;
    AskedRows m_rows;
    std::set<std::string> m_wanted; ///< names of the features to be found
    std::vector<const FeatureView *> m_views; ///< that have some of them
    std::vector<const FeatureView *> m_running; ///< views that wait for the pass over all rows
    std::vector<std::shared_ptr<WholePages>> m_totals; ///< that functions of the DuckDB read
    std::vector<SmallTable> m_lookups; ///< likewise
    std::vector<Found> m_found;
};

} // namespace slipway::features
