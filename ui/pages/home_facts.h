#pragma once

#include "core/base/result.h"
#include "core/workspace/run_page.h"
#include "ui/models/workspace_reader.h"
#include "ui/pages/home_life.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace slipway::ui {

class DatasetsModel;
class DriftModel;
class EventsModel;
class VersionsModel;
class WorkspaceSession;

/// Gathers what Home tells from the records, the jobs and the server. A change brings several answers; they
/// are announced once.
class HomeFacts : public QObject
{
    Q_OBJECT
public:
    explicit HomeFacts(WorkspaceSession &session, QObject *parent = nullptr);

    void refresh();

    LifeFacts facts() const;
    bool nothingThere() const; ///< no data, no run, no version
    qint64 runs() const;
    const VersionsModel &versions() const { return *m_versions; }
    EventsModel *events() const { return m_events; }

Q_SIGNALS:
    void changed(); ///< not before everything has been read once
    void failed(const slipway::Error &error);

private:
    bool isComplete() const;
    void announceSoon();
    void readData(LifeFacts &facts) const;
    void readRun(LifeFacts &facts) const;
    void readVersions(LifeFacts &facts) const;
    void readEvents(LifeFacts &facts) const;
    void readTraining(LifeFacts &facts) const;

    WorkspaceSession &m_session;
    DatasetsModel *m_datasets;
    VersionsModel *m_versions;
    EventsModel *m_events;
    DriftModel *m_drift;
    std::optional<workspace::RunPage> m_runs; ///< the newest one, and how many there are
    Pending m_runsPending;
    QTimer m_soon;
};

} // namespace slipway::ui
