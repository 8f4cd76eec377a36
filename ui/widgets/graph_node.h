#pragma once

#include "ui/widgets/graph_view.h"

#include <QAbstractButton>

namespace slipway::ui {

inline constexpr int graphNodeHeight = 46;

/// One node of a graph.
class GraphNodeButton : public QAbstractButton
{
    Q_OBJECT
public:
    GraphNodeButton(const Theme &theme, GraphView &view, QWidget *parent);

    void setNode(const GraphNode &node);
    const GraphNode &node() const { return m_node; }
    void setSelected(bool selected);

    int naturalWidth() const; ///< that shows all its words

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Look {
        QColor fill;
        QColor frame;
        QColor title;
        QColor small;
    };
    Look look() const;
    void paintWords(QPainter &painter, const QRect &room, const Look &look) const;

    const Theme &m_theme;
    GraphView &m_view;
    GraphNode m_node;
    bool m_selected = false;
};

} // namespace slipway::ui
