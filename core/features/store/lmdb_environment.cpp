#include "core/features/store/lmdb_environment.h"

#include "core/base/messages.h"
#include "core/features/store/lmdb_error.h"
#include "core/features/store/lmdb_pages.h"
#include "core/features/store/lmdb_writer_lock.h"

#include <lmdb.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

constexpr unsigned mostReaders = 1024;
constexpr off_t lockBytes =
    (mostReaders + 3) * 64; ///< a line of the processor's cache each, and what is above
constexpr std::uintmax_t blockBytes = 512; ///< that stat() counts in
constexpr std::array tableNames {"contents", "rows"};
constexpr std::string_view formatKey = "format";
constexpr std::string_view format = "2"; // 1: without seals
constexpr std::chrono::milliseconds lengthPatience {50};

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

} // namespace

Error LmdbEnvironment::failed(int code) const
{
    return lmdbError(code, m_folder);
}

Error LmdbEnvironment::named(const Error &error) const
{
    return lmdbErrorOf(error, m_folder);
}

Result<std::shared_ptr<LmdbEnvironment>> LmdbEnvironment::open(const fs::path &folder,
                                                               const LmdbOptions &options)
{
    std::error_code error;
    if (options.create)
        fs::create_directories(folder, error);
    if (error)
        return lmdbError(error.value(), folder);
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

Status LmdbEnvironment::start()
{
    const bool writable = ::access(m_folder.c_str(), W_OK) == 0
        && (::access((m_folder / "data.mdb").c_str(), W_OK) == 0 || !fs::exists(m_folder / "data.mdb"));
    m_readOnly = !writable;
    SLIPWAY_TRY(checkPages());
    if (writable)
        SLIPWAY_TRY(reserveLocks());
    SLIPWAY_TRY(openFile(writable ? 0 : MDB_RDONLY | MDB_NOLOCK));
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
        LmdbWriterLock lock(*this);
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

/// LMDB makes the file of its locks as a hole, and writes into it through memory: on a full disk that would
/// end the process.
Status LmdbEnvironment::reserveLocks() const
{
    const auto file = m_folder / "lock.mdb";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return failed(errno);
    struct stat facts {
    };
    int error = ::fstat(descriptor, &facts) == 0 ? 0 : errno;
    const bool isReserved = std::uintmax_t(facts.st_blocks) * blockBytes >= lockBytes;
    if (error == 0 && !isReserved)
        error = ::posix_fallocate(descriptor, 0, lockBytes);
    ::close(descriptor);
    if (error != 0)
        return failed(error);
    return done();
}

/// The file is looked at through memory: what is missing at its end, or wrong within, could end the process.
Status LmdbEnvironment::checkPages() const
{
    const auto file = m_folder / "data.mdb";
    auto pages = checkLmdbPages(file);
    if (pages == LmdbPages::CutShort) {
        std::this_thread::sleep_for(lengthPatience); // another process may be between a commit and its length
        pages = checkLmdbPages(file);
    }
    if (pages == LmdbPages::CutShort)
        return lmdbDamaged(m_folder, "its file was cut short");
    if (pages == LmdbPages::Damaged)
        return lmdbDamaged(m_folder, "its pages do not fit together");
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

} // namespace slipway::features
