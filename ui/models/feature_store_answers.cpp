#include "ui/models/feature_store_answers.h"

#include "ui/models/json_parts.h"
#include "ui/models/number_text.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int mostDecimals = 4;

/// As few digits as say it: whole numbers grouped, others with four decimals at most.
QString numberWords(double number)
{
    if (number == std::floor(number) && std::abs(number) < 1e15)
        return NumberText::count(number);
    if (std::abs(number) >= 1000)
        return NumberText::fixed(number, 1);
    return std::abs(number) >= 0.001 ? NumberText::fixed(number, mostDecimals)
                                     : QLocale().toString(number, 'g', mostDecimals);
}

SaidValue valueFrom(const Json &value)
{
    if (value.is_number())
        return {numberWords(value.get<double>()), value.get<double>()};
    if (value.is_boolean())
        return {value.get<bool>() ? QStringLiteral("1") : QStringLiteral("0"), value.get<bool>() ? 1.0 : 0.0};
    if (value.is_string())
        return {text(value.get<std::string>()), notKnown};
    return value.is_null() ? SaidValue() : SaidValue {text(value.dump()), notKnown};
}

Json at(const Json &list, std::size_t i)
{
    return list.is_array() && i < list.size() ? list[i] : Json();
}

/// {"user_id": 7} as "user_id 7".
QString entityFrom(const Json &entity)
{
    if (!entity.is_object())
        return valueFrom(entity).text;
    QStringList keys;
    for (const auto &[key, value] : entity.items())
        keys << text(key) + QLatin1Char(' ') + valueFrom(value).text;
    return keys.join(QLatin1String(", "));
}

std::vector<std::pair<QString, double>> sharesFrom(const Json &object)
{
    std::vector<std::pair<QString, double>> shares;
    for (const auto &[name, share] : object.items()) {
        if (share.is_number())
            shares.emplace_back(text(name), share.get<double>());
    }
    return shares;
}

} // namespace

ValueState valueStateFrom(const QString &word)
{
    if (word == QLatin1String("NULL_VALUE"))
        return ValueState::Null;
    if (word == QLatin1String("NOT_FOUND"))
        return ValueState::NotFound;
    return word == QLatin1String("OUTSIDE_MAX_AGE") ? ValueState::OutsideMaxAge : ValueState::Present;
}

StoreStatus storeStatusFrom(const Json &answer)
{
    StoreStatus status {.set = textAt(answer, "set"), .store = textAt(answer, "store")};
    for (const auto &each : listAt(answer, "views")) {
        StoredViewRow view {.view = textAt(each, "view"),
                            .rows = countAt(each, "rows"),
                            .from = timeAt(each, "from"),
                            .to = timeAt(each, "to"),
                            .materialized = timeAt(each, "materialized"),
                            .age = numberAt(each, "freshness_seconds"),
                            .promised = countAt(each, "promised_seconds"),
                            .fresh = valueOr(each, "fresh", true),
                            .current = valueOr(each, "current", true)};
        view.completeness = sharesFrom(objectAt(each, "completeness"));
        status.views.push_back(std::move(view));
    }
    status.missing = textsAt(answer, "missing");
    return status;
}

double StoreStatus::completeness(const QString &feature) const
{
    for (const auto &each : views) {
        for (const auto &[name, share] : each.completeness) {
            if (name == feature)
                return share;
        }
    }
    return notKnown;
}

const StoredViewRow *StoreStatus::view(const QString &name) const
{
    const auto found = std::find_if(views.begin(), views.end(),
                                    [&](const StoredViewRow &each) { return each.view == name; });
    return found == views.end() ? nullptr : &*found;
}

MaterializedAnswer materializedFrom(const Json &answer)
{
    MaterializedAnswer materialized {.seconds = numberAt(answer, "seconds")};
    for (const auto &each : listAt(answer, "views")) {
        materialized.rows += countAt(each, "rows");
        materialized.values += countAt(each, "values");
        ++materialized.views;
    }
    materialized.failures = textsAt(objectAt(answer, "expectations"), "failures");
    return materialized;
}

int KnownAnswer::count(ValueState state) const
{
    return static_cast<int>(std::count_if(features.begin(), features.end(),
                                          [&](const KnownFeature &each) { return each.state == state; }));
}

KnownAnswer knownFrom(const Json &answer)
{
    KnownAnswer known {.set = textAt(answer, "set"), .at = timeAt(answer, "at")};
    for (const auto &each : listAt(answer, "features")) {
        KnownFeature feature {.name = textAt(each, "name"),
                              .type = textAt(each, "type"),
                              .view = textAt(each, "view"),
                              .value = valueFrom(each.is_object() ? each.value("value", Json()) : Json()),
                              .eventTime = timeAt(each, "event_time"),
                              .age = numberAt(each, "age_seconds"),
                              .state = valueStateFrom(textAt(each, "status"))};
        for (const auto &point : listAt(each, "history"))
            feature.history.emplace_back(timeAt(point, "time"), numberAt(point, "value"));
        known.features.push_back(std::move(feature));
    }
    return known;
}

