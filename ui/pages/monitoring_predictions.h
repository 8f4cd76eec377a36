#pragma once

#include "core/base/json.h"
#include "ui/widgets/panel.h"

namespace slipway::ui {

class Chip;
class RuleLine;

/// Whether the model's own answers have moved, where a report compared them.
class MonitoringPredictions : public Panel
{
    Q_OBJECT
public:
    explicit MonitoringPredictions(const Theme &theme, QWidget *parent = nullptr);

    /// Hides itself where the report holds no predictions.
    void show(const Json &predictions);

private:
    Chip *m_chip;
    RuleLine *m_scores;
    RuleLine *m_rate;
};

} // namespace slipway::ui
