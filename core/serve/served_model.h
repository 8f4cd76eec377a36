#pragma once

#include "core/serve/metrics.h"
#include "core/serve/scorer.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace slipway::serve {

/// One version as it is being served. Requests hold it while they run, so a version that was replaced lives
/// until the last request that began with it has its answer.
struct ServedVersion {
    std::shared_ptr<const Scorer> scorer;
    std::string version;
    std::string versionJson; ///< the same as JSON text
    std::shared_ptr<VersionFigures> figures;
};

/// Which version is being served, and why not a newer one. Any thread.
class ServedModel
{
public:
    ServedModel(ScorerLoader loader, Metrics &metrics);

    /// Null while there is none.
    std::shared_ptr<const ServedVersion> current() const;

    /// Loads while the present version goes on answering, then swaps. Where loading fails the present version
    /// stays, and problem() says why.
    Status reload(const std::filesystem::path &modelFolder, const FeatureOrigin &features,
                  const std::string &version);

    /// Why the last reload failed or why there is no model; nothing when all is well.
    std::optional<Error> problem() const;

private:
    const ScorerLoader m_load;
    Metrics &m_metrics;
    std::mutex m_reloading; ///< one reload at a time
    // A mutex, because std::atomic<std::shared_ptr> spins on a lock of its own in this library, which thread
    // sanitizers cannot see. It is held for one copy.
    mutable std::mutex m_lock;
    std::shared_ptr<const ServedVersion> m_current;
    std::optional<Error> m_problem;
};

} // namespace slipway::serve
