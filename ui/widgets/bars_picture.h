#pragma once

#include <QColor>
#include <QStringList>
#include <QWidget>

#include <limits>
#include <vector>

namespace slipway::ui {

class Theme;

/// Bars on a common ground, as high as the room for the greatest. NaN leaves a gap; what is not zero is seen.
void paintBars(QPainter &painter, const QRect &room, const std::vector<double> &bars, const QColor &ink,
               int gap = 1);

/// A few bars with words, small enough for the inspector.
struct BarsPicture {
    std::vector<double> bars {};
    QStringList above {}; ///< one a bar: "43%"; or none
    QStringList below {}; ///< from the left end to the right one, in equal steps
    double marker =
        std::numeric_limits<double>::quiet_NaN(); ///< a dashed line, from 0 at the left to 1; NaN: none
    QString markerWord {}; ///< "mean 2,283"
    int series = 0; ///< of the colour
    QString sentence {}; ///< what it shows, for people who do not see it

    bool isEmpty() const { return bars.empty(); }
};

class BarsView : public QWidget
{
    Q_OBJECT
public:
    explicit BarsView(const Theme &theme, QWidget *parent = nullptr);

    void setPicture(const BarsPicture &picture);
    const BarsPicture &picture() const { return m_picture; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintAbove(QPainter &painter, const QRect &room) const;
    void paintBelow(QPainter &painter, const QRect &room) const;
    void paintMarker(QPainter &painter, const QRect &room) const;
    int lineHeight() const;

    const Theme &m_theme;
    BarsPicture m_picture;
};

} // namespace slipway::ui
