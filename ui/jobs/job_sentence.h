#pragma once

#include "ui/jobs/job.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What people read about a job, in their language.
class JobSentence
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::JobSentence)
public:
    /// What it does: "Train the ranker".
    static QString title(const QStringList &command);

    /// Where it is, or how it ended: "epoch 5 of 8", "stopped".
    static QString detail(const Job &job);

    /// Both: "Train the ranker, epoch 5 of 8".
    static QString whole(const Job &job);

    /// "6 s left", "about 2 min left"; empty where nobody knows yet.
    static QString timeLeft(const Job &job);

    /// "Running", "Stopping…", "Lost".
    static QString stateText(Job::State state);

    /// The command as it can be typed into a shell, for "Copy as command".
    static QString commandLine(const QString &workspace, const QStringList &command);

private:
    static QString stage(const QString &english);
};

} // namespace slipway::ui
