#include "ui/pages/pipelines_words.h"

#include "ui/jobs/job.h"
#include "ui/models/number_text.h"
#include "ui/models/pipeline_sentence.h"
#include "ui/models/text.h"

#include <QCoreApplication>

namespace slipway::ui {

namespace {

/// The texts of this file, for translation.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(PipelinesWords)
};

QString number(std::size_t count)
{
    return NumberText::count(static_cast<double>(count));
}

/// "The run of 11:20 on 20,000 interactions".
QString subject(const Job &job)
{
    const QString began = NumberText::time(job.started());
    const QStringList command = job.command();
    const auto at = command.indexOf(QLatin1String("--rows"));
    return at < 0 ? Words::tr("The run of %1").arg(began)
                  : Words::tr("The run of %1 on %2 interactions")
                        .arg(began, NumberText::count(command.value(at + 1).toDouble()));
}

const PipelineStep *firstIn(const PipelineRun &run, StepState state)
{
    for (const auto &step : run.steps) {
        if (step.state == state)
            return &step;
    }
    return nullptr;
}

QString endOf(const QString &subject, const Job &job, const PipelineRun &run)
{
    if (const auto *step = firstIn(run, StepState::Failed))
        return Words::tr("%1 failed at “%2”: %3")
            .arg(subject, PipelineSentence::title(*step), PipelineSentence::outcome(*step));
    if (const auto *step = firstIn(run, StepState::Cancelled))
        return Words::tr("%1 was stopped at “%2”. What the steps before it made is kept.")
            .arg(subject, PipelineSentence::title(*step));
    if (job.state() == Job::State::Cancelled)
        return Words::tr("%1 was stopped before its first step.").arg(subject);
    const auto &outcome = job.outcome();
    if (outcome && !*outcome)
        return Words::tr("%1 failed: %2").arg(subject, text(outcome->error().message));
    if (const auto *step = firstIn(run, StepState::Refused))
        return Words::tr("%1 came to its end; “%2” was refused: %3.")
            .arg(subject, PipelineSentence::title(*step), PipelineSentence::outcome(*step));
    return Words::tr("%1 came to its end: all %2 steps are done.").arg(subject, number(run.steps.size()));
}

} // namespace

QString pipelineStateWord(const Job &job, double secondsSinceStart)
{
    const QString time = NumberText::duration(secondsSinceStart);
    switch (job.state()) {
    case Job::State::Starting:
        return Words::tr("Starting");
    case Job::State::Running:
        return Words::tr("Running %1").arg(time);
    case Job::State::Stopping:
        return Words::tr("Stopping…");
    case Job::State::Done:
        return Words::tr("Done in %1").arg(time);
    case Job::State::Refused:
        return Words::tr("Refused");
    case Job::State::Cancelled:
        return Words::tr("Stopped");
    case Job::State::Failed:
    case Job::State::Lost:
        return Words::tr("Failed");
    }
    return {};
}

QString pipelineCounts(const PipelineRun &run)
{
    if (run.steps.empty())
        return Words::tr("The steps appear with the first event.");
    QStringList parts;
    const auto add = [&](StepState state, const QString &words) {
        if (const int count = run.count(state))
            parts << words.arg(NumberText::count(count));
    };
    add(StepState::Done, Words::tr("%1 done"));
    add(StepState::Running, Words::tr("%1 running"));
    add(StepState::Refused, Words::tr("%1 refused"));
    add(StepState::Failed, Words::tr("%1 failed"));
    add(StepState::Cancelled, Words::tr("%1 stopped"));
    add(StepState::Waiting, Words::tr("%1 waiting"));
    add(StepState::Skipped, Words::tr("%1 left out"));
    return Words::tr("%1 steps: %2").arg(number(run.steps.size()), parts.join(QStringLiteral(", ")));
}

QString pipelineSentence(const Job &job, const PipelineRun &run)
{
    if (job.hasEnded())
        return endOf(subject(job), job, run);
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        if (run.steps[i].state == StepState::Running)
            return Words::tr("%1 is at step %2 of %3: %4.")
                .arg(subject(job), number(i + 1), number(run.steps.size()),
                     PipelineSentence::title(run.steps[i]));
    }
    return Words::tr("The pipeline is starting.");
}

} // namespace slipway::ui
