#include "ui/pages/features_words.h"

#include "ui/models/number_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr TimeMicros microsPerMinute = 60 * microsPerSecond;
constexpr double secondsPerMinute = 60;
constexpr double secondsPerHour = 60 * secondsPerMinute;
constexpr double secondsPerDay = 24 * secondsPerHour;

Fact fact(const QString &key, const QString &value)
{
    return {key, value};
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

QString FeaturesWords::age(double seconds)
{
    if (!std::isfinite(seconds))
        return NumberText::missing();
    if (seconds < secondsPerMinute)
        return tr("%1 s", "seconds old").arg(NumberText::count(std::floor(seconds)));
    if (seconds < secondsPerHour)
        return tr("%1 min", "minutes old").arg(NumberText::count(std::floor(seconds / secondsPerMinute)));
    if (seconds < 2 * secondsPerDay)
        return tr("%1 h", "hours old").arg(NumberText::count(std::floor(seconds / secondsPerHour)));
    return tr("%1 d", "days old").arg(NumberText::count(std::floor(seconds / secondsPerDay)));
}

QString FeaturesWords::withUnit(const QString &feature, const QString &unit)
{
    if (unit.isEmpty())
        return feature;
    return unit == QLatin1String("share") ? tr("%1 as a share").arg(feature)
                                          : tr("%1 in %2", "days_late in days").arg(feature, unit);
}

QString FeaturesWords::period(double from, double to)
{
    const auto day = [](double seconds) {
        return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(seconds * 1000), Qt::UTC).date();
    };
    const QLocale locale;
    const QString whole = tr("d MMM yyyy", "a day");
    const bool sameYear = day(from).year() == day(to).year();
    const QString end = locale.toString(day(to), whole);
    if (day(from) == day(to))
        return end;
    return tr("%1 to %2")
        .arg(locale.toString(day(from), sameYear ? tr("d MMM", "a day of a known year") : whole), end);
}

QString FeaturesWords::shares(const FeatureBuild &build)
{
    QStringList shares;
    for (const auto &part : build.parts)
        shares << NumberText::fixed(100 * part.rows / build.rows(), 0);
    return shares.join(QLatin1Char('/'));
}

QString FeaturesWords::splitWords(const FeatureBuild &build)
{
    if (build.split == QLatin1String("stratified"))
        return tr("split %1 at random, with the target's shares kept").arg(shares(build));
    if (build.split == QLatin1String("group"))
        return tr("split %1 by entity: nobody is in two parts").arg(shares(build));
    return tr("split by time %1: oldest train, newest test").arg(shares(build));
}

QString FeaturesWords::sentence(const FeatureBuild &build, TimeMicros now)
{
    const QString said = tr("%1 features for %2 rows, built %3; %4.")
                             .arg(NumberText::count(static_cast<double>(build.features.size())),
                                  NumberText::count(build.rows()), ago(build.built, now), splitWords(build));
    return build.future > 0
        ? tr("%1 %2 events are later than now.").arg(said, NumberText::count(build.future))
        : said;
}

QString FeaturesWords::sentence(const FeatureSetAnswer &set)
{
    const auto outputs = std::count_if(set.features.begin(), set.features.end(),
                                       [](const auto &feature) { return !feature.hidden; });
    return tr("%1 features about %2, not built yet.")
        .arg(NumberText::count(static_cast<double>(outputs)),
             tr("%n kinds of entities", nullptr, static_cast<int>(set.entities.size())));
}

QString FeaturesWords::looksAt(const FeatureDefinition &feature)
{
    if (feature.kind == QLatin1String("windowed"))
        return feature.aggregate.isEmpty()
            ? FeatureNames::window(feature.window)
            : tr("%1 over %2", "sum over the last 30 days")
                  .arg(FeatureNames::aggregate(feature.aggregate), FeatureNames::window(feature.window));
    if (feature.kind == QLatin1String("request"))
        return tr("as the request says");
    return feature.kind == QLatin1String("derived") ? tr("other features and the row's moment")
                                                    : tr("as the newest record says");
}

QString FeaturesWords::partName(const QString &part)
{
    if (part == QLatin1String("train"))
        return tr("Train");
    return part == QLatin1String("val") ? tr("Validation") : tr("Test");
}

