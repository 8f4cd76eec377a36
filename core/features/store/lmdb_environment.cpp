#include "core/features/store/lmdb_environment.h"

#include "core/base/messages.h"

#include <lmdb.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <fcntl.h>
#include <map>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

constexpr unsigned mostReaders = 1024;
constexpr std::array tableNames {"contents", "rows"};
constexpr std::string_view formatKey = "format";
constexpr std::string_view format = "1";
constexpr std::chrono::milliseconds lengthPatience {50};
constexpr std::chrono::milliseconds writersPause {2};
constexpr std::uintmax_t nearlyFullBytes = 1 << 20;

/// The environments that this process has open. LMDB's locks are the process's: a second handle on the same
/// file would lose those of the first when it closes.
struct OpenOnes {
    std::mutex lock;
    std::condition_variable closed;
    std::map<fs::path, std::weak_ptr<LmdbEnvironment>> all;
};

OpenOnes &openOnes()
{
    static OpenOnes ones;
    return ones;
}

MDB_val bytes(std::string_view text)
{
    return {text.size(), const_cast<char *>(text.data())};
}

std::string_view view(const MDB_val &value)
{
    return {static_cast<const char *>(value.mv_data), value.mv_size};
}

/// LMDB says EIO where the disk took only a part of what it was given.
bool diskIsFull(const fs::path &folder)
{
    std::error_code error;
    const auto space = fs::space(folder, error);
    return !error && space.available < nearlyFullBytes;
}

Error failedWith(int code, const fs::path &folder)
{
    const Json args {{"folder", folder.string()}, {"reason", ::mdb_strerror(code)}};
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return failure("file.disk_full", args);
    case EIO:
        return failure(diskIsFull(folder) ? "file.disk_full" : "store.failed", args);
    case EACCES:
    case EPERM:
    case EROFS:
        return failure("file.read_only", args);
    case ENOENT:
        return failure("store.missing", args);
    case MDB_MAP_FULL:
        return failure("store.full", args);
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
        return failure("store.other_format", args);
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_PANIC:
    case MDB_CURSOR_FULL:
        return failure("store.damaged", {{"store", folder.string()}, {"what", ::mdb_strerror(code)}});
    case MDB_READERS_FULL:
    case EAGAIN:
        return failure("store.locked", args);
    default:
        return failure("store.failed", args);
    }
}

} // namespace

// ---- LmdbTransaction

namespace {

/// The folder is named by the environment, which translates the code again.
Error code(int value)
{
    Error error = failedWith(value, {});
    error.args["code"] = value;
    return error;
}

class Cursor
{
public:
    Cursor(MDB_txn *transaction, unsigned table)
        : m_error(::mdb_cursor_open(transaction, table, &m_handle))
    {
    }
    ~Cursor()
    {
        if (m_handle)
            ::mdb_cursor_close(m_handle);
    }
    Cursor(const Cursor &) = delete;
    Cursor &operator=(const Cursor &) = delete;

    int find(std::string_view from)
    {
        m_key = bytes(from);
        return m_error ? m_error : ::mdb_cursor_get(m_handle, &m_key, &m_value, MDB_SET_RANGE);
    }
    int next() { return ::mdb_cursor_get(m_handle, &m_key, &m_value, MDB_NEXT); }
    int erase() { return ::mdb_cursor_del(m_handle, 0); }
    int current() { return ::mdb_cursor_get(m_handle, &m_key, &m_value, MDB_GET_CURRENT); }
    std::string_view key() const { return view(m_key); }
    std::string_view value() const { return view(m_value); }

private:
    MDB_cursor *m_handle = nullptr;
    MDB_val m_key {};
    MDB_val m_value {};
    int m_error;
};

} // namespace

Result<std::optional<std::string_view>> LmdbTransaction::get(LmdbTable table, std::string_view key) const
{
    MDB_val name = bytes(key);
    MDB_val value;
    const int error = ::mdb_get(m_handle, m_tables[static_cast<int>(table)], &name, &value);
    if (error == MDB_NOTFOUND)
        return std::optional<std::string_view>();
    if (error != 0)
        return code(error);
    return std::optional(view(value));
}

Status LmdbTransaction::put(LmdbTable table, std::string_view key, std::string_view value)
{
    MDB_val name = bytes(key);
    MDB_val content = bytes(value);
    const int error = ::mdb_put(m_handle, m_tables[static_cast<int>(table)], &name, &content, 0);
    if (error != 0)
        return code(error);
    return done();
}

Result<bool> LmdbTransaction::append(LmdbTable table, std::string_view key, std::string_view value)
{
    MDB_val name = bytes(key);
    MDB_val content = bytes(value);
    const int error = ::mdb_put(m_handle, m_tables[static_cast<int>(table)], &name, &content, MDB_APPEND);
    if (error != 0 && error != MDB_KEYEXIST)
        return code(error);
    return error == 0;
}

