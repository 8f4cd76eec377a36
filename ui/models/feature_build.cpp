#include "ui/models/feature_build.h"

#include "ui/models/json_parts.h"

#include <algorithm>
#include <numeric>

namespace slipway::ui {

namespace {

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
    for (const auto &each : listAt(document, "features")) {
        if (!each.is_object())
            continue;
        BuiltFeature feature {.name = textAt(each, "name"),
                              .entity = textAt(each, "entity"),
                              .number = textAt(each, "kind") != QLatin1String("category"),
                              .unit = textAt(each, "unit"),
                              .formula = textAt(each, "formula"),
                              .unknown = textAt(each, "unknown"),
                              .documentation = textAt(each, "documentation")};
        const auto &totals = listAt(document, "totals");
        feature.fromHistory = std::any_of(totals.begin(), totals.end(), [&](const Json &total) {
            return total.is_object() && mentions(feature.formula, textAt(total, "name"));
        });
        feature.movesWithClock = mentions(feature.formula, QStringLiteral("now"));
        build.features.push_back(std::move(feature));
    }
    build.split = textAt(document, "split");
    build.purged = countAt(document, "purged");
    for (const auto &note : listAt(document, "notes")) {
        if (textAt(note, "id") == QLatin1String("feature_join.rows_of_the_future"))
            build.future += countAt(note, "rows"); // older builds have one of each table
    }
    const auto splits = document.find("splits");
    for (const char *name : {"train", "val", "test"}) {
        if (splits == document.end() || !splits->is_object() || !splits->contains(name))
            continue;
        const auto &part = splits->at(name);
        build.parts.push_back({QString::fromLatin1(name), countAt(part, "rows"), countAt(part, "click_rate"),
                               timeAt(part, "first"), timeAt(part, "last")});
    }
    return build;
}

} // namespace slipway::ui
