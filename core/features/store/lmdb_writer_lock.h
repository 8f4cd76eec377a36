#pragma once

#include "core/base/result.h"

#include <mutex>

namespace slipway::features {

class LmdbEnvironment;

/// Holds off all other writers. A process that was stopped while it wrote would keep them waiting for ever.
class LmdbWriterLock
{
public:
    explicit LmdbWriterLock(LmdbEnvironment &environment)
        : m_environment(environment)
    {
    }
    ~LmdbWriterLock();
    LmdbWriterLock(const LmdbWriterLock &) = delete;
    LmdbWriterLock &operator=(const LmdbWriterLock &) = delete;

    Status take();

private:
    LmdbEnvironment &m_environment;
    std::unique_lock<std::timed_mutex> m_ofProcess;
    bool m_ofFile = false;
};

} // namespace slipway::features
