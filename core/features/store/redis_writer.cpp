#include "core/features/store/redis_writer.h"

#include "core/base/messages.h"
#include "core/features/store/redis_names.h"

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <thread>

namespace slipway::features {

namespace {

constexpr std::size_t rowsAtOnce = 2000;
constexpr int mostAttempts = 50;
constexpr std::string_view leftoverSeconds = "3600"; ///< how long the rows of a writer that was killed remain

RowView viewOf(std::string_view bytes, const StoredView &view)
{
    return RowView(bytes, view.layout.columns.size());
}

/// Takes a row in where it is not older than the one that is there.
bool takes(StoredView &view, std::string_view present, std::string_view row)
{
    if (const auto old = viewOf(present, view); old.valid()) {
        if (old.eventTime() > RowView::eventTimeOf(row))
            return false;
        view.count(old, -1);
    }
    view.count(viewOf(row, view), 1);
    return true;
}

/// Two writers that try again at the same moments would disturb each other for ever.
void waitBefore(int attempt)
{
    if (attempt == 0)
        return;
    const auto self = std::hash<std::thread::id>()(std::this_thread::get_id());
    const auto most = 500 * static_cast<std::size_t>(attempt);
    std::this_thread::sleep_for(std::chrono::microseconds((self >> (attempt % 16)) % most));
}

} // namespace

RedisViewWriter::RedisViewWriter(std::unique_ptr<RedisConnection> connection, const StoredView &view,
                                 WriteMode mode, RunContext context)
    : m_connection(std::move(connection))
    , m_name(view.set + "/" + view.view)
    , m_view(view)
    , m_mode(mode)
    , m_context(std::move(context))
{
    m_view.layoutId = m_view.layout.id();
    m_view.rows = m_view.pushed = 0;
    m_view.present.assign(m_view.layout.columns.size(), 0);
    m_view.latestEvent.reset();
}

RedisViewWriter::~RedisViewWriter()
{
    if (m_begun && !m_committed && !m_connection->broken())
        static_cast<void>(m_connection->ask({"UNLINK", redis::rowsKey(m_name, m_view.generation)}));
}

Status RedisViewWriter::put(std::span<const NewRow> rows)
{
    for (const auto &row : rows) {
        auto &kept = m_rows[std::string(row.key)];
        if (kept.empty() || RowView::eventTimeOf(kept) <= RowView::eventTimeOf(row.bytes))
            kept = row.bytes;
    }
    return m_rows.size() < rowsAtOnce ? done() : flush();
}

Status RedisViewWriter::flush()
{
    if (m_context.cancelled())
        return cancelled();
    if (m_mode == WriteMode::Replace) {
        SLIPWAY_TRY(begin());
        SLIPWAY_TRY(putIntoNew(m_rows, m_view));
    } else {
        // Up to when the view is known stays as it is until the last group is in.
        auto view = m_view;
        view.to = 0;
        SLIPWAY_TRY(update(m_rows, view));
    }
    m_rows.clear();
    return done();
}

Status RedisViewWriter::begin()
{
    if (m_begun)
        return done();
    SLIPWAY_ASSIGN(const auto number, m_connection->ask({"INCR", redis::generationKey}));
    m_view.generation = static_cast<std::uint32_t>(number.number());
    m_begun = true;
    return done();
}

Status RedisViewWriter::putIntoNew(const Rows &rows, StoredView &counted)
{
    const auto name = redis::rowsKey(m_name, m_view.generation);
    if (!rows.empty()) {
        SLIPWAY_ASSIGN(const auto present, rowsOf(m_view.generation, rows));
        Rows taken;
        std::size_t place = 0;
        for (const auto &[key, row] : rows) {
            if (takes(counted, present[place++], row))
                taken.emplace(key, row);
        }
        if (!taken.empty()) {
            m_connection->command(2 + 2 * taken.size()).word("HSET").word(name);
            for (const auto &[key, row] : taken)
                m_connection->word(key).word(row);
            SLIPWAY_TRY(m_connection->send());
            SLIPWAY_TRY(m_connection->answer());
        }
    }
    SLIPWAY_TRY(m_connection->ask({"EXPIRE", name, leftoverSeconds}));
    return done();
}

Result<std::optional<StoredView>> RedisViewWriter::present()
{
    SLIPWAY_ASSIGN(const auto text, m_connection->ask({"HGET", redis::viewKey(m_name), "counts"}));
    if (!text.isText())
        return std::optional<StoredView>();
    SLIPWAY_ASSIGN(auto view, storedViewFromJson(text.text(), m_connection->address()));
    return std::optional(std::move(view));
}

Result<std::vector<std::string>> RedisViewWriter::rowsOf(std::uint32_t generation, const Rows &rows)
{
    m_connection->command(2 + rows.size()).word("HMGET").word(redis::rowsKey(m_name, generation));
    for (const auto &[key, _] : rows)
        m_connection->word(key);
    SLIPWAY_TRY(m_connection->send());
    SLIPWAY_ASSIGN(const auto answer, m_connection->answer());
    std::vector<std::string> found(rows.size());
    for (std::size_t i = 0; i < std::min(answer.size(), found.size()); ++i)
        found[i] = answer.at(i).text();
    return found;
}

Result<RedisViewWriter::Rows> RedisViewWriter::pushedRows(const StoredView &old)
{
    Rows pushed;
    if (old.pushed == 0 || old.layoutId != m_view.layoutId)
        return pushed;
    std::string cursor = "0";
    do {
        SLIPWAY_ASSIGN(
            const auto page,
            m_connection->ask({"HSCAN", redis::rowsKey(m_name, old.generation), cursor, "COUNT", "2000"}));
        if (page.size() != 2)
            return failure("store.redis_other",
                           {{"address", m_connection->address()}, {"reason", "no page"}});
        cursor = page.at(0).text();
        const auto fields = page.at(1);
        for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
            const auto row = viewOf(fields.at(i + 1).text(), old);
            if (row.valid() && row.pushed())
                pushed.emplace(fields.at(i).text(), fields.at(i + 1).text());
        }
    } while (cursor != "0" && !m_context.cancelled());
    return pushed;
}

