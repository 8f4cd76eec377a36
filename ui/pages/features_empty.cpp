#include "ui/pages/features_empty.h"

#include <algorithm>

namespace slipway::ui {

EmptyText FeaturesEmpty::text(const FeaturesShown &shown, bool hasData, const QString &imported,
                              bool isReadOnly, const Ways &ways)
{
    EmptyText empty {
        .icon = QStringLiteral("features"), .title = tr("No features yet"), .sentence = {}, .ways = {}};
    const WayOn apply {.objectName = QStringLiteral("features.empty.apply"),
                       .verb = tr("&Apply a file…"),
                       .run = ways.apply};
    if (isReadOnly) {
        empty.sentence = tr("This workspace is read only, and nobody has built features in it.");
        return empty;
    }
    if (!hasData && !imported.isEmpty()) {
        empty.sentence =
            tr("%1 is there. A proposal takes its columns, leaves out what gives the target away, and "
               "adds histories.")
                .arg(imported);
        empty.ways = {{.objectName = QStringLiteral("features.empty.propose"),
                       .verb = tr("&Propose features"),
                       .run = ways.propose},
                      {.objectName = QStringLiteral("features.empty.data"),
                       .verb = tr("Look at the &data"),
                       .run = ways.data},
                      apply};
        return empty;
    }
    if (!hasData) {
        empty.sentence =
            tr("Features are computed from data, and there is none yet that they are defined for.");
        empty.ways = {{.objectName = QStringLiteral("features.empty.data"),
                       .verb = tr("Go to &data"),
                       .run = ways.data},
                      apply};
        return empty;
    }
    const auto ready = std::find_if(shown.offers.begin(), shown.offers.end(),
                                    [](const FeatureOffer &offer) { return offer.tablesHere; });
    empty.sentence = ready == shown.offers.end()
        ? tr("Users, items and interactions are there. Building takes seconds for 100,000 rows.")
        : tr("The tables of %1 are there, and %n features are defined for them.", nullptr, ready->features)
              .arg(ready->scenario);
    empty.ways = {{.objectName = QStringLiteral("features.empty.build"),
                   .verb = tr("&Build features"),
                   .run = ways.build},
                  {.objectName = QStringLiteral("features.empty.data"),
                   .verb = tr("Look at the &data"),
                   .run = ways.data},
                  apply};
    return empty;
}

} // namespace slipway::ui
