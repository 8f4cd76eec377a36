#pragma once

#include "ui/widgets/status.h"

#include <QHash>
#include <QList>
#include <QScrollArea>

namespace slipway::ui {

class GraphCanvas;
class GraphNodeButton;
class Theme;

/// A box of a graph. One with a glyph is plain, with its state in the corner; one without is filled with the
/// colours of its state.
struct GraphNode {
    QString id;
    QString caption {}; ///< small and grey above the title: "data set"
    QString title; ///< "feed_train v2"
    QString note {}; ///< below the title where there is no caption: "0.8 s"
    QString icon {}; ///< a glyph at the left; empty: the shape of the state stands there
    Status status = Status::Neutral; ///< with a glyph, Neutral shows no shape
    bool planned = false; ///< dashed: it is not there yet
    /// Places. Along the flow columns count from the left in a horizontal graph; in a vertical one rows count
    /// from the top. Across the flow the nodes of each level stand around the middle.
    int column = 0;
    int row = 0;
    double fraction = 0; ///< how far a running step is; 0 for no bar

    bool operator==(const GraphNode &other) const = default;
};

struct GraphEdge {
    QString from;
    QString to;
    bool dashed = false; ///< planned, or under way

    bool operator==(const GraphEdge &other) const = default;
};

/// Steps and what follows from what. Nodes are buttons: the pointer and Enter choose one, the arrow keys walk
/// from one to the nearest in that direction, and Tab enters and leaves the graph as one control. Where there
/// is no room, nodes become narrower first; then the graph scrolls.
class GraphView : public QScrollArea
{
    Q_OBJECT
public:
    GraphView(const Theme &theme, Qt::Orientation flow, QWidget *parent = nullptr);

    /// Nodes keep the focus and the selection by their id. Edges that name no node are left out.
    void setGraph(const QList<GraphNode> &nodes, const QList<GraphEdge> &edges);
    /// Words above the columns of a horizontal graph: "Import", "Validate".
    void setColumnTitles(const QStringList &titles);

    const QList<GraphNode> &nodes() const { return m_nodes; }
    const QList<GraphEdge> &edges() const { return m_edges; }

    QString selected() const { return m_selected; }
    void setSelected(const QString &id); ///< empty: none

    /// The button of a node, named after the view's object name, a dot and the id; nullptr where there is
    /// none.
    QWidget *nodeWidget(const QString &id) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &id); ///< by a click or by Enter; it is selected already

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class GraphNodeButton;
    void place();
    void choose(const QString &id);
    void step(const QString &from, int key);
    void takeFocusAt(const QString &id);
    bool isHorizontal() const { return m_flow == Qt::Horizontal; }
    /// Columns of a horizontal graph, rows of a vertical one.
    int level(const GraphNode &node) const { return isHorizontal() ? node.column : node.row; }
    int lane(const GraphNode &node) const { return isHorizontal() ? node.row : node.column; }

    const Theme &m_theme;
    Qt::Orientation m_flow;
    QList<GraphNode> m_nodes;
    QList<GraphEdge> m_edges;
    QStringList m_columnTitles;
    QString m_selected;
    GraphCanvas *m_canvas;
    QHash<QString, GraphNodeButton *> m_buttons;
};

} // namespace slipway::ui