QList<Fact> FeaturesWords::partFacts(const FeaturesShown &shown)
{
    const auto &build = *shown.build;
    const QString target = shown.set ? shown.set->labels.target : QString();
    QList<Fact> facts;
    for (const auto &part : build.parts) {
        const QString name = partName(part.name);
        facts << fact(tr("%1 rows", "of a part").arg(name), NumberText::count(part.rows));
        if (part.last > 0)
            facts << fact(tr("%1 time", "of a part").arg(name),
                          period(static_cast<double>(part.first) / microsPerSecond,
                                 static_cast<double>(part.last) / microsPerSecond));
        if (std::isfinite(part.clickRate) && part.clickRate > 0)
            facts << fact(target.isEmpty() ? tr("%1 positives", "of a part").arg(name)
                                           : tr("%1 with %2", "a part and its target").arg(name, target),
                          NumberText::share(part.clickRate));
    }
    if (build.purged > 0)
        facts << fact(tr("In no part"), NumberText::count(build.purged));
    if (build.future > 0)
        facts << fact(tr("Later than now"),
                      tr("%1 events, not seen before their time").arg(NumberText::count(build.future)));
    return facts;
}

QList<Fact> FeaturesWords::weightFacts(const FeaturesShown &shown)
{
    QList<Fact> facts;
    for (const auto &model : shown.importances) {
        if (const auto *weight = model.of(shown.feature.name))
            facts << fact(model.model, NumberText::share(weight->share));
    }
    return facts;
}

QList<Fact> FeaturesWords::storeFacts(const FeaturesShown &shown)
{
    QList<Fact> facts;
    if (!shown.status || shown.feature.view.isEmpty())
        return facts;
    const double complete = shown.status->completeness(shown.feature.name);
    if (std::isfinite(complete))
        facts << fact(tr("Values there"), NumberText::share(complete));
    if (const auto *view = shown.status->view(shown.feature.view); view && view->isStored()) {
        facts << fact(tr("Latest event"), tr("%1 old").arg(age(view->age)));
        if (view->promised > 0)
            facts << Fact {tr("Promised"), FeatureNames::span(view->promised),
                           view->fresh ? QString() : QStringLiteral("status.warn.text")};
    }
    return facts;
}

Inspection FeaturesWords::inspection(const FeaturesShown &shown)
{
    const auto &feature = shown.feature;
    QList<Fact> definition {fact(tr("About"), tr("the %1").arg(FeaturesModel::about(feature))),
                            fact(tr("Computed from"), feature.from), fact(tr("Looks at"), looksAt(feature))};
    const auto add = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            definition << fact(key, value);
    };
    add(tr("Unit"), feature.unit);
    add(tr("View"), feature.view);
    add(tr("Owner"), feature.owner);
    add(tr("Tags"), feature.tags.join(QLatin1String(", ")));
    if (const auto *view = shown.set ? shown.set->view(feature.view) : nullptr) {
        add(tr("Too old after"), FeatureNames::span(view->ttl));
        add(tr("Renewed every"), FeatureNames::span(view->every));
    }
    if (!std::isnan(feature.blank))
        add(tr("Blank in training"), NumberText::share(feature.blank));
    Inspection inspection {
        .kind = feature.hidden ? tr("Step, %1").arg(FeaturesModel::typeName(feature))
                               : tr("Feature, %1").arg(FeaturesModel::typeName(feature)),
        .icon = QStringLiteral("features"),
        .name = feature.name,
        .sections = {
            {QStringLiteral("features.says"), tr("Meaning"), {fact(tr("Says"), feature.description)}},
            {QStringLiteral("features.definition"), tr("Definition"), definition}}};
    const auto section = [&](const char *id, const QString &title, const QList<Fact> &facts) {
        if (!facts.isEmpty())
            inspection.sections.push_back({QString::fromLatin1(id), title, facts});
    };
    if (!feature.expression.isEmpty())
        section("features.formula", tr("Formula"), {fact(tr("SQL"), feature.expression)});
    section("features.weights", tr("Weight in models"), weightFacts(shown));
    section("features.store", tr("Online store"), storeFacts(shown));
    if (shown.build)
        section("features.parts", tr("Parts of the build"), partFacts(shown));
    return inspection;
}

Status FeaturesWords::status(ValueState state)
{
    switch (state) {
    case ValueState::Present:
        return Status::Ok;
    case ValueState::Null:
        return Status::Neutral;
    case ValueState::NotFound:
        return Status::Queued;
    case ValueState::OutsideMaxAge:
        return Status::Warns;
    }
    return Status::Neutral;
}

QString FeaturesWords::word(ValueState state)
{
    switch (state) {
    case ValueState::Present:
        return tr("There");
    case ValueState::Null:
        return tr("Blank");
    case ValueState::NotFound:
        return tr("Nothing known");
    case ValueState::OutsideMaxAge:
        return tr("Too old");
    }
    return {};
}

} // namespace slipway::ui
