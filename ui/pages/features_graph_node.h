#pragma once

#include "ui/models/feature_graph.h"

#include <QGraphicsItem>

namespace slipway::ui {

class Theme;

/// What all boxes of a lineage look at when they are drawn.
struct FeatureGraphLook {
    const Theme &theme;
    QString selected {}; ///< id
    QString focused {}; ///< id, while the keyboard is at work
    bool dense = false; ///< low boxes, without notes
};

/// One box of the lineage.
class FeatureGraphItem : public QGraphicsItem
{
public:
    FeatureGraphItem(const FeatureGraphLook &look, FeatureGraphNode node, QString note, QSizeF size);

    const FeatureGraphNode &node() const { return m_node; }
    QRectF box() const { return QRectF(pos(), m_size); }
    QRectF boundingRect() const override { return QRectF({0, 0}, m_size).adjusted(-4, -4, 4, 4); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override;

    /// How wide the words of a box are beside its padding and its glyph, at life size.
    static double wordsWidth(const FeatureGraphLook &look, const FeatureGraphNode &node, const QString &note);
    /// What stands beside the words.
    static double besideWords(const FeatureGraphLook &look);

    static constexpr double leastWords = 11; ///< pixels; words stay so large however small the boxes become
    static constexpr double leastBox = 14; ///< pixels; a lower box has no words

private:
    void paintWords(QPainter &painter, double zoom) const;
    void paintLine(QPainter &painter, const QRectF &room, const QString &text, QStringView font,
                   QStringView ink, double zoom) const;
    QRectF paintCount(QPainter &painter, const QRectF &room, double zoom) const;

    const FeatureGraphLook &m_look;
    FeatureGraphNode m_node;
    QString m_note;
    QSizeF m_size;
};

} // namespace slipway::ui
