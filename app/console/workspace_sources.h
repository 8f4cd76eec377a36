#pragma once

#include "ui/shell/palette_source.h"

#include <QObject>

namespace slipway::ui {

class DriftModel;
class MainWindow;
class RunsModel;
class VersionsModel;
class WorkspaceSession;

/// What the palette finds of a workspace: models (@), runs (#) and columns (:). It is read anew whenever the
/// palette opens.
class WorkspaceSources : public QObject
{
    Q_OBJECT
public:
    WorkspaceSources(WorkspaceSession &session, MainWindow &window, QObject *parent = nullptr);

private:
    QList<PaletteEntry> models() const;
    QList<PaletteEntry> runs() const;
    QList<PaletteEntry> columns() const;

    WorkspaceSession &m_session;
    MainWindow &m_window;
    RunsModel *m_runs;
    VersionsModel *m_versions;
    DriftModel *m_drift;
};

} // namespace slipway::ui
