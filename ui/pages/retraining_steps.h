#pragma once

#include "ui/models/retraining_answer.h"
#include "ui/widgets/panel.h"

#include <QList>

class QPushButton;

namespace slipway::ui {

class RuleLine;

/// How far the newest training has come on its way into production, and the page of its next step.
class RetrainingSteps : public Panel
{
    Q_OBJECT
public:
    explicit RetrainingSteps(const Theme &theme, QWidget *parent = nullptr);

    /// `training` says how far a training is that runs now ("epoch 5 of 8"); empty where none runs.
    void show(const RetrainingAnswer &answer, const QString &training);

Q_SIGNALS:
    void pageWanted(const QString &page);

private:
    enum Step { Trained, Evaluated, Registered, Serving, StepCount };

    void offer(const QString &page, const QString &words);

    QList<RuleLine *> m_lines;
    QPushButton *m_next;
    QString m_page;
};

} // namespace slipway::ui
