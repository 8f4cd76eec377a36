#include "ui/pages/features_words.h"

#include "ui/models/number_text.h"

#include <cmath>

namespace slipway::ui {

namespace {

using report::ChartKind;
using report::ChartSpec;
using report::Series;

constexpr TimeMicros microsPerMinute = 60 * microsPerSecond;

double mostApart(const FeatureDistribution &distribution)
{
    double apart = 0;
    for (std::size_t i = 0; i < distribution.trainShares.size(); ++i)
        apart += std::abs(distribution.trainShares[i] - distribution.testShares[i]) / 2;
    return apart;
}

} // namespace

QString FeaturesWords::ago(TimeMicros time, TimeMicros now)
{
    const auto minutes = (now - time) / microsPerMinute;
    if (minutes < 1)
        return tr("just now");
    if (minutes < 60)
        return tr("%1 min ago").arg(minutes);
    return minutes < 24 * 60 ? tr("%1 h ago").arg(minutes / 60) : NumberText::time(time);
}

QString FeaturesWords::shares(const FeatureBuild &build)
{
    QStringList shares;
    for (const auto &part : build.parts)
        shares << NumberText::fixed(100 * part.rows / build.rows(), 0);
    return shares.join(QLatin1Char('/'));
}

QString FeaturesWords::sentence(const FeatureBuild &build, TimeMicros now)
{
    return tr("%1 features for %2 rows, built %3; split by time %4: oldest train, newest test.")
        .arg(NumberText::count(static_cast<double>(build.features.size())), NumberText::count(build.rows()),
             ago(build.built, now), shares(build));
}

QString FeaturesWords::aboutSentence(const BuiltFeature &feature)
{
    if (feature.entity == QLatin1String("user"))
        return tr("the user");
    if (feature.entity == QLatin1String("user_category"))
        return tr("the user and the item's category");
    if (feature.entity == QLatin1String("item"))
        return tr("the item");
    return tr("the request itself");
}

QString FeaturesWords::windowSentence(const BuiltFeature &feature)
{
    if (feature.fromHistory)
        return tr("everything strictly before the row's moment");
    if (feature.movesWithClock)
        return tr("the row's moment");
    return feature.entity == QLatin1String("context") ? tr("as the request says") : tr("as the file says");
}

Inspection FeaturesWords::inspection(const FeatureRow &feature, const FeatureBuild &build)
{
    QList<Fact> definition {{tr("About"), aboutSentence(feature)}, {tr("Looks at"), windowSentence(feature)}};
    if (!feature.unit.isEmpty())
        definition << Fact {tr("Unit"), feature.unit};
    definition << Fact {tr("Blank in training"), NumberText::share(feature.blank)}
               << Fact {tr("Where unknown"), feature.unknown};
    QList<Fact> parts;
    for (const auto &part : build.parts) {
        const QString name = part.name == QLatin1String("train") ? tr("Train")
            : part.name == QLatin1String("val")                  ? tr("Validation")
                                                                 : tr("Test");
        parts << Fact {tr("%1 rows", "of a part").arg(name), NumberText::count(part.rows)}
              << Fact {tr("%1 clicks", "of a part").arg(name), NumberText::share(part.clickRate)};
    }
    return {
        .kind = tr("Feature, %1").arg(FeaturesModel::typeName(feature)),
        .icon = QStringLiteral("features"),
        .name = feature.name,
        .sections = {{QStringLiteral("features.says"), tr("Meaning"), {{tr("Says"), feature.documentation}}},
                     {QStringLiteral("features.definition"), tr("Definition"), definition},
                     {QStringLiteral("features.formula"), tr("Formula"), {{tr("SQL"), feature.formula}}},
                     {QStringLiteral("features.used"),
                      tr("Used in"),
                      {{tr("Files"), tr("train, validation and test features")},
                       {tr("Models"), tr("every ranker trained on this build")},
                       {tr("Serving"), tr("computed by the same definition")}}},
                     {QStringLiteral("features.parts"), tr("Parts of the build"), parts}}};
}

ChartSpec FeaturesWords::emptyChart(const QString &reason)
{
    ChartSpec chart {.kind = ChartKind::Histogram, .title = tr("Distribution").toStdString()};
    chart.emptyReason = reason.toStdString();
    return chart;
}

ChartSpec FeaturesWords::chart(const FeatureDistribution &distribution, const QString &unit)
{
    ChartSpec chart;
    chart.title = distribution.feature.toStdString();
    chart.unit = unit.toStdString();
    chart.decimals = 3;
    chart.sentence =
        tr("%1 in training and in test rows; %2 of the rows would have to change their place for both "
           "to look the same.")
            .arg(distribution.feature, NumberText::share(mostApart(distribution)))
            .toStdString();
    chart.emptyReason = tr("No row has a value of this feature.").toStdString();
    Series train {.name = tr("train").toStdString(), .reference = true};
    Series test {.name = tr("test").toStdString()};
    if (distribution.number) {
        chart.kind = ChartKind::Histogram;
        chart.x.unit = unit.toStdString();
        chart.x.whole = distribution.wholeBins;
        chart.y.lower = 0;
        train.x = test.x = distribution.edges;
        train.y = distribution.trainShares;
        test.y = distribution.testShares;
    } else {
        chart.kind = ChartKind::Bars;
        for (const auto &level : distribution.levels)
            chart.y.categories.push_back(level.toStdString());
        if (distribution.hasOthers)
            chart.y.categories.push_back(tr("all others").toStdString());
        chart.x.lower = 0;
        train.x = distribution.trainShares;
        test.x = distribution.testShares;
    }
    chart.series = {train, test};
    return chart;
}

} // namespace slipway::ui