Status LmdbTransaction::erase(LmdbTable table, std::string_view key)
{
    MDB_val name = bytes(key);
    const int error = ::mdb_del(m_handle, m_tables[static_cast<int>(table)], &name, nullptr);
    if (error != 0 && error != MDB_NOTFOUND)
        return code(error);
    return done();
}

Status LmdbTransaction::each(LmdbTable table, std::string_view prefix, const Visitor &visit) const
{
    Cursor cursor(m_handle, m_tables[static_cast<int>(table)]);
    int error = cursor.find(prefix);
    for (; error == 0 && cursor.key().starts_with(prefix); error = cursor.next()) {
        SLIPWAY_ASSIGN(const bool goOn, visit(cursor.key(), cursor.value()));
        if (!goOn)
            return done();
    }
    if (error != 0 && error != MDB_NOTFOUND)
        return code(error);
    return done();
}

Result<std::size_t> LmdbTransaction::eraseSome(LmdbTable table, std::string_view prefix, std::size_t most)
{
    Cursor cursor(m_handle, m_tables[static_cast<int>(table)]);
    std::size_t erased = 0;
    int error = cursor.find(prefix);
    while (error == 0 && erased < most && cursor.key().starts_with(prefix)) {
        error = cursor.erase();
        if (error == 0) {
            ++erased;
            // The cursor stands on what followed, or behind the last entry of its page.
            error = cursor.find(prefix);
        }
    }
    if (error != 0 && error != MDB_NOTFOUND)
        return code(error);
    return erased;
}

std::size_t LmdbTransaction::id() const
{
    return ::mdb_txn_id(m_handle);
}

// ---- LmdbEnvironment

Error LmdbEnvironment::failed(int code) const
{
    return failedWith(code, m_folder);
}

Error LmdbEnvironment::named(const Error &error) const
{
    const int problem = error.args.value("code", 0);
    return problem == 0 ? error : failed(problem);
}

Result<std::shared_ptr<LmdbEnvironment>> LmdbEnvironment::open(const fs::path &folder,
                                                               const LmdbOptions &options)
{
    std::error_code error;
    if (options.create)
        fs::create_directories(folder, error);
    if (error)
        return failedWith(error.value(), folder);
    const auto place = fs::canonical(folder, error);
    if (error || (!options.create && !fs::exists(place / "data.mdb", error)))
        return failure("store.missing", {{"folder", folder.string()}});

    auto &ones = openOnes();
    std::unique_lock lock(ones.lock);
    for (auto known = ones.all.find(place); known != ones.all.end(); known = ones.all.find(place)) {
        if (auto open = known->second.lock())
            return open;
        ones.closed.wait(lock); // its last owner has let go of it, and is closing it
    }
    std::unique_ptr<LmdbEnvironment> fresh(new LmdbEnvironment(place, options));
    SLIPWAY_TRY(fresh->start());
    std::shared_ptr<LmdbEnvironment> shared(fresh.release(), [](LmdbEnvironment *last) {
        auto &remaining = openOnes();
        const std::lock_guard closing(remaining.lock);
        remaining.all.erase(last->m_folder);
        delete last;
        remaining.closed.notify_all();
    });
    ones.all[place] = shared;
    return shared;
}

LmdbEnvironment::~LmdbEnvironment()
{
    if (m_handle)
        ::mdb_env_close(m_handle);
    if (m_writers >= 0)
        ::close(m_writers);
}

/// Holds off all other writers. A process that was stopped while it wrote would keep them waiting for ever.
class LmdbEnvironment::WriterLock
{
public:
    explicit WriterLock(LmdbEnvironment &environment)
        : m_environment(environment)
    {
    }
    ~WriterLock()
    {
        if (m_ofFile)
            ::flock(m_environment.m_writers, LOCK_UN);
    }
    WriterLock(const WriterLock &) = delete;
    WriterLock &operator=(const WriterLock &) = delete;

    Status take()
    {
        const auto end = std::chrono::steady_clock::now() + m_environment.m_options.patience;
        m_ofProcess = std::unique_lock(m_environment.m_writing, end);
        while (m_ofProcess && !m_ofFile) {
            m_ofFile = ::flock(m_environment.m_writers, LOCK_EX | LOCK_NB) == 0;
            if (m_ofFile || std::chrono::steady_clock::now() >= end)
                break;
            std::this_thread::sleep_for(writersPause);
        }
        if (m_ofFile)
            return done();
        return failure("store.busy",
                       {{"folder", m_environment.m_folder.string()},
                        {"seconds", m_environment.m_options.patience.count() / 1000}});
    }

private:
    LmdbEnvironment &m_environment;
    std::unique_lock<std::timed_mutex> m_ofProcess;
    bool m_ofFile = false;
};

