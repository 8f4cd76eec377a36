#include "core/workspace/sqlite_store.h"

#include "core/base/messages.h"
#include "core/workspace/migrations.h"

#include <sqlite3.h>

#include <chrono>
#include <cmath>
#include <map>
#include <sys/statvfs.h>
#include <thread>
#include <unistd.h>

namespace slipway::workspace {

namespace {

namespace fs = std::filesystem;

constexpr int busyTimeoutMs = 5000;

class SqliteRow : public Row
{
public:
    explicit SqliteRow(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }

    bool isNull(int column) const override { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(m_statement, column); }

    double real(int column) const override
    {
        return isNull(column) ? std::nan("") : sqlite3_column_double(m_statement, column);
    }

    std::string text(int column) const override
    {
        const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)))
                     : std::string();
    }

private:
    sqlite3_stmt *m_statement;
};

class SqliteStore : public Store
{
public:
    SqliteStore(sqlite3 *database, std::string name, bool readOnly)
        : m_database(database)
        , m_name(std::move(name))
        , m_readOnly(readOnly)
    {
    }

    ~SqliteStore() override
    {
        for (const auto &[sql, statement] : m_statements)
            sqlite3_finalize(statement);
        sqlite3_close(m_database);
    }

    SqliteStore(const SqliteStore &) = delete;
    SqliteStore &operator=(const SqliteStore &) = delete;

    Status execute(std::string_view sql, Values values) override
    {
        return each(sql, values, [](const Row &) {});
    }

    Status each(std::string_view sql, Values values, const std::function<void(const Row &)> &visit) override
    {
        SLIPWAY_ASSIGN(sqlite3_stmt *const statement, prepared(sql));
        bind(statement, values);
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            visit(SqliteRow(statement));
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        if (code != SQLITE_DONE)
            return lastError();
        return done();
    }

    Status transaction(const std::function<Status()> &work) override
    {
        if (m_inTransaction)
            return work();
        if (m_readOnly)
            return failure("workspace.read_only", {{"folder", fs::path(m_name).parent_path().string()}});
        // IMMEDIATE: wait for the other writer now, not fail half-way.
        SLIPWAY_TRY(script("BEGIN IMMEDIATE"));
        m_inTransaction = true;
        try {
            auto status = work();
            if (status)
                status = script("COMMIT");
            m_inTransaction = false;
            if (!status)
                (void)script("ROLLBACK");
            return status;
        } catch (...) { // out of memory, say: half a change must neither stay nor keep others waiting
            m_inTransaction = false;
            (void)script("ROLLBACK");
            throw;
        }
    }

    Status snapshot(const std::function<Status()> &work) override
    {
        if (m_inTransaction)
            return work();
        SLIPWAY_TRY(script("BEGIN"));
        m_inTransaction = true;
        try {
            const auto status = work();
            m_inTransaction = false;
            const auto ended = script("ROLLBACK"); // nothing was written
            return status ? ended : status;
        } catch (...) {
            m_inTransaction = false;
            (void)script("ROLLBACK");
            throw;
        }
    }

    Result<std::int64_t> dataVersion() override
    {
        std::int64_t version = 0;
        SLIPWAY_TRY(each("PRAGMA data_version", {}, [&](const Row &row) { version = row.integer(0); }));
        return version;
    }

    bool readOnly() const override { return m_readOnly; }

    Status script(const char *sql)
    {
        if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            return lastError();
        return done();
    }

    Result<std::int64_t> pragma(const char *sql)
    {
        std::int64_t value = 0;
        SLIPWAY_TRY(each(sql, {}, [&](const Row &row) { value = row.integer(0); }));
        return value;
    }

