#pragma once

#include "core/features/store/circuit_breaker.h"
#include "core/features/store/hot_rows.h"
#include "core/features/store/online_store.h"

#include <atomic>
#include <functional>

namespace slipway::features {

struct GuardOptions {
    CircuitOptions circuit {};
    std::size_t cacheBytes = std::size_t {64} << 20;
    std::chrono::milliseconds cacheAge {1000}; ///< older rows are asked for again; 0: every time
};

struct GuardFigures {
    CircuitFigures circuit;
    HotRows::Figures cache;
    std::uint64_t stale = 0; ///< reads that were answered without the store
};

/// A store that may fail or be slow, behind a circuit breaker. While it cannot be asked, reads are answered
/// with the rows that were known last: those read lately, and those of a copy on this machine, which every
/// write goes to as well. Such answers are marked stale, and never fail where the copy does not.
class GuardedStore : public OnlineStore
{
public:
    /// Both know views by the same names. `probe` says whether the store works again.
    GuardedStore(std::unique_ptr<OnlineStore> store, std::unique_ptr<OnlineStore> copy,
                 std::function<bool()> probe, const GuardOptions &options);

    std::string address() const override { return m_store->address(); }

    /// Those of the store; of the copy while the store cannot be asked.
    Result<std::vector<StoredView>> views() override;
    Result<std::unique_ptr<StoreReader>> reader() override;

    /// Writes into both; the store first, so that the copy never knows more.
    Result<std::unique_ptr<ViewWriter>> writer(const StoredView &view, WriteMode mode,
                                               const RunContext &context = {}) override;

    GuardFigures figures() const;

private:
    friend class GuardedReader;
    friend class DoubleWriter;
    const std::unique_ptr<OnlineStore> m_store;
    const std::unique_ptr<OnlineStore> m_copy;
    const GuardOptions m_options;
    HotRows m_hot;
    std::atomic<std::uint64_t> m_stale {0};
    CircuitBreaker m_breaker;
};

} // namespace slipway::features
