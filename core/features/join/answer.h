#pragma once

#include "core/features/join/offline.h"
#include "core/features/join/prepared_source.h"
#include "core/features/join/running_totals.h"
#include "core/features/join/small_table.h"
#include "core/features/join/window_plans.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace slipway::features {

/// What the parts of the join share.
struct JoinState {
    FeatureSet set;
    data::Duck duck;
    std::vector<RawTable> tables;
    std::vector<PreparedSource> sources;
    std::optional<WindowPlan> plan; ///< where it can answer it is taken, so that tests can compare the plans
    std::map<std::string, std::int64_t> unmatched; ///< by data set, of the last answer

    std::filesystem::path temporaryFolder {};

    PreparedSource &source(const FeatureView &view);
    const std::vector<std::string> &keys(const FeatureView &view) const;
};

/// One answer of a join: the questions, then one view after the other, then all of it as one query.
class Answering
{
public:
    Answering(JoinState &state, const Questions &questions, const RunContext &context);

    Status ask(); ///< reads the questions
    Status lookBack(); ///< finds what each view knows
    Result<std::string> query(); ///< the rows with all features
    std::string rows() const; ///< the rows as they asked, as a query
    bool ordered() const; ///< whether the answers keep the order of the rows: no join stands in between

    /// Drops its tables.
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
    /// Columns beside the questions, and the joins that they need.
    struct Layer {
        std::string columns;
        std::string joins {};
    };

    Status chooseFeatures();
    bool wanted(const Feature &feature) const { return m_wanted.contains(feature.name); }
    Status countUnmatched(const FeatureView &view, const PreparedSource &source);
    Status readQuestions();
    Status checkKeys(const FeatureView &view);
    bool ready(const FeatureView &view) const;
    Status addKeys();
    Status add(Found found);
    Result<bool> lookUp(const Found &found);
    void addLayer(Layer layer);
    void restack();
    Status findView(const FeatureView &view);
    Status findColumns(const FeatureView &view, PreparedSource &source);
    Status findWindows(const FeatureView &view, PreparedSource &source);
    Status findOwn(const FeatureView &view, const PreparedSource &source);
    bool isColumn(std::string_view name) const;
    Result<bool> ownRows(const FeatureView &view, const PreparedSource &source, const WindowParts &parts);
    bool sameByDefinition(const std::string &key, const PreparedSource &source) const;
    bool canRun(const FeatureView &view, const PreparedSource &source) const;
    Status findRunning();
    Result<bool> runTotals(const std::vector<const FeatureView *> &views);
    Result<WindowPlan> choosePlan(const WindowQuery &query);
    std::string joinOf(const Found &found) const;
    std::string momentOf(const Found &found) const;
    std::string valueOf(const Found &found, const Feature &feature) const;
    std::string tableName(std::string_view what);
    Status make(std::string_view table, const std::string &sql);

    JoinState &m_state;
    const Questions m_questions;
    const RunContext m_context;
    std::set<std::string> m_wanted; ///< names of the features to be found
    std::vector<const FeatureView *> m_views; ///< that have some of them
    std::vector<data::SourceColumn> m_columns; ///< of the questions
    std::map<std::string, KeyType> m_keys; ///< that the questions have so far
    std::vector<const FeatureView *> m_running; ///< views that wait for the pass over all rows
    std::string m_asked; ///< a FROM with qid, __t, the keys and the columns
    std::string m_own; ///< the same where all rows of a data set ask, without the layers
    std::vector<Layer> m_layers;
    std::vector<std::shared_ptr<RunningTotals>> m_totals; ///< that functions of the DuckDB read
    std::vector<SmallTable> m_lookups; ///< likewise
    std::vector<Found> m_found;
    std::vector<std::string> m_tables; ///< made so far
};

} // namespace slipway::features
