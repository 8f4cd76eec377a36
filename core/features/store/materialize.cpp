#include "core/features/store/materialize.h"

#include "core/base/messages.h"
#include "core/features/definitions/feature_set_json.h"
#include "core/features/expected_values.h"
#include "core/features/store/entity_key.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::features {

namespace {

constexpr TimeMicros longestAgo = 52 * 7 * microsPerDay; ///< Feast's beginning where a view has no ttl

/// Digest of what decides a view's values, whatever it is described as.
std::string definitionOf(const FeatureSet &set, const FeatureView &view)
{
    FeatureSet alone;
    alone.name = set.name;
    alone.entities = {*set.entity(view.entity)};
    alone.sources = {*set.source(view.source)};
    alone.views = {view};
    alone.entities.front().description.clear();
    alone.sources.front().description.clear();
    auto &own = alone.views.front();
    own.owner.clear();
    own.description.clear();
    own.tags.clear();
    own.freshness = 0;
    for (auto &feature : own.features) {
        feature.description.clear();
        feature.owner.clear();
        feature.unit.clear();
        feature.tags.clear();
        feature.expectations.clear();
        feature.hidden = false;
    }
    return featureSetDigest(alone);
}

/// Turns blocks of a snapshot into rows.
class RowMaker
{
public:
    RowMaker(const StoredView &view, ViewWriter &writer)
        : m_view(view)
        , m_keys(view.layout.keys.size())
        , m_row(view.layout)
        , m_writer(writer)
    {
    }

    Status take(const data::Block &block)
    {
        for (std::size_t row = 0; row < block.rows; ++row) {
            if (!makeKey(block, row))
                continue;
            makeRow(block, row);
            const NewRow one {m_key.bytes(), m_row.bytes()};
            SLIPWAY_TRY(m_writer.put({&one, 1}));
            ++rows;
        }
        return done();
    }

    std::int64_t rows = 0;
    std::int64_t values = 0;

private:
    bool makeKey(const data::Block &block, std::size_t row)
    {
        m_key.clear();
        for (std::size_t i = 0; i < m_keys; ++i) {
            const auto &column = block.columns[i];
            if (column.missing(row))
                return false;
            if (column.form == data::BlockColumn::Form::Text)
                m_key.add(column.texts[row]);
            else if (column.form == data::BlockColumn::Form::Real)
                m_key.add(std::string_view(fmt::format("{}", column.reals[row])));
            else if (column.isTime())
                m_key.add(std::string_view(isoTime(column.whole[row])));
            else if (column.isDate())
                m_key.add(std::string_view(isoTime(column.whole[row] * microsPerDay)).substr(0, 10));
            else
                m_key.add(column.whole[row]);
        }
        return true;
    }

    void makeRow(const data::Block &block, std::size_t row)
    {
        const auto &event = block.columns[m_keys];
        const auto &created = block.columns[m_keys + 1];
        m_row.begin(event.missing(row) ? 0 : event.whole[row], created.missing(row) ? 0 : created.whole[row]);
        for (std::size_t i = 0; i < m_view.layout.columns.size(); ++i) {
            const auto &column = block.columns[m_keys + 2 + i];
            if (!column.missing(row)) {
                setValue(i, column, row);
                ++values;
            }
        }
    }

    void setValue(std::size_t place, const data::BlockColumn &column, std::size_t row)
    {
        switch (m_view.layout.columns[place].type) {
        case ValueType::Number:
            m_row.setNumber(place,
                            column.form == data::BlockColumn::Form::Whole
                                ? static_cast<double>(column.whole[row])
                                : column.reals[row]);
            break;
        case ValueType::Time:
            m_row.setTime(place, column.whole[row]);
            break;
        case ValueType::Text:
            m_row.setText(place, column.texts[row]);
            break;
        }
    }

    const StoredView &m_view;
    const std::size_t m_keys;
    EntityKey m_key;
    RowWriter m_row;
    ViewWriter &m_writer;
};

/// From when on a view is looked at; nothing: all of it.
std::optional<TimeMicros> beginOf(const FeatureView &view, const std::optional<StoredView> &stored,
                                  const MaterializeOptions &options, TimeMicros to)
{
    if (options.from || !options.incremental)
        return options.from;
    if (stored)
        return std::min(stored->to, to);
    return to - (view.ttl != 0 ? view.ttl : longestAgo);
}

/// The views of one materialization. What is expected of a view is checked over a file of its rows, which is
/// then what the store is filled from: they are calculated once.
class Materialization
{
public:
    Materialization(OfflineFeatures &offline, OnlineStore &store, const MaterializeOptions &options,
                    TimeMicros to, const RunContext &context)
        : m_offline(offline)
        , m_store(store)
        , m_options(options)
        , m_to(to)
        , m_context(context)
    {
    }

    Result<std::vector<MaterializedView>> run(const std::vector<const FeatureView *> &views)
    {
        std::vector<Planned> planned;
        m_parts = views.size() * (m_options.strict ? 2 : 1);
        if (m_options.strict) {
            for (const auto *view : views) {
                SLIPWAY_TRY(begin(view->name));
                SLIPWAY_ASSIGN(auto next, plan(*view));
                planned.push_back(std::move(next));
            }
            SLIPWAY_TRY(refuseUnexpected(planned));
        }
        std::vector<MaterializedView> results;
        for (std::size_t i = 0; i < views.size(); ++i) {
            SLIPWAY_TRY(begin(views[i]->name));
            if (!m_options.strict) {
                SLIPWAY_ASSIGN(auto next, plan(*views[i]));
                planned.push_back(std::move(next));
            }
            SLIPWAY_ASSIGN(auto result, store(planned[i]));
            results.push_back(std::move(result));
        }
        return results;
    }

private:
    /// A view on its way into the store.
    struct Planned {
        const FeatureView *view = nullptr;
        WriteMode mode = WriteMode::Replace;
        std::filesystem::path file; ///< with its rows; empty: they are still to be calculated
        MaterializedView result;
    };

