#pragma once

#include "ui/models/retraining_answer.h"
#include "ui/widgets/panel.h"

#include <QList>

class QPushButton;
class QVBoxLayout;

namespace slipway::ui {

class RuleLine;

/// What the retraining policy makes of the drift: verdict, rules, and the way to the page where it is decided.
class MonitoringDecision : public Panel
{
    Q_OBJECT
public:
    explicit MonitoringDecision(const Theme &theme, QWidget *parent = nullptr);

    void show(const RetrainingAnswer &answer);
    /// The policy could not be read.
    void showProblem(const QString &sentence);

Q_SIGNALS:
    void retrainingWanted(); ///< the page about it

private:
    void setLines(int count);

    const Theme &m_theme;
    QLabel *m_headline;
    QLabel *m_proof;
    QVBoxLayout *m_rules;
    QList<RuleLine *> m_lines;
    QPushButton *m_open;
};

} // namespace slipway::ui
