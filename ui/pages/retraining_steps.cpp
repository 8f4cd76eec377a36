#include "ui/pages/retraining_steps.h"

#include "ui/models/number_text.h"
#include "ui/pages/retraining_rule_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

RetrainingSteps::RetrainingSteps(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("What follows a training"), parent)
    , m_next(makeButton(theme, {.objectName = QStringLiteral("retraining.next"), .text = tr("Evaluate it")}))
{
    setObjectName(QStringLiteral("retraining.steps"));
    for (int step = 0; step < StepCount; ++step) {
        if (step > 0)
            body()->addWidget(makeHairline());
        m_lines << new RuleLine(theme);
        m_lines.last()->setObjectName(QStringLiteral("retraining.step_%1").arg(step + 1));
        body()->addWidget(m_lines.last());
    }
    body()->addStretch();
    body()->addWidget(m_next, 0, Qt::AlignLeft);
    connect(m_next, &QPushButton::clicked, this, [this] { Q_EMIT pageWanted(m_page); });
}

void RetrainingSteps::offer(const QString &page, const QString &words)
{
    m_page = page;
    m_next->setText(words);
    m_next->setAccessibleName(words);
    m_next->setVisible(!page.isEmpty());
}

void RetrainingSteps::show(const RetrainingAnswer &answer, const QString &training)
{
    const auto waits = [this](Step step, const QString &title, const QString &note) {
        m_lines[step]->say(Status::Queued, title, {}, note);
    };
    const QString evaluate = tr("Evaluated on test rows");
    const QString registered = tr("Registered");
    const QString serving = tr("In production");
    waits(Evaluated, evaluate, tr("Tells how good it is on rows that it has not seen."));
    waits(Registered, registered, tr("Gives it a version number."));
    waits(Serving, serving, tr("Every gate has to be passed; the model before serves until then."));
    if (!training.isEmpty()) {
        m_lines[Trained]->say(Status::Running, tr("Training"), {}, training);
        offer({}, {});
        return;
    }
    if (answer.trainings.empty()) {
        waits(Trained, tr("Trained"), tr("On the newest features."));
        offer({}, {});
        return;
    }
    const auto &newest = answer.trainings.front();
    m_lines[Trained]->say(Status::Ok, tr("Trained"), NumberText::time(newest.time), newest.name);
    if (std::isfinite(newest.testAuc))
        m_lines[Evaluated]->say(Status::Ok, evaluate, NumberText::metric("test_auc", newest.testAuc),
                                tr("AUC on test rows"));
    if (!newest.version.isEmpty())
        m_lines[Registered]->say(Status::Ok, registered, newest.version, {});
    const bool serves = newest.stage == QLatin1String("Production");
    if (serves)
        m_lines[Serving]->say(Status::Ok, serving, {}, tr("The newest model serves."));
    else if (newest.stage == QLatin1String("Archived"))
        m_lines[Serving]->say(Status::Stopped, serving, {}, tr("It served before, and another one serves now."));

    if (!std::isfinite(newest.testAuc))
        offer(QStringLiteral("evaluate"), tr("Open Evaluate"));
    else if (newest.version.isEmpty())
        offer(QStringLiteral("compare"), tr("Compare and register it"));
    else if (!serves)
        offer(QStringLiteral("registry"), tr("Open Registry"));
    else
        offer({}, {});
}

} // namespace slipway::ui