    Status begin(const std::string &view)
    {
        if (m_context.cancelled())
            return cancelled();
        m_context.progress(static_cast<double>(m_begun++) / static_cast<double>(m_parts), view);
        return done();
    }

    Result<Planned> plan(const FeatureView &view)
    {
        const double began = steadySeconds();
        Planned planned {.view = &view};
        auto &stored = planned.result.stored;
        stored = plannedView(m_offline.set(), view, m_options.setVersion);
        SLIPWAY_ASSIGN(auto before, m_store.find(stored.set, stored.view));
        // Rows that were made by another definition say nothing about this one.
        if (before && before->definition != stored.definition)
            before.reset();
        planned.result.from = beginOf(view, before, m_options, m_to);
        stored.from = planned.result.from.value_or(0);
        stored.to = m_to;
        planned.mode = planned.result.from && before ? WriteMode::Update : WriteMode::Replace;
        SLIPWAY_TRY(check(planned));
        planned.result.seconds = steadySeconds() - began;
        return planned;
    }

    Status check(Planned &planned)
    {
        planned.result.expectations = nothingExpected();
        std::vector<const Feature *> features;
        for (const auto &feature : planned.view->features) {
            if (!feature.expectations.empty())
                features.push_back(&feature);
        }
        if (features.empty() || m_options.checkFolder.empty())
            return done();
        planned.file = m_options.checkFolder / (planned.view->name + ".parquet");
        SLIPWAY_TRY(
            m_offline.writeSnapshot(*planned.view, planned.result.from, m_to, planned.file, m_context));
        // Where there is no news, a mean or a quantile says nothing.
        SLIPWAY_ASSIGN(const double rows,
                       m_offline.duck().number(fmt::format("SELECT count(*) FROM read_parquet({})",
                                                           data::quoted(data::literalPath(planned.file))),
                                               m_context));
        if (rows > 0) {
            SLIPWAY_ASSIGN(planned.result.expectations,
                           checkExpected(m_offline.set().name, features, planned.file, m_options.spillFolder,
                                         m_context));
        }
        return done();
    }

    Status refuseUnexpected(const std::vector<Planned> &planned) const
    {
        auto all = nothingExpected();
        for (const auto &each : planned)
            addExpected(all, each.result.expectations);
        if (all["failed"] == 0)
            return done();
        std::string sentences;
        for (const auto &sentence : all["failures"])
            sentences += (sentences.empty() ? "" : " ") + sentence.get<std::string>();
        return failure("store.unexpected",
                       {{"set", m_offline.set().name},
                        {"failed", all["failed"]},
                        {"checked", all["checked"]},
                        {"failures", sentences}});
    }

    Result<MaterializedView> store(Planned &planned)
    {
        const double began = steadySeconds();
        auto &result = planned.result;
        result.stored.materialized = utcNow();
        SLIPWAY_ASSIGN(const auto writer, m_store.writer(result.stored, planned.mode, m_context));
        RowMaker maker(result.stored, *writer);
        const auto take = [&](const data::Block &block) -> Status {
            if (m_context.cancelled())
                return cancelled();
            return maker.take(block);
        };
        if (planned.file.empty())
            SLIPWAY_TRY(m_offline.snapshot(*planned.view, result.from, m_to, take, m_context));
        else
            SLIPWAY_TRY(m_offline.readSnapshot(planned.file, take, m_context));
        SLIPWAY_ASSIGN(result.stored, writer->commit(result.stored));
        std::error_code ignored; // the folder goes with the job
        if (!planned.file.empty())
            std::filesystem::remove(planned.file, ignored);
        result.rows = maker.rows;
        result.values = maker.values;
        result.seconds += steadySeconds() - began;
        return std::move(result);
    }

    OfflineFeatures &m_offline;
    OnlineStore &m_store;
    const MaterializeOptions &m_options;
    const TimeMicros m_to;
    const RunContext &m_context;
    std::size_t m_parts = 0; ///< of the progress
    std::size_t m_begun = 0;
};

} // namespace

StoredView plannedView(const FeatureSet &set, const FeatureView &view, std::int64_t setVersion)
{
    StoredView planned;
    planned.set = set.name;
    planned.view = view.name;
    planned.setVersion = setVersion;
    planned.definition = definitionOf(set, view);
    planned.layout.keys = set.entity(view.entity)->keys;
    for (const auto &feature : view.features)
        planned.layout.columns.push_back({feature.name, feature.type});
    planned.layoutId = planned.layout.id();
    return planned;
}

Result<std::vector<MaterializedView>> materialize(OfflineFeatures &offline, OnlineStore &store,
                                                  const MaterializeOptions &options,
                                                  const RunContext &context)
{
    const auto &set = offline.set();
    std::vector<const FeatureView *> views;
    for (const auto &name : options.views) {
        const auto *view = set.view(name);
        if (!view)
            return failure("store.unknown_view", {{"view", name}, {"set", set.name}});
        views.push_back(view);
    }
    if (options.views.empty()) {
        for (const auto &view : set.views)
            views.push_back(&view);
    }
    const auto to = options.to.value_or(utcNow());
    if (options.from && *options.from > to)
        return failure("store.from_after_to", {{"from", isoTime(*options.from)}, {"to", isoTime(to)}});
    SLIPWAY_ASSIGN(auto results, Materialization(offline, store, options, to, context).run(views));
    context.progress(1, "materialized");
    return results;
}

} // namespace slipway::features
