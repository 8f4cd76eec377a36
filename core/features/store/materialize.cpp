#include "core/features/store/materialize.h"

#include "core/base/messages.h"
#include "core/features/definitions/feature_set_json.h"
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

Result<MaterializedView> materializeView(OfflineFeatures &offline, OnlineStore &store,
                                         const FeatureView &view, const MaterializeOptions &options,
                                         TimeMicros to, const RunContext &context)
{
    const double begin = steadySeconds();
    auto planned = plannedView(offline.set(), view, options.setVersion);
    SLIPWAY_ASSIGN(auto stored, store.find(planned.set, planned.view));
    // Rows that were made by another definition say nothing about this one.
    if (stored && stored->definition != planned.definition)
        stored.reset();
    MaterializedView result;
    result.from = beginOf(view, stored, options, to);
    planned.from = result.from.value_or(0);
    planned.to = to;
    planned.materialized = utcNow();
    const auto mode = result.from && stored ? WriteMode::Update : WriteMode::Replace;
    SLIPWAY_ASSIGN(const auto writer, store.writer(planned, mode, context));
    RowMaker maker(planned, *writer);
    SLIPWAY_TRY(offline.snapshot(
        view, result.from, to,
        [&](const data::Block &block) -> Status {
            if (context.cancelled())
                return cancelled();
            return maker.take(block);
        },
        context));
    SLIPWAY_ASSIGN(result.stored, writer->commit(planned));
    result.rows = maker.rows;
    result.values = maker.values;
    result.seconds = steadySeconds() - begin;
    return result;
}

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
    std::vector<MaterializedView> results;
    for (const auto *view : views) {
        if (context.cancelled())
            return cancelled();
        context.progress(static_cast<double>(results.size()) / static_cast<double>(views.size()), view->name);
        SLIPWAY_ASSIGN(auto result, materializeView(offline, store, *view, options, to, context));
        results.push_back(std::move(result));
    }
    context.progress(1, "materialized");
    return results;
}

} // namespace slipway::features
