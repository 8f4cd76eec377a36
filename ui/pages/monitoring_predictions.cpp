#include "ui/pages/monitoring_predictions.h"

#include "core/base/json_value.h"
#include "ui/models/number_text.h"
#include "ui/pages/retraining_rule_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/text.h"

#include <QVBoxLayout>

#include <limits>
#include <optional>

namespace slipway::ui {

MonitoringPredictions::MonitoringPredictions(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("Predictions"), parent)
    , m_chip(new Chip(theme))
    , m_scores(new RuleLine(theme))
    , m_rate(new RuleLine(theme))
{
    setObjectName(QStringLiteral("monitoring.predictions"));
    m_scores->setObjectName(QStringLiteral("monitoring.predictions.scores"));
    m_rate->setObjectName(QStringLiteral("monitoring.predictions.rate"));
    addTool(m_chip);
    body()->addWidget(m_scores);
    body()->addWidget(makeHairline());
    body()->addWidget(m_rate);
    body()->addStretch();
    hide();
}

void MonitoringPredictions::show(const Json &predictions)
{
    setVisible(predictions.is_object());
    if (!predictions.is_object())
        return;
    constexpr double nobodyKnows = std::numeric_limits<double>::quiet_NaN();
    const auto number = [&](const char *key) { return valueOr(predictions, key, nobodyKnows); };
    const auto flag = predictions.find("drift_detected");
    const auto drifted = flag != predictions.end() && flag->is_boolean() ? std::optional(flag->get<bool>())
                                                                          : std::optional<bool>();
    const Status status = !drifted ? Status::Neutral : *drifted ? Status::Warns : Status::Ok;
    m_chip->setStatus(status, !drifted ? tr("Not known") : *drifted ? tr("Drifted") : tr("Stable"));
    m_scores->say(status, tr("Scores, KS"), NumberText::fixed(number("ks_statistic"), 3),
                  tr("p-value %1").arg(NumberText::pValue(number("p_value"))));
    m_rate->say(Status::Neutral, tr("Predicted positive"), NumberText::share(number("current_churn_rate")),
                tr("%1 in the reference rows").arg(NumberText::share(number("reference_churn_rate"))));
}

} // namespace slipway::ui
