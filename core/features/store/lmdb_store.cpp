#include "core/features/store/lmdb_store.h"

#include "core/base/messages.h"
#include "core/features/store/lmdb_contents.h"
#include "core/features/store/lmdb_writer.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace slipway::features {

namespace {

class LmdbReader : public StoreReader
{
public:
    LmdbReader(const std::shared_ptr<LmdbEnvironment> &environment, std::shared_ptr<ViewNames> names)
        : m_snapshots(environment)
        , m_names(std::move(names))
    {
    }

    Status read(ReadBatch &batch) override
    {
        ++m_read;
        return m_snapshots.look([&](const LmdbTransaction &look) -> Status {
            for (std::size_t i = 0; i < batch.size(); ++i)
                SLIPWAY_TRY(readRow(look, batch, i));
            return done();
        });
    }

private:
    /// What was known of a view when it was looked at last.
    struct Known {
        std::size_t transaction = 0;
        std::string key;
        std::string text;
        std::string prefix;
        std::shared_ptr<const StoredView> view;
    };

    Status readRow(const LmdbTransaction &look, ReadBatch &batch, std::size_t question)
    {
        const auto id = batch.view(question);
        SLIPWAY_ASSIGN(const Known *known, viewAt(look, id));
        batch.setView(id, known->view);
        if (!known->view)
            return done();
        m_key.assign(known->prefix).append(batch.key(question));
        auto &kept = m_kept[slotOf(m_key)];
        const bool isIt = kept.transaction == look.id() && kept.key == m_key;
        if (!isIt) {
            SLIPWAY_ASSIGN(const auto row, look.get(LmdbTable::Rows, m_key));
            const auto bytes = row.value_or(std::string_view());
            if (kept.read == m_read || bytes.size() > largestKept) {
                batch.setRow(question, bytes);
                return done();
            }
            kept.transaction = look.id();
            kept.key = m_key;
            kept.row = bytes;
        }
        kept.read = m_read;
        batch.showRow(question, kept.row);
        return done();
    }

    static std::size_t slotOf(std::string_view key)
    {
        // Keys of numbers end with the bytes that differ; a view's rows begin alike.
        std::uint64_t head = 0;
        std::uint64_t tail = 0;
        const auto part = std::min(key.size(), sizeof head);
        std::memcpy(&head, key.data(), part);
        std::memcpy(&tail, key.data() + key.size() - part, part);
        if (key.size() > 2 * sizeof head)
            head ^= std::hash<std::string_view>()(key);
        const auto mixed = (head ^ (tail * spread)) * spread;
        return static_cast<std::size_t>(mixed >> (64 - keptBits));
    }

    Result<const Known *> viewAt(const LmdbTransaction &look, ViewId id)
    {
        if (m_known.size() <= id)
            m_known.resize(id + 1);
        auto &known = m_known[id];
        // Transactions count from 1.
        if (known.transaction == look.id())
            return &known;
        if (known.key.empty())
            known.key = lmdb::viewKey(m_names->set(id), m_names->view(id));
        SLIPWAY_ASSIGN(const auto text, look.get(LmdbTable::Contents, known.key));
        known.transaction = look.id();
        if (text == std::optional(std::string_view(known.text)) && known.view)
            return &known;
        known.text = text.value_or(std::string_view());
        known.view.reset();
        if (text) {
            SLIPWAY_ASSIGN(auto view, storedViewFromJson(*text, known.key));
            known.prefix = lmdb::rowPrefix(view.generation);
            known.view = std::make_shared<const StoredView>(std::move(view));
        }
        return &known;
    }

    /// A row as one transaction has it: until somebody writes it need not be looked for again.
    struct Kept {
        std::size_t transaction = 0;
        std::size_t read = 0; ///< that has shown it last: it stays where it is until the next one
        std::string key;
        std::string row; ///< empty: there is none
    };
    static constexpr unsigned keptBits = 13;
    static constexpr std::uint64_t spread = 0x9E3779B97F4A7C15; ///< 2^64 by the golden ratio
    static constexpr std::size_t largestKept = 4096; ///< bytes

    LmdbSnapshots m_snapshots;
    std::shared_ptr<ViewNames> m_names;
    std::vector<Kept> m_kept = std::vector<Kept>(std::size_t {1} << keptBits); ///< by the hash of the key
    std::vector<Known> m_known;
    std::string m_key;
    std::size_t m_read = 0; ///< number of the present one
};

} // namespace

LmdbStore::LmdbStore(std::shared_ptr<LmdbEnvironment> environment, std::shared_ptr<ViewNames> names)
    : OnlineStore(std::move(names))
    , m_environment(std::move(environment))
{
}

Result<std::unique_ptr<LmdbStore>> LmdbStore::open(const std::filesystem::path &folder,
                                                   const LmdbOptions &options,
                                                   std::shared_ptr<ViewNames> names)
{
    SLIPWAY_ASSIGN(auto environment, LmdbEnvironment::open(folder, options));
    return std::unique_ptr<LmdbStore>(
        new LmdbStore(std::move(environment), names ? std::move(names) : std::make_shared<ViewNames>()));
}

Result<std::vector<StoredView>> LmdbStore::views()
{
    std::vector<StoredView> views;
    SLIPWAY_TRY(m_environment->read([&](const LmdbTransaction &look) -> Status {
        SLIPWAY_ASSIGN(views, lmdb::allViews(look));
        return done();
    }));
    return views;
}

Result<std::unique_ptr<StoreReader>> LmdbStore::reader()
{
    return std::unique_ptr<StoreReader>(std::make_unique<LmdbReader>(m_environment, names()));
}

Result<std::unique_ptr<ViewWriter>> LmdbStore::writer(const StoredView &view, WriteMode mode,
                                                      const RunContext &context)
{
    SLIPWAY_TRY(lmdb::sweep(*m_environment, context));
    return std::unique_ptr<ViewWriter>(std::make_unique<LmdbViewWriter>(m_environment, view, mode, context));
}

} // namespace slipway::features
