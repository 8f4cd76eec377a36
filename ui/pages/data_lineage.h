#pragma once

#include "ui/models/workspace_reader.h"
#include "ui/widgets/graph_view.h"

namespace slipway::ui {

class WorkspaceSession;

/// Where a version came from and what it went into: boxes and edges, and the same in words.
struct DataLineage {
    QList<GraphNode> nodes;
    QList<GraphEdge> edges;
    QStringList columnTitles;
    QString sentence;

    static DataLineage of(const workspace::Lineage &lineage);
};

/// The graph of a version, from the source file to the models.
class DataLineagePanel : public QWidget
{
    Q_OBJECT
public:
    DataLineagePanel(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

    void setDataset(const QString &dataset); ///< read when refresh() is called next
    void refresh();

Q_SIGNALS:
    void datasetChosen(const QString &id);
    void pageWanted(const QString &page); ///< what it shows is selected already

private:
    void open(const QString &node);

    WorkspaceSession &m_session;
    QString m_dataset;
    workspace::Lineage m_lineage;
    Pending m_pending;
    GraphView *m_graph;
};

} // namespace slipway::ui