Status RedisViewWriter::collectView(const StoredView &view)
{
    StoredView head = view;
    head.rows = head.pushed = 0;
    head.present.clear();
    head.latestEvent.reset();
    const auto stamp = fmt::format("{}:{}:{}", view.generation, view.to, view.materialized);
    m_connection->command(8).word("HSET").word(redis::viewKey(m_name));
    m_connection->word("stamp").word(stamp).word("head").word(writeJson(toJson(head)));
    m_connection->word("counts").word(writeJson(toJson(view)));
    return done();
}

/// False where somebody else has changed the view meanwhile; then nothing was done.
Result<bool> RedisViewWriter::execute(std::size_t commands)
{
    m_connection->command(1).word("EXEC");
    SLIPWAY_TRY(m_connection->send());
    for (std::size_t i = 0; i < commands + 1; ++i) // MULTI, and each command that was queued
        SLIPWAY_TRY(m_connection->answer());
    SLIPWAY_ASSIGN(const auto results, m_connection->answer());
    if (!results.isNothing() && results.size() != commands)
        return failure("store.redis_other",
                       {{"address", m_connection->address()}, {"reason", "no answers to EXEC"}});
    return !results.isNothing();
}

Result<bool> RedisViewWriter::tryToReplace(StoredView &view)
{
    SLIPWAY_TRY(m_connection->ask({"WATCH", redis::viewKey(m_name)}));
    SLIPWAY_ASSIGN(const auto old, present());
    if (old) {
        SLIPWAY_ASSIGN(const auto pushed, pushedRows(*old));
        SLIPWAY_TRY(putIntoNew(pushed, m_view));
    }
    view.generation = m_view.generation;
    view.layoutId = m_view.layoutId;
    view.rows = m_view.rows;
    view.pushed = m_view.pushed;
    view.present = m_view.present;
    view.latestEvent = m_view.latestEvent;
    m_connection->command(1).word("MULTI");
    m_connection->command(2).word("PERSIST").word(redis::rowsKey(m_name, view.generation));
    m_connection->command(3).word("SADD").word(redis::viewsKey).word(m_name);
    SLIPWAY_TRY(collectView(view));
    if (old)
        m_connection->command(2).word("UNLINK").word(redis::rowsKey(m_name, old->generation));
    return execute(old ? 4 : 3);
}

Result<bool> RedisViewWriter::tryToUpdate(const Rows &rows, StoredView &view)
{
    SLIPWAY_TRY(m_connection->ask({"WATCH", redis::viewKey(m_name)}));
    SLIPWAY_ASSIGN(auto old, present());
    if (!old) {
        SLIPWAY_TRY(begin());
        old = m_view;
    }
    if (old->layoutId != view.layoutId || (view.to != 0 && old->definition != view.definition))
        return failure("store.other_definition", {{"view", view.view}});
    SLIPWAY_ASSIGN(const auto present, rowsOf(old->generation, rows));
    Rows taken;
    std::size_t place = 0;
    for (const auto &[key, row] : rows) {
        if (takes(*old, present[place++], row))
            taken.emplace(key, row);
    }
    if (view.to > old->to) {
        old->setVersion = view.setVersion;
        old->from = view.from;
        old->to = view.to;
        old->materialized = view.materialized;
    }
    view = *old;
    m_connection->command(1).word("MULTI");
    m_connection->command(3).word("SADD").word(redis::viewsKey).word(m_name);
    SLIPWAY_TRY(collectView(view));
    if (!taken.empty()) {
        m_connection->command(2 + 2 * taken.size())
            .word("HSET")
            .word(redis::rowsKey(m_name, view.generation));
        for (const auto &[key, row] : taken)
            m_connection->word(key).word(row);
    }
    return execute(taken.empty() ? 2 : 3);
}

Result<StoredView> RedisViewWriter::update(const Rows &rows, StoredView view)
{
    if (rows.empty() && view.to == 0)
        return view;
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        waitBefore(attempt);
        auto result = view;
        SLIPWAY_ASSIGN(const bool written, tryToUpdate(rows, result));
        if (written)
            return result;
    }
    return failure(
        "store.redis_failed",
        {{"address", m_connection->address()}, {"reason", "others change the same view all the time"}});
}

Result<StoredView> RedisViewWriter::commit(StoredView view)
{
    if (m_context.cancelled())
        return cancelled();
    view.layoutId = view.layout.id();
    if (m_mode == WriteMode::Update) {
        SLIPWAY_ASSIGN(auto result, update(m_rows, std::move(view)));
        m_committed = true;
        return result;
    }
    SLIPWAY_TRY(flush());
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        waitBefore(attempt);
        auto result = view;
        SLIPWAY_ASSIGN(const bool written, tryToReplace(result));
        m_committed = written;
        if (written)
            return result;
    }
    return failure(
        "store.redis_failed",
        {{"address", m_connection->address()}, {"reason", "others change the same view all the time"}});
}

} // namespace slipway::features
