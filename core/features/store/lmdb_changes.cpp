#include "core/features/store/lmdb_environment.h"

#include "core/base/messages.h"
#include "core/features/store/lmdb_error.h"
#include "core/features/store/lmdb_writer_lock.h"

#include <lmdb.h>

#include <algorithm>
#include <vector>

// How an environment is changed, and grows.
namespace slipway::features {

Status LmdbEnvironment::write(const std::function<Status(LmdbTransaction &)> &work)
{
    if (m_readOnly)
        return failure("file.read_only", {{"folder", m_folder.string()}});
    LmdbWriterLock lock(*this);
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
        if (lmdbCodeOf(status.error()) == MDB_MAP_FULL)
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

} // namespace slipway::features
