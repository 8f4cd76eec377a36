#include "ui/models/feature_sets.h"

#include "ui/models/check_words.h"
#include "ui/models/json_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double minute = 60;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

template <typename T>
const T *named(const std::vector<T> &all, const QString &name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const T &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

QString referenceOf(const QString &set, qint64 version)
{
    return version > 0 ? QStringLiteral("%1@%2").arg(set).arg(version) : set;
}

/// As the checks of data sets are told: "age is between 16 and 110".
QString sentenceOf(const Json &expectation, const std::string &feature)
{
    if (!expectation.is_object())
        return {};
    Json arguments = expectation;
    arguments.erase("type");
    arguments["column"] = feature;
    return CheckWords::of(valueOr(expectation, "type", std::string()), arguments);
}

FeatureDefinition definitionFrom(const Json &json)
{
    FeatureDefinition feature {.name = textAt(json, "name"),
                               .kind = textAt(json, "kind"),
                               .type = textAt(json, "type"),
                               .view = textAt(json, "view"),
                               .entity = textAt(json, "entity"),
                               .expression = textAt(json, "expression"),
                               .aggregate = textAt(json, "aggregate"),
                               .window = countAt(json, "window_seconds"),
                               .unit = textAt(json, "unit"),
                               .description = textAt(json, "description").simplified(),
                               .owner = textAt(json, "owner"),
                               .tags = textsAt(json, "tags"),
                               .inputs = textsAt(json, "inputs"),
                               .columns = textsAt(json, "columns"),
                               .expectations = {},
                               .hidden = valueOr(json, "hidden", false)};
    for (const auto &each : listAt(json, "expectations"))
        feature.expectations << sentenceOf(each, feature.name.toStdString());
    return feature;
}

FeatureViewFacts viewFrom(const Json &json)
{
    return {.name = textAt(json, "name"),
            .entity = textAt(json, "entity"),
            .source = textAt(json, "source"),
            .ttl = countAt(json, "ttl_seconds"),
            .every = countAt(json, "every_seconds"),
            .freshness = countAt(json, "freshness_seconds"),
            .owner = textAt(json, "owner"),
            .description = textAt(json, "description"),
            .tags = textsAt(json, "tags")};
}

FeatureGraph graphFrom(const Json &json)
{
    FeatureGraph graph;
    for (const auto &node : listAt(json, "nodes"))
        graph.nodes.push_back({textAt(node, "id"), textAt(node, "kind"), textAt(node, "label")});
    for (const auto &edge : listAt(json, "edges"))
        graph.edges.push_back({textAt(edge, "from"), textAt(edge, "to")});
    return graph;
}

/// A definition may be told as a text or as its parts.
QString saidAt(const Json &object, const char *key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (found == object.end() || found->is_null())
        return {};
    return found->is_string() ? text(found->get<std::string>()) : text(found->dump());
}

/// Names, or objects that have one.
QStringList namesAt(const Json &object, const char *key)
{
    QStringList names;
    for (const auto &each : listAt(object, key)) {
        const QString name = each.is_string() ? text(each.get<std::string>()) : textAt(each, "name");
        names << (name.isEmpty() ? textAt(each, "feature") : name);
    }
    return names;
}

} // namespace

QString FeatureSetRow::reference() const
{
    return referenceOf(set, version);
}

QString FeatureSetAnswer::reference() const
{
    return referenceOf(set, version);
}

const FeatureViewFacts *FeatureSetAnswer::view(const QString &name) const
{
    return named(views, name);
}

const FeatureSource *FeatureSetAnswer::source(const QString &name) const
{
    return named(sources, name);
}

const FeatureEntity *FeatureSetAnswer::entity(const QString &name) const
{
    return named(entities, name);
}

const FeatureDefinition *FeatureSetAnswer::feature(const QString &name) const
{
    return named(features, name);
}

std::vector<FeatureSetRow> featureSetsFrom(const Json &answer)
{
    std::vector<FeatureSetRow> sets;
    for (const auto &each : listAt(answer, "sets")) {
        sets.push_back({.set = textAt(each, "set"),
                        .version = valueOr(each, "version", std::int64_t {0}),
                        .digest = textAt(each, "digest"),
                        .features = valueOr(each, "features", 0),
                        .outputs = valueOr(each, "outputs", valueOr(each, "features", 0)),
                        .views = valueOr(each, "views", 0),
                        .entities = static_cast<int>(listAt(each, "entities").size()),
                        .applied = timeAt(each, "applied"),
                        .built = timeAt(each, "built"),
                        .scenario = valueOr(each, "scenario", false)});
    }
    std::erase_if(sets, [](const FeatureSetRow &set) { return set.set.isEmpty(); });
    return sets;
}

std::vector<FeatureOffer> featureOffersFrom(const Json &answer)
{
    std::vector<FeatureOffer> offers;
    for (const auto &each : listAt(answer, "offers"))
        offers.push_back({textAt(each, "scenario"), textAt(each, "description").simplified(),
                          valueOr(each, "features", 0), valueOr(each, "tables_here", false)});
    return offers;
}

