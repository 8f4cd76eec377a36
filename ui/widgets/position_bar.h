#pragma once

#include <QWidget>

#include <algorithm>

namespace slipway::ui {

class Theme;

/// A scroll bar over rows that are too many for Qt's own: places are 64 bits wide. It is dragged, clicked,
/// wheeled, and moved by the keys of a scroll bar; screen readers hear "row 5,000,000 of 100,000,000".
class PositionBar : public QWidget
{
    Q_OBJECT
public:
    explicit PositionBar(const Theme &theme, QWidget *parent = nullptr);

    /// How many rows there are, and how many of them are seen at once.
    void setRange(qint64 rows, qint64 seen);
    qint64 rows() const { return m_rows; }
    qint64 seen() const { return m_seen; }
    qint64 last() const { return std::max<qint64>(0, m_rows - m_seen); } ///< the greatest position

    /// The first row that is seen, from 0.
    void setPosition(qint64 position);
    qint64 position() const { return m_position; }
    bool isDragged() const { return m_dragged; }

    /// "row 5,000,000 of 100,000,000"
    QString sentence() const;

    /// What lies above the rows beside the bar: a header.
    void setRoomAbove(int pixels);

    QRect handle() const; ///< where the handle stands

    QSize sizeHint() const override;

Q_SIGNALS:
    void moved(qint64 position); ///< by a person
    void dragEnded();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void go(qint64 position);
    int groove() const; ///< pixels that the handle can travel
    qint64 positionAt(int top) const;

    const Theme &m_theme;
    qint64 m_rows = 0;
    qint64 m_seen = 1;
    qint64 m_position = 0;
    int m_above = 0;
    int m_grip = 0; ///< where inside the handle it was taken
    int m_wheel = 0; ///< of a step that is not whole yet
    bool m_dragged = false;
};

} // namespace slipway::ui
