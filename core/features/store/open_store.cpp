#include "core/features/store/open_store.h"

#include "core/features/store/lmdb_store.h"
#include "core/features/store/redis_store.h"

#include <cstdlib>

namespace slipway::features {

namespace {

constexpr std::string_view local = "lmdb";
constexpr auto passwordVariable = "SLIPWAY_REDIS_PASSWORD";

Result<std::unique_ptr<OnlineStore>> openRedis(const StoreOptions &options)
{
    SLIPWAY_ASSIGN(auto address, RedisAddress::parse(options.address));
    const char *password = std::getenv(passwordVariable);
    if (address.password.empty() && password)
        address.password = password;
    auto names = std::make_shared<ViewNames>();
    SLIPWAY_ASSIGN(std::unique_ptr<OnlineStore> copy,
                   LmdbStore::open(options.folder, {.create = true}, names));
    const RedisOptions patience {.connectMs = options.patienceMs, .answerMs = options.patienceMs};
    auto redis = std::make_unique<RedisStore>(address, patience, names);
    const RedisOptions short_ {.connectMs = 200, .answerMs = 200};
    auto probe = [prober = std::make_shared<RedisStore>(address, short_, names)] {
        return prober->probe().ok();
    };
    return std::unique_ptr<OnlineStore>(
        std::make_unique<GuardedStore>(std::move(redis), std::move(copy), std::move(probe), options.guard));
}

} // namespace

Status checkAddress(const std::string &address)
{
    if (address != local)
        SLIPWAY_TRY(RedisAddress::parse(address));
    return done();
}

Result<std::unique_ptr<OnlineStore>> openStore(const StoreOptions &options)
{
    if (options.address != local)
        return openRedis(options);
    SLIPWAY_ASSIGN(std::unique_ptr<OnlineStore> store,
                   LmdbStore::open(options.folder, {.create = options.create}));
    return store;
}

} // namespace slipway::features
