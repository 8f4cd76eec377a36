#pragma once

#include "core/base/result.h"
#include "core/features/store/lmdb_transaction.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

struct MDB_env;
struct MDB_txn;

namespace slipway::features {

struct LmdbOptions {
    bool create = false; ///< a missing store becomes an empty one
    std::size_t mapBytes = std::size_t {16} << 30; ///< address space to begin with; it costs no memory
    std::size_t mostBytes = std::size_t {1} << 40; ///< larger than this the store does not grow
    std::chrono::milliseconds patience {10'000}; ///< how long a writer waits for another one
};

class LmdbSnapshots;

/// One LMDB folder, open once a process however many ask for it. Its functions may be called from any thread.
class LmdbEnvironment : public std::enable_shared_from_this<LmdbEnvironment>
{
public:
    static Result<std::shared_ptr<LmdbEnvironment>> open(const std::filesystem::path &folder,
                                                         const LmdbOptions &options);
    ~LmdbEnvironment();
    LmdbEnvironment(const LmdbEnvironment &) = delete;
    LmdbEnvironment &operator=(const LmdbEnvironment &) = delete;

    /// Changes the tables, all or nothing, against other processes too. `work` is run again where the file
    /// had to grow for it.
    Status write(const std::function<Status(LmdbTransaction &)> &work);

    /// Looks at the tables as they are at one moment. Nothing that writes is waited for.
    Status read(const std::function<Status(const LmdbTransaction &)> &work);

    const std::filesystem::path &folder() const { return m_folder; }
    bool readOnly() const { return m_readOnly; }

private:
    friend class LmdbSnapshots;
    friend class LmdbWriterLock;
    LmdbEnvironment(std::filesystem::path folder, const LmdbOptions &options)
        : m_folder(std::move(folder))
        , m_options(options)
    {
    }
    Status start();
    Status openFile(unsigned flags);
    Result<bool> openTables(bool create);
    Status checkPages() const;
    Status reserveLocks() const;
    void keepLength() const;
    Status writeLocked(const std::function<Status(LmdbTransaction &)> &work);
    Result<bool> tryToWrite(const std::function<Status(LmdbTransaction &)> &work);
    Status grow();
    Status resizeMap(std::size_t bytes);
    Error failed(int code) const;
    Error named(const Error &error) const; ///< the same, with the folder where LMDB said it

    const std::filesystem::path m_folder;
    const LmdbOptions m_options;
    MDB_env *m_handle = nullptr;
    unsigned m_tables[2] {};
    bool m_readOnly = false;
    std::timed_mutex m_writing; ///< one writer of this process
    int m_writers =
        -1; ///< file whose lock holds off those of others: LMDB's own would be waited for without end
    std::mutex m_readersLock;
    std::set<LmdbSnapshots *> m_readers;
};

/// One thread's looks at an environment, one after the other, with one transaction that is taken up again.
class LmdbSnapshots
{
public:
    explicit LmdbSnapshots(std::shared_ptr<LmdbEnvironment> environment);
    ~LmdbSnapshots();
    LmdbSnapshots(const LmdbSnapshots &) = delete;
    LmdbSnapshots &operator=(const LmdbSnapshots &) = delete;

    template <typename Work>
    Status look(const Work &work)
    {
        const std::lock_guard lock(m_lock);
        SLIPWAY_TRY(renew());
        const Status status = work(LmdbTransaction(m_handle, m_environment->m_tables));
        release();
        return status ? status : m_environment->named(status.error());
    }

private:
    friend class LmdbEnvironment;
    Status renew();
    void release();

    std::shared_ptr<LmdbEnvironment> m_environment;
    std::mutex m_lock; ///< the map must not move while it is looked at
    MDB_txn *m_handle = nullptr;
};

} // namespace slipway::features
