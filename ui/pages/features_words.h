#pragma once

#include "core/report/chart_spec.h"
#include "ui/models/features_model.h"
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

    /// "just now", "6 min ago", "3 h ago", then as all times are written.
    static QString ago(TimeMicros time, TimeMicros now);

    static Inspection inspection(const FeatureRow &feature, const FeatureBuild &build);

    /// How the feature is spread in training and test rows.
    static report::ChartSpec chart(const FeatureDistribution &distribution, const QString &unit);
    static report::ChartSpec emptyChart(const QString &reason);

private:
    static QString shares(const FeatureBuild &build);
    static QString aboutSentence(const BuiltFeature &feature);
    static QString windowSentence(const BuiltFeature &feature);
};

} // namespace slipway::ui
