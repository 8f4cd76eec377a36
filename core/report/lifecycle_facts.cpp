#include "core/report/lifecycle_parts.h"

#include "core/evaluate/number_text.h"

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double asNumber(const Json *value)
{
    return value && value->is_number() ? value->get<double>() : nothing;
}

std::string asText(const Json *value)
{
    return value && value->is_string() ? value->get<std::string>() : "";
}

const Json *memberOf(const Json &object, const std::string &key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

} // namespace

const Json *factAt(const std::optional<Json> &facts, std::string_view path)
{
    const Json *place = facts ? &*facts : nullptr;
    while (place && !path.empty()) {
        const auto dot = std::min(path.find('.'), path.size());
        place = memberOf(*place, std::string(path.substr(0, dot)));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return place;
}

double numberAt(const std::optional<Json> &facts, std::string_view path)
{
    return asNumber(factAt(facts, path));
}

std::string textAt(const std::optional<Json> &facts, std::string_view path)
{
    return asText(factAt(facts, path));
}

double numberIn(const Json &object, const char *key)
{
    return asNumber(memberOf(object, key));
}

std::string textIn(const Json &object, const char *key)
{
    return asText(memberOf(object, key));
}

bool passedIn(const Json &object)
{
    const Json *passed = memberOf(object, "passed");
    return passed && passed->is_boolean() && passed->get<bool>();
}

bool Interval::known() const
{
    return std::isfinite(low) && std::isfinite(high);
}

Interval intervalAt(const std::optional<Json> &facts, std::string_view path)
{
    const Json *ends = factAt(facts, path);
    if (!ends || !ends->is_array() || ends->size() != 2)
        return {nothing, nothing};
    return {asNumber(&ends->at(0)), asNumber(&ends->at(1))};
}

double Tally::share() const
{
    return total > 0 ? static_cast<double>(passed) / static_cast<double>(total) : nothing;
}

Tally tally(const Json *list)
{
    Tally count;
    if (!list || !list->is_array())
        return count;
    for (const auto &item : *list) {
        ++count.total;
        count.passed += passedIn(item) ? 1 : 0;
    }
    return count;
}

Tally gateTally(const LifecycleFacts &facts)
{
    return tally(factAt(facts.gates, ""));
}

Tally checkTally(const LifecycleFacts &facts)
{
    return tally(factAt(facts.validation, "checks"));
}

std::string versionWords(const LifecycleFacts &facts)
{
    const double version = numberAt(facts.version, "version");
    return std::isfinite(version) ? "version " + evaluate::countText(version) : "the model";
}

std::string counted(double count, std::string_view singular, std::string_view plural)
{
    return evaluate::countText(count) + " " + std::string(count == 1 ? singular : plural);
}

Change changeOf(const LifecycleFacts &facts)
{
    const auto interval = intervalAt(facts.comparison, "ci");
    return {-numberAt(facts.comparison, "difference"),
            {-interval.high, -interval.low},
            textAt(facts.comparison, "verdict")};
}

std::vector<DriftedColumn> driftColumns(const LifecycleFacts &facts)
{
    std::vector<DriftedColumn> columns;
    const Json *features = factAt(facts.drift, "features");
    if (!features || !features->is_object())
        return columns;
    for (const auto &item : features->items()) {
        const Json &feature = item.value();
        const Json *drifted = memberOf(feature, "drift_detected");
        columns.push_back({item.key(), textIn(feature, "type"), textIn(feature, "test"),
                           numberIn(feature, "statistic"), numberIn(feature, "p_value"),
                           numberIn(feature, "psi"),
                           drifted && drifted->is_boolean() && drifted->get<bool>()});
    }
    // What has no PSI comes last, and names decide between equals, so that the order is always the same.
    std::stable_sort(columns.begin(), columns.end(), [](const auto &a, const auto &b) {
        const double left = std::isfinite(a.psi) ? a.psi : -1;
        const double right = std::isfinite(b.psi) ? b.psi : -1;
        return left > right;
    });
    return columns;
}

} // namespace slipway::report
