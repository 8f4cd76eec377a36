#pragma once

#include "ui/jobs/job.h"
#include "ui/jobs/launcher.h"
#include "ui/models/text.h"

#include <QMetaEnum>
#include <QStringList>

#include <csignal>

namespace slipway::testing {

inline QString engineProgram()
{
    return QStringLiteral(SLIPWAY_BIN_DIR "/slipway");
}

/// More rows than a machine makes while a test runs: for jobs that are to be stopped.
inline QStringList longCommand()
{
    return {QStringLiteral("data"), QStringLiteral("generate"), QStringLiteral("--rows"),
            QStringLiteral("100000000")};
}

inline QStringList shortCommand()
{
    return {QStringLiteral("data"), QStringLiteral("generate"), QStringLiteral("--rows"),
            QStringLiteral("2000")};
}

/// Everything that a job announces, in order, as a page would hear it.
class Heard
{
public:
    explicit Heard(ui::Job *job)
    {
        QObject::connect(job, &ui::Job::progressed, job, [this](double fraction, const QString &) {
            progress.push_back(fraction);
            words << QStringLiteral("progress");
        });
        QObject::connect(job, &ui::Job::stateChanged, job, [this](ui::Job::State state) {
            words << QString::fromLatin1(
                QMetaEnum::fromType<ui::Job::State>().valueToKey(static_cast<int>(state)));
        });
        QObject::connect(job, &ui::Job::logged, job, [this] { words << QStringLiteral("log"); });
        QObject::connect(job, &ui::Job::measured, job, [this](const ui::Measurement &point) {
            points.push_back(point);
            words << QStringLiteral("metric");
        });
        QObject::connect(job, &ui::Job::finished, job, [this](const Result<Json> &outcome) {
            ends.push_back(outcome);
            words << QStringLiteral("finished");
        });
    }

    QStringList words;
    std::vector<double> progress;
    std::vector<ui::Measurement> points;
    std::vector<Result<Json>> ends;

    bool hasEnded() const { return !ends.empty(); }
};

inline workspace::JobSummary summaryOf(const std::filesystem::path &workspace, const ui::Job *job)
{
    auto found = workspace::Jobs(workspace / "jobs").find(job->id().toStdString());
    return found ? std::move(found).value() : workspace::JobSummary();
}

} // namespace slipway::testing
