#pragma once

#include "core/features/store/online_store.h"
#include "core/features/store/redis_connection.h"

namespace slipway::features {

/// A store in Redis, for several machines. The rows of a view's generation are the fields of one hash, so
/// that many are read with one command and all are dropped with one.
///
/// slipway:views              names of the views, "set/view"
/// slipway:view:<name>        stamp, generation, head and counts of a view
/// slipway:rows:<name>:<gen>  key of an entity -> its row
/// slipway:generation         the last one that was begun
///
/// An update of many rows appears in groups of some thousand; a replacement all at once.
class RedisStore : public OnlineStore
{
public:
    /// Does not connect yet.
    RedisStore(RedisAddress address, const RedisOptions &options, std::shared_ptr<ViewNames> names = nullptr);

    std::string address() const override { return m_address.shown(); }
    Result<std::vector<StoredView>> views() override;
    Result<std::unique_ptr<StoreReader>> reader() override;
    Result<std::unique_ptr<ViewWriter>> writer(const StoredView &view, WriteMode mode,
                                               const RunContext &context = {}) override;

    /// Whether it answers at all.
    Status probe() const;

private:
    const RedisAddress m_address;
    const RedisOptions m_options;
};

} // namespace slipway::features
