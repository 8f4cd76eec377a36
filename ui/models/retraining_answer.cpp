#include "ui/models/retraining_answer.h"

#include "core/base/json_value.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double nobodyKnows = std::numeric_limits<double>::quiet_NaN();

QString word(const Json &object, const char *key)
{
    return text(valueOr(object, key, std::string()));
}

Json member(const Json &object, const char *key)
{
    return valueOr(object, key, Json::object());
}

TimeMicros time(const Json &object, const char *key)
{
    const auto read = parseIsoTime(valueOr(object, key, std::string()));
    return read ? read.value() : 0;
}

RetrainingRule::Says saysFrom(const QString &name)
{
    if (name == QLatin1String("retrain"))
        return RetrainingRule::Says::Retrain;
    if (name == QLatin1String("wait"))
        return RetrainingRule::Says::Wait;
    return name == QLatin1String("fine") ? RetrainingRule::Says::Fine : RetrainingRule::Says::Unknown;
}

RetrainingAnswer::Verdict verdictFrom(const QString &name)
{
    if (name == QLatin1String("retrain"))
        return RetrainingAnswer::Verdict::Retrain;
    if (name == QLatin1String("wait"))
        return RetrainingAnswer::Verdict::Wait;
    return name == QLatin1String("nothing") ? RetrainingAnswer::Verdict::Nothing
                                            : RetrainingAnswer::Verdict::Unknown;
}

} // namespace

bool RetrainingRule::operator==(const RetrainingRule &other) const
{
    return id == other.id && sameNumber(value, other.value) && sameNumber(limit, other.limit)
        && says == other.says && sentence == other.sentence;
}

bool Training::operator==(const Training &other) const
{
    return run == other.run && name == other.name && time == other.time && version == other.version
        && stage == other.stage && sameNumber(validationAuc, other.validationAuc)
        && sameNumber(testAuc, other.testAuc);
}

const RetrainingRule *RetrainingAnswer::rule(const QString &id) const
{
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const RetrainingRule &rule) { return rule.id == id; });
    return found == rules.end() ? nullptr : &*found;
}

int RetrainingAnswer::asking() const
{
    return static_cast<int>(std::count_if(rules.begin(), rules.end(), [](const RetrainingRule &rule) {
        return rule.says == RetrainingRule::Says::Retrain;
    }));
}

int RetrainingAnswer::unknown() const
{
    return static_cast<int>(std::count_if(rules.begin(), rules.end(), [](const RetrainingRule &rule) {
        return rule.says == RetrainingRule::Says::Unknown;
    }));
}

RetrainingAnswer retrainingAnswerFrom(const Json &json)
{
    RetrainingAnswer answer;
    answer.verdict = verdictFrom(word(json, "verdict"));
    for (const auto &rule : valueOr(json, "rules", Json::array())) {
        answer.rules.push_back({word(rule, "rule"), valueOr(rule, "value", nobodyKnows),
                                valueOr(rule, "limit", nobodyKnows), saysFrom(word(rule, "says")),
                                word(rule, "sentence")});
    }
    const Json production = member(json, "production");
    answer.production = word(production, "version");
    answer.trained = time(production, "trained");
    answer.promoted = time(production, "promoted");
    const Json drift = member(json, "drift");
    answer.driftMeasured = time(drift, "measured");
    answer.driftProfile = word(drift, "profile");
    answer.undecidedColumns = valueOr(drift, "undefined_columns", 0);
    for (const auto &training : valueOr(json, "trainings", Json::array())) {
        answer.trainings.push_back(
            {word(training, "run"), word(training, "name"), time(training, "time"), word(training, "actor"),
             word(training, "through"), valueOr(training, "val_auc", nobodyKnows),
             valueOr(training, "test_auc", nobodyKnows), word(training, "version"), word(training, "stage")});
    }
    return answer;
}

} // namespace slipway::ui
