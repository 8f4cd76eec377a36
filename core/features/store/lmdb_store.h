#pragma once

#include "core/features/store/lmdb_environment.h"
#include "core/features/store/online_store.h"

namespace slipway::features {

/// The standard store: one LMDB folder, which any number of processes read while one writes.
class LmdbStore : public OnlineStore
{
public:
    static Result<std::unique_ptr<LmdbStore>> open(const std::filesystem::path &folder,
                                                   const LmdbOptions &options = {},
                                                   std::shared_ptr<ViewNames> names = nullptr);

    std::string address() const override { return "lmdb"; }
    Result<std::vector<StoredView>> views() override;
    Result<std::unique_ptr<StoreReader>> reader() override;
    Result<std::unique_ptr<ViewWriter>> writer(const StoredView &view, WriteMode mode,
                                               const RunContext &context = {}) override;

private:
    LmdbStore(std::shared_ptr<LmdbEnvironment> environment, std::shared_ptr<ViewNames> names);

    std::shared_ptr<LmdbEnvironment> m_environment;
};

} // namespace slipway::features
