#include "ui/pages/pipelines_step.h"

#include "ui/models/number_text.h"
#include "ui/models/pipeline_sentence.h"

#include <QCoreApplication>

namespace slipway::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("PipelinesStep", text);
}

QString titles(const PipelineRun &run, const QStringList &ids)
{
    QStringList names;
    for (const QString &id : ids) {
        const auto *step = run.find(id);
        names << (step ? PipelineSentence::title(*step) : id);
    }
    return names.isEmpty() ? say("nothing") : names.join(QStringLiteral(", "));
}

} // namespace

Inspection inspectionOf(const PipelineStep &step, const PipelineRun &run)
{
    Inspection selection {.kind = say("Step"),
                          .icon = QStringLiteral("pipelines"),
                          .name = PipelineSentence::title(step),
                          .status = statusOf(step.state),
                          .statusWord = PipelineSentence::stateWord(step.state)};
    if (step.state == StepState::Failed || step.state == StepState::Refused) {
        selection.sections.append({QStringLiteral("why"),
                                   say("Why"),
                                   {{say("What happened"), PipelineSentence::outcome(step),
                                     step.state == StepState::Failed ? QStringLiteral("status.bad.text")
                                                                     : QStringLiteral("status.warn.text")}}});
    }
    FactSection facts {QStringLiteral("step"), say("Step"), {}};
    facts.facts.append({say("Command"), QStringLiteral("slipway ") + step.command.join(u' ')});
    facts.facts.append({say("Waits for"), titles(run, step.after)});
    facts.facts.append({say("Then"), titles(run, run.waitingFor(step.id))});
    if (step.hasBegun())
        facts.facts.append({say("Began after"), say("%1 s").arg(NumberText::fixed(step.start, 1))});
    if (step.seconds > 0)
        facts.facts.append({say("Took"), PipelineSentence::time(step.seconds)});
    selection.sections.append(facts);

    FactSection result {QStringLiteral("result"), say("What came of it"), {}};
    const auto figures = PipelineSentence::figures(step);
    for (const auto &[key, value] : figures)
        result.facts.append({key, value});
    if (!result.facts.isEmpty())
        selection.sections.append(result);
    return selection;
}

QString pageOf(const PipelineStep &step)
{
    const QString verb = step.command.value(0);
    if (verb == QLatin1String("data"))
        return QStringLiteral("data");
    if (verb == QLatin1String("features"))
        return QStringLiteral("features");
    if (verb == QLatin1String("train"))
        return QStringLiteral("experiments");
    if (verb == QLatin1String("evaluate"))
        return QStringLiteral("evaluate");
    if (verb == QLatin1String("compare"))
        return QStringLiteral("compare");
    if (verb == QLatin1String("registry"))
        return QStringLiteral("registry");
    if (verb == QLatin1String("bench") || verb == QLatin1String("serve"))
        return QStringLiteral("serving");
    if (verb == QLatin1String("drift"))
        return QStringLiteral("monitoring");
    return verb == QLatin1String("report") ? QStringLiteral("reports") : QString();
}

} // namespace slipway::ui
