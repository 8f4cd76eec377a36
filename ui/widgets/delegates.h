#pragma once

#include <QStyledItemDelegate>

namespace slipway::ui {

class Theme;

inline constexpr int cellPadding = 12; ///< left and right of what a cell holds

/// Paints what all cells share: the row's fill, the hairline below it, the bar of the selection, the focus,
/// and text. Cells with more override content().
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit RowDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    /// `room` is the cell without its padding. The painter has the font and the colour of plain text.
    virtual void content(QPainter &painter, const QRect &room, const QModelIndex &index) const;
    virtual int contentWidth(const QModelIndex &index) const;

    const Theme &theme() const { return m_theme; }
    /// What stands for a value that is not there.
    static QString textOf(const QModelIndex &index);

private:
    const Theme &m_theme;
};

/// Numbers, right-aligned, with a grey note before them (NoteRole) and weight for what decides (StrongRole).
class NumberDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
    int contentWidth(const QModelIndex &index) const override;
};

/// The state of StatusRole with the text as its word.
class ChipDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
    int contentWidth(const QModelIndex &index) const override;
};

/// A bar of FractionRole and the text behind it: "epoch 5 of 8".
class BarDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
    int contentWidth(const QModelIndex &index) const override;
};

/// An interval with its dot on one scale for the whole column, and the line of zero. One that holds zero is
/// grey; others are good at the right and bad at the left, because right is always "B better".
class IntervalDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    /// The ends of the column's scale, around zero.
    void setReach(double lower, double upper);

    /// Where a value stands between the sides of a cell.
    double position(const QRect &room, double value) const;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
    int contentWidth(const QModelIndex &index) const override;

private:
    double m_lower = -1;
    double m_upper = 1;
};

} // namespace slipway::ui