    /// The sentence for what SQLite just answered.
    Error lastError() const
    {
        const int code = sqlite3_errcode(m_database);
        const std::string reason = sqlite3_errmsg(m_database);
        const std::string folder = fs::path(m_name).parent_path().string();
        switch (code & 0xFF) {
        case SQLITE_FULL:
            return failure("file.disk_full", {{"folder", folder}}, reason);
        case SQLITE_READONLY:
            return failure("workspace.read_only", {{"folder", folder}}, reason);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return failure("workspace.busy", {{"file", m_name}}, reason);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return failure("workspace.damaged", {{"file", m_name}}, reason);
        default:
            return failure("workspace.database", {{"file", m_name}, {"reason", reason}});
        }
    }

private:
    /// Statements are compiled once: the records use a small fixed set of them.
    Result<sqlite3_stmt *> prepared(std::string_view sql)
    {
        const auto [first, last] = m_statements.equal_range(sql);
        for (auto known = first; known != last; ++known) {
            if (!sqlite3_stmt_busy(known->second)) // busy: the same statement is being walked further out
                return known->second;
        }
        sqlite3_stmt *statement = nullptr;
        const int length = static_cast<int>(sql.size());
        if (sqlite3_prepare_v3(m_database, sql.data(), length, SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
            != SQLITE_OK)
            return lastError();
        m_statements.emplace(sql, statement);
        return statement;
    }

    void bind(sqlite3_stmt *statement, Values values)
    {
        int place = 0;
        for (const auto &value : values) {
            ++place;
            if (const auto *whole = std::get_if<std::int64_t>(&value))
                sqlite3_bind_int64(statement, place, *whole);
            else if (const auto *number = std::get_if<double>(&value))
                sqlite3_bind_double(statement, place, *number);
            else if (const auto *text = std::get_if<std::string>(&value))
                sqlite3_bind_text(statement, place, text->data(), static_cast<int>(text->size()),
                                  SQLITE_TRANSIENT);
            else
                sqlite3_bind_null(statement, place);
        }
    }

    sqlite3 *m_database;
    std::string m_name;
    bool m_readOnly;
    bool m_inTransaction = false;
    std::multimap<std::string, sqlite3_stmt *, std::less<>> m_statements;
};

Result<std::unique_ptr<SqliteStore>> openFile(const std::string &uri, const fs::path &file, bool readOnly)
{
    sqlite3 *database = nullptr;
    const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX
        | (readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const int code = sqlite3_open_v2(uri.c_str(), &database, flags, nullptr);
    auto store = std::make_unique<SqliteStore>(database, file.string(), readOnly);
    if (code != SQLITE_OK)
        return store->lastError();
    sqlite3_extended_result_codes(database, 0);
    sqlite3_busy_timeout(database, busyTimeoutMs);
    return store;
}

Result<std::int64_t> checkedVersion(SqliteStore &store, const fs::path &file)
{
    const auto known = static_cast<std::int64_t>(migrations().size());
    SLIPWAY_ASSIGN(const std::int64_t found, store.pragma("PRAGMA user_version"));
    if (found > known)
        return failure("workspace.newer",
                       {{"folder", file.parent_path().string()}, {"found", found}, {"known", known}});
    return found;
}

Status migrate(SqliteStore &store, const fs::path &file)
{
    SLIPWAY_ASSIGN(const std::int64_t before, checkedVersion(store, file));
    const auto known = static_cast<std::int64_t>(migrations().size());
    if (before == known)
        return done();
    return store.transaction([&]() -> Status {
        // Another process may have migrated while this one waited for its turn.
        SLIPWAY_ASSIGN(std::int64_t version, checkedVersion(store, file));
        for (; version < known; ++version)
            SLIPWAY_TRY(store.script(std::string(migrations()[static_cast<std::size_t>(version)]).c_str()));
        return store.script(("PRAGMA user_version = " + std::to_string(known)).c_str());
    });
}

/// Whether SQLite can write its log beside the file. It says so only at the first write, which is too late
/// for a window that wants to show "read only" at once.
bool folderIsWritable(const fs::path &file)
{
    struct statvfs space {
    };
    const auto folder = file.parent_path();
    if (::access(folder.c_str(), W_OK) != 0)
        return false;
    if (::access(file.c_str(), F_OK) == 0 && ::access(file.c_str(), W_OK) != 0)
        return false;
    constexpr unsigned long leastFreeBytes = 256 * 1024;
    return ::statvfs(folder.c_str(), &space) != 0 || space.f_bavail * space.f_frsize >= leastFreeBytes;
}

/// Two processes that meet on a new file both want to switch it; the one that comes second waits for the
/// first.
Status useWriteAheadLog(SqliteStore &store)
{
    constexpr int attempts = busyTimeoutMs / 20;
    auto status = store.script("PRAGMA journal_mode = WAL");
    for (int i = 0; i < attempts && !status && status.error().id == "workspace.busy"; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        status = store.script("PRAGMA journal_mode = WAL");
    }
    return status;
}

std::string uriPath(const fs::path &file)
{
    std::string escaped;
    for (const char c : fs::absolute(file).string()) {
        if (c == '?' || c == '#' || c == '%') {
            constexpr std::string_view hex = "0123456789ABCDEF";
            escaped +=
                {'%', hex[static_cast<unsigned char>(c) >> 4], hex[static_cast<unsigned char>(c) & 15]};
        } else {
            escaped += c;
        }
    }
    return "file:" + escaped;
}

/// WAL cannot be opened where its side files cannot be made. If other processes still have unmerged writes in
/// the log, they are read when the log's files are there; otherwise the file alone is the truth.
Result<std::unique_ptr<Store>> openReadOnly(const fs::path &file)
{
    const auto uri = uriPath(file);
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        const auto folder = file.parent_path();
        const bool isFull = ::access(folder.c_str(), W_OK) == 0;
        return failure(isFull ? "file.disk_full" : "file.read_only", {{"folder", folder.string()}});
    }
    const bool hasLog =
        fs::exists(file.string() + "-wal", ignored) && fs::exists(file.string() + "-shm", ignored);
    auto opened = openFile(uri + (hasLog ? "?mode=ro" : "?immutable=1"), file, true);
    if (!opened)
        return opened.error();
    auto store = std::move(opened).value();
    SLIPWAY_ASSIGN(const std::int64_t version, checkedVersion(*store, file));
    if (version == 0)
        return failure("workspace.read_only", {{"folder", file.parent_path().string()}});
    return std::unique_ptr<Store>(std::move(store));
}

} // namespace

Result<std::unique_ptr<Store>> openSqliteStore(const fs::path &file)
{
    if (!folderIsWritable(file))
        return openReadOnly(file);
    SLIPWAY_ASSIGN(auto store, openFile(uriPath(file), file, false));
    SLIPWAY_TRY(checkedVersion(*store, file)); // before anything is written to a newer workspace
    SLIPWAY_TRY(useWriteAheadLog(*store));
    // NORMAL in WAL survives a kill of the process; FULL also survives a power cut, which records are worth.
    SLIPWAY_TRY(store->script("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"));
    SLIPWAY_TRY(migrate(*store, file));
    return std::unique_ptr<Store>(std::move(store));
}

Result<std::unique_ptr<Store>> openMemoryStore()
{
    const fs::path file(":memory:");
    SLIPWAY_ASSIGN(auto store, openFile(":memory:", file, false));
    SLIPWAY_TRY(store->script("PRAGMA foreign_keys = ON"));
    SLIPWAY_TRY(migrate(*store, file));
    return std::unique_ptr<Store>(std::move(store));
}

} // namespace slipway::workspace
