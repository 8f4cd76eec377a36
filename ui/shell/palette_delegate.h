#pragma once

#include <QStyledItemDelegate>

namespace slipway::ui {

class Theme;

/// Paints the palette's rows: glyph, text with the match in accent and bold, note, keys.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PaletteDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const QString &text) const;
    void paintEntry(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace slipway::ui
