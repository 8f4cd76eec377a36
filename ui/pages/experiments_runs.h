#pragma once

#include "ui/models/runs_model.h"

namespace slipway::ui {

class DrawnRuns;
class Job;
class JobsModel;

/// The runs as the table of experiments shows them: each can be ticked, and one that trains says how far it is.
class ExperimentRuns : public RunsModel
{
    Q_OBJECT
public:
    enum ExperimentRole {
        StyleRole = FirstOwnRole, ///< of the run's lines in the charts; invalid where it is not drawn
    };

    ExperimentRuns(WorkspaceReader &reader, JobsModel &jobs, DrawnRuns &drawn, QObject *parent = nullptr);

    int progressColumn() const { return startedColumn() + 1; } ///< the last one; the header may move it
    int columnCount(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    /// The job that trains or has trained a run; nullptr where it is unknown or too old.
    Job *jobOf(const workspace::RunRow &run) const;

    /// Why a run failed, in words; empty where nobody knows.
    QString reasonOf(const workspace::RunRow &run) const;

Q_SIGNALS:
    void tickRefused(); ///< there is no room for one more

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const workspace::RunRow &run, int column, int role) const override;

private:
    QVariant tickCell(const workspace::RunRow &run, int role) const;
    QVariant progressCell(const workspace::RunRow &run, int role) const;
    QString progress(const workspace::RunRow &run) const;
    void announceJob(const Job &job);

    JobsModel &m_jobs;
    DrawnRuns &m_drawn;
};

} // namespace slipway::ui