int LookupAnswer::count(ValueState state) const
{
    return static_cast<int>(std::count_if(cells.begin(), cells.end(),
                                          [&](const LookupCell &cell) { return cell.state == state; }));
}

LookupAnswer lookupFrom(const Json &answer, const QStringList &keys)
{
    LookupAnswer lookup;
    const QStringList names = textsAt(objectAt(answer, "metadata"), "feature_names");
    const Json &results = listAt(answer, "results");
    for (const auto *key : {"seconds", "took_seconds"}) {
        if (std::isnan(lookup.seconds))
            lookup.seconds = numberAt(answer, key);
    }
    std::size_t rows = 0;
    for (const auto &each : results)
        rows = std::max(rows, listAt(each, "values").size());
    for (std::size_t row = 0; row < rows; ++row) {
        QStringList about;
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (keys.contains(names[i])) {
                const auto value =
                    valueFrom(at(listAt(at(results, static_cast<std::size_t>(i)), "values"), row));
                about << value.text;
            }
        }
        lookup.entities << about.join(QLatin1String(", "));
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (keys.contains(names[i]))
                continue;
            const Json column = at(results, static_cast<std::size_t>(i));
            const Json state = at(listAt(column, "statuses"), row);
            const Json times = listAt(column, "event_timestamps");
            lookup.cells.push_back(
                {.entity = lookup.entities.last(),
                 .feature = names[i],
                 .value = valueFrom(at(listAt(column, "values"), row)),
                 .state = valueStateFrom(state.is_string() ? text(state.get<std::string>()) : QString()),
                 .eventTime = timeAt({{"time", at(times, row)}}, "time")});
        }
    }
    return lookup;
}

int ScreeningAnswer::kept() const
{
    return static_cast<int>(std::count_if(columns.begin(), columns.end(),
                                          [](const ScreenedColumn &column) { return column.kept; }));
}

ScreeningAnswer screeningFrom(const Json &answer)
{
    ScreeningAnswer screening {.rows = countAt(answer, "rows")};
    for (const auto &each : listAt(answer, "columns")) {
        ScreenedColumn column {.name = textAt(each, "name"),
                               .type = textAt(each, "type"),
                               .kept = valueOr(each, "kept", true),
                               .reasons = {},
                               .missing = numberAt(each, "missing_share"),
                               .variance = numberAt(each, "variance"),
                               .information = numberAt(each, "mutual_information"),
                               .correlation = numberAt(each, "correlation"),
                               .correlatedWith = textAt(each, "correlated_with")};
        for (const auto &reason : listAt(each, "reasons"))
            column.reasons.push_back({textAt(reason, "rule"), textAt(reason, "sentence"),
                                      numberAt(reason, "value"), numberAt(reason, "limit")});
        screening.columns.push_back(std::move(column));
    }
    return screening;
}

SkewAnswer skewFrom(const Json &answer)
{
    SkewAnswer skew {.requests = countAt(answer, "requests"),
                     .cells = countAt(answer, "cells"),
                     .different = countAt(answer, "different"),
                     .stale = countAt(answer, "stale"),
                     .largest = numberAt(answer, "largest_difference"),
                     .tolerance = numberAt(answer, "tolerance"),
                     .differing = {},
                     .passed = valueOr(answer, "passed", true)};
    for (const auto &each : listAt(answer, "cells_different")) {
        const auto said = [&](const char *key) {
            return valueFrom(each.is_object() ? each.value(key, Json()) : Json()).text;
        };
        skew.differing.push_back(
            {.request = said("request"),
             .time = timeAt(each, "time"),
             .entity = entityFrom(each.is_object() ? each.value("entity", Json()) : Json()),
             .feature = textAt(each, "feature"),
             .served = said("served"),
             .offline = said("offline"),
             .reason = textAt(each, "reason")});
    }
    return skew;
}

const FeatureWeight *ModelImportance::of(const QString &feature) const
{
    const auto found = std::find_if(features.begin(), features.end(),
                                    [&](const FeatureWeight &each) { return each.feature == feature; });
    return found == features.end() ? nullptr : &*found;
}

ModelImportance importanceFrom(const Json &evaluation)
{
    const Json &told = objectAt(evaluation, "importance");
    ModelImportance importance {.run = textAt(evaluation, "run_id"),
                                .model = textAt(evaluation, "model_id"),
                                .metric = textAt(told, "metric"),
                                .baseline = numberAt(told, "baseline"),
                                .rows = countAt(told, "rows"),
                                .repeats = valueOr(told, "repeats", 0)};
    for (const auto &each : listAt(told, "features"))
        importance.features.push_back(
            {textAt(each, "feature"), numberAt(each, "mean"), numberAt(each, "sd"), numberAt(each, "share")});
    return importance;
}

} // namespace slipway::ui
