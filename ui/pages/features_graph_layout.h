#pragma once

#include "ui/pages/features_graph_node.h"

#include <QCoreApplication>
#include <QPainterPath>

namespace slipway::ui {

/// Where the boxes of a lineage stand, how its edges run between them, and what stands above the levels.
class FeatureGraphLayout
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::FeatureGraphLayout)
public:
    struct Edge {
        QString from;
        QString to;
        QPainterPath path;
    };
    struct Title {
        double x;
        double width;
        QString text;
    };

    /// `shape` is the width of the window divided by its height: where a graph is dense, levels stand in as
    /// many columns as it takes to have that shape. Boxes have room for words `wordScale` times as wide as at
    /// life size.
    FeatureGraphLayout(const PlacedGraph &graph, const QHash<QString, QString> &notes,
                       const FeatureGraphLook &look, double shape, double wordScale);

    const QHash<QString, QRectF> &boxes() const { return m_boxes; }
    const QList<Edge> &edges() const { return m_edges; }
    const QList<Title> &titles() const { return m_titles; }

    static constexpr double denseHeight = 26; ///< of a low box
    static constexpr double levelGap = 56;
    static constexpr double titleRoom = 26;
    static constexpr double margin = 12;

private:
    int rows(double shape) const;
    std::vector<double> widths(const FeatureGraphLook &look, const QHash<QString, QString> &notes,
                               double wordScale) const;
    void placeLevels(const std::vector<double> &widths, int rows);
    void drawEdges();
    QString titleOf(int level) const;

    const PlacedGraph &m_graph;
    bool m_dense;
    double m_gap;
    QHash<QString, QRectF> m_boxes;
    QList<Edge> m_edges;
    QList<Title> m_titles;
};

} // namespace slipway::ui