Status LmdbEnvironment::start()
{
    const bool writable = ::access(m_folder.c_str(), W_OK) == 0
        && (::access((m_folder / "data.mdb").c_str(), W_OK) == 0 || !fs::exists(m_folder / "data.mdb"));
    m_readOnly = !writable;
    SLIPWAY_TRY(openFile(writable ? 0 : MDB_RDONLY | MDB_NOLOCK));
    SLIPWAY_TRY(checkLength());
    if (writable) {
        int dead = 0;
        ::mdb_reader_check(m_handle, &dead); // those that were killed hold on to old pages
        m_writers = ::open((m_folder / "writer.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (m_writers < 0)
            return failed(errno);
    }
    // Who only reads shall not wait for a writer.
    SLIPWAY_ASSIGN(bool there, openTables(false));
    if (!there && writable) {
        WriterLock lock(*this);
        SLIPWAY_TRY(lock.take());
        SLIPWAY_ASSIGN(there, openTables(false)); // somebody else may have made them meanwhile
        if (!there) {
            SLIPWAY_ASSIGN(there, openTables(true));
        }
    }
    return there ? done() : Status(failure("store.other_format", {{"folder", m_folder.string()}}));
}

Status LmdbEnvironment::openFile(unsigned flags)
{
    int error = ::mdb_env_create(&m_handle);
    if (error == 0)
        error = ::mdb_env_set_maxdbs(m_handle, tableNames.size());
    if (error == 0)
        error = ::mdb_env_set_maxreaders(m_handle, mostReaders);
    std::error_code ignored;
    const auto present = fs::file_size(m_folder / "data.mdb", ignored);
    const auto needed = ignored ? std::size_t {0} : static_cast<std::size_t>(present);
    if (error == 0)
        error = ::mdb_env_set_mapsize(m_handle, std::max(m_options.mapBytes, needed));
    if (error == 0)
        error = ::mdb_env_open(m_handle, m_folder.c_str(), flags | MDB_NOTLS | MDB_NORDAHEAD, 0644);
    if (error != 0)
        return failed(error);
    return done();
}

/// The file is looked at through memory: what is missing at its end would end the process.
Status LmdbEnvironment::checkLength() const
{
    MDB_envinfo info;
    MDB_stat stat;
    ::mdb_env_info(m_handle, &info);
    ::mdb_env_stat(m_handle, &stat);
    const auto used = (info.me_last_pgno + 1) * stat.ms_psize;
    const auto isShort = [&] {
        std::error_code error;
        const auto present = fs::file_size(m_folder / "data.mdb", error);
        return !error && present < used;
    };
    if (isShort())
        std::this_thread::sleep_for(lengthPatience); // another process may be between a commit and its length
    if (isShort())
        return failure("store.damaged", {{"store", m_folder.string()}, {"what", "its file was cut short"}});
    return done();
}

/// LMDB does not write pages at the end that a transaction took and gave back; the check of the length counts
/// on them.
void LmdbEnvironment::keepLength() const
{
    MDB_envinfo info;
    MDB_stat stat;
    ::mdb_env_info(m_handle, &info);
    ::mdb_env_stat(m_handle, &stat);
    int descriptor = -1;
    struct stat file {
    };
    const auto used = static_cast<off_t>((info.me_last_pgno + 1) * stat.ms_psize);
    if (::mdb_env_get_fd(m_handle, &descriptor) == 0 && ::fstat(descriptor, &file) == 0
        && file.st_size < used)
        (void)!::ftruncate(descriptor, used);
}

namespace {

/// Whether nothing at all is in the database.
bool isEmpty(MDB_txn *transaction)
{
    MDB_dbi names = 0;
    MDB_stat stat;
    return ::mdb_dbi_open(transaction, nullptr, 0, &names) == 0 && ::mdb_stat(transaction, names, &stat) == 0
        && stat.ms_entries == 0;
}

} // namespace

/// False where the tables are not there. A database that has others is somebody else's.
Result<bool> LmdbEnvironment::openTables(bool create)
{
    MDB_txn *transaction = nullptr;
    int error = ::mdb_txn_begin(m_handle, nullptr, create ? 0 : MDB_RDONLY, &transaction);
    if (error != 0)
        return failed(error);
    if (create && !isEmpty(transaction))
        error = MDB_NOTFOUND;
    for (std::size_t i = 0; i < tableNames.size() && error == 0; ++i)
        error = ::mdb_dbi_open(transaction, tableNames[i], create ? MDB_CREATE : 0, &m_tables[i]);
    LmdbTransaction work(transaction, m_tables);
    auto known = Status(done());
    if (error == 0 && create)
        known = work.put(LmdbTable::Contents, formatKey, format);
    if (error == 0 && known) {
        const auto found = work.get(LmdbTable::Contents, formatKey);
        if (!found || found.value() != std::optional(format))
            known = failure("store.other_format", {{"folder", m_folder.string()}});
    }
    if (error != 0 || !known) {
        ::mdb_txn_abort(transaction);
        if (error == MDB_NOTFOUND)
            return false;
        if (error == MDB_INCOMPATIBLE || error == MDB_DBS_FULL)
            return failure("store.other_format", {{"folder", m_folder.string()}});
        return error != 0 ? failed(error) : named(known.error());
    }
    error = ::mdb_txn_commit(transaction);
    if (error != 0)
        return failed(error);
    return true;
}

Status LmdbEnvironment::write(const std::function<Status(LmdbTransaction &)> &work)
{
    if (m_readOnly)
        return failure("file.read_only", {{"folder", m_folder.string()}});
    WriterLock lock(*this);
    SLIPWAY_TRY(lock.take());
    return writeLocked(work);
}

Status LmdbEnvironment::writeLocked(const std::function<Status(LmdbTransaction &)> &work)
{
    for (;;) {
        SLIPWAY_ASSIGN(const bool fits, tryToWrite(work));
        if (fits)
            return done();
        SLIPWAY_TRY(grow());
    }
}

/// False where the map is too small for it.
Result<bool> LmdbEnvironment::tryToWrite(const std::function<Status(LmdbTransaction &)> &work)
{
    MDB_txn *transaction = nullptr;
    int error = ::mdb_txn_begin(m_handle, nullptr, 0, &transaction);
    if (error == MDB_MAP_RESIZED) { // another process has made it grow
        SLIPWAY_TRY(resizeMap(0));
        error = ::mdb_txn_begin(m_handle, nullptr, 0, &transaction);
    }
    if (error != 0)
        return failed(error);
    LmdbTransaction changes(transaction, m_tables);
    const auto status = work(changes);
    if (!status) {
        ::mdb_txn_abort(transaction);
        if (status.error().args.value("code", 0) == MDB_MAP_FULL)
            return false;
        return named(status.error());
    }
    error = ::mdb_txn_commit(transaction);
    if (error == MDB_MAP_FULL)
        return false;
    if (error != 0)
        return failed(error);
    keepLength();
    return true;
}

Status LmdbEnvironment::grow()
{
    MDB_envinfo info;
    ::mdb_env_info(m_handle, &info);
    if (info.me_mapsize >= m_options.mostBytes)
        return failed(MDB_MAP_FULL);
    return resizeMap(std::min(2 * info.me_mapsize, m_options.mostBytes));
}

/// Moves the map, while nobody of this process looks at it. 0: as large as another process has made it.
Status LmdbEnvironment::resizeMap(std::size_t size)
{
    const std::lock_guard lock(m_readersLock);
    std::vector<std::unique_lock<std::mutex>> resting;
    for (auto *reader : m_readers)
        resting.emplace_back(reader->m_lock);
    const int error = ::mdb_env_set_mapsize(m_handle, size);
    if (error != 0)
        return failed(error);
    return done();
}

Status LmdbEnvironment::read(const std::function<Status(const LmdbTransaction &)> &work)
{
    return LmdbSnapshots(shared_from_this()).look(work);
}

// ---- LmdbSnapshots

LmdbSnapshots::LmdbSnapshots(std::shared_ptr<LmdbEnvironment> environment)
    : m_environment(std::move(environment))
{
    const std::lock_guard lock(m_environment->m_readersLock);
    m_environment->m_readers.insert(this);
}

LmdbSnapshots::~LmdbSnapshots()
{
    const std::lock_guard lock(m_environment->m_readersLock);
    m_environment->m_readers.erase(this);
    if (m_handle)
        ::mdb_txn_abort(m_handle);
}

Status LmdbSnapshots::renew()
{
    const auto begin = [this] {
        return m_handle ? ::mdb_txn_renew(m_handle)
                        : ::mdb_txn_begin(m_environment->m_handle, nullptr, MDB_RDONLY, &m_handle);
    };
    int error = begin();
    if (error == MDB_MAP_RESIZED) {
        // Others must rest while the map moves, and one of them may be waiting for this one to rest. Where it
        // cannot be moved a writer of this process has just done so.
        m_lock.unlock();
        static_cast<void>(m_environment->resizeMap(0));
        m_lock.lock();
        error = begin();
    }
    if (error != 0)
        return m_environment->failed(error);
    return done();
}

void LmdbSnapshots::release()
{
    ::mdb_txn_reset(m_handle);
}

} // namespace slipway::features
