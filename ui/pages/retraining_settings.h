#pragma once

#include "ui/models/retraining_answer.h"
#include "ui/widgets/panel.h"

#include <QList>

namespace slipway::ui {

/// The limits of the retraining policy as they stand, and where they are changed.
class RetrainingSettings : public Panel
{
    Q_OBJECT
public:
    explicit RetrainingSettings(const Theme &theme, QWidget *parent = nullptr);

    void show(const RetrainingAnswer &answer);

Q_SIGNALS:
    void settingsWanted(); ///< the page where they are changed

private:
    QList<QLabel *> m_values; ///< in the order of the rules
};

} // namespace slipway::ui
