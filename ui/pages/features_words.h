#pragma once

#include "core/report/chart_spec.h"
#include "ui/models/features_model.h"
#include "ui/pages/features_tab.h"
#include "ui/pages/inspection.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What people read about features.
class FeaturesWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::FeaturesWords)
public:
    /// "17 features for 100,000 rows, built 6 min ago; split by time 70/10/20: oldest train, newest test."
    static QString sentence(const FeatureBuild &build, TimeMicros now = utcNow());

    /// The set, where it was not built.
    static QString sentence(const FeatureSetAnswer &set);

    /// "just now", "6 min ago", "3 h ago", then as all times are written.
    static QString ago(TimeMicros time, TimeMicros now);

    /// "3 h", "12 d": how old something is.
    static QString age(double seconds);

    static Inspection inspection(const FeaturesShown &shown);

    /// "days_late in days"; the name alone where there is no unit.
    static QString withUnit(const QString &feature, const QString &unit);

    /// "2 Jul to 26 Sep 2026", in UTC as all moments of rows; seconds since 1970.
    static QString period(double from, double to);

    /// What it looks at, in a few words: "the last 30 days", "as the request says".
    static QString looksAt(const FeatureDefinition &feature);

    /// The four answers of a store, as a shape and a word.
    static Status status(ValueState state);
    static QString word(ValueState state);

    /// How the feature is spread in training and test rows.
    static report::ChartSpec chart(const FeatureDistribution &distribution, const QString &unit);
    /// How that moves over the time of the rows: bands of numbers, shares of categories.
    static report::ChartSpec timeline(const FeatureTimeline &timeline, const QString &unit);
    static QString timelineSentence(const FeatureTimeline &timeline, const QString &unit);
    static report::ChartSpec history(const KnownFeature &feature, TimeMicros at);
    static report::ChartSpec emptyChart(const QString &reason);

private:
    static QString shares(const FeatureBuild &build);
    static QString splitWords(const FeatureBuild &build);
    static QString partName(const QString &part);
    static QList<Fact> partFacts(const FeaturesShown &shown);
    static QList<Fact> weightFacts(const FeaturesShown &shown);
    static QList<Fact> storeFacts(const FeaturesShown &shown);
    static report::ChartSpec bands(const FeatureTimeline &timeline, const QString &unit);
    static report::ChartSpec levels(const FeatureTimeline &timeline, const QString &unit);
    static QString stepWord(const FeatureTimeline &timeline);
};

} // namespace slipway::ui
