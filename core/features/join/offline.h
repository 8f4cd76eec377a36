#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/block.h"
#include "core/data/duckdb.h"
#include "core/data/source.h"
#include "core/features/definitions/feature_set.h"
#include "core/features/join/plan.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway::features {

/// Where a feature set finds its tables, and what it may use.
struct OfflineOptions {
    std::map<std::string, std::filesystem::path> tables; ///< file of each data set
    std::vector<std::filesystem::path> outputs {}; ///< folders that may be written to
    std::filesystem::path temporaryFolder {}; ///< where what does not fit into memory goes
    std::int64_t memoryBytes = 2LL << 30;
    int threads = 0; ///< 0: the machine's cores
    std::optional<WindowPlan>
        plan {}; ///< taken wherever it can answer; else the cheapest is chosen from the data
};

/// Rows that ask for features: which entities, at which moment.
struct Questions {
    std::string query; ///< SQL with the keys, the request's columns, `time` and whatever is to be kept
    std::string time; ///< its column with the moment
    bool honourCreated = false; ///< leave out what was written down after the moment
    std::string
        rowsOf {}; ///< the data set, where all its rows are asked about; `query` is then the list of a SELECT
    bool times = true; ///< whether the moments of the values are wanted
    bool oldTimes = false; ///< also those of values that are too old to count
    std::vector<std::string> features {}; ///< those that are wanted; what they need comes along; empty: all
};

/// Who is asked about, and when.
struct AsOf {
    TimeMicros at = 0;
    std::map<std::string, std::string> entity; ///< keys, and features of the request, as a person writes them
    bool history = false; ///< also the values over time
    bool honourCreated = false; ///< leave out what was written down after the moment
};

/// Something about the data that is no reason to refuse it, as a sentence, with the number of rows.
struct JoinNote {
    std::string id;
    std::string sentence;
    std::int64_t rows = 0;
};

/// The tables of a feature set, ready for questions about any moment. One thread at a time.
class OfflineFeatures
{
public:
    /// Checks the definitions against the tables: columns, types, keys, times.
    static Result<OfflineFeatures> open(const FeatureSet &set, const OfflineOptions &options,
                                        const RunContext &context = {});
    OfflineFeatures(OfflineFeatures &&) noexcept;
    OfflineFeatures &operator=(OfflineFeatures &&) noexcept;
    ~OfflineFeatures();

    /// An answer that is calculated as it is read. Valid until the next question of any kind.
    struct Asked {
        std::string rows; ///< query: the questions' own columns
        std::string answers; ///< query: as answer() gives them
        bool ordered = false; ///< whether the answers surely stand in the order of the rows
    };
    Result<Asked> ask(const Questions &questions, const RunContext &context = {});

    /// Makes the table `name`: every row of the questions, unmatched ones too, with the features known at its
    /// moment as further columns (hidden ones too), and <view>__time, the moment of each view's value. A
    /// column of the questions that has a feature's name becomes that feature. The rows have no order.
    Status answer(const Questions &questions, std::string_view name, const RunContext &context = {});

    /// The rows of a view for the online store, one an entity, as of `at`: its keys, event_time, created_time
    /// (microseconds), then its features in order. With `since` only entities whose values may have changed
    /// after that moment. In the order of the keys.
    Status snapshot(const FeatureView &view, std::optional<TimeMicros> since, TimeMicros at,
                    const data::BlockTaker &take, const RunContext &context = {});

    /// The same rows as a Parquet file in one of the options' outputs, and how they are read from there.
    Status writeSnapshot(const FeatureView &view, std::optional<TimeMicros> since, TimeMicros at,
                         const std::filesystem::path &file, const RunContext &context = {});
    Status readSnapshot(const std::filesystem::path &file, const data::BlockTaker &take,
                        const RunContext &context = {});

    /// What was known about one entity: {"set","at","entity":{},"features":[{"name","value","type","view",
    /// "event_time","age_seconds","hidden","status","history":[{"time","value"}]}]}. Features for which the
    /// entity lacks a key are left out; history holds at most 200 changes, the latest ones.
    Result<Json> asOf(const AsOf &question, const RunContext &context = {});

    /// What was noticed about the sources that have been read so far: rows without a time or a key, and those
    /// that are later than now, which nobody sees yet.
    std::vector<JoinNote> notes() const;

    /// How many rows of the last answer ask for an entity that a table of facts does not have, by data set.
    const std::map<std::string, std::int64_t> &unmatched() const;

    /// The columns of a data set of the feature set.
    Result<std::vector<data::SourceColumn>> columnsOf(std::string_view table) const;

    data::Duck &duck();
    const FeatureSet &set() const;

private:
    struct State;
    explicit OfflineFeatures(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace slipway::features
