#pragma once

#include "core/features/store/guarded_store.h"
#include "core/features/store/lmdb_environment.h"

#include <filesystem>
#include <string>

namespace slipway::features {

/// Where features are stored.
struct StoreOptions {
    std::string address = "lmdb"; ///< or redis://HOST:PORT/DATABASE; its password may be in
                                  ///< $SLIPWAY_REDIS_PASSWORD instead
    std::filesystem::path folder; ///< of LMDB: the store itself, or the copy of what is in Redis
    bool create = false; ///< a missing folder becomes an empty store
    int patienceMs = 5000; ///< for each answer of Redis
    GuardOptions guard {};
};

/// The store that the options name. Redis comes guarded, with a copy in the folder.
Result<std::unique_ptr<OnlineStore>> openStore(const StoreOptions &options);

/// Whether this is a store's address at all.
Status checkAddress(const std::string &address);

} // namespace slipway::features
