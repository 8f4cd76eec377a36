#pragma once

#include "core/base/result.h"
#include "core/features/definitions/feature_set.h"
#include "core/features/store/online_store.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace slipway::serve {

/// The feature sets that a server answers questions about, and the store with their values. Replaced as a
/// whole; requests hold the one that they began with.
struct FeatureSource {
    struct Set {
        std::shared_ptr<const features::FeatureSet> definitions;
        std::int64_t version = 0;
    };
    std::vector<Set> sets; ///< the first is meant where a request names none
    std::shared_ptr<features::OnlineStore> store;

    const Set *find(std::string_view name) const;
};

/// What the server asks of those who started it. May be called from any of its threads; each returns at once
/// or within moments.
struct FeatureWork {
    /// Begins to materialize views of a set (all where there are none) up to a moment, in another process.
    struct Order {
        std::string set;
        std::vector<std::string> views;
        std::optional<TimeMicros> from;
        TimeMicros to = 0;
        bool incremental = false;
    };
    std::function<Status(const Order &order)> materialize;

    /// Keeps pushed rows beside the offline tables: one JSON object a line.
    std::function<Status(const std::string &set, const std::string &view, const std::string &lines)>
        keepOffline;
};

/// Which features are being served, and why none are. Any thread.
class ServedFeatures
{
public:
    std::shared_ptr<const FeatureSource> current() const; ///< null while there are none
    void serve(std::shared_ptr<const FeatureSource> source);
    void refuse(const Error &reason); ///< keeps what is served, if anything
    Error problem() const; ///< why current() is null

private:
    mutable std::mutex m_lock; ///< held for one copy
    std::shared_ptr<const FeatureSource> m_current;
    std::optional<Error> m_problem;
};

} // namespace slipway::serve
