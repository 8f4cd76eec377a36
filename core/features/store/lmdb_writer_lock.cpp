#include "core/features/store/lmdb_writer_lock.h"

#include "core/base/messages.h"
#include "core/features/store/lmdb_environment.h"

#include <chrono>
#include <sys/file.h>
#include <thread>

namespace slipway::features {

namespace {

constexpr std::chrono::milliseconds pause {2};

} // namespace

LmdbWriterLock::~LmdbWriterLock()
{
    if (m_ofFile)
        ::flock(m_environment.m_writers, LOCK_UN);
}

Status LmdbWriterLock::take()
{
    const auto patience = m_environment.m_options.patience;
    const auto end = std::chrono::steady_clock::now() + patience;
    m_ofProcess = std::unique_lock(m_environment.m_writing, end);
    while (m_ofProcess && !m_ofFile) {
        m_ofFile = ::flock(m_environment.m_writers, LOCK_EX | LOCK_NB) == 0;
        if (m_ofFile || std::chrono::steady_clock::now() >= end)
            break;
        std::this_thread::sleep_for(pause);
    }
    if (m_ofFile)
        return done();
    return failure("store.busy",
                   {{"folder", m_environment.m_folder.string()}, {"seconds", patience.count() / 1000}});
}

} // namespace slipway::features
