#include "app/console/rail_badges.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/drift_model.h"
#include "ui/models/versions_model.h"
#include "ui/shell/rail.h"

namespace slipway::ui {

RailBadges::RailBadges(WorkspaceSession &session, Rail &rail, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_rail(rail)
    , m_versions(new VersionsModel(session.reader(), this))
    , m_drift(new DriftModel(session.reader(), this))
{
    connect(&session, &WorkspaceSession::happened, this, &RailBadges::refresh);
    connect(&session.jobs(), &JobsModel::runningChanged, this, &RailBadges::showTrainings);
    connect(m_versions, &RowsModelBase::loaded, this, &RailBadges::showWaiting);
    connect(m_drift, &RowsModelBase::loaded, this, &RailBadges::showDrift);
    refresh();
    showTrainings();
}

void RailBadges::refresh()
{
    m_versions->refresh();
    m_drift->refresh();
}

void RailBadges::showTrainings()
{
    int trainings = 0;
    int pipelines = 0;
    for (const Job *job : m_session.jobs().running()) {
        trainings += job->command().value(0) == u"train";
        pipelines += job->command().value(0) == u"demo";
    }
    m_rail.setBadge(QStringLiteral("experiments"),
                    {Status::Running, trainings, tr("%n runs are training", nullptr, trainings)});
    m_rail.setBadge(QStringLiteral("pipelines"),
                    {Status::Running, pipelines, tr("%n pipelines are running", nullptr, pipelines)});
}

/// Only a version that is newer than everything that was decided about waits.
void RailBadges::showWaiting()
{
    int waiting = 0;
    for (const VersionRow &version : m_versions->rows()) {
        if (version.stage == "Production" || version.stage == "Archived")
            break;
        ++waiting;
    }
    m_rail.setBadge(QStringLiteral("registry"),
                    {Status::Warns, waiting, tr("%n versions wait for a decision", nullptr, waiting)});
}

void RailBadges::showDrift()
{
    const int drifted = m_drift->report() ? m_drift->report()->driftedColumns : 0;
    m_rail.setBadge(QStringLiteral("monitoring"),
                    {Status::Warns, drifted, tr("%n features have drifted", nullptr, drifted)});
}

} // namespace slipway::ui
