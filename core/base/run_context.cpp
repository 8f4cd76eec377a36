#include "core/base/run_context.h"

#include <algorithm>

namespace slipway {

void RunContext::progress(double fraction, std::string_view stage) const
{
    if (!events)
        return;
    const double shown = fraction > 0 ? std::min(fraction, 1.0) : 0.0; // also where 0 of 0 is not a number
    events->post({"progress", {{"fraction", shown}, {"stage", stage}}});
}

void RunContext::metric(std::string_view run, std::string_view key, std::int64_t step, double value) const
{
    if (events)
        events->post({"metric", {{"run", run}, {"key", key}, {"step", step}, {"value", value}}});
}

void RunContext::artifact(std::string_view kind, std::string_view path) const
{
    if (events)
        events->post({"artifact", {{"kind", kind}, {"path", path}}});
}

void RunContext::log(std::string_view level, std::string_view message) const
{
    if (events)
        events->post({"log", {{"level", level}, {"message", message}}});
}

void RunContext::state(std::string_view state, const Json &fields) const
{
    if (!events)
        return;
    Json all = fields;
    all["state"] = state;
    events->post({"state", std::move(all)});
}

} // namespace slipway
