#pragma once

#include <QObject>

namespace slipway::ui {

class DriftModel;
class Rail;
class VersionsModel;
class WorkspaceSession;

/// Keeps the badges of the rail in step with the workspace: what waits for a person, and what runs.
class RailBadges : public QObject
{
    Q_OBJECT
public:
    RailBadges(WorkspaceSession &session, Rail &rail, QObject *parent = nullptr);

private:
    void refresh();
    void showTrainings();
    void showWaiting();
    void showDrift();

    WorkspaceSession &m_session;
    Rail &m_rail;
    VersionsModel *m_versions;
    DriftModel *m_drift;
};

} // namespace slipway::ui