FeatureSetAnswer featureSetFrom(const Json &answer)
{
    FeatureSetAnswer set {.set = textAt(answer, "set"),
                          .version = valueOr(answer, "version", std::int64_t {0}),
                          .digest = textAt(answer, "digest"),
                          .description = textAt(answer, "description").simplified(),
                          .owner = textAt(answer, "owner")};
    for (const auto &each : listAt(answer, "entities"))
        set.entities.push_back(
            {textAt(each, "name"), textsAt(each, "keys"), textAt(each, "description").simplified()});
    for (const auto &each : listAt(answer, "sources")) {
        set.sources.push_back({.name = textAt(each, "name"),
                               .table = textAt(each, "table"),
                               .eventTime = textAt(each, "event_time"),
                               .createdTime = textAt(each, "created_time"),
                               .where = textAt(each, "where"),
                               .description = textAt(each, "description").simplified(),
                               .before = textAt(each, "visible") == QLatin1String("before")});
    }
    for (const auto &each : listAt(answer, "views"))
        set.views.push_back(viewFrom(each));
    for (const auto &each : listAt(answer, "features"))
        set.features.push_back(definitionFrom(each));
    const Json &labels = objectAt(answer, "labels");
    set.labels = {.table = textAt(labels, "table"),
                  .time = textAt(labels, "time"),
                  .target = textAt(labels, "target"),
                  .horizon = countAt(labels, "horizon_seconds")};
    set.graph = graphFrom(objectAt(answer, "graph"));
    return set;
}

FeatureChanges featureChangesFrom(const Json &answer)
{
    const Json &changes = objectAt(answer, "changes");
    const Json &told = changes.empty() ? answer : changes;
    FeatureChanges found {.added = namesAt(told, "added"), .removed = namesAt(told, "removed")};
    for (const auto &each : listAt(told, "changed"))
        found.changed.push_back({textAt(each, "feature"), textAt(each, "what"), saidAt(each, "from"),
                                 saidAt(each, "to"), valueOr(each, "values", true)});
    found.labels = valueOr(told, "labels", false);
    const Json &touches = objectAt(answer, "touches");
    found.features = namesAt(touches, "features");
    found.models = namesAt(touches, "models");
    found.reports = namesAt(touches, "reports");
    return found;
}

QString FeatureNames::kind(const QString &kind)
{
    if (kind == QLatin1String("windowed"))
        return tr("history");
    if (kind == QLatin1String("column"))
        return tr("record");
    if (kind == QLatin1String("request"))
        return tr("request");
    return kind == QLatin1String("derived") ? tr("derived") : kind;
}

QString FeatureNames::type(const QString &type)
{
    if (type == QLatin1String("text"))
        return tr("category");
    if (type == QLatin1String("time"))
        return tr("moment");
    return type == QLatin1String("number") ? tr("number") : type;
}

QString FeatureNames::entity(const QString &entity)
{
    if (entity.isEmpty())
        return tr("request");
    return QString(entity).replace(QLatin1Char('_'), tr(" and ", "between the two names of a pair"));
}

QString FeatureNames::span(double seconds)
{
    if (!(seconds > 0))
        return {};
    if (std::fmod(seconds, day) == 0)
        return tr("%n days", nullptr, static_cast<int>(seconds / day));
    if (std::fmod(seconds, hour) == 0)
        return tr("%n hours", nullptr, static_cast<int>(seconds / hour));
    if (std::fmod(seconds, minute) == 0)
        return tr("%n minutes", nullptr, static_cast<int>(seconds / minute));
    return tr("%n seconds", nullptr, static_cast<int>(seconds));
}

QString FeatureNames::spanShort(double seconds)
{
    if (!(seconds > 0))
        return tr("all", "events of all times");
    if (std::fmod(seconds, day) == 0)
        return tr("%1 d", "days").arg(static_cast<int>(seconds / day));
    if (std::fmod(seconds, hour) == 0)
        return tr("%1 h", "hours").arg(static_cast<int>(seconds / hour));
    if (std::fmod(seconds, minute) == 0)
        return tr("%1 min", "minutes").arg(static_cast<int>(seconds / minute));
    return tr("%1 s", "seconds").arg(static_cast<int>(seconds));
}

QString FeatureNames::window(double seconds)
{
    return seconds > 0 ? tr("the last %1").arg(span(seconds)) : tr("everything so far");
}

QString FeatureNames::aggregate(const QString &aggregate)
{
    struct Name {
        const char *engine;
        const char *word;
    };
    static constexpr std::array names {
        Name {"count", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "count")},
        Name {"sum", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "sum")},
        Name {"mean", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "mean")},
        Name {"std", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "std. deviation")},
        Name {"min", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "least")},
        Name {"max", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "greatest")},
        Name {"last", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "latest")},
        Name {"distinct", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "different values")},
        Name {"rate", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "rate a day")},
        Name {"trend", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "trend a day")},
        Name {"time_since", QT_TRANSLATE_NOOP("slipway::ui::FeatureNames", "time since")},
    };
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name &name) {
        return aggregate == QLatin1String(name.engine);
    });
    return found == names.end() ? aggregate : tr(found->word);
}

QString FeatureNames::origin(const FeatureDefinition &feature, const FeatureSetAnswer &set)
{
    if (feature.kind == QLatin1String("windowed"))
        return tr("%1, %2", "sum, 30 d").arg(aggregate(feature.aggregate), spanShort(feature.window));
    if (feature.kind == QLatin1String("column")) {
        const auto *view = set.view(feature.view);
        const auto *source = view ? set.source(view->source) : nullptr;
        return source ? source->table : kind(feature.kind);
    }
    return kind(feature.kind);
}

} // namespace slipway::ui
