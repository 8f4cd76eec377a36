#include "core/features/join/offline.h"

#include "core/base/messages.h"
#include "core/features/join/answer.h"
#include "core/features/join/history.h"
#include "core/features/join/snapshot.h"

#include <fmt/format.h>

namespace slipway::features {

struct OfflineFeatures::State : JoinState {
    std::unique_ptr<Answering> asked; ///< whose tables an answer may still be read from
};

namespace {

JoinNote note(std::string_view id, const PreparedSource &source, std::int64_t rows)
{
    const auto error =
        failure(id, {{"table", source.source().table}, {"source", source.source().name}, {"rows", rows}});
    return {std::string(id), error.message, rows};
}

} // namespace

OfflineFeatures::OfflineFeatures(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}
OfflineFeatures::OfflineFeatures(OfflineFeatures &&) noexcept = default;
OfflineFeatures &OfflineFeatures::operator=(OfflineFeatures &&) noexcept = default;
OfflineFeatures::~OfflineFeatures() = default;

Result<OfflineFeatures> OfflineFeatures::open(const FeatureSet &set, const OfflineOptions &options,
                                              const RunContext &context)
{
    std::vector<std::filesystem::path> allowed = options.outputs;
    for (const auto &[name, file] : options.tables)
        allowed.push_back(file);
    SLIPWAY_ASSIGN(data::Duck duck,
                   data::Duck::open({.allowed = std::move(allowed),
                                     .temporaryFolder = options.temporaryFolder,
                                     .memoryBytes = options.memoryBytes,
                                     .threads = options.threads}));
    auto state = std::make_unique<State>(
        State {{set, std::move(duck), {}, {}, options.plan, {}, options.temporaryFolder}});
    SLIPWAY_TRY(
        state->duck.execute("CREATE SCHEMA slipway; CREATE MACRO days_between(a, b) AS (epoch_us(b) - "
                            "epoch_us(a)) / 86400000000.0",
                            context));
    SLIPWAY_ASSIGN(state->tables, openRawTables(state->duck, state->set, options, context));
    for (const auto &source : state->set.sources) {
        SLIPWAY_ASSIGN(auto prepared,
                       PreparedSource::open(state->duck, state->set, source, state->tables, context));
        state->sources.push_back(std::move(prepared));
    }
    return OfflineFeatures(std::move(state));
}

Result<OfflineFeatures::Asked> OfflineFeatures::ask(const Questions &questions, const RunContext &context)
{
    if (m_state->asked)
        SLIPWAY_TRY(m_state->asked->forget());
    m_state->asked = std::make_unique<Answering>(*m_state, questions, context);
    auto &answering = *m_state->asked;
    SLIPWAY_TRY(answering.ask());
    SLIPWAY_TRY(answering.lookBack());
    Asked asked;
    SLIPWAY_ASSIGN(asked.answers, answering.query());
    asked.rows = answering.rows();
    asked.ordered = answering.ordered();
    return asked;
}

Status OfflineFeatures::answer(const Questions &questions, std::string_view name, const RunContext &context)
{
    const auto work = [&]() -> Status {
        SLIPWAY_ASSIGN(const auto asked, ask(questions, context));
        return m_state->duck.execute(
            fmt::format("CREATE OR REPLACE TABLE {} AS {}", data::identifier(name), asked.answers), context);
    };
    const auto answered = work();
    SLIPWAY_TRY(m_state->asked->forget());
    m_state->asked.reset();
    return answered;
}

Status OfflineFeatures::snapshot(const FeatureView &view, std::optional<TimeMicros> since, TimeMicros at,
                                 const data::BlockTaker &take, const RunContext &context)
{
    return takeSnapshot(*m_state, {view, since, at}, take, context);
}

Status OfflineFeatures::writeSnapshot(const FeatureView &view, std::optional<TimeMicros> since, TimeMicros at,
                                      const std::filesystem::path &file, const RunContext &context)
{
    return takeSnapshot(*m_state, {view, since, at, file}, {}, context);
}

Status OfflineFeatures::readSnapshot(const std::filesystem::path &file, const data::BlockTaker &take,
                                     const RunContext &context)
{
    return m_state->duck.stream(
        fmt::format("SELECT * FROM read_parquet({})", data::quoted(data::literalPath(file))), take, context);
}

Result<Json> OfflineFeatures::asOf(const AsOf &question, const RunContext &context)
{
    return knownAsOf(*this, *m_state, question, context);
}

std::vector<JoinNote> OfflineFeatures::notes() const
{
    // Several sources may read the same rows; the one that lacks most speaks for its data set.
    std::map<std::pair<std::string_view, std::string>, JoinNote> most;
    for (const auto &source : m_state->sources) {
        const auto &counts = source.counts();
        for (const auto &[id, rows] : {std::pair("feature_join.rows_without_time", counts.timeless),
                                       std::pair("feature_join.rows_of_the_future", counts.early),
                                       std::pair("feature_join.rows_without_key", counts.keyless)}) {
            auto &kept = most[{id, source.source().table}];
            if (rows > kept.rows)
                kept = note(id, source, rows);
        }
    }
    std::vector<JoinNote> notes;
    for (const auto &[place, kept] : most) {
        if (kept.rows > 0)
            notes.push_back(kept);
    }
    return notes;
}

const std::map<std::string, std::int64_t> &OfflineFeatures::unmatched() const
{
    return m_state->unmatched;
}

Result<std::vector<data::SourceColumn>> OfflineFeatures::columnsOf(std::string_view table) const
{
    for (const auto &each : m_state->tables) {
        if (each.name == table)
            return each.columns;
    }
    return failure("feature_join.no_table", {{"set", m_state->set.name}, {"table", table}});
}

data::Duck &OfflineFeatures::duck()
{
    return m_state->duck;
}

const FeatureSet &OfflineFeatures::set() const
{
    return m_state->set;
}

} // namespace slipway::features
