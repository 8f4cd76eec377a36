#include "core/serve/served_model.h"

#include "core/base/messages.h"

#include <exception>

namespace slipway::serve {

ServedModel::ServedModel(ScorerLoader loader, Metrics &metrics)
    : m_load(std::move(loader))
    , m_metrics(metrics)
    , m_problem(failure("serve.no_model"))
{
}

std::shared_ptr<const ServedVersion> ServedModel::current() const
{
    const std::lock_guard lock(m_lock);
    return m_current;
}

std::optional<Error> ServedModel::problem() const
{
    const std::lock_guard lock(m_lock);
    return m_problem;
}

Status ServedModel::reload(const std::filesystem::path &modelFolder, const FeatureOrigin &features,
                           const std::string &version)
{
    const std::lock_guard one(m_reloading);
    auto scorer = m_load(modelFolder, features);
    if (!scorer) {
        const auto present = current();
        const auto &reason = scorer.error();
        const auto error = present
            ? failure("serve.reload_failed",
                      {{"version", version}, {"current", present->version}, {"reason", reason.message}},
                      reason.detail)
            : failure("serve.load_failed", {{"version", version}, {"reason", reason.message}}, reason.detail);
        const std::lock_guard lock(m_lock);
        m_problem = error;
        return error;
    }
    auto next = std::make_shared<ServedVersion>();
    next->scorer = std::move(scorer).value();
    next->version = version;
    next->versionJson = writeJson(version);
    next->figures = m_metrics.version(version);
    std::shared_ptr<const ServedVersion> old; // its last owner frees a whole model: outside the lock
    {
        const std::lock_guard lock(m_lock);
        old = std::exchange(m_current, std::move(next));
        m_problem.reset();
    }
    return done();
}

} // namespace slipway::serve
