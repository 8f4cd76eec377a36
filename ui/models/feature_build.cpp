#include "ui/models/feature_build.h"

#include "ui/models/text.h"

#include <algorithm>
#include <numeric>

namespace slipway::ui {

namespace {

QString textIn(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? text(found->get<std::string>()) : QString();
}

double numberIn(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

TimeMicros timeIn(const Json &object, const char *key)
{
    const auto time = parseIsoTime(textIn(object, key).toStdString());
    return time ? time.value() : 0;
}

/// Whether a formula speaks of a name, and not only of one that contains it.
bool mentions(const QString &formula, const QString &name)
{
    const auto isPart = [](QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('_'); };
    for (auto at = formula.indexOf(name); at >= 0; at = formula.indexOf(name, at + 1)) {
        const auto end = at + name.size();
        const bool begins = at == 0 || !isPart(formula[at - 1]);
        if (begins && (end == formula.size() || !isPart(formula[end])))
            return true;
    }
    return false;
}

const Json &listIn(const Json &object, const char *key)
{
    static const Json none = Json::array();
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : none;
}

} // namespace

double FeatureBuild::rows() const
{
    return std::accumulate(parts.begin(), parts.end(), 0.0,
                           [](double sum, const BuiltPart &part) { return sum + part.rows; });
}

FeatureBuild featureBuildFrom(const Json &document)
{
    FeatureBuild build;
    if (!document.is_object())
        return build;
    for (const auto &each : listIn(document, "features")) {
        if (!each.is_object())
            continue;
        BuiltFeature feature {.name = textIn(each, "name"),
                              .entity = textIn(each, "entity"),
                              .number = textIn(each, "kind") != QLatin1String("category"),
                              .unit = textIn(each, "unit"),
                              .formula = textIn(each, "formula"),
                              .unknown = textIn(each, "unknown"),
                              .documentation = textIn(each, "documentation")};
        const auto &totals = listIn(document, "totals");
        feature.fromHistory = std::any_of(totals.begin(), totals.end(), [&](const Json &total) {
            return total.is_object() && mentions(feature.formula, textIn(total, "name"));
        });
        feature.movesWithClock = mentions(feature.formula, QStringLiteral("time_us"));
        build.features.push_back(std::move(feature));
    }
    const auto splits = document.find("splits");
    for (const char *name : {"train", "val", "test"}) {
        if (splits == document.end() || !splits->is_object() || !splits->contains(name))
            continue;
        const auto &part = splits->at(name);
        build.parts.push_back({QString::fromLatin1(name), numberIn(part, "rows"),
                               numberIn(part, "click_rate"), timeIn(part, "first"), timeIn(part, "last")});
    }
    return build;
}

} // namespace slipway::ui
