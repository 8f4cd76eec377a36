#include "core/serve/served_features.h"

#include "core/base/messages.h"

#include <algorithm>
#include <utility>

namespace slipway::serve {

const FeatureSource::Set *FeatureSource::find(std::string_view name) const
{
    const auto found =
        std::ranges::find_if(sets, [&](const Set &set) { return set.definitions->name == name; });
    return found == sets.end() ? nullptr : &*found;
}

std::shared_ptr<const FeatureSource> ServedFeatures::current() const
{
    const std::lock_guard lock(m_lock);
    return m_current;
}

void ServedFeatures::serve(std::shared_ptr<const FeatureSource> source)
{
    std::shared_ptr<const FeatureSource> old; // its last owner closes a store: outside the lock
    const std::lock_guard lock(m_lock);
    old = std::exchange(m_current, std::move(source));
    m_problem.reset();
}

void ServedFeatures::refuse(const Error &reason)
{
    const std::lock_guard lock(m_lock);
    m_problem = reason;
}

Error ServedFeatures::problem() const
{
    const std::lock_guard lock(m_lock);
    return m_problem.value_or(failure("serve.no_features"));
}

} // namespace slipway::serve
