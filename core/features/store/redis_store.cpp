#include "core/features/store/redis_store.h"

#include "core/base/messages.h"
#include "core/features/store/redis_names.h"
#include "core/features/store/redis_writer.h"

#include <algorithm>

namespace slipway::features {

namespace {

class RedisReader : public StoreReader
{
public:
    RedisReader(RedisAddress address, const RedisOptions &options, std::shared_ptr<ViewNames> names)
        : m_address(std::move(address))
        , m_options(options)
        , m_names(std::move(names))
    {
    }

    Status read(ReadBatch &batch) override
    {
        if (!m_connection || m_connection->broken()) {
            m_connection.reset();
            SLIPWAY_ASSIGN(m_connection, RedisConnection::open(m_address, m_options));
        }
        const auto status = readRows(batch);
        if (!status)
            m_connection.reset(); // answers to what was asked may still be on their way
        return status;
    }

private:
    /// What was known of a view when it was looked at last.
    struct Known {
        std::string name;
        std::string stamp;
        std::string rows; ///< the hash of its generation
        std::shared_ptr<const StoredView> view;
        std::vector<std::size_t> questions; ///< of the batch under way
    };

    Status readRows(ReadBatch &batch)
    {
        sortQuestions(batch);
        SLIPWAY_TRY(ask(batch, m_all));
        // A view that was replaced since has other rows now: ask again for these.
        for (int attempt = 0; !m_changed.empty(); ++attempt) {
            if (attempt == mostAttempts)
                return failure("store.redis_lost", {{"address", m_address.shown()}});
            SLIPWAY_TRY(learn(m_changed));
            m_again.swap(m_changed);
            SLIPWAY_TRY(ask(batch, m_again));
        }
        for (const auto id : m_all)
            batch.setView(id, m_known[id].view);
        return done();
    }

    void sortQuestions(const ReadBatch &batch)
    {
        m_all.clear();
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto id = batch.view(i);
            if (m_known.size() <= id)
                m_known.resize(id + 1);
            auto &known = m_known[id];
            if (std::ranges::find(m_all, id) == m_all.end()) {
                m_all.push_back(id);
                known.questions.clear();
                if (known.name.empty())
                    known.name = m_names->set(id) + "/" + m_names->view(id);
            }
            known.questions.push_back(i);
        }
    }

    /// The rows first and then the stamp: where rows are gone because their view was replaced in between, the
    /// stamp tells.
    Status ask(ReadBatch &batch, const std::vector<ViewId> &ids)
    {
        for (const auto id : ids) {
            const auto &known = m_known[id];
            if (known.view) {
                m_connection->command(2 + known.questions.size()).word("HMGET").word(known.rows);
                for (const auto question : known.questions)
                    m_connection->word(batch.key(question));
            }
            m_connection->command(3).word("HGET").word(redis::viewKey(known.name)).word("stamp");
        }
        SLIPWAY_TRY(m_connection->send());
        m_changed.clear();
        for (const auto id : ids) {
            auto &known = m_known[id];
            if (known.view)
                SLIPWAY_TRY(takeRows(batch, known));
            SLIPWAY_ASSIGN(const auto stamp, m_connection->answer());
            if (stamp.text() != known.stamp)
                m_changed.push_back(id);
        }
        return done();
    }

    Status takeRows(ReadBatch &batch, const Known &known)
    {
        SLIPWAY_ASSIGN(const auto rows, m_connection->answer());
        if (rows.size() != known.questions.size())
            return failure("store.redis_other",
                           {{"address", m_address.shown()}, {"reason", "not the rows that were asked for"}});
        for (std::size_t i = 0; i < rows.size(); ++i)
            batch.setRow(known.questions[i], rows.at(i).text());
        return done();
    }

    Status learn(const std::vector<ViewId> &ids)
    {
        for (const auto id : ids) {
            m_connection->command(4)
                .word("HMGET")
                .word(redis::viewKey(m_known[id].name))
                .word("stamp")
                .word("head");
        }
        SLIPWAY_TRY(m_connection->send());
        for (const auto id : ids) {
            auto &known = m_known[id];
            SLIPWAY_ASSIGN(const auto answer, m_connection->answer());
            known.view.reset();
            known.stamp.clear();
            if (answer.size() != 2 || !answer.at(1).isText())
                continue; // nothing is stored of it
            SLIPWAY_ASSIGN(auto view, storedViewFromJson(answer.at(1).text(), m_address.shown()));
            known.stamp = answer.at(0).text();
            known.rows = redis::rowsKey(known.name, view.generation);
            known.view = std::make_shared<const StoredView>(std::move(view));
        }
        return done();
    }

    static constexpr int mostAttempts = 5;

    const RedisAddress m_address;
    const RedisOptions m_options;
    std::shared_ptr<ViewNames> m_names;
    std::unique_ptr<RedisConnection> m_connection;
    std::vector<Known> m_known;
    std::vector<ViewId> m_all;
    std::vector<ViewId> m_changed;
    std::vector<ViewId> m_again;
};

} // namespace

RedisStore::RedisStore(RedisAddress address, const RedisOptions &options, std::shared_ptr<ViewNames> names)
    : OnlineStore(names ? std::move(names) : std::make_shared<ViewNames>())
    , m_address(std::move(address))
    , m_options(options)
{
}

Result<std::vector<StoredView>> RedisStore::views()
{
    SLIPWAY_ASSIGN(const auto connection, RedisConnection::open(m_address, m_options));
    SLIPWAY_ASSIGN(const auto names, connection->ask({"SMEMBERS", redis::viewsKey}));
    std::vector<StoredView> views;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string name(names.at(i).text());
        SLIPWAY_ASSIGN(const auto text, connection->ask({"HGET", redis::viewKey(name), "counts"}));
        if (!text.isText())
            continue;
        SLIPWAY_ASSIGN(auto view, storedViewFromJson(text.text(), address()));
        views.push_back(std::move(view));
    }
    std::ranges::sort(views, {}, [](const StoredView &view) { return std::pair(view.set, view.view); });
    return views;
}

Result<std::unique_ptr<StoreReader>> RedisStore::reader()
{
    return std::unique_ptr<StoreReader>(std::make_unique<RedisReader>(m_address, m_options, names()));
}

Result<std::unique_ptr<ViewWriter>> RedisStore::writer(const StoredView &view, WriteMode mode,
                                                       const RunContext &context)
{
    SLIPWAY_ASSIGN(auto connection, RedisConnection::open(m_address, m_options));
    return std::unique_ptr<ViewWriter>(
        std::make_unique<RedisViewWriter>(std::move(connection), view, mode, context));
}

Status RedisStore::probe() const
{
    SLIPWAY_ASSIGN(const auto connection, RedisConnection::open(m_address, m_options));
    SLIPWAY_TRY(connection->ask({"EXISTS", redis::viewsKey}));
    return done();
}

} // namespace slipway::features
