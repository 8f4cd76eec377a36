#pragma once

#include "ui/pages/features_graph_layout.h"

#include <QGraphicsView>

namespace slipway::ui {

class FeatureGraphItem;
class Theme;

/// What features are made from and what is made from them, as boxes and edges. The pointer and Enter choose a
/// box, the arrow keys walk from one to the nearest, Ctrl and the wheel or plus and minus zoom, 0 shows all.
/// To Tab it is one control.
class FeaturesGraph : public QGraphicsView
{
    Q_OBJECT
public:
    explicit FeaturesGraph(const Theme &theme, QWidget *parent = nullptr);
    ~FeaturesGraph() override;

    /// `notes` stand below the names: by id, "sum, 30 d". A dense graph has low boxes without notes, in as
    /// many columns as it takes to fit the window.
    void setGraph(const PlacedGraph &graph, const QHash<QString, QString> &notes, bool dense);
    const PlacedGraph &graph() const { return m_graph; }

    QString selected() const { return m_selected; }
    void setSelected(const QString &id);

    void fit(); ///< all of it, and no larger than in life; a new graph is no smaller than can be read
    void setZoom(double zoom); ///< 1 is life size
    double zoom() const { return transform().m11(); }
    void zoomBy(double factor);

    /// The middle of a box in pixels of the viewport.
    QPoint placeOf(const QString &id) const;
    QString focused() const { return m_focused; }

    QSize sizeHint() const override { return {480, 240}; }
    QSize minimumSizeHint() const override { return {160, 100}; }

Q_SIGNALS:
    void chosen(const QString &id);
    void zoomChanged(double zoom);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void place();
    void widenForWords();
    void fitAtLeast(double least);
    void look(); ///< at what is selected and focused now
    FeatureGraphItem *itemUnder(QPoint position) const;
    QString said(const QString &id) const; ///< the name of a box and what it is
    void step(int key);
    void setFocused(const QString &id, bool byKeyboard);
    void choose(const QString &id);

    const Theme &m_theme;
    QGraphicsScene *m_scene;
    PlacedGraph m_graph;
    QHash<QString, QString> m_notes;
    FeatureGraphLook m_look;
    QHash<QString, FeatureGraphItem *> m_items;
    QList<FeatureGraphLayout::Edge> m_edges;
    QList<FeatureGraphLayout::Title> m_titles;
    QString m_selected;
    QString m_focused;
    QString m_pressed;
    QPoint m_pressedAt;
    QPoint m_draggedFrom;
    double m_wordScale = 1; ///< how much wider words are than at life size
    double m_leastFit = 1; ///< no smaller while the window changes its size
    bool m_dragging = false;
    bool m_fitted = true; ///< nobody has zoomed since the graph came
    bool m_byKeyboard = false;
};

} // namespace slipway::ui
