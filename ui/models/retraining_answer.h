#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"

#include <QString>

#include <limits>
#include <vector>

namespace slipway::ui {

/// One rule of the retraining policy, as it stands today.
struct RetrainingRule {
    enum class Says { Retrain, Wait, Fine, Unknown };

    QString id; ///< "drift", "accuracy_drop", "age" or "pause"
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN where it is not known
    double limit = std::numeric_limits<double>::quiet_NaN();
    Says says = Says::Unknown;
    QString sentence; ///< the engine's words

    bool operator==(const RetrainingRule &other) const;
};

/// A model that was trained.
struct Training {
    QString run; ///< id
    QString name; ///< empty where the run is not known any more
    TimeMicros time = 0;
    QString actor;
    QString through; ///< "cli", "console", "pipeline"
    double validationAuc = std::numeric_limits<double>::quiet_NaN();
    double testAuc = std::numeric_limits<double>::quiet_NaN();
    QString version; ///< "feed-model/2"; empty where it was not registered
    QString stage; ///< "Production"

    bool operator==(const Training &other) const;
};

/// What `slipway retraining` answers.
struct RetrainingAnswer {
    enum class Verdict { Retrain, Wait, Nothing, Unknown };

    Verdict verdict = Verdict::Unknown;
    std::vector<RetrainingRule> rules;
    QString production; ///< "feed-model/2"; empty where nothing serves
    TimeMicros trained = 0; ///< the model in production; 0 where it is not known
    TimeMicros promoted = 0;
    TimeMicros driftMeasured = 0; ///< 0 where drift was never measured
    QString driftProfile;
    int undecidedColumns = 0; ///< of the drift report
    std::vector<Training> trainings; ///< newest first

    const RetrainingRule *rule(const QString &id) const; ///< nullptr where there is none
    int asking() const; ///< rules that ask for retraining
    int unknown() const; ///< rules that cannot be judged
};

/// What is missing stays unknown.
RetrainingAnswer retrainingAnswerFrom(const Json &json);

} // namespace slipway::ui
