#include "core/features/store/lmdb_environment.h"

#include <lmdb.h>

namespace slipway::features {

Status LmdbEnvironment::read(const std::function<Status(const LmdbTransaction &)> &work)
{
    return LmdbSnapshots(shared_from_this()).look(work);
}

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
