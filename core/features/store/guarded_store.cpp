#include "core/features/store/guarded_store.h"

#include "core/base/messages.h"

namespace slipway::features {

/// One thread's reads: from what is hot, from the store, or from what was known last.
class GuardedReader : public StoreReader
{
public:
    GuardedReader(GuardedStore &guard, std::unique_ptr<StoreReader> store, std::unique_ptr<StoreReader> copy)
        : m_guard(guard)
        , m_store(std::move(store))
        , m_copy(std::move(copy))
    {
    }

    Status read(ReadBatch &batch) override
    {
        if (m_guard.m_breaker.allows()) {
            if (answerFromHot(batch))
                return done();
            const auto begin = HotRows::Clock::now();
            if (m_store->read(batch) && rowsAreWhole(batch)) {
                m_guard.m_breaker.succeeded(HotRows::Clock::now() - begin);
                keepHot(batch);
                if (knowsEveryView(batch))
                    return done();
            } else {
                m_guard.m_breaker.failed();
            }
            batch.forgetRows();
        }
        m_guard.m_stale.fetch_add(1, std::memory_order_relaxed);
        batch.setStale(true);
        return answerFromLastKnown(batch);
    }

private:
    /// What this thread knows of a view of the store.
    struct Known {
        std::shared_ptr<const StoredView> view;
        HotRows::Clock::time_point asked;
    };

    Known &known(ViewId view)
    {
        if (m_known.size() <= view)
            m_known.resize(view + 1);
        return m_known[view];
    }

    /// A store that was started empty has forgotten what the copy still has.
    static bool knowsEveryView(const ReadBatch &batch)
    {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (!batch.stored(batch.view(i)))
                return false;
        }
        return true;
    }

    /// Anybody may write into a Redis.
    static bool rowsAreWhole(const ReadBatch &batch)
    {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto *view = batch.stored(batch.view(i));
            if (!view || batch.row(i).empty())
                continue;
            const RowView row(batch.row(i), view->layout.columns.size());
            if (!row.valid() || row.layout() != view->layoutId)
                return false;
        }
        return true;
    }

    /// All rows or none, because one question costs the store as much as ten.
    bool answerFromHot(ReadBatch &batch)
    {
        const auto age = m_guard.m_options.cacheAge;
        if (age.count() == 0)
            return false;
        const auto oldest = HotRows::Clock::now() - age;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto &of = known(batch.view(i));
            m_row.clear();
            const auto since = of.view && of.asked >= oldest
                ? m_guard.m_hot.find(batch.view(i), of.view->generation, batch.key(i), m_row)
                : std::nullopt;
            if (!since || *since < oldest) {
                m_guard.m_hot.count(i, batch.size() - i);
                batch.forgetRows();
                return false;
            }
            batch.setRow(i, m_row);
            batch.setView(batch.view(i), of.view);
        }
        m_guard.m_hot.count(batch.size(), 0);
        return true;
    }

    void keepHot(const ReadBatch &batch)
    {
        const auto now = HotRows::Clock::now();
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto id = batch.view(i);
            auto &of = known(id);
            of.asked = now;
            if (of.view != batch.sharedView(id))
                of.view = batch.sharedView(id);
            if (of.view)
                m_guard.m_hot.keep(id, of.view->generation, batch.key(i), batch.row(i));
        }
    }

    Status answerFromLastKnown(ReadBatch &batch)
    {
        SLIPWAY_TRY(m_copy->read(batch));
        // The copy knows every row; one that was read from the store since may be newer.
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto *view = batch.stored(batch.view(i));
            m_row.clear();
            if (!view || !m_guard.m_hot.find(batch.view(i), 0, batch.key(i), m_row))
                continue;
            const RowView hot(m_row, view->layout.columns.size());
            const RowView copied(batch.row(i), view->layout.columns.size());
            const bool fits = hot.valid() && hot.layout() == view->layoutId;
            if (fits && (!copied.valid() || copied.eventTime() < hot.eventTime()))
                batch.setRow(i, m_row);
        }
        return done();
    }

    GuardedStore &m_guard;
    std::unique_ptr<StoreReader> m_store;
    std::unique_ptr<StoreReader> m_copy;
    std::vector<Known> m_known;
    std::string m_row;
};

class DoubleWriter : public ViewWriter
{
public:
    DoubleWriter(GuardedStore &guard, ViewId view, std::unique_ptr<ViewWriter> store,
                 std::unique_ptr<ViewWriter> copy)
        : m_guard(guard)
        , m_view(view)
        , m_store(std::move(store))
        , m_copy(std::move(copy))
    {
    }

    Status put(std::span<const NewRow> rows) override
    {
        SLIPWAY_TRY(m_store->put(rows));
        for (const auto &row : rows) {
            m_guard.m_hot.forget(m_view, row.key);
            if (m_keys.size() < mostKeys)
                m_keys.emplace_back(row.key);
        }
        return m_copy->put(rows);
    }

    Result<StoredView> commit(StoredView view) override
    {
        SLIPWAY_ASSIGN(auto stored, m_store->commit(view));
        // A reader may have kept an old row in between.
        for (const auto &key : m_keys)
            m_guard.m_hot.forget(m_view, key);
        SLIPWAY_TRY(m_copy->commit(std::move(view)));
        return stored;
    }

private:
    static constexpr std::size_t mostKeys =
        10'000; ///< of more rows, old ones may be seen until they are too old

    GuardedStore &m_guard;
    const ViewId m_view;
    std::vector<std::string> m_keys;
    std::unique_ptr<ViewWriter> m_store;
    std::unique_ptr<ViewWriter> m_copy;
};

GuardedStore::GuardedStore(std::unique_ptr<OnlineStore> store, std::unique_ptr<OnlineStore> copy,
                           std::function<bool()> probe, const GuardOptions &options)
    : OnlineStore(store->names())
    , m_store(std::move(store))
    , m_copy(std::move(copy))
    , m_options(options)
    , m_hot(options.cacheBytes)
    , m_breaker(options.circuit, std::move(probe))
{
}

Result<std::vector<StoredView>> GuardedStore::views()
{
    if (m_breaker.allows()) {
        if (auto views = m_store->views())
            return views;
        m_breaker.failed();
    }
    return m_copy->views();
}

Result<std::unique_ptr<StoreReader>> GuardedStore::reader()
{
    SLIPWAY_ASSIGN(auto store, m_store->reader());
    SLIPWAY_ASSIGN(auto copy, m_copy->reader());
    return std::unique_ptr<StoreReader>(
        std::make_unique<GuardedReader>(*this, std::move(store), std::move(copy)));
}

Result<std::unique_ptr<ViewWriter>> GuardedStore::writer(const StoredView &view, WriteMode mode,
                                                         const RunContext &context)
{
    if (!m_breaker.allows())
        return failure("store.redis_resting", {{"address", address()}});
    auto store = m_store->writer(view, mode, context);
    if (!store) {
        m_breaker.failed();
        return store.error();
    }
    SLIPWAY_ASSIGN(auto copy, m_copy->writer(view, mode, context));
    return std::unique_ptr<ViewWriter>(std::make_unique<DoubleWriter>(
        *this, names()->id(view.set, view.view), std::move(store).value(), std::move(copy)));
}

GuardFigures GuardedStore::figures() const
{
    return {m_breaker.figures(), m_hot.figures(), m_stale.load(std::memory_order_relaxed)};
}

} // namespace slipway::features
